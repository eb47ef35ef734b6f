import type { LuaLibrary, LuaState } from '../state.js';
import { type LuaFunction, type LuaValue, native } from '../value.js';

/** Added to a double this leaves its integer, rounded to even, in the low bits of the mantissa. */
const ROUNDER = 2 ** 52 + 2 ** 51;
const HEX_DIGITS = 8;
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

/** The low 32 bits of a number, as Lua BitOp takes them. */
export function toBit(value: number): number {
  const integer = value | 0;
  if (integer === value) return integer;
  double[0] = value + ROUNDER;
  return words[0]!;
}

/** The library `bit` (Lua BitOp): numbers as signed integers of 32 bits. */
export function createBitLibrary(state: LuaState): LuaLibrary {
  function bits(value: LuaValue, index: number, count: number): number {
    return toBit(typeof value === 'number' ? value : state.checkNumber(value, index, count));
  }

  const unary = (operate: (bits: number) => number): LuaFunction =>
    function (value: LuaValue) {
      return operate(bits(value, 1, arguments.length));
    };

  const shift = (operate: (bits: number, by: number) => number): LuaFunction =>
    function (value: LuaValue, by: LuaValue) {
      const number = bits(value, 1, arguments.length);
      return operate(number, bits(by, 2, arguments.length) & 31);
    };

  /** The first operand is checked first, then the others from the last. */
  const fold = (operate: (a: number, b: number) => number): LuaFunction =>
    function (first: LuaValue, ...rest: LuaValue[]) {
      const count = arguments.length;
      let result = bits(first, 1, count);
      for (let i = rest.length - 1; i >= 0; i--)
        result = operate(result, bits(rest[i], i + 2, count));
      return result;
    };

  function tohex(value: LuaValue, digits: LuaValue): string {
    const number = bits(value, 1, arguments.length) >>> 0;
    const wanted = arguments.length < 2 ? HEX_DIGITS : bits(digits, 2, arguments.length);
    const shown = Math.min(Math.abs(wanted), HEX_DIGITS);
    const text = number
      .toString(16)
      .padStart(HEX_DIGITS, '0')
      .slice(HEX_DIGITS - shown);
    return wanted < 0 ? text.toUpperCase() : text;
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['tobit', unary((b) => b)],
    ['bnot', unary((b) => ~b)],
    ['band', fold((a, b) => a & b)],
    ['bor', fold((a, b) => a | b)],
    ['bxor', fold((a, b) => a ^ b)],
    ['lshift', shift((b, n) => b << n)],
    ['rshift', shift((b, n) => (b >>> n) | 0)],
    ['arshift', shift((b, n) => b >> n)],
    ['rol', shift((b, n) => (b << n) | (b >>> (32 - n)))],
    ['ror', shift((b, n) => (b << (32 - n)) | (b >>> n))],
    ['bswap', unary((b) => (b >>> 24) | ((b >>> 8) & 0xff00) | ((b & 0xff00) << 8) | (b << 24))],
    ['tohex', tohex],
  ];
  return functions.map(([name, fn]) => [name, native(name, fn)]);
}
