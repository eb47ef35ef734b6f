import { toInt } from '../number.js';
import type { LuaLibrary, LuaState } from '../state.js';
import { type LuaFunction, type LuaResult, type LuaValue, native } from '../value.js';
import { MsgpackDecoder } from './msgpack-decoder.js';
import { packValue } from './msgpack-encoder.js';

/** The library `cmsgpack`. */
export function createMsgpackLibrary(state: LuaState): LuaLibrary {
  function pack(...values: LuaValue[]): string {
    if (values.length === 0) state.argumentError(0, 'MessagePack pack needs input.');
    return values.map((value) => packValue(state, value)).join('');
  }

  function unpack(bytes: LuaValue): LuaResult {
    return unpackFrom(state.checkString(bytes, 1, arguments.length), 0, 0);
  }

  function unpackOne(bytes: LuaValue, offset: LuaValue): LuaResult {
    const from = state.optInteger(offset, 2, 0);
    return unpackFrom(state.checkString(bytes, 1, arguments.length), 1, from);
  }

  function unpackLimit(bytes: LuaValue, limit: LuaValue, offset: LuaValue): LuaResult {
    const most = state.checkInteger(limit, 2, arguments.length);
    const from = state.optInteger(offset, 3, 0);
    return unpackFrom(state.checkString(bytes, 1, arguments.length), most, from);
  }

  /**
   * @param limit how many values at most; together with an offset of 0 a 0 stands for all of them, whose results come
   * without an offset before them
   * @returns where to go on, -1 at the end, and the values
   */
  function unpackFrom(bytes: string, limit: number, offset: number): LuaResult {
    if (offset < 0 || limit < 0)
      state.error(
        `Invalid request to unpack with offset of ${toInt(offset)} and limit of ${bytes.length}.`,
      );
    if (offset > bytes.length)
      state.error(`Start offset ${toInt(offset)} greater than input length ${bytes.length}.`);
    const isAll = limit === 0 && offset === 0;
    const most = isAll ? Infinity : limit;
    const decoder = new MsgpackDecoder(state, bytes, offset);
    const values: LuaValue[] = [];
    while (!decoder.isAtEnd && values.length < most) values.push(decoder.read());
    return isAll ? values : [decoder.isAtEnd ? -1 : decoder.at, ...values];
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['pack', pack],
    ['unpack', unpack],
    ['unpack_one', unpackOne],
    ['unpack_limit', unpackLimit],
  ];
  return [
    ...functions.map(([name, fn]) => [name, native(name, fn)] as const),
    ['_NAME', 'cmsgpack'],
    ['_VERSION', 'lua-cmsgpack 0.4.0'],
    ['_COPYRIGHT', 'Copyright (C) 2012, Salvatore Sanfilippo'],
    ['_DESCRIPTION', 'MessagePack C implementation for Lua'],
  ];
}
