import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CHUNK_SIZE } from '../../../lib/engine/keyspace/key-chunk.js';
import { KeyIndex, KeyHasher } from '../../../lib/engine/keyspace/key-index.js';
import { SeededRandom, below } from '../../../lib/engine/random.js';

const newIndex = (seed = 1): KeyIndex<number> =>
  new KeyIndex<number>(KeyHasher.random(new SeededRandom(seed)));

/** An index of the keys `key:0` to `key:<count - 1>`, each with its number as the value. */
function filled(count: number, seed?: number): KeyIndex<number> {
  const index = newIndex(seed);
  for (let i = 0; i < count; i++) index.insert(`key:${i}`, i);
  return index;
}

function deleteAll(index: KeyIndex<number>, from: number, to: number): void {
  for (let i = from; i < to; i++) index.delete(index.find(`key:${i}`));
}

const LARGE = 3 * CHUNK_SIZE + 100;

describe('an index of several chunks', () => {
  it('finds every key and no other', () => {
    const index = filled(LARGE);
    for (let i = 0; i < LARGE; i++) expect(index.valueAt(index.find(`key:${i}`))).toBe(i);
    expect(index.find(`key:${LARGE}`)).toBe(-1);
    expect(index.find('')).toBe(-1);
  });

  it('keeps the slot of a key while it grows and shrinks', () => {
    const index = filled(10);
    const slots = Array.from({ length: 10 }, (_, i) => index.find(`key:${i}`));
    for (let i = 10; i < LARGE; i++) index.insert(`key:${i}`, i);
    deleteAll(index, 10, LARGE);
    expect(slots.map((slot) => index.keyAt(slot))).toEqual(slots.map((_, i) => `key:${i}`));
  });

  it('gives back the memory of keys that are deleted', () => {
    const index = filled(10 * CHUNK_SIZE);
    const full = index.bytes();
    deleteAll(index, CHUNK_SIZE, 10 * CHUNK_SIZE);
    expect(index.bytes()).toBeLessThan(full / 4);
    deleteAll(index, 0, CHUNK_SIZE);
    expect(index.bytes()).toBeLessThan(full / 8);
    expect([...index.slots()]).toEqual([]);
  });

  it('puts new keys into the lowest chunk that has room', () => {
    const index = filled(LARGE);
    deleteAll(index, 0, 5);
    deleteAll(index, LARGE - 5, LARGE);
    for (let i = 0; i < 5; i++) expect(index.insert(`new:${i}`, i)).toBeLessThan(CHUNK_SIZE);
    expect(index.insert('new:5', 5)).toBeGreaterThan(3 * CHUNK_SIZE);
  });

  it('reads a slot of a released chunk as free', () => {
    const index = filled(LARGE);
    const slot = index.find(`key:${CHUNK_SIZE}`);
    index.setDeadline(slot, 5);
    deleteAll(index, 0, LARGE);
    expect(index.deadlineAt(slot)).toBe(0);
    expect(index.has(slot)).toBe(false);
    expect(index.deadlines).toBe(0);
  });

  it('visits every slot although the visitor deletes them', () => {
    const index = filled(LARGE);
    let visited = 0;
    for (const slot of index.slots()) {
      index.delete(slot);
      visited++;
    }
    expect(visited).toBe(LARGE);
    expect(index.size).toBe(0);
  });
});

describe('a slot that is used again', () => {
  it('has nothing of the key before', () => {
    const index = newIndex();
    const slot = index.insert('old', 1);
    index.setDeadline(slot, 1000);
    index.setAccess(slot, 0xffffffff);
    expect(index.accessAt(slot)).toBe(0xffffffff);
    index.delete(slot);
    expect(index.insert('new', 2)).toBe(slot);
    expect(index.deadlineAt(slot)).toBe(0);
    expect(index.accessAt(slot)).toBe(0);
    expect(index.deadlines).toBe(0);
  });
});

describe('a small index', () => {
  it('takes little memory', () => {
    expect(filled(1).bytes()).toBeLessThan(4096);
  });

  it('does not allocate for a deadline that is taken from a key without one', () => {
    const index = filled(1);
    const bytes = index.bytes();
    index.setDeadline(0, 0);
    expect(index.bytes()).toBe(bytes);
    index.setDeadline(0, 1);
    expect(index.bytes()).toBeGreaterThan(bytes);
  });

  it('keeps deadlines when it grows', () => {
    const index = newIndex();
    for (let i = 0; i < 1000; i++) index.setDeadline(index.insert(`key:${i}`, i), i + 1);
    for (let i = 0; i < 1000; i++) expect(index.deadlineAt(index.find(`key:${i}`))).toBe(i + 1);
    expect(index.deadlines).toBe(1000);
  });
});

describe('a random slot', () => {
  const draw = (seed: number) => {
    const random = new SeededRandom(seed);
    return (bound: number) => below(random, bound);
  };

  it('is -1 when there are no keys', () => {
    expect(newIndex().randomSlot(draw(1))).toBe(-1);
  });

  it('comes from all keys, about equally often', () => {
    const index = filled(1000);
    const drawn = new Array<number>(1000).fill(0);
    const random = draw(1);
    for (let i = 0; i < 100_000; i++) drawn[index.valueAt(index.randomSlot(random))]!++;
    expect(Math.min(...drawn)).toBeGreaterThan(0);
    expect(Math.max(...drawn)).toBeLessThan(500);
  });

  it('is found where few keys are left of many', () => {
    const index = filled(LARGE);
    deleteAll(index, 1, LARGE);
    expect(index.valueAt(index.randomSlot(draw(2)))).toBe(0);
  });

  it('is found whatever the random numbers are', () => {
    const index = filled(40);
    deleteAll(index, 1, 40);
    expect(index.valueAt(index.randomSlot(() => 0))).toBe(0);
    expect(index.valueAt(index.randomSlot((bound) => bound - 1))).toBe(0);
  });
});

describe('the order of a scan', () => {
  const order = (seed: number): string[] => {
    const index = filled(100, seed);
    const keys: string[] = [];
    let cursor = 0;
    do cursor = index.scan(cursor, (slot) => keys.push(index.keyAt(slot)));
    while (cursor !== 0);
    return keys;
  };

  it('depends on the seed only', () => {
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
  });
});

describe('a stored key', () => {
  it('does not keep the string alive that it was cut from', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const index = newIndex();
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 64; i++) {
      const request = Buffer.alloc(512 * 1024, `request ${i} `).latin1Slice();
      index.insert(request.slice(100, 150) + i, i);
      index.insert(request.slice(100, 150 + i), i);
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 * 1024 * 1024);
    expect(index.size).toBe(128);
  });
});
