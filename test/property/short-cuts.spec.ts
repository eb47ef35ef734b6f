import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { ShortCuts } from '../../lib/engine/short-cuts.js';
import { ConnectionManager, embeddedConnector, InMemoryCache } from '../../lib/index.js';
import { ManualClock } from '../../lib/testing.js';

const SEED = Number(process.env['DIRECT_SEED'] ?? 20_261_124);
const RUNS = Number(process.env['DIRECT_RUNS'] ?? 150);
const TIMEOUT_MS = 300_000;
/** A command is timed at first, by way of the gate. */
const WARM_UP = 300;

const KEYS = ['a', 'b', 'counter', 'é'];
const TEXTS = [
  '',
  'short',
  'é',
  'a text of more than twelve chars',
  'größer als zwölf Zeichen',
  `${'x'.repeat(20)}${'y'.repeat(20)}`,
  'z'.repeat(5000),
  '1',
  '-7',
  '9007199254740991',
  '9223372036854775807',
];

interface Side {
  readonly redis: Redis;
  readonly other: Redis;
  /** Listens to all keyspace events. */
  readonly listener: Redis;
  readonly engine: InMemoryCache;
  readonly clock: ManualClock;
  readonly heard: string[];
}

type Step = (side: Side) => unknown;

const key = fc.constantFrom(...KEYS);
const text = fc.constantFrom(...TEXTS);
const seconds = fc.constantFrom(1, 2, 100, 2 ** 31, 1.5, 0, -1);
const counter = fc.constantFrom('a', 'counter', 'counter');
const named = (name: string, ...args: fc.Arbitrary<unknown>[]): fc.Arbitrary<[string, Step]> =>
  fc.tuple(...args).map((list) => {
    const run: Step = ({ redis }) => (redis as unknown as Calls)[name]!(...list);
    return [`${name} ${list.join(' ')}`, run];
  });
const fixed = (name: string, step: Step): fc.Arbitrary<[string, Step]> => fc.constant([name, step]);

type Calls = Record<string, (...args: unknown[]) => unknown>;

const step = fc.oneof(
  { weight: 6, arbitrary: named('get', key) },
  { weight: 4, arbitrary: named('set', key, text) },
  { weight: 4, arbitrary: named('setex', key, seconds, text) },
  { weight: 4, arbitrary: named('incr', counter) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.oneof(counter, key), counter, seconds)
      .map(([counted, expiring, ttl]): [string, Step] => [
        `multi incr ${counted} expire ${expiring} ${ttl} exec`,
        ({ redis }) => redis.multi().incr(counted).expire(expiring, ttl).pttl(expiring).exec(),
      ]),
  },
  named('append', key, text),
  named('getBuffer', key),
  named('strlen', key),
  named('pttl', key),
  named('ttl', key),
  named('persist', key),
  named('expire', key, seconds),
  named('del', key),
  named('hset', key, fc.constant('field'), text),
  named('rename', key, key),
  named('copy', key, key, fc.constant('REPLACE')),
  named('mget', fc.constant(KEYS)),
  named('object', fc.constantFrom('ENCODING', 'FREQ'), key),
  named('setrange', key, fc.constant(1), text),
  fixed('scan', ({ redis }) => redis.scan(0).then(([, found]) => found.toSorted())),
  fixed('flushall', ({ redis }) => redis.flushall()),
  fixed('swapdb', ({ redis }) => redis.swapdb(0, 1)),
  fixed('later', ({ clock }) => clock.advance(999)),
  fixed('much later', ({ clock }) => clock.advance(1001)),
  fixed('sweep', ({ engine }) => void engine.sweep(Infinity)),
  fixed('events', ({ redis }) => redis.config('SET', 'notify-keyspace-events', 'KEA')),
  fixed('no events', ({ redis }) => redis.config('SET', 'notify-keyspace-events', '')),
  fixed('LFU', ({ redis }) => redis.config('SET', 'maxmemory-policy', 'allkeys-lfu')),
  fixed('LRU', ({ redis }) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru')),
  fixed('limit', ({ redis }) => redis.config('SET', 'maxmemory', '1gb')),
  fixed('no limit', ({ redis }) => redis.config('SET', 'maxmemory', '0')),
  fixed('transaction', ({ other }) => other.get('a')),
  key.map((name): [string, Step] => [
    `watch ${name}`,
    async ({ redis, other }) => {
      await other.watch(name);
      await redis.set(name, 'watched');
      await redis.incr('counter').catch(() => undefined);
      return other.multi().get(name).exec();
    },
  ]),
);

