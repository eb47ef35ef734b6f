import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyIndex, KeyHasher } from '../../lib/engine/keyspace/key-index.js';
import { SeededRandom } from '../../lib/engine/random.js';

interface Entry {
  slot: number;
  value: number;
  deadline: number;
  access: number;
}

class Model {
  readonly index: KeyIndex<number>;
  readonly entries = new Map<string, Entry>();

  constructor(seed: number) {
    this.index = new KeyIndex<number>(KeyHasher.random(new SeededRandom(seed)));
  }

  insert(key: string, value: number): void {
    if (this.entries.has(key)) return;
    const slot = this.index.insert(key, value);
    this.entries.set(key, { slot, value, deadline: 0, access: 0 });
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.index.delete(entry.slot);
    this.entries.delete(key);
  }

  check(): void {
    const { index, entries } = this;
    expect(index.size).toBe(entries.size);
    expect(index.deadlines).toBe([...entries.values()].filter((e) => e.deadline !== 0).length);
    const seen: string[] = [];
    for (const slot of index.slots()) seen.push(index.keyAt(slot));
    expect(seen.sort()).toEqual([...entries.keys()].sort());
    for (const [key, entry] of entries) {
      const slot = index.find(key);
      expect(slot).toBe(entry.slot);
      expect(index.has(slot)).toBe(true);
      expect({
        slot,
        value: index.valueAt(slot),
        deadline: index.deadlineAt(slot),
        access: index.accessAt(slot),
      }).toEqual(entry);
    }
  }
}

const anyKey = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((n) => `key:${n}`),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).latin1Slice()),
);
const anyWord = fc.integer({ min: 0, max: 0xffffffff });
const anyDeadline = fc.oneof(fc.constant(0), fc.maxSafeNat());
const step = fc.oneof(
  fc.record({ op: fc.constant('insert' as const), key: anyKey, value: fc.integer() }),
  fc.record({ op: fc.constant('delete' as const), key: anyKey }),
  fc.record({ op: fc.constant('value' as const), key: anyKey, value: fc.integer() }),
  fc.record({ op: fc.constant('deadline' as const), key: anyKey, deadline: anyDeadline }),
  fc.record({ op: fc.constant('access' as const), key: anyKey, word: anyWord }),
  fc.record({ op: fc.constant('fill' as const), count: fc.nat(400) }),
  fc.record({ op: fc.constant('purge' as const), keep: fc.nat(10) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function apply(model: Model, step: Step): void {
  const { index, entries } = model;
  const entry = 'key' in step ? entries.get(step.key) : undefined;
  switch (step.op) {
    case 'insert':
      return model.insert(step.key, step.value);
    case 'delete':
      return model.delete(step.key);
    case 'fill':
      for (let i = 0; i < step.count; i++) model.insert(`fill:${i}`, i);
      return;
    case 'purge':
      for (const key of [...entries.keys()].slice(step.keep)) model.delete(key);
      return;
    default:
      if (entry === undefined) return void expect(index.find(step.key)).toBe(-1);
  }
  if (step.op === 'value') index.setValue(entry.slot, (entry.value = step.value));
  if (step.op === 'deadline') index.setDeadline(entry.slot, (entry.deadline = step.deadline));
  if (step.op === 'access') index.setAccess(entry.slot, (entry.access = step.word));
}

describe('the key index', () => {
  it('behaves like a Map with a deadline and an access word per key', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(step, { maxLength: 60 }), (seed, steps) => {
        const model = new Model(seed);
        for (const step of steps) apply(model, step);
        model.check();
      }),
    );
  });

  it('is as small after everything has been deleted as it was before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3000 }), (seed, count) => {
        const model = new Model(seed);
        for (let i = 0; i < count; i++) model.insert(`key:${i}`, i);
        const bytes = model.index.bytes();
        for (let i = 0; i < count; i++) model.delete(`key:${i}`);
        model.check();
        expect(model.index.bytes()).toBeLessThanOrEqual(bytes);
        for (let i = 0; i < count; i++) model.insert(`key:${i}`, i);
        model.check();
        expect(model.index.bytes()).toBe(bytes);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a scan of the key index', () => {
  const churn = fc.array(fc.record({ add: fc.nat(300), drop: fc.nat(300) }), { maxLength: 40 });

  it('visits every key that is there all the time, while the table grows and shrinks', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(200),
        fc.nat(2000),
        churn,
        (seed, stable, passing, churn) => {
          const model = new Model(seed);
          let next = 0;
          const passingKeys: string[] = [];
          const add = (): void => {
            const key = `passing:${next++}`;
            passingKeys.push(key);
            model.insert(key, 0);
          };
          for (let i = 0; i < stable; i++) model.insert(`stable:${i}`, i);
          for (let i = 0; i < passing; i++) add();
          const visited = new Set<string>();
          let cursor = 0;
          let steps = 0;
          do {
            cursor = model.index.scan(cursor, (slot) => visited.add(model.index.keyAt(slot)));
            const { add: more, drop } = churn[steps++] ?? { add: 0, drop: 0 };
            for (let i = 0; i < more; i++) add();
            for (let i = 0; i < drop && passingKeys.length > 0; i++) {
              model.delete(passingKeys.splice(i % passingKeys.length, 1)[0]!);
            }
          } while (cursor !== 0);
          for (let i = 0; i < stable; i++) expect(visited).toContain(`stable:${i}`);
        },
      ),
    );
  });

  it('visits every key exactly once when nothing changes', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(500), (seed, count) => {
        const { index } = new Model(seed);
        for (let i = 0; i < count; i++) index.insert(`key:${i}`, i);
        const visited: number[] = [];
        let cursor = 0;
        do cursor = index.scan(cursor, (slot) => visited.push(index.valueAt(slot)));
        while (cursor !== 0);
        expect(visited.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  it('ends from any cursor', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 300 }), (start, count) => {
        const { index } = new Model(1);
        for (let i = 0; i < count; i++) index.insert(`key:${i}`, i);
        let cursor = start;
        let steps = 0;
        do cursor = index.scan(cursor, () => undefined);
        while (cursor !== 0 && ++steps <= 2 * count + 4);
        expect(cursor).toBe(0);
      }),
    );
  });

  it('lets the visitor delete what it visits', () => {
    const { index } = new Model(7);
    for (let i = 0; i < 1000; i++) index.insert(`key:${i}`, i);
    const visited = new Set<number>();
    let cursor = 0;
    do {
      cursor = index.scan(cursor, (slot) => {
        visited.add(index.valueAt(slot));
        index.delete(slot);
      });
    } while (cursor !== 0);
    expect(visited.size).toBe(1000);
    expect(index.size).toBe(0);
  });
});
