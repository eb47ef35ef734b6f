import { describe, expect, it } from '@jest/globals';
import { KeyHasher } from '../../../lib/engine/keyspace/key-index.js';
import { SeededRandom, below } from '../../../lib/engine/random.js';
import { HashValue } from '../../../lib/engine/values/hash-value.js';
import { SetValue } from '../../../lib/engine/values/set-value.js';
import { SortedSet } from '../../../lib/engine/values/sorted-set.js';

const SEEDS = [1, 2, 3, 4, 5, 6];
/** Few names, many names, and long ones that cannot be packed. */
const POOLS = [8, 300, 3000];

function name(random: SeededRandom, pool: number): string {
  const number = below(random, pool);
  return below(random, 50) === 0 ? `long-${number}-`.padEnd(300, 'x') : `n${number}`;
}

const cases = SEEDS.flatMap((seed) => POOLS.map((pool) => [seed, pool] as const));

/** As `toBe`, for loops in which that would take most of the time. */
function same(received: unknown, expected: unknown): void {
  if (!Object.is(received, expected)) expect(received).toBe(expected);
}

function scanAll(scan: (cursor: number) => number): void {
  let cursor = 0;
  do cursor = scan(cursor);
  while (cursor !== 0);
}

describe('a hash', () => {
  it.each(cases)('answers as a Map does (seed %i, %i names)', (seed, pool) => {
    const random = new SeededRandom(seed);
    const hash = new HashValue(KeyHasher.random(random));
    const model = new Map<string, string>();
    for (let step = 0; step < 4000; step++) {
      const field = name(random, pool);
      if (below(random, 3) === 0) same(hash.delete(field), model.delete(field));
      else {
        const value = below(random, 40) === 0 ? 'v'.repeat(700) : `v${step}`;
        same(hash.set(field, value), !model.has(field));
        model.set(field, value);
      }
      const probe = name(random, pool);
      same(hash.get(probe), model.get(probe));
      same(hash.has(probe), model.has(probe));
      same(hash.size, model.size);
    }
    const expected = [...model].toSorted();
    for (const each of [hash, hash.clone()]) {
      const walked: [string, string][] = [];
      each.forEach((field, value) => void walked.push([field, value]));
      expect(walked.toSorted()).toEqual(expected);
      const scanned = new Map<string, string>();
      scanAll((cursor) => each.scan(cursor, (field, value) => void scanned.set(field, value)));
      expect([...scanned].toSorted()).toEqual(expected);
    }
    for (const field of model.keys()) hash.delete(field);
    expect(hash.size).toBe(0);
  });

  it('keeps deadlines of fields apart from values', () => {
    const hash = new HashValue(KeyHasher.random(new SeededRandom(1)));
    hash.set('a', '1');
    hash.set('b', '2');
    expect([hash.deadline('a'), hash.deadline('x'), hash.volatileSize]).toEqual([0, undefined, 0]);
    hash.setDeadline('a', 5000);
    expect([hash.get('a'), hash.deadline('a'), hash.volatileSize]).toEqual(['1', 5000, 1]);
    expect(hash.clone().deadline('a')).toBe(5000);
    hash.set('a', '3');
    expect([hash.deadline('a'), hash.volatileSize]).toEqual([0, 0]);
  });
});

