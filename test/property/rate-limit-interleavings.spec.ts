import { describe, expect, it } from '@jest/globals';
import fc, { type Scheduler } from 'fast-check';
import type { ChainableCommander } from 'ioredis';
import { ConnectionManager } from '../../lib/client/connection-manager.js';
import { ManualClock } from '../../lib/engine/clock.js';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { TAKE_REPLIES, type Counter } from '../../lib/rate-limit/fixed-window.js';
import { RateLimiter } from '../../lib/rate-limit/rate-limiter.js';
import { counter } from '../unit/rate-limit/support.js';

const COUNTERS = [
  counter('a', 1, { window: 50 }),
  counter('b', 2, { window: 70 }),
  counter('c', 3, { window: 200, client: 'other' }),
];

/** Which limits a request has, which it only watches, and how much time passes before it comes. */
interface Request {
  readonly counted: readonly Counter[];
  readonly watched: readonly Counter[];
  readonly wait: number;
}

const limits = fc.uniqueArray(fc.constantFrom(...COUNTERS), { maxLength: 3 });
const request = fc.record<Request>({
  counted: limits,
  watched: limits,
  wait: fc.constantFrom(0, 0, 0, 10, 60),
});

/** A limiter of which every transaction waits until the scheduler lets it through. */
class Scenario {
  readonly clock = new ManualClock();
  private readonly connection = new ConnectionManager({
    engine: new InMemoryCache({ clock: this.clock }),
  });
  private readonly limiter = new RateLimiter(this.connection, {}, this.clock);
  /** How many requests a window has let through: by the key of its counter and its deadline. */
  readonly admitted = new Map<string, number>();

  constructor(private readonly scheduler: Scheduler) {}

  /** Until then commands queue, and run in another millisecond than they were sent. */
  async ready(): Promise<this> {
    await this.connection.ping();
    return this;
  }

  async send({ counted, watched, wait }: Request): Promise<void> {
    await this.scheduler.schedule(Promise.resolve(), 'arrives');
    this.clock.advance(wait);
    const deadlines = new Map<string, number>();
    // The same limiter with a connection that tells into which windows this request was counted.
    const limiter = Object.create(this.limiter, {
      connection: { value: this.observed(deadlines) },
    }) as RateLimiter;
    const onlyWatched = watched.filter((other) => !counted.includes(other));
    const { allowed } = await limiter.check(counted, onlyWatched);
    if (!allowed) return;
    for (const { key } of counted) {
      const window = `${key} ${deadlines.get(key)}`;
      this.admitted.set(window, (this.admitted.get(window) ?? 0) + 1);
    }
  }

  /** Every key has a deadline, and no counter is below zero. */
  async checkKeys(): Promise<void> {
    for (const key of await this.connection.keys('*')) {
      // It may have expired in the meantime.
      expect(await this.connection.pttl(key)).not.toBe(-1);
      expect(Number((await this.connection.get(key)) ?? 1)).toBeGreaterThan(0);
    }
  }

  /** What a window has left, and what it would have left if nothing was given back too late. */
  async remaining(of: Counter): Promise<[actual: number, ideal: number]> {
    const { limits } = await this.limiter.look([of]);
    const deadline = await this.connection.pexpiretime(of.key);
    return [limits[0]!.remaining, of.limit - (this.admitted.get(`${of.key} ${deadline}`) ?? 0)];
  }

  close(): void {
    this.connection.disconnect();
  }

  private observed(deadlines: Map<string, number>): ConnectionManager {
    const { connection, scheduler } = this;
    const multi = (): ChainableCommander => {
      const transaction = connection.multi();
      const keys: string[] = [];
      const { incr, exec } = transaction;
      transaction.incr = (key) => {
        if (!String(key).endsWith(':refunded')) keys.push(String(key));
        return incr.call(transaction, key);
      };
      transaction.exec = async () => {
        await scheduler.schedule(Promise.resolve(), 'sent');
        const results = await exec.call(transaction);
        // What is taken comes first, and PEXPIRETIME is the fourth reply of each.
        keys.forEach((key, i) => {
          const [, deadline] = results?.[i * TAKE_REPLIES + 3] ?? [];
          deadlines.set(key, Number(deadline));
        });
        await this.checkKeys();
        await scheduler.schedule(Promise.resolve(), 'answered');
        return results;
      };
      return transaction;
    };
    return Object.create(connection, { multi: { value: multi } }) as ConnectionManager;
  }
}

describe('rate limits under any interleaving', () => {
  it('never let more through than a limit, and never lose a TTL', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(request, { minLength: 1, maxLength: 12 }),
        async (scheduler, requests) => {
          const scenario = await new Scenario(scheduler).ready();
          const all = requests.map((each) => scenario.send(each));
          await scheduler.waitFor(Promise.all(all));
          for (const [window, count] of scenario.admitted) {
            const { limit } = COUNTERS.find(({ key }) => window.startsWith(`${key} `))!;
            expect(count).toBeLessThanOrEqual(limit);
          }
          await scenario.checkKeys();
          const timeStoodStill = requests.every(({ wait }) => wait === 0);
          for (const each of COUNTERS) {
            const [actual, ideal] = await scenario.remaining(each);
            if (timeStoodStill) expect(actual).toBe(ideal);
            else expect(actual).toBeLessThanOrEqual(ideal);
          }
          scenario.close();
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('let exactly as many through as the tightest limit when all requests have the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 4, max: 12 }),
        async (scheduler, count) => {
          const scenario = await new Scenario(scheduler).ready();
          const same = { counted: COUNTERS.slice(1), watched: [], wait: 0 };
          await scheduler.waitFor(
            Promise.all(Array.from({ length: count }, () => scenario.send(same))),
          );
          expect(await scenario.remaining(COUNTERS[1]!)).toEqual([0, 0]);
          expect(await scenario.remaining(COUNTERS[2]!)).toEqual([1, 1]);
          scenario.close();
        },
      ),
      { numRuns: 50 },
    );
  }, 60_000);
});
