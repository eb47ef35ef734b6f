import type { Bytes } from '../bytes.js';
import { stopwatch } from '../clock.js';
import type { Command } from '../commands/spec.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import type { UseCounter } from '../keyspace/use-counter.js';
import { below, type Random } from '../random.js';
import { SessionState, type Session } from '../session.js';
import type { EvictionPolicy, Settings } from '../settings.js';
import type { Unit } from '../unit.js';
import type { LatencyMonitor } from './latency-monitor.js';
import type { Stats } from './stats.js';

/** A key that may go, and how much there is to say for it. */
interface Candidate {
  readonly keyspace: Keyspace;
  readonly key: Bytes;
  readonly score: number;
}

/** How many candidates are kept for the next time. */
const POOL_SIZE = 16;
/** How many keys one command evicts at most: one that finds more to do leaves it to those behind it. */
const EVICTIONS_AT_ONCE = 1000;
/** Commands of a transaction that are never refused for want of memory, beside EXEC, which depends on its queue. */
const ENDINGS = new Set(['DISCARD', 'QUIT', 'RESET']);

/** What the limit needs of the engine. */
export interface MemoryLimitParts {
  readonly settings: Settings;
  readonly databases: readonly Keyspace[];
  readonly unit: Unit;
  readonly random: Random;
  readonly uses: UseCounter;
  readonly stats: Stats;
  readonly latency: LatencyMonitor;
  /** Bytes of keys, values and indexes. */
  memory(): number;
  /** Whether nothing may go: CLIENT PAUSE. */
  readonly pausing: boolean;
}

/**
 * `maxmemory`: evicts keys by the policy until what is used fits, and tells when it cannot. Like Redis it draws a few
 * keys at random and takes the best of them, and of those that were drawn before.
 */
export class MemoryLimit {
  private pool: Candidate[] = [];
  private pooled: EvictionPolicy | undefined;
  /** On the stopwatch, 0 while there is room. */
  private fullSince = 0;

  constructor(private readonly parts: MemoryLimitParts) {}

  /** Whether a command may not run, as it could need memory that there is not. */
  refuses(session: Session, command: Command): boolean {
    return this.concerns(session, command) && this.isFull();
  }

  /** Makes room by the policy. @returns whether there still is too little of it */
  isFull(): boolean {
    if (this.parts.settings.maxMemory === 0 || this.parts.pausing) return false;
    const full = !this.fits() && !this.makeRoom();
    if (full) this.fullSince ||= stopwatch();
    else if (this.fullSince !== 0) {
      this.parts.stats.evictionExceededMs += this.exceededMs;
      this.fullSince = 0;
    }
    return full;
  }

  /** For how many ms there has been too little room; 0 while there is enough. */
  get exceededMs(): number {
    return this.fullSince === 0 ? 0 : stopwatch() - this.fullSince;
  }

  /** Evicts keys. @returns whether there is room now, or will be when others have gone on with it */
  private makeRoom(): boolean {
    const { settings, unit, latency } = this.parts;
    if (settings.maxMemoryPolicy === 'noeviction') return false;
    const start = stopwatch();
    unit.begin();
    try {
      for (let evicted = 0; evicted < EVICTIONS_AT_ONCE; evicted++) {
        const candidate = this.choose(settings.maxMemoryPolicy);
        if (candidate === undefined) return false;
        candidate.keyspace.remove(candidate.key, 'evicted');
        if (this.fits()) break;
      }
      return true;
    } finally {
      unit.end();
      latency.add('eviction-cycle', stopwatch() - start);
    }
  }

  private fits(): boolean {
    return this.parts.memory() <= this.parts.settings.maxMemory;
  }

  /** What a transaction queues needs memory as well, whatever it is. */
  private concerns(session: Session, command: Command): boolean {
    const needsMemory = (each: Command): boolean => each.flags.includes('denyoom');
    if (needsMemory(command)) return true;
    if (!session.is(SessionState.MULTI) || ENDINGS.has(command.name)) return false;
    if (command.name !== 'EXEC') return true;
    return session.transaction!.queue.some((queued) => needsMemory(queued.command));
  }

  private choose(policy: EvictionPolicy): Candidate | undefined {
    const volatile = policy.startsWith('volatile');
    const databases = this.parts.databases.filter((keyspace) => countOf(keyspace, volatile) > 0);
    if (databases.length === 0) return undefined;
    if (policy.endsWith('random')) return this.drawOne(databases, volatile);
    if (this.pooled !== policy) this.pool = [];
    this.pooled = policy;
    const { maxMemorySamples } = this.parts.settings;
    for (const keyspace of databases) {
      keyspace.sample(maxMemorySamples, volatile, (key, word, deadline) =>
        this.offer({ keyspace, key, score: this.scoreOf(policy, word, deadline) }),
      );
    }
    return this.best(volatile) ?? this.drawOne(databases, volatile);
  }

  /** How much there is to say for the end of a key. @param word of its use @param deadline ms since the epoch */
  private scoreOf(policy: EvictionPolicy, word: number, deadline: number): number {
    if (policy === 'volatile-ttl') return -deadline;
    const { second } = this.parts.unit;
    return policy.endsWith('lfu') ? -this.parts.uses.frequency(word, second) : second - word;
  }

  /** Takes a candidate into the pool, if it is better than one there or there is room; the best are last. */
  private offer(candidate: Candidate): void {
    const { pool } = this;
    const { keyspace, key, score } = candidate;
    if (pool.some((each) => each.key === key && each.keyspace === keyspace)) return;
    let at = pool.length;
    while (at > 0 && pool[at - 1]!.score > score) at--;
    if (pool.length === POOL_SIZE) {
      if (at === 0) return;
      pool.shift();
      at--;
    }
    pool.splice(at, 0, candidate);
  }

  /** Takes the best candidate that is still there. */
  private best(volatile: boolean): Candidate | undefined {
    for (let next = this.pool.pop(); next; next = this.pool.pop()) {
      const { keyspace, key } = next;
      if (!this.parts.databases.includes(keyspace)) continue;
      const deadline = keyspace.deadline(key);
      if (deadline !== undefined && (!volatile || deadline !== 0)) return next;
    }
    return undefined;
  }

  /** A random key of a random database, by how many there are in each. */
  private drawOne(databases: readonly Keyspace[], volatile: boolean): Candidate | undefined {
    const total = databases.reduce((sum, keyspace) => sum + countOf(keyspace, volatile), 0);
    let skip = below(this.parts.random, total);
    const keyspace = databases.find((each) => (skip -= countOf(each, volatile)) < 0)!;
    let found: Candidate | undefined;
    keyspace.sample(1, volatile, (key) => (found = { keyspace, key, score: 0 }));
    return found;
  }
}

function countOf(keyspace: Keyspace, volatile: boolean): number {
  return volatile ? keyspace.volatileSize : keyspace.size;
}
