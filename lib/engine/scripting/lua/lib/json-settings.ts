import { LuaUserdata } from '../value.js';

/** `cjson.null`: the light userdata whose address is NULL, which stands for null where nil cannot be. */
export const JSON_NULL = new LuaUserdata('(nil)');

/** What a script can change of an instance of cjson. Depths count nested arrays and objects. */
export interface JsonSettings {
  /** Whether an array with too few of its values becomes an object instead of an error. */
  sparseConvert: boolean;
  /** So many times more places than values are too many; 0 allows any. */
  sparseRatio: number;
  /** Arrays of so many places are never too sparse. */
  sparseSafe: number;
  encodeMaxDepth: number;
  decodeMaxDepth: number;
  /** Significant digits, 1 to 14. */
  numberPrecision: number;
  /** Accepted and told; there is no buffer to keep. */
  keepBuffer: boolean;
  /** What becomes of NaN and infinite numbers: an error, `nan` and `inf`, or `null`. */
  encodeInvalidNumbers: 'off' | 'on' | 'null';
  /** Whether infinite, hexadecimal and other numbers that JSON does not know are read. */
  decodeInvalidNumbers: boolean;
}

export function defaultJsonSettings(): JsonSettings {
  return {
    sparseConvert: false,
    sparseRatio: 2,
    sparseSafe: 10,
    encodeMaxDepth: 1000,
    decodeMaxDepth: 1000,
    numberPrecision: 14,
    keepBuffer: true,
    encodeInvalidNumbers: 'off',
    decodeInvalidNumbers: true,
  };
}

/** The slots that a C function of Lua 5.1 has; deep nesting ends where they do, whatever the settings say. */
export const STACK_SLOTS = 8000;
