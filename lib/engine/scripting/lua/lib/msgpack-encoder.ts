import type { Bytes } from '../../../bytes.js';
import type { LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import type { LuaValue } from '../value.js';

/** Tables nested deeper are written as nil. */
const MAX_DEPTH = 16;
const TWO_63 = 2 ** 63;
const MAX_INT = 2 ** 31 - 1;
const NIL = '\xc0';
const scratch = Buffer.alloc(9);

/** `cmsgpack.pack` of one value. What MessagePack does not know becomes nil. */
export function packValue(state: LuaState, value: LuaValue, depth = 0): Bytes {
  state.tick(1);
  switch (typeof value) {
    case 'string':
      state.allocate(value.length);
      return head(value.length, 0xa0, 31, 0xd9, 0xda) + value;
    case 'number':
      return packNumber(value);
    case 'boolean':
      return value ? '\xc3' : '\xc2';
    default:
      if (!(value instanceof LuaTable) || depth === MAX_DEPTH) return NIL;
      return packTable(state, value, depth + 1);
  }
}

function packTable(state: LuaState, table: LuaTable, depth: number): Bytes {
  let size = 0;
  // Becomes NaN, and stays so, when a key is no index.
  let max = 0;
  for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
    const key = table.keyAt(slot);
    size++;
    max = Math.max(max, isIndex(key) ? key : NaN);
  }
  state.tick(size);
  if (max !== size) {
    let text = head(size, 0x80, 15, undefined, 0xde);
    for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
      text += packValue(state, table.keyAt(slot), depth);
      text += packValue(state, table.valueAt(slot), depth);
    }
    return text;
  }
  let text = head(max, 0x90, 15, undefined, 0xdc);
  for (let index = 1; index <= max; index++) text += packValue(state, table.get(index), depth);
  return text;
}

function isIndex(key: LuaValue): key is number {
  return typeof key === 'number' && key > 0 && key <= MAX_INT && Number.isInteger(key);
}

/**
 * The type and the length of a string, an array or a map.
 * @param fix the type whose low bits are the length, up to `most`
 * @param byte the type of a length of one byte, where there is one
 * @param word the type of a length of two bytes; that of four comes after it
 */
function head(
  length: number,
  fix: number,
  most: number,
  byte: number | undefined,
  word: number,
): Bytes {
  if (length <= most) return String.fromCharCode(fix | length);
  if (byte !== undefined && length <= 0xff) return String.fromCharCode(byte, length);
  return length <= 0xffff ? bigEndian(word, length, 2) : bigEndian(word + 1, length, 4);
}

function packNumber(value: number): Bytes {
  if (Number.isInteger(value) && value >= -TWO_63 && value < TWO_63) return packInteger(value);
  if (Math.fround(value) === value) {
    scratch[0] = 0xca;
    scratch.writeFloatBE(value, 1);
    return scratch.latin1Slice(0, 5);
  }
  scratch[0] = 0xcb;
  scratch.writeDoubleBE(value, 1);
  // What arithmetic answers without a result is the NaN whose sign is set, on x86.
  if (Number.isNaN(value)) scratch[1] = 0xff;
  return scratch.latin1Slice(0, 9);
}

function packInteger(value: number): Bytes {
  if (value >= 0) {
    if (value <= 0x7f) return String.fromCharCode(value);
    if (value <= 0xff) return bigEndian(0xcc, value, 1);
    if (value <= 0xffff) return bigEndian(0xcd, value, 2);
    if (value <= 0xffffffff) return bigEndian(0xce, value, 4);
    scratch[0] = 0xcf;
  } else {
    if (value >= -32) return String.fromCharCode(value & 0xff);
    if (value >= -0x80) return bigEndian(0xd0, value & 0xff, 1);
    if (value >= -0x8000) return bigEndian(0xd1, value & 0xffff, 2);
    if (value >= -0x80000000) return bigEndian(0xd2, value >>> 0, 4);
    scratch[0] = 0xd3;
  }
  scratch.writeBigInt64BE(BigInt(value), 1);
  return scratch.latin1Slice(0, 9);
}

function bigEndian(type: number, value: number, bytes: number): Bytes {
  scratch[0] = type;
  scratch.writeUIntBE(value, 1, bytes);
  return scratch.latin1Slice(0, bytes + 1);
}
