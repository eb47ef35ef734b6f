import type { Bytes } from '../bytes.js';
import type { Random } from '../random.js';

/**
 * The secret key of a hash. Keys are chosen by whoever uses the cache: without a secret, a stranger could pick keys
 * that all fall into one bucket and turn every look-up into a walk.
 */
export interface HashSeed {
  readonly k0: number;
  readonly k1: number;
}

/** Draws a seed. One per process or engine is enough. */
export function hashSeed(random: Random): HashSeed {
  return { k0: random.uint32(), k1: random.uint32() };
}

const FINAL_ROUNDS = 3;

/**
 * HalfSipHash-1-3, a keyed hash made for hash tables, over one byte per char. It takes four chars a round, so it costs
 * hardly more than a multiplicative hash that goes char by char and whose collisions can be computed without the seed.
 * @returns a signed 32-bit integer
 */
export function hashKey(k0: number, k1: number, key: Bytes): number {
  const length = key.length;
  const tail = length >>> 2;
  let v0 = k0 | 0;
  let v1 = k1 | 0;
  let v2 = k0 ^ 0x6c796765;
  let v3 = k1 ^ 0x74656462;
  for (let block = 0; block <= tail + FINAL_ROUNDS; block++) {
    const at = block << 2;
    let word = 0;
    if (block < tail) {
      word =
        key.charCodeAt(at) |
        (key.charCodeAt(at + 1) << 8) |
        (key.charCodeAt(at + 2) << 16) |
        (key.charCodeAt(at + 3) << 24);
    } else if (block === tail) {
      word = length << 24;
      if (at < length) word |= key.charCodeAt(at);
      if (at + 1 < length) word |= key.charCodeAt(at + 1) << 8;
      if (at + 2 < length) word |= key.charCodeAt(at + 2) << 16;
    } else if (block === tail + 1) {
      v2 ^= 0xff;
    }
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  return v1 ^ v3;
}
