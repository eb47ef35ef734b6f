import { describe, expect, it, jest } from '@jest/globals';
import { encode } from '../../../lib/engine/bytes.js';
import { KeyHasher, KeyIndex } from '../../../lib/engine/keyspace/key-index.js';
import { KeyRecall } from '../../../lib/engine/keyspace/key-recall.js';
import type { Value } from '../../../lib/engine/values/value.js';

const CAPACITY = 16_384;
const WINDOW = 4 * CAPACITY;

function setUp(...keys: string[]) {
  const hasher = new KeyHasher(1, 2);
  const index = new KeyIndex<Value>(hasher);
  const recall = new KeyRecall(index, hasher);
  const slots = new Map(keys.map((key) => [key, index.insert(encode(key), 1)]));
  const searches = jest.spyOn(index, 'find');
  const find = (text: string): number => recall.find(recall.nameOf(text));
  return { index, recall, slots, searches, find };
}

describe('what is known of slots', () => {
  it('is that of the key that was looked for last', () => {
    const { recall, slots, searches } = setUp('a', 'b');
    expect(recall.find('a')).toBe(slots.get('a'));
    expect(recall.find('a')).toBe(slots.get('a'));
    expect(recall.find('none')).toBe(-1);
    expect(recall.find('none')).toBe(-1);
    expect(searches).toHaveBeenCalledTimes(2);
  });

  it('is that of keys which are named again', () => {
    const { recall, slots, searches, find } = setUp('a', 'b', 'c');
    const round = (): number[] => ['a', 'b', 'c'].map(find);
    expect(round()).toEqual([...slots.values()]);
    expect(recall.size).toBe(3);
    expect(recall.bytes()).toBeGreaterThan(0);
    expect(searches).toHaveBeenCalledTimes(3);
    expect(round()).toEqual([...slots.values()]);
    expect(searches).toHaveBeenCalledTimes(3);
  });

  it('is learnt of keys that are named alone', () => {
    const { recall, find } = setUp('a');
    recall.find('a');
    find('none');
    expect(recall.size).toBe(0);
  });

  it('ends with the key', () => {
    const { index, recall, slots, find } = setUp('a', 'b');
    find('a');
    find('b');
    recall.forget(slots.get('a')!);
    index.delete(slots.get('a')!);
    expect(recall.size).toBe(1);
    const other = index.insert('other', 1);
    expect(other).toBe(slots.get('a'));
    expect(find('a')).toBe(-1);
    expect(find('b')).toBe(slots.get('b'));
    expect(find('other')).toBe(other);
  });

  it('follows a key that comes again', () => {
    const { index, recall, slots, find } = setUp('a');
    find('a');
    recall.forget(slots.get('a')!);
    index.delete(slots.get('a')!);
    expect(find('a')).toBe(-1);
    index.insert('in its place', 1);
    const again = index.insert('a', 1);
    recall.found('a', again);
    expect(find('a')).toBe(again);
  });

  it('does not take a text for the bytes of another', () => {
    const { recall, slots, find } = setUp('é');
    const lookalike = encode('é');
    expect(lookalike).not.toBe('é');
    expect(find('é')).toBe(slots.get('é'));
    expect(find(lookalike)).toBe(-1);
    recall.nameOf(lookalike);
    expect(recall.find(encode('é'))).toBe(slots.get('é'));
    expect(find(lookalike)).toBe(-1);
    expect(recall.size).toBe(0);
  });

  it('leaves out numbers, whose hash could be foreseen, and long keys', () => {
    const long = 'k'.repeat(257);
    const { recall, slots, find } = setUp('17', long, '');
    for (const key of slots.keys()) {
      expect(find(key)).toBe(slots.get(key));
      expect(find(key)).toBe(slots.get(key));
    }
    expect(recall.size).toBe(1);
  });

  it('is bounded', () => {
    const keys = Array.from({ length: CAPACITY + 100 }, (_, i) => `key:${i}`);
    const { recall, slots, find } = setUp(...keys);
    expect(keys.map(find)).toEqual([...slots.values()]);
    expect(recall.size).toBe(CAPACITY);
    expect(keys.map(find)).toEqual([...slots.values()]);
  });

  it('makes room for other keys when few answers come from it', () => {
    const { recall, find } = setUp('a', 'b', 'c');
    find('a');
    find('b');
    for (let i = 0; i < WINDOW / 2; i++) find('a');
    for (let i = 0; i < WINDOW / 2; i++) find('none');
    expect(recall.size).toBe(0);
    find('c');
    expect(recall.size).toBe(1);
  });

  it('is given up for a while when hardly any answers come from it, and then tried again', () => {
    const { recall, slots, find } = setUp('a');
    find('a');
    for (let i = 0; i < WINDOW; i++) find('none');
    expect(find('a')).toBe(slots.get('a'));
    expect(recall.size).toBe(0);
    for (let i = 0; i < 16 * WINDOW; i++) find('none');
    expect(find('a')).toBe(slots.get('a'));
    expect(recall.size).toBe(1);
  });
});
