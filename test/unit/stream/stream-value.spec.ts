import { describe, expect, it } from '@jest/globals';
import { SeededRandom, below } from '../../../lib/engine/random.js';
import {
  compareIds,
  formatId,
  MAX_ID,
  MIN_ID,
  type StreamId,
} from '../../../lib/engine/values/stream-id.js';
import type { NodeLimits } from '../../../lib/engine/values/stream-node.js';
import { StreamValue } from '../../../lib/engine/values/stream-value.js';

type Entry = readonly [StreamId, readonly string[]];

const LIMITS: readonly NodeLimits[] = [
  { maxEntries: 4, maxBytes: 4096 },
  { maxEntries: 100, maxBytes: 120 },
  { maxEntries: 0, maxBytes: 0 },
];

/** A stream next to a sorted array that has to tell the same. */
class Pair {
  readonly stream = new StreamValue();
  model: Entry[] = [];
  private added = 0;

  constructor(
    private readonly random: SeededRandom,
    private readonly limits: NodeLimits,
  ) {}

  step(): void {
    const action = below(this.random, 12);
    if (action < 7) this.add();
    else if (action < 10) this.delete();
    else this.trim();
    this.check();
  }

  private add(): void {
    const { ms, seq } = this.stream.lastId;
    const later = below(this.random, 3) > 0;
    const id = later
      ? { ms: Number(ms) + 1 + below(this.random, 300), seq: below(this.random, 3) }
      : { ms, seq: Number(seq) + 1 };
    const pairs = Array.from({ length: 1 + below(this.random, 3) }, (_, i) => [
      below(this.random, 4) === 0 ? `own${i}` : `field${i}`,
      'v'.repeat(below(this.random, 40)),
    ]).flat();
    const bytes = pairs.join('').length;
    this.stream.append(id, ['XADD', ...pairs], 1, bytes, this.limits);
    this.model.push([id, pairs]);
    this.added++;
  }

  private delete(): void {
    const entry = this.model[below(this.random, this.model.length + 1)];
    const id = entry?.[0] ?? { ms: 1, seq: 9 };
    expect(this.stream.delete(id)).toBe(entry !== undefined);
    this.model = this.model.filter((each) => each !== entry);
  }

  private trim(): void {
    const keep = below(this.random, this.model.length + 1);
    const approximate = below(this.random, 2) === 0;
    const [at] = this.model[this.model.length - keep] ?? [];
    const threshold =
      at === undefined || below(this.random, 2) === 0 ? { maxLength: keep } : { minId: at };
    const trimmed = this.stream.trim(threshold, approximate, 0);
    if (approximate) expect(trimmed).toBeLessThanOrEqual(this.model.length - keep);
    else expect(trimmed).toBe(this.model.length - keep);
    this.model = this.model.slice(trimmed);
  }

  private check(): void {
    const { stream, model } = this;
    expect(stream.size).toBe(model.length);
    expect(stream.firstId).toEqual(model[0]?.[0] ?? MIN_ID);
    expect(stream.lastEntryId()).toEqual(model.at(-1)?.[0] ?? MIN_ID);
    expect(stream.entriesAdded).toBe(this.added);
    const start = { ms: below(this.random, Number(stream.lastId.ms) + 2), seq: 1 };
    const within = model.filter(([id]) => compareIds(id, start) >= 0).map(textOf);
    expect(entriesOf(stream, start).join()).toBe(within.join());
    expect(entriesOf(stream, start, true).join()).toBe(within.toReversed().join());
    const probe = model[below(this.random, model.length + 1)];
    expect(stream.get(probe?.[0] ?? MAX_ID)).toEqual(probe?.[1]);
    expect(stream.has(probe?.[0] ?? MAX_ID)).toBe(probe !== undefined);
  }
}

function textOf([id, pairs]: Entry): string {
  return `${formatId(id)} ${pairs.join(' ')}`;
}