/** What INFO tells of a command but for its time. */
const counts = (info: string): string[] =>
  info
    .split('\r\n')
    .filter((line) => /^cmdstat_(get|set|setex|incr|expire):/.test(line))
    .map((line) => line.replace(/usec=.*?,usec_per_call=.*?,/, ''))
    .toSorted();

const figures = (info: string): string[] =>
  info
    .split('\r\n')
    .filter((line) =>
      /^(keyspace_(hits|misses)|expired_keys|rdb_changes_since_last_save|total_error_replies):/.test(
        line,
      ),
    );

async function outcome(action: () => unknown): Promise<unknown> {
  try {
    return comparable(await action());
  } catch (error) {
    return (error as Error).message;
  }
}

function comparable(reply: unknown): unknown {
  // The parser of ioredis reads large ones digit by digit, and rounds each time.
  if (typeof reply === 'number' && Math.abs(reply) > 2 ** 52) return 'large';
  if (reply instanceof Error) return reply.message;
  if (Buffer.isBuffer(reply)) return reply.toString('hex');
  return Array.isArray(reply) ? reply.map(comparable) : reply;
}

/** What can be seen of an engine. */
async function state({ engine, redis, listener, heard }: Side): Promise<unknown> {
  // The bytes of a text count when somebody reads it, or it is copied.
  engine.sweep(Infinity);
  // What has been heard by then has arrived.
  await listener.ping();
  const stats = await redis.info('stats');
  return {
    commands: counts(await redis.info('commandstats')),
    figures: figures(stats),
    changes: figures(await redis.info('persistence')),
    payload: engine.databases.map((db) => db.payload),
    heard: heard.splice(0),
  };
}

describe('short cuts', () => {
  const taken = new Map<string, number>();
  const { get, set, setex, incr, queued } = ShortCuts.prototype;
  let sides: [Side, Side];

  async function open(connect: (engine: InMemoryCache) => Redis): Promise<Side> {
    const clock = new ManualClock(1_000_000_000_000);
    const engine = new InMemoryCache({ clock, random: { uint32: () => 2 ** 31 } });
    engine.sweptEvery(100);
    const redis = connect(engine);
    const other = connect(engine);
    const listener = connect(engine);
    const heard: string[] = [];
    listener.on('pmessage', (_, channel: string, message: string) => {
      heard.push(`${channel} ${message}`);
    });
    await listener.psubscribe('__key*');
    await redis.config('SET', 'latency-monitor-threshold', '0');
    for (let i = 0; i < WARM_UP; i++) {
      await redis.set('warm', 'up');
      await redis.get('warm');
      await redis.setex('warm', 10, 'up');
      await redis.incr('warmer');
      await redis.expire('warmer', 10);
    }
    return { redis, other, listener, engine, clock, heard };
  }

  function count<A extends unknown[], R>(
    name: string,
    method: (this: ShortCuts, ...args: A) => R,
  ): (this: ShortCuts, ...args: A) => R {
    return function (...args) {
      const answer = method.apply(this, args);
      if (answer !== undefined && answer !== false) taken.set(name, (taken.get(name) ?? 0) + 1);
      return answer;
    };
  }

  beforeEach(async () => {
    Object.assign(ShortCuts.prototype, {
      get: count('get', get),
      set: count('set', set),
      setex: count('setex', setex),
      incr: count('incr', incr),
      queued: count('queued', queued),
    });
    sides = [
      await open((engine) => new ConnectionManager({ engine })),
      await open((engine) => new Redis({ Connector: embeddedConnector(engine) })),
    ];
    taken.clear();
  });

  afterEach(() => {
    Object.assign(ShortCuts.prototype, { get, set, setex, incr, queued });
    for (const { redis, other, listener } of sides) {
      for (const each of [redis, other, listener]) each.disconnect();
    }
  });

  it(
    'do what the commands do by way of the gate',
    async () => {
      const sequence = fc.array(step, { minLength: 1, maxLength: 200, size: 'max' });
      await fc.assert(
        fc.asyncProperty(sequence, async (steps) => {
          for (const { redis } of sides) {
            await redis.flushall();
            await redis.config('SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '0');
            await redis.config('SET', 'notify-keyspace-events', '');
          }
          for (const [name, run] of steps) {
            const [ours, theirs] = [
              await outcome(() => run(sides[0])),
              await outcome(() => run(sides[1])),
            ];
            expect([name, ours]).toEqual([name, theirs]);
          }
          expect(await state(sides[0])).toEqual(await state(sides[1]));
        }),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
      for (const name of ['get', 'set', 'setex', 'incr', 'queued']) {
        expect(taken.get(name)).toBeGreaterThan(100);
      }
    },
    TIMEOUT_MS,
  );
});
