import { describe, expect, it } from '@jest/globals';
import { KeyHasher } from '../../../lib/engine/keyspace/key-hasher.js';
import { SeededRandom } from '../../../lib/engine/random.js';

/** HalfSipHash-1-3 with 32-bit output of the bytes 00, 00 01, ... under the key 00 01 ... 07. */
const VECTORS = [
  0x5814c896, 0xe7e864ca, 0xbc4b0e30, 0x01539939, 0x7e059ea6, 0x88e3d89b, 0xa0080b65, 0x9d38d9d6,
  0x577999b1, 0xc839caed, 0xe4fa32cf,
];

describe('the key hash', () => {
  it.each(VECTORS.map((hash, length) => [length, hash]))(
    'is HalfSipHash-1-3 of %i bytes',
    (length, hash) => {
      const key = String.fromCharCode(...Array.from({ length }, (_, i) => i));
      expect(new KeyHasher(0x03020100, 0x07060504).hash(key) >>> 0).toBe(hash);
    },
  );

  it('tells bytes above 127 apart', () => {
    const hasher = new KeyHasher(1, 2);
    const hashes = new Set<number>();
    for (let code = 0; code < 256; code++) hashes.add(hasher.hash(String.fromCharCode(code)));
    expect(hashes.size).toBe(256);
  });

  it('depends on both words of the secret', () => {
    const hashes = [
      [1, 2],
      [1, 3],
      [2, 2],
    ].map(([k0, k1]) => new KeyHasher(k0!, k1!).hash('key'));
    expect(new Set(hashes).size).toBe(3);
  });

  it('takes its secret from the given randomness', () => {
    expect(KeyHasher.random(new SeededRandom(1))).toEqual(KeyHasher.random(new SeededRandom(1)));
    expect(KeyHasher.random(new SeededRandom(1))).not.toEqual(
      KeyHasher.random(new SeededRandom(2)),
    );
  });
});
