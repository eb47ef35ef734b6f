import type { Bytes } from '../bytes.js';

/** The index of a register has this many bits. */
const INDEX_BITS = 14;
/** How many registers there are. */
export const REGISTERS = 1 << INDEX_BITS;
/** The bits of a hash that are not the index; a register holds at most one more. */
export const RANK_BITS = 64 - INDEX_BITS;

/** The multiplier and the seed of MurmurHash64A, as two words of 32 bits. */
const FACTOR_HIGH = 0xc6a4a793;
const FACTOR_LOW = 0x5bd1e995;
const FACTOR_LOW_UPPER = FACTOR_LOW >>> 16;
const FACTOR_LOW_LOWER = FACTOR_LOW & 0xffff;
const SEED = 0xadc83b19;

/** The upper word of the last product. */
let upper = 0;

/** Multiplies by the factor, within 64 bits. @returns the lower word; the upper one is in {@link upper} */
function multiply(high: number, low: number): number {
  const lowUpper = low >>> 16;
  const lowLower = low & 0xffff;
  const cross = lowUpper * FACTOR_LOW_LOWER;
  const otherCross = lowLower * FACTOR_LOW_UPPER;
  const carry = ((lowLower * FACTOR_LOW_LOWER) >>> 16) + (cross & 0xffff) + (otherCross & 0xffff);
  const beyond =
    lowUpper * FACTOR_LOW_UPPER + (cross >>> 16) + (otherCross >>> 16) + (carry >>> 16);
  upper = (beyond + Math.imul(high, FACTOR_LOW) + Math.imul(low, FACTOR_HIGH)) | 0;
  return Math.imul(low, FACTOR_LOW);
}

/** Up to four bytes, the first one lowest. */
function word(bytes: Bytes, at: number): number {
  return (
    bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24)
  );
}

/** What an element does to a HyperLogLog: which register it meets, and the value that this has at least then. */
export interface Observation {
  /** 0 to 16383 */
  readonly index: number;
  /** 1 to 51: the position of the first set bit in the rest of the hash. */
  readonly rank: number;
}

/** Hashes an element with MurmurHash64A, as Redis does on machines of any byte order. */
export function observe(element: Bytes): Observation {
  const { length } = element;
  let low = SEED ^ multiply(0, length);
  let high = upper;
  const whole = length & ~7;
  for (let at = 0; at < whole; at += 8) {
    let partLow = multiply(word(element, at + 4), word(element, at));
    partLow = multiply(upper, partLow ^ (upper >>> 15));
    low = multiply(high ^ upper, low ^ partLow);
    high = upper;
  }
  if (whole < length) {
    low = multiply(high ^ word(element, whole + 4), low ^ word(element, whole));
    high = upper;
  }
  low = multiply(high, low ^ (high >>> 15));
  high = upper;
  low ^= high >>> 15;
  const index = low & (REGISTERS - 1);
  // The rest of the hash begins in the lower word and ends in the upper one.
  const first = low >>> INDEX_BITS;
  if (first !== 0) return { index, rank: trailingZeros(first) + 1 };
  const rank = high === 0 ? RANK_BITS + 1 : 32 - INDEX_BITS + trailingZeros(high) + 1;
  return { index, rank };
}

function trailingZeros(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
