import { describe, expect, it } from '@jest/globals';
import { KeyHasher, KeyIndex } from '../../../lib/engine/keyspace/key-index.js';
import { LentValues } from '../../../lib/engine/keyspace/lent-values.js';
import type { Value } from '../../../lib/engine/values/value.js';

const TEXT = 'longer than what V8 copies by itself';
const never = (): boolean => false;

let grown = 0;

function lend(
  keys: number,
  text = TEXT,
): { index: KeyIndex<Value>; lent: LentValues; slots: number[] } {
  grown = 0;
  const index = new KeyIndex<Value>(new KeyHasher(1, 2));
  const lent = new LentValues(index, (delta) => (grown += delta));
  const slots = Array.from({ length: keys }, (_, i) => index.insert(`key:${i}`, `${text} ${i}`));
  for (const slot of slots) lent.put(slot, index.valueAt(slot) as string);
  return { index, lent, slots };
}

describe('values that are texts of the application', () => {
  it('are lent once, and no more when they have been copied', () => {
    const { index, lent, slots } = lend(3);
    for (const slot of slots) lent.put(slot, index.valueAt(slot) as string);
    expect(lent.size).toBe(3);
    expect(slots.every((slot) => index.isLent(slot))).toBe(true);
    lent.settle(never);
    expect(lent.size).toBe(0);
    expect(slots.some((slot) => index.isLent(slot))).toBe(false);
    expect(slots.map((slot) => index.valueAt(slot))).toEqual([0, 1, 2].map((i) => `${TEXT} ${i}`));
  });

  it('leave the look-up of keys as it is', () => {
    const { index, slots } = lend(100);
    expect(slots.map((_, i) => index.find(`key:${i}`))).toEqual(slots);
    for (let i = 100; i < 1000; i++) index.insert(`key:${i}`, 0);
    expect(slots.map((_, i) => index.find(`key:${i}`))).toEqual(slots);
  });

  it('are not lent when they are short, or long enough to be copied at once', () => {
    const { index, lent } = lend(0);
    for (const value of ['short', 'x'.repeat(5000)]) {
      const slot = index.insert(`key:${value.length}`, value);
      lent.put(slot, value);
      expect(index.isLent(slot)).toBe(false);
    }
    expect(lent.size).toBe(0);
  });

  it('are copied a few at a time when there is no more', () => {
    const { index, lent, slots } = lend(100);
    let slices = 0;
    while (lent.size > 0) {
      lent.settle(() => true);
      slices++;
    }
    expect(slices).toBeGreaterThan(5);
    expect(slots.some((slot) => index.isLent(slot))).toBe(false);
  });

  it('are bounded in number, beyond which they are copied at once', () => {
    const { index, lent, slots } = lend(20_000);
    expect(lent.size).toBe(16_384);
    expect(index.isLent(slots[0]!)).toBe(true);
    expect(index.isLent(slots.at(-1)!)).toBe(false);
    lent.settle(never);
    lent.put(slots.at(-1)!, index.valueAt(slots.at(-1)!) as string);
    expect(lent.size).toBe(1);
  });

  it('are forgotten with their key, also when its slot is used again', () => {
    const { index, lent, slots } = lend(2);
    index.delete(slots[0]!);
    expect(index.isLent(slots[0]!)).toBe(false);
    const again = index.insert('other', TEXT);
    expect(again).toBe(slots[0]);
    expect(index.isLent(again)).toBe(false);
    lent.settle(never);
    expect(index.valueAt(again)).toBe(TEXT);
  });

  it('are encoded by the first who reads them, or when they are copied', () => {
    const wide = 'größer als zwölf Zeichen: ✓ 0';
    const bytes = Buffer.from(wide, 'utf8').latin1Slice();
    const { index, lent, slots } = lend(1, wide.slice(0, -2));
    const [slot] = slots as [number];
    expect(index.valueAt(slot)).toBe(wide);
    for (let i = 0; i < 2; i++) expect(lent.read(slot, index.valueAt(slot) as string)).toBe(bytes);
    expect(index.valueAt(slot)).toBe(bytes);
    expect(grown).toBe(bytes.length - wide.length);
    lent.put(slot, wide);
    lent.settle(never);
    expect(index.valueAt(slot)).toBe(bytes);
    expect(lent.read(slot, bytes)).toBe(bytes);
    expect(grown).toBe(2 * (bytes.length - wide.length));
  });

  it('are bytes when nobody has lent them', () => {
    const { index, lent } = lend(0);
    for (const bytes of ['plain', 'gr\u00c3\u00b6\u00c3\u009fer', '\u00ff'.repeat(5000)]) {
      const slot = index.insert(bytes, bytes);
      for (let i = 0; i < 2; i++) expect(lent.read(slot, bytes)).toBe(bytes);
    }
    expect(grown).toBe(0);
  });

  it('become the own ones of the database when they go elsewhere', () => {
    const { lent, slots } = lend(1);
    expect(lent.take(slots[0]!)).toBe(`${TEXT} 0`);
  });
});
