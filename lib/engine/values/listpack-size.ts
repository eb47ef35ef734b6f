import type { Bytes } from '../bytes.js';
import { parse, type Int64 } from '../int64.js';

/** Redis's listpack: a header of six bytes and an end mark. */
export const LISTPACK_EMPTY = 7;

/** How many bytes an element takes in one of Redis's listpacks: thresholds are measured in them. */
export function listpackEntrySize(element: Bytes): number {
  const size = integerSize(element) ?? stringSize(element.length);
  return size + backLengthSize(size);
}

/** As {@link listpackEntrySize}, for an integer that is at hand. */
export function listpackIntegerSize(value: Int64): number {
  return bytesOfInteger(value) + 1;
}

function stringSize(length: number): number {
  if (length < 64) return 1 + length;
  return (length < 4096 ? 2 : 5) + length;
}

function integerSize(element: Bytes): number | undefined {
  const value = parse(element);
  return value === undefined ? undefined : bytesOfInteger(value);
}

function bytesOfInteger(value: Int64): number {
  if (value >= 0 && value <= 127) return 1;
  if (value >= -4096 && value <= 4095) return 2;
  if (value >= -32_768 && value <= 32_767) return 3;
  if (value >= -8_388_608 && value <= 8_388_607) return 4;
  return value >= -(2 ** 31) && value <= 2 ** 31 - 1 ? 5 : 9;
}

/** The length of an entry is repeated behind it, seven bits a byte. */
function backLengthSize(size: number): number {
  let bytes = 1;
  for (let rest = size >>> 7; rest > 0; rest >>>= 7) bytes++;
  return bytes;
}
