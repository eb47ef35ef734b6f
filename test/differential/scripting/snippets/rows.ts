import type { Snippets } from '../snippet.js';

const OPERATORS = ['+', '-', '*', '/', '%', ' and ', ' or ', '==', '~=', '<', '<=', '..', '^'];
/** A value with which everything can be done. */
const SETUP =
  'local a, b, t = 1, 2, {} t.a = t local function f() return t end setmetatable(t, {__add = f, __call = f, __index = f, __concat = f, __unm = f, __pow = f})';
const NESTED = [
  ['f(', ')'],
  ['f(', ').a.a'],
  ['t.a.a(', ')'],
  ['{', ',1}'],
  ['(', '.a.a.a)'],
  ['t[', '].a.a.a'],
  ['(1+', '+1+1+1)'],
  ['(a and ', ' or b)'],
  ['not (', '==1)'],
  ['f(function() return ', ' end)'],
  ['{a=', ',b=1,2}'],
  ['{[', ']=1,2}'],
  ['{[a]=', '}'],
  ['("x"..', '.."y")'],
  ['t:a(', ').a.a.a'],
  ['(#', '.a+1)'],
  ['f(', `)${'.a'.repeat(38)}`],
  ['f(', `)${'+a'.repeat(38)}`],
  ['f(', `)${' or a'.repeat(38)}`],
  ['f(', `)${':a()'.repeat(38)}`],
  ['a == f(', `)${' == b'.repeat(38)}`],
] as const;

/** Long rows of everything that can be written in a row. */
function rows(n: number): string[] {
  const row = (text: string | ((i: number) => string), separator = ''): string =>
    Array.from({ length: n }, (_, i) => (typeof text === 'string' ? text : text(i))).join(
      separator,
    );
  return [
    ...OPERATORS.flatMap((op) => [
      `local a = 1 return ${row('a', op)}`,
      `local a = 'x' return ${row('a', op)}`,
      `local t = {a = 1} return tostring(${row('t.a', op)})`,
      `return ${row('1', op)}`,
      `local function f() return 1 end if ${row('f()', op)} then return 1 else return 2 end`,
    ]),
    `local a = 1 return ${row((i) => (i % 2 ? 'a or ' : 'a and '))} a`,
    `local a = 1 return ${row((i) => (i % 2 ? '(a or ' : 'a and '))} a`,
    `local a = 1 if ${row((i) => (i % 2 ? 'a or ' : 'a and '))} a then return 1 end return 2`,
    `local a = 1 return ${row((i) => ['a +', 'a -', 'a *', '2 /'][i % 4]!, ' ')} a`,
    `local a = 1 return ${row((i) => ['a == a and', 'a < a or'][i % 2]!, ' ')} a`,
    `return ${row('not ')} nil`,
    `local a = 1 return ${row('- ')} a`,
    `return ${row('(')}1${row(')')}`,
    `local function f() end f = function() return f end return type(f${row('()')})`,
    `local s = {} s.s = s return type(s${row('.s')})`,
    `local s = {} s.s = s return type(s${row("['s']")})`,
    `local s = {} s.s = s s${row('.s')}.x = 5 return s.x`,
    `local s = {} s.s = s return type(s.s${row('.q.s')})`,
    `local s = {} function s.s() return s end return type(s${row(':s()')})`,
    `local s = {} function s.s() return s end s${row(':s()')} return 1`,
    `local s = function(x) return x end return type(${row('s(')}1${row(')')})`,
    `local x = ${n - 1} if x == -1 then return 1 ${row((i) => `elseif x == ${i} then return ${i}`, ' ')} end`,
    `local x = 0 for i = 1, 3 do if x == -1 then break ${row((i) => `elseif x == ${i} then x = x + 1 `)} else break end end return x`,
    `${row('local a = 1 ')} return a`,
    `${row('do local a = 1 end ')} return 1`,
    `local x = 0 ${row('x = x + 1 ')} return x`,
    `local t = {${row((i) => `a${i} = ${i}`, ',')}} return t.a${n - 1}`,
    `local t = {${row((i) => `[${i}] = "s${i}"`, ',')}} return t[#t]`,
    `local t = {} ${row((i) => `function t.f${i}() return ${i} end `)} return t.f${n - 1}()`,
    `return select('#', ${row('1', ',')})`,
    `return ${row('1', ',')}`,
    `local ${row((i) => `a${i}`, ',')} = 1`,
    `local a = ${row('1', ',')} return a`,
    `local t = {} ${row('t.x', ',')} = 1, 2 return t.x`,
    `while true do ${row('if KEYS[1] then break end ')} break end`,
    `repeat ${row('local a = 1 ')} until true`,
    `if KEYS[1] then ${row('KEYS[1] = 1 ')} end return 1`,
    `${row('if true then ')} ${row('end ')}`,
    `${row('return function() ')} ${row('end ')}`,
    `${row('\n')} error('x')`,
    `local function f(${row((i) => `a${i}`, ',')}) end return 1`,
    `return 1 ${row(';')}`,
  ];
}

export const snippets: Snippets = {
  ...Object.fromEntries([100, 3000].map((n) => [`${n} operations in a row`, rows(n)] as const)),
  'operations in a row inside each other': [20, 60, 90].flatMap((n) =>
    NESTED.map(
      ([open, close]) =>
        `${SETUP} return type(${open.repeat(n)}1${close.repeat(n)}), type(coroutine.wrap(function() return ${open.repeat(n)}1${close.repeat(n)} end)())`,
    ),
  ),
};
