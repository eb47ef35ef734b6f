/** The candidates of `npm run bench`, each behind the same few operations. */
import { createRequire } from 'node:module';
import { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { ConnectionManager } from 'rednest';
import type { Send } from './type-operations.js';

/** Runs an operation so many times, each awaited before the next. */
export type Operation = (times: number) => Promise<void>;

export const OPERATIONS = ['get', 'set', 'setex', 'incr', 'multi', 'pipeline', 'evalsha'] as const;
export type OperationName = (typeof OPERATIONS)[number];

export interface Subject {
  readonly operations: Partial<Record<OperationName, Operation>>;
  /** Sends any command; `undefined` when the subject is no Redis. */
  readonly send?: Send;
  close(): unknown;
}

/** Commands in one pipeline, which count one by one. */
export const PIPELINE = 100;
/** Keys that exist: a cache of this many sessions. */
const KEYS = Number(process.env['BENCH_KEYS'] ?? 10_000);
const COUNTERS = 100;
const TTL_S = 600;

// A fixed order that visits the keys all over the place.
const order = new Uint32Array(KEYS);
for (let i = 0, n = 1; i < KEYS; i++, n = (n * 48_271) % 2_147_483_647) order[i] = n % KEYS;

let at = 0;
/** Applications build their keys, so each is a new string. */
const key = (): string => `session:${order[at++ % KEYS]}`;
const counter = (): string => `visits:${at++ % COUNTERS}`;
const value = (): string => `{"user":${at % 1000},"role":"editor"}`;

/** What a rate limit does at every request. */
const RATE_LIMIT = `
local hits = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return {hits, redis.call('PTTL', KEYS[1])}
`;
const WINDOW_MS = '60000';

interface Commands {
  get(key: string): Promise<unknown>;
  set(key: string, value: string): Promise<unknown>;
  setex(key: string, seconds: number, value: string): Promise<unknown>;
  incr(key: string): Promise<unknown>;
}

function single(cache: Commands): Subject['operations'] {
  return {
    async get(times) {
      for (let i = 0; i < times; i++) await cache.get(key());
    },
    async set(times) {
      for (let i = 0; i < times; i++) await cache.set(key(), value());
    },
    async setex(times) {
      for (let i = 0; i < times; i++) await cache.setex(key(), TTL_S, value());
    },
    async incr(times) {
      for (let i = 0; i < times; i++) await cache.incr(counter());
    },
  };
}

function overIoredis(redis: Redis): Subject {
  const methods = redis as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  let sha: string | undefined;
  const loaded = async (): Promise<string> => (await redis.script('LOAD', RATE_LIMIT)) as string;
  return {
    operations: {
      ...single(redis),
      async multi(times) {
        for (let i = 0; i < times; i++) {
          const name = counter();
          await redis.multi().incr(name).expire(name, TTL_S).exec();
        }
      },
      async pipeline(times) {
        for (let i = 0; i < times; i += PIPELINE) {
          const pipeline = redis.pipeline();
          for (let j = 0; j < PIPELINE; j++) pipeline.get(key());
          await pipeline.exec();
        }
      },
      async evalsha(times) {
        // ioredis-mock has EVAL alone.
        sha ??= await loaded().catch(() => '');
        for (let i = 0; i < times; i++) {
          if (sha === '') await redis.eval(RATE_LIMIT, 1, counter(), WINDOW_MS);
          else await redis.evalsha(sha, 1, counter(), WINDOW_MS);
        }
      },
    },
    send: (name, ...args) => methods[name]!.call(redis, ...args),
    close: () => redis.disconnect(),
  };
}

function lruCache(): Subject {
  const cache = new LRUCache<string, string | number>({ max: 2 * KEYS });
  return {
    operations: single({
      get: async (name) => cache.get(name),
      set: async (name, text) => {
        cache.set(name, text);
      },
      setex: async (name, seconds, text) => {
        cache.set(name, text, { ttl: seconds * 1000 });
      },
      incr: async (name) => {
        const next = Number(cache.get(name) ?? 0) + 1;
        cache.set(name, next);
        return next;
      },
    }),
    close: () => cache.clear(),
  };
}

interface JsRedisServer {
  createInMemoryClient(): Promise<{
    command(...words: (string | number)[]): Promise<unknown>;
    close(): void;
  }>;
}

async function jsRedisServer(): Promise<Subject> {
  const { createInMemoryClient } = (await import('js-redis-server')) as JsRedisServer;
  const client = await createInMemoryClient();
  let sha: string | undefined;
  return {
    operations: {
      ...single({
        get: (name) => client.command('GET', name),
        set: (name, text) => client.command('SET', name, text),
        setex: (name, seconds, text) => client.command('SETEX', name, String(seconds), text),
        incr: (name) => client.command('INCR', name),
      }),
      async multi(times) {
        for (let i = 0; i < times; i++) {
          const name = counter();
          await Promise.all([
            client.command('MULTI'),
            client.command('INCR', name),
            client.command('EXPIRE', name, String(TTL_S)),
            client.command('EXEC'),
          ]);
        }
      },
      async pipeline(times) {
        for (let i = 0; i < times; i += PIPELINE) {
          await Promise.all(Array.from({ length: PIPELINE }, () => client.command('GET', key())));
        }
      },
      async evalsha(times) {
        sha ??= (await client.command('SCRIPT', 'LOAD', RATE_LIMIT)) as string;
        for (let i = 0; i < times; i++) {
          await client.command('EVALSHA', sha, '1', counter(), WINDOW_MS);
        }
      },
    },
    send: (name, ...args) => client.command(name.toUpperCase(), ...args.map(String)),
    close: () => client.close(),
  };
}

const makers = {
  rednest: () => overIoredis(new ConnectionManager()),
  'ioredis-mock': () => {
    const Mock = createRequire(import.meta.url)('ioredis-mock') as new () => Redis;
    return overIoredis(new Mock());
  },
  'js-redis-server': jsRedisServer,
  'lru-cache': lruCache,
  'redis-server': (port: number) => overIoredis(new Redis(port, '127.0.0.1')),
} satisfies Record<string, (port: number) => Subject | Promise<Subject>>;

export type SubjectName = keyof typeof makers;
export const SUBJECTS = Object.keys(makers) as SubjectName[];

/** Makes a subject and fills it. @param port where the real server listens */
export async function makeSubject(name: SubjectName, port: number): Promise<Subject> {
  const subject = await makers[name](port);
  at = 0;
  await subject.operations.set!(KEYS);
  return subject;
}
