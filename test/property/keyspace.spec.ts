import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../../lib/engine/clock.js';
import { KeyEvents, type KeyEvent } from '../../lib/engine/keyspace/key-event.js';
import { KeyHasher } from '../../lib/engine/keyspace/key-index.js';
import type { KeyspaceHost } from '../../lib/engine/keyspace/keyspace-host.js';
import { Keyspace } from '../../lib/engine/keyspace/keyspace.js';
import { SeededRandom } from '../../lib/engine/random.js';
import { StringType, bytesOf } from '../../lib/engine/values/value.js';

interface Entry {
  value: string;
  deadline: number;
}

/** The same database, written as plainly as possible. */
class Model {
  readonly entries = new Map<string, Entry>();
  readonly events: string[] = [];
  constructor(private readonly clock: ManualClock) {}

  live(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.deadline === 0 || entry.deadline >= this.clock.now()) return entry;
    this.entries.delete(key);
    return undefined;
  }

  liveKeys(): string[] {
    return [...this.entries.keys()].filter((key) => this.live(key)).toSorted();
  }
}

function setUp() {
  const clock = new ManualClock(1_000_000);
  const random = new SeededRandom(42);
  const expired: string[] = [];
  const host: KeyspaceHost = {
    stats: { hits: 0, misses: 0, expired: 0, evicted: 0, dirty: 0 },
    random,
    hasher: KeyHasher.random(random),
    eventMask: KeyEvents.expired.mask,
    lends: false,
    watching: false,
    keepsExpired: false,
    accessWord: 1,
    freshWord: 0,
    renewedWord: 0,
    usedAgain: () => 0,
    now: () => clock.now(),
    touched: () => undefined,
    created: () => undefined,
    emit: (_keyspace, key, event: KeyEvent) => {
      if (event === KeyEvents.expired) expired.push(key);
    },
  };
  return { clock, host, expired, keyspace: new Keyspace(0, host), model: new Model(clock) };
}

type System = ReturnType<typeof setUp>;

const keys = fc.integer({ min: 0, max: 40 }).map((n) => `key:${n}`);
const values = fc.string({ maxLength: 20, unit: 'binary-ascii' });
const ttls = fc.oneof(
  fc.integer({ min: -5, max: 3000 }),
  fc.constantFrom(10 ** 9, 10 ** 12, 2 ** 50),
);

const operations = fc.oneof(
  fc.tuple(keys, values).map(([key, value]) => ({ keyspace, model }: System) => {
    keyspace.put(key, value);
    model.entries.set(key, { value, deadline: 0 });
  }),
  fc.tuple(keys, values).map(([key, value]) => ({ keyspace, model }: System) => {
    keyspace.update(key, value);
    model.entries.set(key, { value, deadline: model.live(key)?.deadline ?? 0 });
  }),
  fc.tuple(keys, ttls).map(([key, ttl]) => ({ keyspace, model, clock }: System) => {
    const at = clock.now() + ttl;
    keyspace.expireAt(key, at);
    const entry = model.live(key);
    if (entry) entry.deadline = at;
  }),
  keys.map((key) => ({ keyspace, model }: System) => {
    const entry = model.live(key);
    expect(keyspace.persist(key)).toBe((entry?.deadline ?? 0) !== 0);
    if (entry) entry.deadline = 0;
  }),
  keys.map((key) => ({ keyspace, model }: System) => {
    const existed = model.live(key) !== undefined;
    expect(keyspace.remove(key, 'deleted')).toBe(existed);
    model.entries.delete(key);
  }),
  keys.map((key) => ({ keyspace, model }: System) => {
    expect(keyspace.read(key, StringType)).toBe(model.live(key)?.value);
    expect(keyspace.deadline(key)).toBe(model.live(key)?.deadline);
  }),
  keys.map((key) => ({ keyspace, model }: System) => {
    // As the application names it: what is known of the key must be true.
    const text = `${key.slice(0, 4)}${key.slice(4)}`;
    expect(keyspace.read(keyspace.busy.nameOf(text), StringType)).toBe(model.live(key)?.value);
  }),
  fc.tuple(keys, values).map(([key, value]) => ({ keyspace, model }: System) => {
    keyspace.put(keyspace.busy.nameOf(key), value);
    model.entries.set(key, { value, deadline: 0 });
  }),
  fc.integer({ min: 1, max: 5000 }).map(
    (ms) =>
      ({ clock }: System) =>
        clock.advance(ms),
  ),
  fc.constantFrom(2 ** 33, 2 ** 41).map(
    (ms) =>
      ({ clock }: System) =>
        clock.advance(ms),
  ),
  fc.constant(({ keyspace, model, host }: System) => {
    const before = host.stats.expired;
    const size = keyspace.size;
    const removed = keyspace.sweep(() => false);
    expect(host.stats.expired - before).toBe(removed);
    expect(size - keyspace.size).toBe(removed);
    expect(keyspace.size).toBe(model.liveKeys().length);
  }),
  fc.constant(({ keyspace, model }: System) => {
    const found: string[] = [];
    keyspace.forEach((key) => void found.push(key));
    expect(found.toSorted()).toEqual(model.liveKeys());
  }),
  fc.integer({ min: 1, max: 20 }).map((count) => ({ keyspace, model }: System) => {
    const found = new Set<string>();
    let cursor = 0;
    do cursor = keyspace.scan(cursor, count, (key) => void found.add(key));
    while (cursor !== 0);
    expect([...found].toSorted()).toEqual(model.liveKeys());
  }),
  fc.constant(({ keyspace, model }: System) => {
    const key = keyspace.randomKey();
    expect(key === undefined).toBe(model.liveKeys().length === 0);
    if (key !== undefined) expect(model.live(key)).toBeDefined();
  }),
  fc.constant(({ keyspace, model }: System) => {
    keyspace.flush();
    model.entries.clear();
    expect(keyspace.size).toBe(0);
  }),
);

describe('the keyspace', () => {
  it('answers as a plain model does, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(operations, { maxLength: 120 }), (steps) => {
        const system = setUp();
        for (const step of steps) step(system);
        checkAccounts(system);
      }),
      { numRuns: 400 },
    );
  });
});

/** After everything that is due has left, sizes and memory add up to what is stored. */
function checkAccounts({ keyspace, model }: System): void {
  keyspace.sweep(() => false);
  const live = model.liveKeys();
  expect(keyspace.size).toBe(live.length);
  expect(keyspace.volatileSize).toBe(
    live.filter((key) => model.entries.get(key)!.deadline !== 0).length,
  );
  const held = keyspace.bytes();
  keyspace.flush();
  const stored = live.reduce(
    (sum, key) => sum + bytesOf(key) + bytesOf(model.entries.get(key)!.value),
    0,
  );
  expect(held).toBeGreaterThanOrEqual(stored);
  expect(keyspace.bytes()).toBeLessThan(64 * 1024);
}
