/**
 * One measurement in a process of its own, named by the first argument; the result goes to the parent as a message.
 */
import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { InMemoryCache } from 'rednest';
import { key, ttl, value } from './memory-data.js';

export interface BytesResult {
  readonly bytesPerKey: number;
}

/** Longest durations in ms. */
export interface StallResult {
  readonly insertion: number;
  readonly deletion: number;
  readonly majorGc: number;
  readonly minorGc: number;
}

/** What a sweep of everything at once looked like. */
export interface ExpiryResult {
  readonly expired: number;
  /** ns of CPU per key, garbage collection included */
  readonly perKey: number;
  /** ms of the longest turn of the event loop by the clock, other processes on the machine included */
  readonly longestTurn: number;
  /** ms of CPU that this process used in its longest turn */
  readonly longestBusyTurn: number;
}

/** An entry of the type `gc`. */
type GcEntry = PerformanceEntry & { readonly detail: { readonly kind: number } };

const MEMORY_KEYS = 1_000_000;
const STALL_KEYS = 5_000_000;
const EXPIRY_KEYS = 1_000_000;
/** A prime to none of the counts: deletes in an order that has nothing to do with the insertion. */
const STRIDE = 7919;
/** ms of uninterrupted work, as a server does at most, before the event loop has its turn. */
const TURN = 1;

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

/** The longest call of many, with a turn of the event loop after every millisecond of work. */
async function longest(count: number, call: (i: number) => () => void): Promise<number> {
  let worst = 0;
  let turnEnd = performance.now() + TURN;
  for (let i = 0; i < count; i++) {
    const prepared = call(i);
    const start = performance.now();
    prepared();
    const end = performance.now();
    if (end - start > worst) worst = end - start;
    if (end > turnEnd) {
      await turn();
      turnEnd = performance.now() + TURN;
    }
  }
  return worst;
}

async function stalls(store: Store): Promise<StallResult> {
  const pauses = { major: 0, minor: 0 };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind } = (entry as GcEntry).detail;
      const which = kind === constants.NODE_PERFORMANCE_GC_MINOR ? 'minor' : 'major';
      pauses[which] = Math.max(pauses[which], entry.duration);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const insertion = await longest(STALL_KEYS, (i) => {
    const k = key(i);
    const v = value(i);
    return () => store.set(k, v, 0);
  });
  const deletion = await longest(STALL_KEYS, (i) => {
    const k = key((i * STRIDE) % STALL_KEYS);
    return () => store.delete(k);
  });
  await delay(50);
  observer.disconnect();
  return { insertion, deletion, majorGc: pauses.major, minorGc: pauses.minor };
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
  let expired = 0;
  let cpu = 0;
  let longestTurn = 0;
  let longestBusyTurn = 0;
  while (expired < EXPIRY_KEYS) {
    const before = process.cpuUsage();
    const begin = performance.now();
    expired += engine.sweep(1);
    await turn();
    const { user, system } = process.cpuUsage(before);
    const busy = (user + system) / 1000;
    cpu += busy;
    longestTurn = Math.max(longestTurn, performance.now() - begin);
    longestBusyTurn = Math.max(longestBusyTurn, busy);
  }
  return { expired, perKey: (cpu * 1e6) / expired, longestTurn, longestBusyTurn };
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