describe('a set', () => {
  it.each(cases)('answers as a Set does (seed %i, %i names)', (seed, pool) => {
    const random = new SeededRandom(seed);
    const set = new SetValue(KeyHasher.random(random));
    const model = new Set<string>();
    for (let step = 0; step < 4000; step++) {
      const member = name(random, pool);
      if (below(random, 3) === 0) same(set.delete(member), model.delete(member));
      else {
        same(set.add(member), !model.has(member));
        model.add(member);
      }
      same(set.size, model.size);
    }
    const expected = [...model].toSorted();
    for (const each of [set, set.clone()]) {
      const walked: string[] = [];
      each.forEach((member) => void walked.push(member));
      expect(walked.toSorted()).toEqual(expected);
      const scanned = new Set<string>();
      scanAll((cursor) => each.scan(cursor, (member) => void scanned.add(member)));
      expect([...scanned].toSorted()).toEqual(expected);
    }
  });

  it.each([20, 400])('knows the members of others, whatever their seeds (%i members)', (size) => {
    const [one, other] = [
      KeyHasher.random(new SeededRandom(1)),
      KeyHasher.random(new SeededRandom(2)),
    ];
    const fill = (seed: typeof one, step: number): SetValue => {
      const set = new SetValue(seed);
      for (let i = 0; i < size * step; i += step) set.add(`member-${i}`);
      return set;
    };
    const all = fill(one, 1);
    for (const seed of [one, other]) {
      const even = fill(seed, 2);
      const [inside, outside]: [string[], string[]] = [[], []];
      all.forEachIn('all', [even, all], (member) => void inside.push(member));
      all.forEachIn('none', [even], (member) => void outside.push(member));
      expect(inside.length).toBe(size / 2);
      expect(inside.every((member) => even.has(member))).toBe(true);
      expect([...inside, ...outside].toSorted()).toEqual(
        Array.from({ length: size }, (_, i) => `member-${i}`).toSorted(),
      );
    }
  });

  it.each([20, 400, 20_000])('draws uniformly from %i members', (size) => {
    const random = new SeededRandom(size);
    const set = new SetValue(KeyHasher.random(random));
    for (let i = 0; i < size * 2; i++) set.add(`m${i}`);
    for (let i = 0; i < size * 2; i += 2) set.delete(`m${i}`);
    const buckets = new Array<number>(10).fill(0);
    const draws = 20_000;
    for (let i = 0; i < draws; i++) {
      const member = Number(set.randomMember((bound) => below(random, bound)).slice(1));
      buckets[Math.floor((member / (size * 2)) * 10)]!++;
    }
    const mean = draws / 10;
    const chiSquare = buckets.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0);
    // 9 degrees of freedom: one run in 100,000 exceeds 40.
    expect(chiSquare).toBeLessThan(40);
  });
});

describe('a sorted set', () => {
  it.each(cases)('answers as a sorted array does (seed %i, %i names)', (seed, pool) => {
    const random = new SeededRandom(seed);
    const zset = new SortedSet(KeyHasher.random(random));
    const model = new Map<string, number>();
    for (let step = 0; step < 4000; step++) {
      const member = name(random, pool);
      if (below(random, 3) === 0) same(zset.delete(member), model.delete(member));
      else {
        const score = below(random, 20) - 10;
        const old = model.get(member);
        same(
          zset.set(member, score),
          old === undefined ? 'added' : old === score ? 'unchanged' : 'updated',
        );
        model.set(member, score);
      }
      if (below(random, 400) === 0 && model.size > 0) {
        const from = below(random, model.size);
        const to = Math.min(model.size, from + 1 + below(random, 20));
        zset.removeRange(from, to, (each, score) => {
          same(model.get(each), score);
          model.delete(each);
        });
      }
      const probe = name(random, pool);
      same(zset.score(probe), model.get(probe));
      same(zset.size, model.size);
    }
    const expected = [...model].toSorted(([m, s], [n, t]) => s - t || (m < n ? -1 : 1));
    for (const each of [zset, zset.clone()]) {
      const walked: [string, number][] = [];
      each.forEachFrom(0, (member, score) => void walked.push([member, score]));
      expect(walked).toEqual(expected);
      expected.forEach(([member], rank) => same(each.rank(member), rank));
      const scanned = new Map<string, number>();
      scanAll((cursor) => each.scan(cursor, (member, score) => void scanned.set(member, score)));
      expect(scanned).toEqual(new Map(expected));
    }
  });

  it('counts by bytes where all scores are the same', () => {
    const zset = new SortedSet(KeyHasher.random(new SeededRandom(1)));
    for (const member of ['a', 'b', 'c', 'd']) zset.set(member, 7);
    expect(zset.countBefore('b', false)).toBe(1);
    expect(zset.countBefore('b', true)).toBe(2);
    expect(zset.countBefore('bb', true)).toBe(2);
    expect(zset.countBefore('', false)).toBe(0);
    expect(zset.countBefore('zz', false)).toBe(4);
  });
});
