import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decode,
  encode,
  encodeOwned,
  fromBuffer,
  isAscii,
  own,
  toBuffer,
} from '../../../lib/engine/bytes.js';

const LONG = 'é'.repeat(20_000);

describe('bytes', () => {
  it.each(['', 'a', 'é', '日本語', '😀'.repeat(9), 'x'.repeat(13), 'x'.repeat(40_000), LONG])(
    'encodes text as UTF-8, one char per byte (%#)',
    (text) => {
      const expected = Buffer.from(text, 'utf8');
      for (const bytes of [encode(text), encodeOwned(text)]) {
        expect(bytes).toHaveLength(expected.length);
        expect(toBuffer(bytes).equals(expected)).toBe(true);
        expect(decode(bytes)).toBe(text);
      }
    },
  );

  it('keeps every byte of a Buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (array) => {
        expect(new Uint8Array(toBuffer(fromBuffer(array)))).toEqual(array);
        expect(fromBuffer(Buffer.from(array))).toBe(fromBuffer(array));
      }),
    );
  });

  it('copies what may be a slice of something larger', () => {
    for (const length of [0, 12, 13, 100, 20_000]) {
      const text = 'y'.repeat(30_000).slice(1, length + 1);
      expect(own(text)).toBe(text);
    }
  });

  it('turns bytes that are no UTF-8 into replacement characters', () => {
    expect(decode('a\xff')).toBe('a\ufffd');
  });

  it('tells ASCII from the rest at every length', () => {
    for (let length = 0; length < 40; length++) {
      expect(isAscii('a'.repeat(length))).toBe(true);
      expect(isAscii(`${'a'.repeat(length)}\x80`)).toBe(false);
    }
  });
});
