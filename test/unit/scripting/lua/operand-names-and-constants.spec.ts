import { describe, expect, it } from '@jest/globals';
import { type Outcome, runLua } from './run-lua.js';

/** Scripts and what a real server answers. */
const cases: readonly (readonly [script: string, reply: Outcome])[] = [
  [
    "local d='a' local function f() return (d == 'x' and 1 or d) + 1 end return {pcall(f)}",
    [null, "user_script:1: attempt to perform arithmetic on upvalue 'd' (a string value)"],
  ],
  [
    "local d='a' local function f() return (true and d or d) + 1 end return {pcall(f)}",
    [null, 'user_script:1: attempt to perform arithmetic on a string value'],
  ],
  [
    "local d='a' local function f(p,q) return ((p or q) and 1 or d) + 1 end return {pcall(f)}",
    [null, 'user_script:1: attempt to perform arithmetic on a string value'],
  ],
  [
    "local d='a' local function f(p,q) return (p and q and 1 or d) + 1 end return {pcall(f)}",
    [null, "user_script:1: attempt to perform arithmetic on upvalue 'd' (a string value)"],
  ],
  [
    "local d='a' local function f(p,q) return (true and q and 1 or d) + 1 end return {pcall(f)}",
    [null, "user_script:1: attempt to perform arithmetic on upvalue 'd' (a string value)"],
  ],
  [
    "local d='a' local function f(p,q) return (p or d) + 1 end return {pcall(f)}",
    [null, 'user_script:1: attempt to perform arithmetic on a string value'],
  ],
  [
    "local d='a' local function f(p,q) return (1 and d) + 1 end return {pcall(f)}",
    [null, "user_script:1: attempt to perform arithmetic on upvalue 'd' (a string value)"],
  ],
  [
    "local d='a' local function f(p,q) return (not p and d) + 1 end return {pcall(f)}",
    [null, 'user_script:1: attempt to perform arithmetic on a string value'],
  ],
  [
    'local function f() return 1/0, 1/-0 end local a,b=f() return {tostring(a),tostring(b)}',
    ['inf', 'inf'],
  ],
  [
    'local function f() return 1/-0, 1/0 end local a,b=f() return {tostring(a),tostring(b)}',
    ['-inf', '-inf'],
  ],
  [
    'local function f() return -0+0, 1/(0*-1) end local a,b=f() return {tostring(a),tostring(b)}',
    ['0', 'inf'],
  ],
  ['local function f() local x = 5*-0 return 1/0 end return tostring(f())', '-inf'],
  ['local function f() local x = 1%-0 return 1/0 end return tostring(f())', '-inf'],
  ['local function f() local x = 0 - 0 return 1/0, -0 end return {tostring(f())}', ['inf']],
  [
    'return {tostring(-(2^31)*0), tostring(-1/0), tostring(2^1024), tostring(-(2^1024)), tostring(0/0 ~= 0/0), 2^3^2, -2^2, tostring(2^-1), 7 % -3, -7 % 3, 1 - -1, 1 - - -1}',
    ['-0', 'inf', 'inf', '-inf', 'true', 512, -4, '0.5', -2, 2, 2, 0],
  ],
  [
    'local x = 3 return {x - -1, x * -2, x- -x, -x - -2, x ^ -1 * 100, x % -2}',
    [4, -6, 6, -1, 33, -1],
  ],
  [
    "local r = '' for i = 3, 1, -1 do r = r .. i end for i = -1, -3, -1 do r = r .. i end for i = 1, 0.5, -0.25 do r = r .. i .. ' ' end return r",
    '321-1-2-31 0.75 0.5 ',
  ],
  ['local t = {1} local function f() t = {2} return 1 end return t[f()]', 2],
  [
    'local t = {1} local u = t local function f() t = {2} return 5 end t[1] = f() return {u[1], t[1]}',
    [1, 5],
  ],
  [
    'local k = 1 local t = {} local function f() k = 2 return 5 end t[k] = f() return {tostring(t[1]), tostring(t[2])}',
    ['nil', '5'],
  ],
  [
    'local a = 1 local function f() a = 10 return 1 end return {a + f(), a - f(), a .. f()}',
    [11, 9, '101'],
  ],
];

describe('names of operands, constants and when operands are read', () => {
  it.each(cases)('%s', (script, reply) => {
    expect(runLua(script)).toEqual(reply);
  });
});
