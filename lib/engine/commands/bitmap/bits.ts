import type { Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { errors } from '../../errors.js';
import { normalize, parse, type Int64 } from '../../int64.js';
import { ByteBuffer } from '../../values/byte-buffer.js';
import { stringBytes, type StringValue } from '../../values/value.js';

/** However high `proto-max-bulk-len` is, no string of this engine is longer. */
const LONGEST_STRING = 2 ** 32 - 2 ** 24;
/** How many bytes of a string are looked at in one go. */
const CHUNK = 64 * 1024;
/** How many bits of each byte are set. */
const SET_BITS = Uint8Array.from({ length: 256 }, (_, byte) => popcount(byte));

/**
 * Reads the offset of a bit.
 * @param width the bits of a field, for commands that know `#2` as two such fields; 0 for those that do not
 * @throws "bit offset is not an integer or out of range"
 */
export function readBitOffset(engine: InMemoryCache, word: Bytes, width = 0): number {
  const inFields = width > 0 && word.startsWith('#');
  const count = parse(inFields ? word.slice(1) : word);
  if (count === undefined) throw errors.notBitOffset();
  const offset = inFields ? timesWidth(count, width) : count;
  const limit =
    engine.settings.protoMaxBulkLength < LONGEST_STRING
      ? engine.settings.protoMaxBulkLength
      : LONGEST_STRING;
  if (offset < 0 || Number(offset) / 8 >= limit) throw errors.notBitOffset();
  return Number(offset);
}

/** As in C, the product loses what is beyond 64 bits. */
function timesWidth(count: Int64, width: number): Int64 {
  const product = Number(count) * width;
  if (Number.isSafeInteger(product)) return product;
  return normalize(BigInt.asIntN(64, BigInt(count) * BigInt(width)));
}

/** The byte of a string at an index, 0 behind its end. */
export function byteAt(value: StringValue, index: number): number {
  if (value instanceof ByteBuffer) return index < value.length ? value.at(index) : 0;
  return stringBytes(value).charCodeAt(index) | 0;
}

/** Bytes of a string from `start` up to `end`, which is excluded; those of a ByteBuffer are not copied. */
export function viewOf(value: StringValue, start: number, end: number): Buffer {
  if (value instanceof ByteBuffer) return value.view(start, end);
  return Buffer.from(stringBytes(value).slice(start, end), 'latin1');
}

/** How many bits are set from `start` up to `end`, which is excluded; both count bits. */
export function countBits(value: StringValue, start: number, end: number): number {
  if (start >= end) return 0;
  const firstByte = Math.floor(start / 8);
  const lastByte = Math.ceil(end / 8) - 1;
  let count = 0;
  for (let at = firstByte; at <= lastByte; at += CHUNK) {
    count += countBytes(viewOf(value, at, Math.min(at + CHUNK, lastByte + 1)));
  }
  const before = byteAt(value, firstByte) >> (8 - (start & 7));
  const behind = byteAt(value, lastByte) & (0xff >> (((end - 1) & 7) + 1));
  return count - SET_BITS[before]! - SET_BITS[behind]!;
}

function countBytes(bytes: Buffer): number {
  const aligned = Math.min(-bytes.byteOffset & 3, bytes.length);
  const words = (bytes.length - aligned) >> 2;
  let count = 0;
  for (let i = 0; i < aligned; i++) count += SET_BITS[bytes[i]!]!;
  if (words > 0) {
    const view = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, words);
    for (let i = 0; i < words; i++) count += popcount(view[i]!);
  }
  for (let i = aligned + 4 * words; i < bytes.length; i++) count += SET_BITS[bytes[i]!]!;
  return count;
}

/** How many of 32 bits are set: sums of pairs, of fours, of eights, then of all. */
function popcount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * The first bit of a kind from `start` up to `end`, which is excluded; both count bits.
 * @returns -1 when there is none
 */
export function findBit(value: StringValue, bit: 0 | 1, start: number, end: number): number {
  const other = bit === 1 ? 0 : 0xff;
  const lastByte = Math.ceil(end / 8) - 1;
  let at = Math.floor(start / 8);
  // What is before the start counts as a byte that does not match.
  let byte = byteAt(value, at) ^ other;
  byte &= 0xff >> (start & 7);
  while (byte === 0) {
    at = findOtherByte(value, other, at + 1, lastByte + 1);
    if (at > lastByte) return -1;
    byte = byteAt(value, at) ^ other;
  }
  const found = at * 8 + Math.clz32(byte) - 24;
  return found < end ? found : -1;
}

/** The index of the first byte that is not `byte`, `end` when there is none. */
function findOtherByte(value: StringValue, byte: number, start: number, end: number): number {
  const four = byte === 0 ? 0 : -1;
  for (let at = start; at < end; at += CHUNK) {
    const bytes = viewOf(value, at, Math.min(at + CHUNK, end));
    const aligned = Math.min(-bytes.byteOffset & 3, bytes.length);
    const words = (bytes.length - aligned) >> 2;
    let i = 0;
    while (i < aligned && bytes[i] === byte) i++;
    if (i === aligned && words > 0) {
      const view = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, words);
      let word = 0;
      while (word < words && view[word] === four) word++;
      i += 4 * word;
    }
    while (i < bytes.length && bytes[i] === byte) i++;
    if (i < bytes.length) return at + i;
  }
  return end;
}
