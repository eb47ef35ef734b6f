import type { ChainableCommander, Cluster, Redis } from 'ioredis';
import { SystemClock, type Clock } from '../engine/clock.js';
import {
  LOOK_REPLIES,
  TAKE_REPLIES,
  look,
  looked,
  refund,
  refundKey,
  take,
  taken,
  type Counter,
  type Reading,
} from './fixed-window.js';
import type { LimitState, Verdict } from './limit-state.js';
import { checkRateLimitModuleOptions, type RateLimitModuleOptions } from './rate-limit-options.js';

/** How often a transaction is tried when EXEC finds a WATCH that someone left on the connection. */
const ATTEMPTS = 5;
/** Of how many exhausted counters a limiter remembers that they are. */
const MAX_REMEMBERED = 10_000;

/**
 * Counts requests against limits on any Redis: embedded, a server (7.0 or later) or a cluster. It takes MULTI and
 * plain commands, no Lua. See fixed-window.ts for how one counter works.
 *
 * What it guarantees, whatever the number of processes:
 *
 * 1. A window never lets more requests through than its limit, and exactly that many when only requests with the
 *    same limits come.
 * 2. All or nothing: once a request is refused, it has been taken off every one of its limits again.
 * 3. A request that is let through costs one round trip. A refused one costs one as well while the limit is known to
 *    be exhausted (it is only read then), and up to three at the moment it becomes so.
 *
 * Between being counted and being given back, which is one round trip, a refused request takes a place: another
 * request can be refused in that moment although a place is about to be free, never the other way round. A process
 * that dies in that moment leaves the place taken until the window ends. A connection that breaks in that moment may
 * repeat what it has sent (`autoResendUnfulfilledCommands` of ioredis), so that one place is given back twice.
 */
export class RateLimiter {
  /** The options of the module. */
  readonly options: RateLimitModuleOptions;
  /** Exhausted counters and when they end: a hint that reading them comes first, never a decision. */
  private readonly exhausted = new Map<string, number>();

  /**
   * @param connection where the counters are
   * @param options the `rateLimit` options of the module
   * @param clock that of the engine
   * @throws InvalidOptionError naming the option
   */
  constructor(
    private readonly connection: Redis | Cluster,
    options: RateLimitModuleOptions = {},
    private readonly clock: Clock = new SystemClock(),
  ) {
    this.options = checkRateLimitModuleOptions(options);
  }

  /**
   * Decides about one request: it is counted by all of its limits, or by none.
   * @param counted limits that count the request now
   * @param watched limits that only refuse it when they are reached, since they count by the outcome
   */
  async check(counted: readonly Counter[], watched: readonly Counter[] = []): Promise<Verdict> {
    const counters = watched.length === 0 ? counted : [...counted, ...watched];
    if (counted.length === 0 || this.isKnownExhausted(counters)) {
      const verdict = await this.look(counters);
      if (!verdict.allowed || counted.length === 0) return verdict;
    }
    const readings = await this.send(counted, watched);
    const isFull = ({ used, counter }: Reading, i: number): boolean =>
      i < counted.length ? used > counter.limit : used >= counter.limit;
    const violated = readings.filter(isFull);
    if (violated.length === 0) return verdictOf(readings, violated);
    for (const { counter, reset } of violated) this.remember(counter, reset);
    const mine = readings.slice(0, counted.length);
    await this.giveBack(mine);
    const without = readings.map((reading, i) =>
      i < counted.length ? { ...reading, used: reading.used - 1 } : reading,
    );
    return verdictOf(
      without,
      without.filter((_, i) => violated.includes(readings[i]!)),
    );
  }

  /** How limits stand, without counting anything. A limit that is reached counts as violated. */
  async look(counters: readonly Counter[]): Promise<Verdict> {
    const readings = await this.send([], counters);
    const violated = readings.filter(({ used, counter }) => used >= counter.limit);
    return verdictOf(readings, violated);
  }

  /** Counts a request unconditionally, for limits that count by the outcome. @returns how the limits stand then */
  async count(counters: readonly Counter[]): Promise<readonly LimitState[]> {
    return (await this.send(counters, [])).map(stateOf);
  }

