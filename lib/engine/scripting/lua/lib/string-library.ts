import type { LuaLibrary, LuaState } from '../state.js';
import { type LuaFunction, type LuaValue, NATIVE, native } from '../value.js';
import { createFormat } from './string-format.js';
import { createPatternFunctions } from './string-patterns.js';

/** The most values that a C function of Lua 5.1 may have on its stack. */
const STACK_SIZE = 8000;
/** Chars that one call of `String.fromCharCode` is given. */
const CHARS = 4096;
/** How bytecode begins; the server loads none, so that nothing but its being a string can be told from it. */
const BYTECODE = '\x1bLuaQ\0\x01\x04\x08\x04\x08\0';

/** Where a position from the end is counted from the start; 0 when it is before that. */
function fromStart(position: number, length: number): number {
  const at = position < 0 ? position + length + 1 : position;
  return at >= 0 ? at : 0;
}

/** The library `string`. */
export function createStringLibrary(state: LuaState): LuaLibrary {
  function len(s: LuaValue): number {
    return state.checkString(s, 1, arguments.length).length;
  }

  function sub(s: LuaValue, i: LuaValue, j: LuaValue): string {
    const text = state.checkString(s, 1, arguments.length);
    const start = fromStart(state.checkInteger(i, 2, arguments.length), text.length);
    const end = fromStart(state.optInteger(j, 3, -1), text.length);
    const from = start < 1 ? 0 : start - 1;
    return from < end ? text.slice(from, end) : '';
  }

  function reverse(s: LuaValue): string {
    const text = state.checkString(s, 1, arguments.length);
    count(text.length);
    return Buffer.from(text, 'latin1').reverse().latin1Slice();
  }

  function lower(s: LuaValue): string {
    const text = state.checkString(s, 1, arguments.length);
    count(text.length);
    return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  function upper(s: LuaValue): string {
    const text = state.checkString(s, 1, arguments.length);
    count(text.length);
    return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  }

  function rep(s: LuaValue, n: LuaValue): string {
    const text = state.checkString(s, 1, arguments.length);
    const times = state.checkInt(n, 2, arguments.length);
    if (times <= 0 || text === '') return '';
    count(text.length * times);
    return text.repeat(times);
  }

  function byte(s: LuaValue, i: LuaValue, j: LuaValue): number | readonly number[] {
    const text = state.checkString(s, 1, arguments.length);
    const start = fromStart(state.optInteger(i, 2, 1), text.length);
    const end = Math.min(fromStart(state.optInteger(j, 3, start), text.length), text.length);
    const from = Math.max(start, 1);
    if (from > end) return [];
    if (from === end) return text.charCodeAt(from - 1);
    if (end - from + 1 + arguments.length > STACK_SIZE)
      state.error('stack overflow (string slice too long)');
    return Array.from({ length: end - from + 1 }, (_, k) => text.charCodeAt(from - 1 + k));
  }

  function char(...codes: LuaValue[]): string {
    for (let i = 0; i < codes.length; i++) {
      const code = state.checkInt(codes[i], i + 1, codes.length);
      if (code < 0 || code > 255) state.argumentError(i + 1, 'invalid value');
      codes[i] = code;
    }
    let text = '';
    for (let i = 0; i < codes.length; i += CHARS)
      text += String.fromCharCode(...(codes.slice(i, i + CHARS) as number[]));
    return text;
  }

  function dump(fn: LuaValue): string {
    const dumped = state.checkFunction(fn, 1, arguments.length);
    if (dumped.name.startsWith(NATIVE)) state.error('unable to dump given function');
    return BYTECODE;
  }

  /** A string that is about to be made: its memory, and the time that making it takes. */
  function count(length: number): void {
    state.allocate(length);
    state.tick(length >> 6);
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['byte', byte],
    ['char', char],
    ['dump', dump],
    ...createPatternFunctions(state),
    ['format', createFormat(state)],
    ['len', len],
    ['lower', lower],
    ['rep', rep],
    ['reverse', reverse],
    ['sub', sub],
    ['upper', upper],
  ];
  return functions.map(([name, fn]) => [name, native(name, fn)]);
}
