import { lines, type Snippets } from '../snippet.js';

const UNARY = [
  'abs',
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'cosh',
  'deg',
  'exp',
  'floor',
  'frexp',
  'log',
  'log10',
  'modf',
  'rad',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
];
const BINARY = ['atan2', 'fmod', 'mod', 'pow', 'max', 'min', 'ldexp'];

/** A function on some values, printed with so many digits; a NaN is told from the rest and nothing else. */
const tableOf = (name: string, values: string): string =>
  `local t = {} for _, v in ipairs({${values}}) do local a, b = math.${name}(v) t[#t + 1] = (a ~= a and 'nan' or string.format('%.14g', a)) .. ' ' .. tostring(b) end return t`;

export const snippets: Snippets = {
  'functions of one number': UNARY.flatMap((name) => [
    tableOf(name, '0, 1, -1, 0.5, -0.5, 2, 3.7, -3.7, 10, 100, 1e10, -1e10'),
    tableOf(name, '1e-10, 1/3, 1e15, 2^52 + 0.5, 123456.789, 1e300, 1/0'),
    `return math.${name}()`,
    `return math.${name}(nil)`,
    `return math.${name}({})`,
    `return math.${name}('x')`,
    `return tostring(math.${name}('1'))`,
    `return tostring(math.${name}(1, 2, 3))`,
    `return {pcall(math.${name})}`,
  ]),
  'functions of two numbers': BINARY.flatMap((name) => [
    `local t = {} for _, a in ipairs({0, 1, -1, 2.5, -7, 1e10}) do for _, b in ipairs({1, -1, 2, 3, 10}) do t[#t + 1] = string.format('%.14g', math.${name}(a, b)) end end return t`,
    `return math.${name}()`,
    `return math.${name}('x', 1)`,
    `return tostring(math.${name}('8', '2'))`,
    `return {pcall(math.${name}, {})}`,
    `return {pcall(math.${name}, 1, {})}`,
  ]),
  'many digits of functions of one number': UNARY.filter((name) => name !== 'modf').map(
    (name) =>
      `local t = {} for i = 1, 60 do t[i] = string.format('%.15g', (math.${name}(${/^a(cos|sin)$/.test(name) ? 'i / 67' : 'i * 0.23'}))) end return t`,
  ),
  'many digits of powers': lines(String.raw`
local t = {} for i = 1, 100 do t[i] = string.format('%.15g', 10 ^ -i) end return t
local t = {} for i = 1, 15 do t[i] = string.format('%.15g', i ^ 13) end return t
local t = {} for i = -50, 50 do t[#t + 1] = string.format('%.15g', 2 ^ i) end return t
local t = {} for i = 1, 60 do t[i] = string.format('%.15g', 1.05 ^ i) end return t
local t = {} for i = 1, 60 do t[i] = string.format('%.15g', (i / 7) ^ 0.3) end return t
local t = {} for i = 1, 60 do t[i] = string.format('%.15g', (i / 7) ^ 0.5) end return t
local t = {} for i = 1, 60 do t[i] = string.format('%.15g', math.atan2(i - 30, i % 7 + 1)) end return t
return {2 ^ 53, 3 ^ 30, 7 ^ 18, (-3) ^ 31, 10 ^ 15, 12 ^ 14}
`),
  'special values': lines(String.raw`
return tostring(math.huge)
return tostring(-math.huge)
return string.format('%.17g', math.pi)
return tostring(math.floor(-0.5))
return tostring(math.ceil(-0.5))
return tostring(math.floor(1e300))
return tostring(math.floor(-2^53 - 1))
return tostring(math.abs(-0))
return tostring(math.sqrt(-0))
return {math.modf(3.7), math.modf(-3.7)}
local a, b = math.modf(-3.25) return {tostring(a), tostring(b)}
local a, b = math.modf(5) return {tostring(a), tostring(b)}
local a, b = math.modf(-5) return {tostring(a), tostring(b)}
local a, b = math.modf(1/0) return {tostring(a), tostring(b)}
local a, b = math.modf(-1/0) return {tostring(a), tostring(b)}
local a, b = math.modf(-0.5) return {tostring(a), tostring(b)}
local a, b = math.modf(0.1) return {tostring(a), tostring(b)}
local a, b = math.frexp(0) return {tostring(a), tostring(b)}
local a, b = math.frexp(1) return {tostring(a), tostring(b)}
local a, b = math.frexp(-8.5) return {tostring(a), tostring(b)}
local a, b = math.frexp(5e-324) return {tostring(a), tostring(b)}
local a, b = math.frexp(2^-1022) return {tostring(a), tostring(b)}
local a, b = math.frexp(1.7976931348623157e308) return {string.format('%.17g', a), tostring(b)}
local a, b = math.frexp(1/0) return tostring(a)
return tostring(math.ldexp(0.5, 3))
return tostring(math.ldexp(1, -1074))
return tostring(math.ldexp(1, -1075))
return tostring(math.ldexp(1.5, -1074))
return tostring(math.ldexp(1, 1023))
return tostring(math.ldexp(1, 1024))
return tostring(math.ldexp(-1, 5000))
return tostring(math.ldexp(1, -5000))
return tostring(math.ldexp(5e-324, 1074))
return tostring(math.ldexp(5e-324, 2000))
return tostring(math.ldexp(1, 2.9))
return tostring(math.ldexp(0, 100))
return tostring(math.ldexp(1/0, -100))
return string.format('%.17g', math.ldexp(0.1, -1030))
return tostring(math.fmod(5.5, 2))
return tostring(math.fmod(-5.5, 2))
return tostring(math.fmod(5.5, -2))
return tostring(math.fmod(-6, 2))
return tostring(math.fmod(5, 1/0))
return tostring(math.fmod(1e300, 7))
return tostring(math.mod(7, 4))
return tostring(math.fmod(1, 0) ~= math.fmod(1, 0))
return tostring(math.pow(2, 0.5))
return tostring(math.pow(2, 1024))
return tostring(math.pow(2, -1075))
return tostring(math.pow(0, 0))
return tostring(math.pow(0, -1))
return tostring(math.pow(-0, -1))
return tostring(math.pow(-2, 3))
return tostring(math.pow(1, 0/0))
return tostring(math.pow(1, 1/0))
return tostring(math.pow(-1, 1/0))
return tostring(math.pow(-1, -1/0))
return tostring(math.pow(0/0, 0))
return tostring(1 ^ (0/0))
return tostring((-1) ^ (1/0))
return string.format('%.17g', math.pow(10, 5))
return string.format('%.17g', math.pow(10, -5))
return string.format('%.17g', math.pow(10, 308))
return string.format('%.17g', math.sqrt(2))
return string.format('%.17g', math.deg(1))
return string.format('%.17g', math.rad(1))
return string.format('%.17g', math.rad(180))
return string.format('%.17g', math.deg(math.pi))
return math.max(1, 5, 3)
return math.min(4, 2, 8)
return math.max(5)
return math.max('10', 9)
return tostring(math.max(1/0, 5))
return tostring(math.min(-1/0, 5))
return tostring(math.max(1, 0/0))
return tostring(math.min(1, 0/0))
return tostring(math.max(0, -0))
return tostring(math.max(-0, 0))
return tostring(math.min(0, -0))
return math.max(1, 'x')
return math.max(1, nil)
return math.max(1, 2, {})
return math.min(nil)
return tostring(math.log(0))
return tostring(math.log10(1000))
return tostring(math.log10(0))
return tostring(math.exp(710))
return tostring(math.exp(-1000))
return tostring(math.tan(math.pi / 2))
return tostring(math.atan2(0, -1))
return tostring(math.atan2(-0, -1))
return tostring(math.atan2(1, 0))
return tostring(math.cosh(1000))
return tostring(math.tanh(100))
return math.log(8, 2)
math.pi = 3
math.huge = 1
return type(math.tointeger)
return math.ult
`),
  'math.random': lines(String.raw`
math.randomseed(1) return tostring(math.random())
math.randomseed(1) return {tostring(math.random()), tostring(math.random()), tostring(math.random())}
math.randomseed(1) return string.format('%.17g', math.random())
math.randomseed(1) return math.random(100)
math.randomseed(1) return {math.random(6), math.random(6), math.random(6), math.random(6), math.random(6)}
math.randomseed(1) return {math.random(10, 20), math.random(-5, 5), math.random(0, 1)}
math.randomseed(1) local t = {} for i = 1, 100 do t[i] = math.random(1000) end return t
math.randomseed(1) local t = {} for i = 1, 100 do t[i] = math.random(-50, 50) end return t
math.randomseed(1) return math.random(1)
math.randomseed(1) return math.random(5, 5)
math.randomseed(1) return math.random(2^31 - 1)
math.randomseed(1) return math.random(2^31)
math.randomseed(1) return math.random(2^32 + 5)
math.randomseed(1) return math.random(0)
math.randomseed(1) return math.random(-1)
math.randomseed(1) return math.random(2, 1)
math.randomseed(1) return math.random(1, 2, 3)
math.randomseed(1) return math.random('10')
math.randomseed(1) return math.random('x')
math.randomseed(1) return math.random({})
math.randomseed(1) return math.random(nil)
math.randomseed(1) return math.random(1, nil)
math.randomseed(1) return math.random(1, 'x')
math.randomseed(1) return math.random(3.9)
math.randomseed(1) return math.random(1.9, 3.9)
math.randomseed(1) return math.random(0, 2^31 - 1)
math.randomseed(1) return math.random(-1, 2^31 - 1)
math.randomseed(1) return math.random(-2^31, 2^31 - 1)
math.randomseed(1) return math.random(-2^31, 0)
math.randomseed(1) return math.random(-2^31, -1)
math.randomseed(42) return {tostring(math.random()), math.random(100), math.random(1, 1000)}
math.randomseed(0) return {tostring(math.random()), math.random(100)}
math.randomseed(-1) return {tostring(math.random()), math.random(100)}
math.randomseed(2^31) return math.random(1000000)
math.randomseed(2^32 + 7) return math.random(1000000)
math.randomseed(7) return math.random(1000000)
math.randomseed(1e300) return math.random(1000000)
math.randomseed(7.9) return math.random(1000000)
math.randomseed('7') return math.random(1000000)
math.randomseed(7, 8) return math.random(1000000)
math.randomseed(255) local t = {} for i = 1, 50 do t[i] = math.random(2^31 - 1) end return t
math.randomseed(1234567) math.random() math.randomseed(1234567) return math.random(1000000)
return select('#', math.randomseed(1))
math.randomseed()
math.randomseed('x')
math.randomseed(nil)
math.randomseed({})
return {pcall(math.randomseed)}
return {pcall(math.random, 0)}
`),
};
