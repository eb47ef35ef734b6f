import type { Snippets } from '../snippet.js';

/** Every operator on every pair of types: what works, and how the rest is refused. */
const OPERANDS = ['a number', 'a numeral', 'a text', 'nil', 'a boolean', 'a table', 'a function'];
const VALUES = ['7', "'3'", "'x'", 'nil', 'true', '{}', 'redis.call'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '^'];
const ORDER = ['<', '<=', '>', '>='];
const UNARY = ['-', '#', 'not '];

const pairs = (operators: readonly string[]): string[] =>
  operators.flatMap((operator) =>
    VALUES.flatMap((left) =>
      VALUES.map((right) => `local a, b = ${left}, ${right} return tostring(a ${operator} b)`),
    ),
  );

export const snippets: Snippets = {
  [`arithmetic on ${OPERANDS.join(', ')}`]: pairs(ARITHMETIC),
  'order of any two types': pairs(ORDER),
  'concatenation of any two types': pairs(['..']),
  'equality of any two types': pairs(['==', '~=']),
  'unary operators': UNARY.flatMap((operator) =>
    VALUES.map((value) => `local a = ${value} return tostring(${operator}a)`),
  ),
  'indexing, calling and assigning to any type': VALUES.flatMap((value) => [
    `local a = ${value} return tostring(a.x)`,
    `local a = ${value} return tostring(a[1])`,
    `local a = ${value} a.x = 1`,
    `local a = ${value} return tostring(a())`,
    `local a = ${value} return tostring(a:x())`,
    `local a = ${value} for i = a, 2 do return i end`,
    `local a = ${value} for i = 1, a do return i end`,
    `local a = ${value} for i = 1, 2, a do return i end`,
    `local a = ${value} for k in a do return k end`,
    `local a = ${value} return tostring(type(a)) .. type(tostring(a))`,
    `local t = {} t[1] = ${value} return tostring(t[1] == nil)`,
    `local t = {} local ok, message = pcall(function() t[${value}] = 1 end) return tostring(message)`,
  ]),
};