function entriesOf(stream: StreamValue, start: StreamId, down = false): string[] {
  const found: string[] = [];
  const visit = (...entry: Entry): void => void found.push(textOf(entry));
  if (down) stream.forEachDown(visit, start);
  else stream.forEach(visit, start);
  return found;
}

describe('a stream', () => {
  it.each(LIMITS.flatMap((limits) => [1, 2, 3].map((seed) => [limits, seed] as const)))(
    'answers as a sorted array does (%j, seed %i)',
    (limits, seed) => {
      const pair = new Pair(new SeededRandom(seed), limits);
      for (let step = 0; step < 400; step++) pair.step();
      const copy = pair.stream.clone();
      expect(copy.bytes).toBe(pair.stream.bytes);
      expect(copy.radixNodeCount).toBe(pair.stream.radixNodeCount);
      for (const [id] of pair.model) pair.stream.delete(id);
      pair.stream.trim({ maxLength: 0 }, false, 0);
      expect(pair.stream.size).toBe(0);
      expect(entriesOf(copy, MIN_ID)).toEqual(pair.model.map(textOf));
    },
  );

  it('gives the memory of its entries back', () => {
    const stream = new StreamValue();
    const limits = { maxEntries: 3, maxBytes: 4096 };
    for (let i = 1; i <= 10; i++) {
      stream.append({ ms: i, seq: 0 }, ['f', 'v', 'g', 'w'.repeat(i)], 0, 100, limits);
    }
    expect(stream.bytes).toBeGreaterThan(400);
    for (let i = 1; i <= 5; i++) stream.delete({ ms: i, seq: 0 });
    stream.trim({ minId: { ms: 8, seq: 0 } }, false, 0);
    stream.trim({ maxLength: 0 }, true, 0);
    expect(stream.bytes).toBe(0);
  });

  it('gives the memory of its groups back', () => {
    const stream = new StreamValue();
    stream.addGroup('g', MIN_ID, undefined);
    stream.addGroup('h', MIN_ID, 0);
    const group = stream.groups.get('g')!;
    const [a, b] = [group.addConsumer('a', 0), group.addConsumer('b', 0)];
    for (let i = 1; i <= 5; i++) group.deliver({ ms: i, seq: 0 }, i % 2 === 0 ? a : b, 0);
    group.deliver({ ms: 1, seq: 0 }, a, 0);
    group.acknowledge({ ms: 2, seq: 0 });
    group.removeConsumer(b);
    expect(group.pending.size).toBe(a.pending.size);
    for (const each of stream.groups.list()) stream.removeGroup(each);
    expect(stream.bytes).toBe(0);
  });

  it('lists what is pending by ID, for a group and for each consumer', () => {
    const stream = new StreamValue();
    stream.addGroup('g', MIN_ID, undefined);
    const group = stream.groups.get('g')!;
    const consumers = ['a', 'b', 'c'].map((name) => group.addConsumer(name, 0));
    const random = new SeededRandom(7);
    const model = new Map<string, string>();
    for (let step = 0; step < 2000; step++) {
      const id = { ms: below(random, 200), seq: 0 };
      const consumer = consumers[below(random, 3)]!;
      if (below(random, 3) === 0) {
        expect(group.acknowledge(id)).toBe(model.delete(formatId(id)));
      } else {
        group.deliver(id, consumer, step);
        model.set(formatId(id), consumer.name);
      }
    }
    const byId = [...model].sort(([a], [b]) => parseInt(a, 10) - parseInt(b, 10));
    const seen: [string, string][] = [];
    group.pending.forEachFrom(MIN_ID, (id, pending) => {
      seen.push([formatId(id), pending.consumer.name]);
      expect(pending.consumer.pending.get(id)).toBe(pending);
    });
    expect(seen).toEqual(byId);
    for (const { name, pending } of consumers) {
      const own: string[] = [];
      pending.forEachFrom(MIN_ID, (id) => void own.push(formatId(id)));
      expect(own).toEqual(byId.filter(([, owner]) => owner === name).map(([id]) => id));
    }
  });
});
