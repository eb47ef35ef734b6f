import type { Bytes } from '../bytes.js';
import type { Random } from '../random.js';

const FINAL_ROUNDS = 3;
const LAST_ASCII = 0x7f;

/**
 * HalfSipHash-1-3, a keyed hash made for hash tables, over one byte per char. Its key is a secret: keys are chosen by
 * whoever uses the cache, and a stranger must not be able to pick some that all fall into one bucket and turn every
 * look-up into a walk. It takes four chars a round, so it costs hardly more than a multiplicative hash that goes char
 * by char and whose collisions can be computed without the secret.
 *
 * The last hash is remembered: a key is looked up and then inserted, and was hashed before when it was read.
 */
export class KeyHasher {
  private last: Bytes = '';
  private lastHash: number;
  /** All bits of all chars that {@link compute} has met. */
  private bits = 0;

  constructor(
    private readonly k0: number,
    private readonly k1: number,
  ) {
    this.lastHash = this.compute('');
  }

  /** A hasher with a secret of its own. One per process or engine is enough. */
  static random(random: Random): KeyHasher {
    return new KeyHasher(random.uint32() | 0, random.uint32() | 0);
  }

  /** The hash of a key, a signed 32-bit integer. */
  hash(key: Bytes): number {
    if (key === this.last) return this.lastHash;
    const hash = this.compute(key);
    this.last = key;
    this.lastHash = hash;
    return hash;
  }

  /** Whether a text is ASCII, so that its bytes are the same string, which is hashed by then. */
  isAscii(text: string): boolean {
    const hash = this.compute(text);
    if (this.bits > LAST_ASCII) return false;
    this.last = text;
    this.lastHash = hash;
    return true;
  }

  private compute(key: string): number {
    const { k0, k1 } = this;
    const length = key.length;
    const tail = length >>> 2;
    let bits = 0;
    let v0 = k0;
    let v1 = k1;
    let v2 = k0 ^ 0x6c796765;
    let v3 = k1 ^ 0x74656462;
    for (let block = 0; block <= tail + FINAL_ROUNDS; block++) {
      const at = block << 2;
      let word = 0;
      if (block < tail) {
        const a = key.charCodeAt(at);
        const b = key.charCodeAt(at + 1);
        const c = key.charCodeAt(at + 2);
        const d = key.charCodeAt(at + 3);
        bits |= a | b | c | d;
        word = a | (b << 8) | (c << 16) | (d << 24);
      } else if (block === tail) {
        const a = at < length ? key.charCodeAt(at) : 0;
        const b = at + 1 < length ? key.charCodeAt(at + 1) : 0;
        const c = at + 2 < length ? key.charCodeAt(at + 2) : 0;
        bits |= a | b | c;
        word = a | (b << 8) | (c << 16) | (length << 24);
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
    this.bits = bits;
    return v1 ^ v3;
  }
}
