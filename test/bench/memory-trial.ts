/**
 * One measurement in a process of its own, named by the first argument; the result goes to the parent as a message.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { InMemoryCache } from 'rednest';
import { key, ttl, value } from './memory-data.js';
import { Turns, type Longest } from './memory-turns.js';

export interface BytesResult {
  readonly bytesPerKey: number;
}

/** What happened while keys came and went. */
export interface StallResult {
  readonly insertion: Longest;
  readonly deletion: Longest;
  readonly majorGc: Longest;
  readonly minorGc: Longest;
}

/** What a sweep of everything at once looked like. */
export interface ExpiryResult {
  /** ns of CPU per key, garbage collection included */
  readonly perKey: number;
  readonly turn: Longest;
}

const MEMORY_KEYS = 1_000_000;
const STALL_KEYS = 5_000_000;
const EXPIRY_KEYS = 1_000_000;
/** A prime to none of the counts: deletes in an order that has nothing to do with the insertion. */
const STRIDE = 7919;
interface Store {
  set(key: string, value: string, ttl: number): void;
  delete(key: string): void;
}

function engineStore(engine = new InMemoryCache()): Store {
  const session = engine.connect({ push: () => undefined, close: () => undefined });
  return {
    set: (key, value, ttl) =>
      void engine.execute(
        session,
        ttl === 0 ? ['SET', key, value] : ['SET', key, value, 'PX', String(ttl)],
      ),
    delete: (key) => void engine.execute(session, ['DEL', key]),
  };
}

function mapStore(): Store {
  const map = new Map<string, string>();
  const deadlines = new Map<string, number>();
  return {
    set: (key, value, ttl) => {
      map.set(key, value);
      if (ttl !== 0) deadlines.set(key, ttl);
    },
    delete: (key) => void (map.delete(key) && deadlines.delete(key)),
  };
}

async function usedBytes(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await delay(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function bytesPerKey(
  newStore: () => Store,
  ttl: (i: number) => number,
): Promise<BytesResult> {
  const warm = newStore();
  for (let i = 0; i < 20_000; i++) warm.set(key(i), value(i), ttl(i));
  for (let i = 0; i < 20_000; i++) warm.delete(key(i));
  const store = newStore();
  const before = await usedBytes();
  for (let i = 0; i < MEMORY_KEYS; i++) store.set(key(i), value(i), ttl(i));
  const after = await usedBytes();
  store.delete(key(0));
  return { bytesPerKey: (after - before) / MEMORY_KEYS };
}

async function stalls(store: Store): Promise<StallResult> {
  const turns = new Turns();
  const insertion = await turns.calls(STALL_KEYS, (i) => {
    const k = key(i);
    const v = value(i);
    return () => store.set(k, v, 0);
  });
  const deletion = await turns.calls(STALL_KEYS, (i) => {
    const k = key((i * STRIDE) % STALL_KEYS);
    return () => store.delete(k);
  });
  await delay(50);
  turns.close();
  const { majorGc, minorGc } = turns;
  return { insertion, deletion, majorGc, minorGc };
}

async function massExpiry(): Promise<ExpiryResult> {
  const start = Date.now();
  let time = start;
  const engine = new InMemoryCache({ clock: { now: () => time } });
  const store = engineStore(engine);
  for (let i = 0; i < EXPIRY_KEYS; i++) {
    store.set(key(i), value(i), 60_000 + ((i * STRIDE) % 1000));
  }
  await usedBytes();
  time += 62_000;
  const turns = new Turns();
  for (let expired = 0; expired < EXPIRY_KEYS;) {
    expired += engine.sweep(1);
    await turns.next();
  }
  turns.close();
  return { perKey: (turns.busy * 1e6) / EXPIRY_KEYS, turn: turns.turn };
}

const none = (): number => 0;
const trials = {
  'engine-bytes': () => bytesPerKey(engineStore, none),
  'engine-bytes-ttl': () => bytesPerKey(engineStore, ttl),
  'map-bytes': () => bytesPerKey(mapStore, none),
  'map-bytes-ttl': () => bytesPerKey(mapStore, ttl),
  'engine-stalls': () => stalls(engineStore()),
  'map-stalls': () => stalls(mapStore()),
  'mass-expiry': massExpiry,
};

/** What each measurement is called and results in. */
export type Trials = { [Name in keyof typeof trials]: Awaited<ReturnType<(typeof trials)[Name]>> };

const [, , name] = process.argv;
const trial = Object.entries(trials).find(([known]) => known === name)?.[1];
if (trial === undefined) throw new Error(`No such measurement: ${name}`);
process.send?.(await trial());