  /** Forgets what a counter has counted: its next request starts a new window. */
  async reset(counters: readonly Counter[]): Promise<void> {
    for (const { key } of counters) this.exhausted.delete(key);
    await this.inSlots(counters, (transaction, counter) =>
      transaction.del(counter.key, refundKey(counter)),
    );
  }

  private async giveBack(readings: readonly Reading[]): Promise<void> {
    const byCounter = new Map(readings.map((reading) => [reading.counter, reading]));
    try {
      await this.inSlots([...byCounter.keys()], (transaction, counter) =>
        refund(transaction, byCounter.get(counter)!),
      );
    } catch {
      // The request is refused all the same; the place stays taken until the window ends.
    }
  }

  private async send(
    counted: readonly Counter[],
    watched: readonly Counter[],
  ): Promise<readonly Reading[]> {
    const counters = watched.length === 0 ? counted : [...counted, ...watched];
    const isTaken = (i: number): boolean => i < counted.length;
    const queue = (transaction: ChainableCommander, i: number): void =>
      isTaken(i) ? take(transaction, counters[i]!) : look(transaction, counters[i]!);
    const read = (replies: readonly unknown[], i: number, at: number): Reading =>
      isTaken(i) ? taken(counters[i]!, replies, at) : looked(counters[i]!, replies, at);
    const readings = new Array<Reading>(counters.length);
    await Promise.all(
      slots(counters).map(async (indexes) => {
        const replies = await this.transact((transaction) => {
          for (const i of indexes) queue(transaction, i);
        });
        let at = 0;
        for (const i of indexes) {
          readings[i] = read(replies, i, at);
          at += isTaken(i) ? TAKE_REPLIES : LOOK_REPLIES;
        }
      }),
    );
    return readings;
  }

  private async inSlots(
    counters: readonly Counter[],
    queue: (transaction: ChainableCommander, counter: Counter) => unknown,
  ): Promise<void> {
    await Promise.all(
      slots(counters).map((indexes) =>
        this.transact((transaction) => {
          for (const i of indexes) queue(transaction, counters[i]!);
        }),
      ),
    );
  }

  /** Runs a transaction. @throws the first error among its replies */
  private async transact(queue: (transaction: ChainableCommander) => void): Promise<unknown[]> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const transaction = this.connection.multi();
      queue(transaction);
      const results = await transaction.exec();
      // EXEC answers null when a key was changed that someone watches on this connection; nothing was run then.
      if (results === null) continue;
      return results.map(([error, reply]) => {
        if (error) throw error;
        return reply;
      });
    }
    throw new Error('EXEC was refused again and again: keys are watched on the connection');
  }

  private isKnownExhausted(counters: readonly Counter[]): boolean {
    if (this.exhausted.size === 0) return false;
    return counters.some(({ key }) => {
      const until = this.exhausted.get(key);
      if (until === undefined) return false;
      if (this.clock.now() < until) return true;
      this.exhausted.delete(key);
      return false;
    });
  }

  private remember({ key }: Counter, reset: number): void {
    this.exhausted.delete(key);
    this.exhausted.set(key, this.clock.now() + reset);
    if (this.exhausted.size > MAX_REMEMBERED) {
      for (const oldest of this.exhausted.keys()) {
        this.exhausted.delete(oldest);
        break;
      }
    }
  }
}

/** The indexes of the counters, by hash tag: what a transaction of a cluster can hold. */
function slots(counters: readonly Counter[]): number[][] {
  const first = counters[0];
  if (first === undefined) return [];
  if (counters.every(({ tag }) => tag === first.tag)) return [counters.map((_, i) => i)];
  const groups = new Map<string, number[]>();
  counters.forEach(({ tag }, i) => {
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [i]);
    else group.push(i);
  });
  return [...groups.values()];
}

function stateOf({ counter, used, reset }: Reading): LimitState {
  const { name, limit, window, partition } = counter;
  const remaining = Math.min(limit, Math.max(0, limit - used));
  return { name, limit, window, remaining, reset, partition };
}

function verdictOf(readings: readonly Reading[], violated: readonly Reading[]): Verdict {
  const limits = readings.map(stateOf);
  return {
    allowed: violated.length === 0,
    limits,
    violated: violated.length === 0 ? [] : limits.filter((_, i) => violated.includes(readings[i]!)),
  };
}
