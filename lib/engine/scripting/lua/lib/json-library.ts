import type { LuaLibrary, LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import { type LuaFunction, type LuaResult, type LuaValue, native } from '../value.js';
import { JsonDecoder } from './json-decoder.js';
import { JsonEncoder } from './json-encoder.js';
import { defaultJsonSettings, JSON_NULL } from './json-settings.js';

const MAX_INT = 2 ** 31 - 1;
const MAX_PRECISION = 14;
const SWITCH = ['off', 'on'] as const;
const INVALID_NUMBERS = ['off', 'on', 'null'] as const;

/** The library `cjson`; its settings last as long as the state does, as on the server. */
export function createJsonLibrary(state: LuaState): LuaLibrary {
  const settings = defaultJsonSettings();

  function encode(value: LuaValue): string {
    if (arguments.length !== 1) state.argumentError(1, 'expected 1 argument');
    return new JsonEncoder(state, settings).encode(value);
  }

  function decode(text: LuaValue): LuaValue {
    if (arguments.length !== 1) state.argumentError(1, 'expected 1 argument');
    return new JsonDecoder(state, settings, state.checkString(text, 1, 1)).decode();
  }

  function checkCount(count: number, most: number): void {
    if (count > most) state.argumentError(most + 1, 'found too many arguments');
  }

  /** The integer that is given, or for nil the one that is set. Whatever argument it is, errors name the first. */
  function integer(value: LuaValue, index: number, set: number, min: number, max: number): number {
    const given = state.optInt(value, index, set);
    if (given < min || given > max)
      state.argumentError(1, `expected integer between ${min} and ${max}`);
    return given;
  }

  /** The word that is given, a boolean standing for off or on, or for nil the one that is set. */
  function option<T extends string>(value: LuaValue, words: readonly T[], set: T): T {
    if (typeof value === 'boolean') return words[value ? 1 : 0]!;
    return state.checkOption(value, 1, 1, words, set);
  }

  function toggle(value: LuaValue, set: boolean): boolean {
    return option(value, SWITCH, set ? 'on' : 'off') === 'on';
  }

  function encodeSparseArray(convert: LuaValue, ratio: LuaValue, safe: LuaValue): LuaResult {
    checkCount(arguments.length, 3);
    settings.sparseConvert = toggle(convert, settings.sparseConvert);
    settings.sparseRatio = integer(ratio, 2, settings.sparseRatio, 0, MAX_INT);
    settings.sparseSafe = integer(safe, 3, settings.sparseSafe, 0, MAX_INT);
    return [settings.sparseConvert, settings.sparseRatio, settings.sparseSafe];
  }

  function encodeMaxDepth(depth: LuaValue): number {
    checkCount(arguments.length, 1);
    return (settings.encodeMaxDepth = integer(depth, 1, settings.encodeMaxDepth, 1, MAX_INT));
  }

  function decodeMaxDepth(depth: LuaValue): number {
    checkCount(arguments.length, 1);
    return (settings.decodeMaxDepth = integer(depth, 1, settings.decodeMaxDepth, 1, MAX_INT));
  }

  function encodeNumberPrecision(digits: LuaValue): number {
    checkCount(arguments.length, 1);
    settings.numberPrecision = integer(digits, 1, settings.numberPrecision, 1, MAX_PRECISION);
    return settings.numberPrecision;
  }

  function encodeKeepBuffer(keep: LuaValue): boolean {
    checkCount(arguments.length, 1);
    return (settings.keepBuffer = toggle(keep, settings.keepBuffer));
  }

  function encodeInvalidNumbers(how: LuaValue): LuaValue {
    checkCount(arguments.length, 1);
    settings.encodeInvalidNumbers = option(how, INVALID_NUMBERS, settings.encodeInvalidNumbers);
    return settings.encodeInvalidNumbers === 'null'
      ? 'null'
      : settings.encodeInvalidNumbers === 'on';
  }

  function decodeInvalidNumbers(allow: LuaValue): boolean {
    checkCount(arguments.length, 1);
    return (settings.decodeInvalidNumbers = toggle(allow, settings.decodeInvalidNumbers));
  }

  /** `cjson.new`: a library of its own, with settings of its own. */
  function create(): LuaTable {
    const table = new LuaTable();
    for (const [name, value] of createJsonLibrary(state)) table.set(name, value);
    return table;
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['encode', encode],
    ['decode', decode],
    ['encode_sparse_array', encodeSparseArray],
    ['encode_max_depth', encodeMaxDepth],
    ['decode_max_depth', decodeMaxDepth],
    ['encode_number_precision', encodeNumberPrecision],
    ['encode_keep_buffer', encodeKeepBuffer],
    ['encode_invalid_numbers', encodeInvalidNumbers],
    ['decode_invalid_numbers', decodeInvalidNumbers],
    ['new', create],
  ];
  return [
    ...functions.map(([name, fn]) => [name, native(name, fn)] as const),
    ['null', JSON_NULL],
    ['_NAME', 'cjson'],
    ['_VERSION', '2.1.0'],
  ];
}
