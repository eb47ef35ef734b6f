import type { ChainableCommander, Cluster, Redis } from 'ioredis';
import { aClock, SystemClock, type Clock } from '../engine/clock.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { aConnection } from '../engine/known-options.js';
import { clientTag, counterKey } from './counter-key.js';
import {
  isFull,
  isImmortal,
  LOOK_REPLIES,
  TAKE_REPLIES,
  look,
  looked,
  mend,
  mended,
  refund,
  refundKey,
  take,
  taken,
  type Counter,
  type Reading,
} from './fixed-window.js';
import type { LimitState, Verdict } from './limit-state.js';
import {
  checkCounterOptions,
  checkCounters,
  checkRateLimitModuleOptions,
  DEFAULT_KEY_PREFIX,
  DEFAULT_LIMIT_NAME,
  parseWindow,
  type CounterOptions,
  type RateLimitModuleOptions,
} from './rate-limit-options.js';

/** Where the counters are declared that no route has. */
const SERVICE_SCOPE = '~';

/** What a request does to one of its counters. */
interface Step {
  readonly counter: Counter;
  /** Whether it is counted, or only looked at. */
  readonly taking: boolean;
}

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
 * 1. A window never lets more requests through than its limit, and exactly that many when all requests that come
 *    have the same limits.
 * 2. All or nothing: once a request is refused, it has been taken off every one of its limits again.
 * 3. A request that is let through costs one round trip; on a cluster, one for each client that its limits count by,
 *    such as its address and its user. A refused one costs one as well while the limit is known to be exhausted (it is
 *    only read then), and one or two more at the moment it becomes so.
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
    aConnection('connection', connection);
    aClock('clock', clock);
    this.options = checkRateLimitModuleOptions(options);
  }

  /**
   * Makes a counter, for use outside of the routes of an application.
   * @param client whom it counts for
   * @param limit `limit`, `window` and, where a client has several, `name`
   * @throws InvalidOptionError naming the option
   */
  counter(client: string, limit: CounterOptions): Counter {
    if (typeof client !== 'string') throw new InvalidOptionError('client', 'a text', client);
    const { name = DEFAULT_LIMIT_NAME, ...options } = checkCounterOptions('counter', limit);
    const tag = clientTag(client);
    const { keyPrefix = DEFAULT_KEY_PREFIX } = this.options;
    return {
      name,
      tag,
      key: counterKey(keyPrefix, tag, SERVICE_SCOPE, name),
      limit: options.limit,
      window: parseWindow('counter.window', options.window),
    };
  }

  /**
   * Decides about one request: it is counted by all of its limits, or by none.
   * @param counted limits that count the request now
   * @param watched limits that only refuse it when they are reached, since they count by the outcome
   * @throws InvalidOptionError naming what is no counter; nothing is counted then
   */
  async check(counted: readonly Counter[], watched: readonly Counter[] = []): Promise<Verdict> {
    checkCounters('counted', counted);
    checkCounters('watched', watched);
    const counters = watched.length === 0 ? counted : [...counted, ...watched];
    if (counted.length === 0 || this.isKnownExhausted(counters)) {
      const verdict = await this.read(counters);
      if (!verdict.allowed || counted.length === 0) return verdict;
    }
    const steps = counters.map((counter, i): Step => ({ counter, taking: i < counted.length }));
    const groups = this.group(steps);
    const done: Reading[] = [];
    for (const group of groups) {
      const readings = await this.send(group);
      done.push(...readings);
      if (readings.some(isFull)) return this.refuse(steps, done);
    }
    return verdictOf(steps, done, []);
  }

  /**
   * How limits stand, without counting anything. A limit that is reached counts as violated.
   * @throws InvalidOptionError naming what is no counter
   */
  async look(counters: readonly Counter[]): Promise<Verdict> {
    checkCounters('counters', counters);
    return this.read(counters);
  }

  private async read(counters: readonly Counter[]): Promise<Verdict> {
    const steps = counters.map((counter): Step => ({ counter, taking: false }));
    const readings = await this.sendAll(steps);
    return verdictOf(steps, readings, readings.filter(isFull));
  }

  /**
   * Counts a request unconditionally, for limits that count by the outcome.
   * @returns how the limits stand then
   * @throws InvalidOptionError naming what is no counter; nothing is counted then
   */
  async count(counters: readonly Counter[]): Promise<readonly LimitState[]> {
    checkCounters('counters', counters);
    const steps = counters.map((counter): Step => ({ counter, taking: true }));
    return verdictOf(steps, await this.sendAll(steps), []).limits;
  }

  /**
   * Forgets what counters have counted: their next request starts a new window.
   * @throws InvalidOptionError naming what is no counter; nothing is forgotten then
   */
  async reset(counters: readonly Counter[]): Promise<void> {
    checkCounters('counters', counters);
    for (const { key } of counters) this.exhausted.delete(key);
    await this.inTransactions(
      counters.map((counter) => ({ counter })),
      (transaction, { counter }) => transaction.del(counter.key, refundKey(counter)),
    );
  }

  /** @param done what was read until a limit was found full, some of it taken */
  private async refuse(steps: readonly Step[], done: readonly Reading[]): Promise<Verdict> {
    const full = done.filter(isFull);
    for (const { counter, reset } of full) this.remember(counter, reset);
    const untouched = steps.filter(({ counter }) => !done.some((r) => r.counter === counter));
    const [rest] = await Promise.all([
      this.sendAll(untouched.map(({ counter }) => ({ counter, taking: false }))),
      this.giveBack(done.filter(({ taking }) => taking)),
    ]);
    const before = (reading: Reading): Reading =>
      reading.taking ? { ...reading, taking: false, used: reading.used - 1 } : reading;
    return verdictOf(steps, [...done.map(before), ...rest], [...full, ...rest.filter(isFull)]);
  }

  private async giveBack(readings: readonly Reading[]): Promise<void> {
    try {
      await this.inTransactions(readings, refund);
    } catch {
      // The request is refused all the same; the place stays taken until the window ends.
    }
  }

  /** Reads and takes in one transaction. */
  private async send(steps: readonly Step[]): Promise<Reading[]> {
    const replies = await this.transact((transaction) => {
      for (const { counter, taking } of steps) (taking ? take : look)(transaction, counter);
    });
    let at = 0;
    const readings = steps.map(({ counter, taking }) => {
      const reading = (taking ? taken : looked)(counter, replies, at);
      at += taking ? TAKE_REPLIES : LOOK_REPLIES;
      return reading;
    });
    return readings.some(isImmortal) ? this.mendAll(readings) : readings;
  }

  /** Puts back the TTLs that something else took away. */
  private mendAll(readings: readonly Reading[]): Promise<Reading[]> {
    return Promise.all(
      readings.map(async (reading) => {
        if (!isImmortal(reading)) return reading;
        return mended(reading, await this.transact((queue) => mend(queue, reading.counter)));
      }),
    );
  }

  private async sendAll(steps: readonly Step[]): Promise<Reading[]> {
    return (await Promise.all(this.group(steps).map((group) => this.send(group)))).flat();
  }

  private async inTransactions<T extends { readonly counter: Counter }>(
    items: readonly T[],
    queue: (transaction: ChainableCommander, item: T) => unknown,
  ): Promise<void> {
    await Promise.all(
      this.group(items).map((group) =>
        this.transact((transaction) => {
          for (const item of group) queue(transaction, item);
        }),
      ),
    );
  }

  /**
   * What is sent together. A transaction of a cluster stays in one slot, so there the clients of one request come one
   * after another, in an order that all processes agree on: two requests can then not refuse each other.
   */
  private group<T extends { readonly counter: Counter }>(steps: readonly T[]): (readonly T[])[] {
    const first = steps[0]?.counter.tag;
    if (first === undefined) return [];
    if (!this.connection.isCluster || steps.every(({ counter }) => counter.tag === first)) {
      return [steps];
    }
    const groups = new Map<string, T[]>();
    for (const step of steps) {
      const group = groups.get(step.counter.tag);
      if (group === undefined) groups.set(step.counter.tag, [step]);
      else group.push(step);
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
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

function stateOf({ counter, used, reset }: Reading): LimitState {
  const { name, limit, window, partition } = counter;
  const remaining = Math.min(limit, Math.max(0, limit - used));
  return { name, limit, window, remaining, reset, partition };
}

/** @param readings one for each step, in any order @param violated some of them */
function verdictOf(
  steps: readonly Step[],
  readings: readonly Reading[],
  violated: readonly Reading[],
): Verdict {
  // There are few of them: no index is worth its while.
  const limits = steps.map(({ counter }) => stateOf(readings.find((r) => r.counter === counter)!));
  const isViolated = (counter: Counter): boolean => violated.some((r) => r.counter === counter);
  return {
    allowed: violated.length === 0,
    limits,
    violated: violated.length === 0 ? [] : limits.filter((_, i) => isViolated(steps[i]!.counter)),
  };
}
