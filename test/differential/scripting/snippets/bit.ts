import { lines, type Snippets } from '../snippet.js';

const NUMBERS =
  '0, 1, -1, 255, 0x7fffffff, 0x80000000, 0xffffffff, -2^31, 2^32, 2^32 + 5, 2^40 + 3, -2^33 - 1, 2^52, 2^53, 2^53 + 2, 1e15, 1e20, -1e20, 1e300, 0.5, 1.5, 2.5, -0.5, -1.5, 0.49, 1/0, -1/0, 0/0, "7", "0x10"';
const SHIFTS = '0, 1, 4, 8, 31, 32, 33, 36, -1, -4, 1.5, 2^32 + 2';

const unary = (name: string): string =>
  `local t = {} for _, v in ipairs({${NUMBERS}}) do t[#t + 1] = tostring(bit.${name}(v)) end return t`;
const shift = (name: string): string =>
  `local t = {} for _, v in ipairs({1, -1, 0x12345678, -0x12345678, 2^31, 5.5}) do for _, n in ipairs({${SHIFTS}}) do t[#t + 1] = tostring(bit.${name}(v, n)) end end return t`;
const refusals = (name: string): string[] => [
  `return bit.${name}()`,
  `return bit.${name}(nil)`,
  `return bit.${name}({})`,
  `return bit.${name}('x')`,
  `return bit.${name}(true)`,
  `return bit.${name}(1, 'x')`,
  `return {pcall(bit.${name})}`,
];

const UNARY = ['tobit', 'bnot', 'bswap', 'tohex'];
const SHIFT = ['lshift', 'rshift', 'arshift', 'rol', 'ror'];
const FOLD = ['band', 'bor', 'bxor'];

export const snippets: Snippets = {
  'operations on one number': UNARY.map(unary),
  shifts: SHIFT.map(shift),
  'operations on many numbers': FOLD.flatMap((name) => [
    unary(name),
    `return bit.${name}(0x1234, 0xff00)`,
    `return bit.${name}(0x1234, 0xff00, 0x0ff0)`,
    `return bit.${name}(-1, 2^31, 7, 1e10)`,
    `return bit.${name}(1, 2, 4, 8, 16, '32')`,
    `return bit.${name}(1, 'x', {})`,
    `return bit.${name}(1, 2, nil)`,
    `return bit.${name}('x', 'y')`,
  ]),
  'what is no number': [...UNARY, ...SHIFT, ...FOLD].flatMap(refusals),
  'bit.tohex': lines(String.raw`
return bit.tohex(0x87654321)
return bit.tohex(0x87654321, 4)
return bit.tohex(0x87654321, -4)
return bit.tohex(0x87654321, 8)
return bit.tohex(0x87654321, -8)
return bit.tohex(0xabcdef, 1)
return bit.tohex(0xabcdef, -1)
return bit.tohex(0xabcdef, 0)
return bit.tohex(0xabcdef, 100)
return bit.tohex(0xabcdef, -100)
return bit.tohex(0xabcdef, 2.5)
return bit.tohex(0xabcdef, '4')
return bit.tohex(0xabcdef, nil)
return bit.tohex(0xabcdef, 'x')
return bit.tohex(-1)
return bit.tohex(2^32 + 1)
bit.band = nil
bit.x = 1
return type(bit._VERSION)
`),
};
