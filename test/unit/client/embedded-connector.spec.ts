import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis as Redis6 } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { embeddedConnector } from '../../../lib/client/embedded-connector.js';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';

const opened: { disconnect(): void }[] = [];
afterEach(() => opened.splice(0).forEach((redis) => redis.disconnect()));

const kinds: [string, (engine: InMemoryCache, options?: object) => Redis6][] = [
  ['5', (engine, options) => open(Redis5 as unknown as typeof Redis6, engine, options)],
  ['6 in RESP3', (engine, options) => open(Redis6, engine, options)],
  ['6 in RESP2', (engine, options) => open(Redis6, engine, { ...options, protocol: 2 })],
];

function open(Redis: typeof Redis6, engine: InMemoryCache, options: object = {}): Redis6 {
  const redis = new Redis({ ...options, Connector: embeddedConnector(engine) });
  opened.push(redis);
  return redis;
}

describe.each(kinds)('a plain ioredis %s with the embedded connector', (_name, connect) => {
  it('runs commands, pipelines and transactions', async () => {
    const redis = connect(new InMemoryCache());
    const bytes = Buffer.from([0, 255, 13, 10]);
    expect(await redis.set('k', bytes)).toBe('OK');
    expect(await redis.getBuffer('k')).toEqual(bytes);
    expect(await redis.pipeline().incr('n').get('n').exec()).toEqual([
      [null, 1],
      [null, '1'],
    ]);
    expect(await redis.multi().incr('n').mget('n', 'x').exec()).toEqual([
      [null, 2],
      [null, ['2', null]],
    ]);
    await expect(redis.incr('k')).rejects.toThrow('ERR value is not an integer or out of range');
  });

  it('carries large values', async () => {
    const redis = connect(new InMemoryCache());
    const large = 'é'.repeat(3_000_000);
    await redis.set('k', large);
    expect(await redis.get('k')).toBe(large);
  });

  it('shares the engine with other connections, messages included', async () => {
    const engine = new InMemoryCache();
    const subscriber = connect(engine);
    const manager = new ConnectionManager({ engine });
    opened.push(manager);
    expect(await subscriber.subscribe('ch')).toBe(1);
    const message = new Promise((resolve) => {
      subscriber.on('message', (...args) => resolve(args));
    });
    expect(await manager.publish('ch', 'é')).toBe(1);
    expect(await message).toEqual(['ch', 'é']);
    expect(await manager.info('clients')).toContain('connected_clients:2');
  });

  it('never shares anything with another engine', async () => {
    const redis = connect(new InMemoryCache());
    await redis.set('k', 'v');
    expect(await connect(new InMemoryCache()).get('k')).toBeNull();
  });

  it('authenticates, selects and names itself', async () => {
    const engine = new InMemoryCache({ password: 'secret' });
    const redis = connect(engine, { password: 'secret', db: 2, connectionName: 'worker' });
    expect(await redis.set('k', 'v')).toBe('OK');
    expect(engine.databases[2]!.size).toBe(1);
    expect(await redis.client('GETNAME')).toBe('worker');
  });

  it('waits for blocking commands, until it is served or closed', async () => {
    const clock = new ManualClock();
    const engine = new InMemoryCache({ clock });
    const [redis, other] = [connect(engine), connect(engine)];
    await Promise.all([redis.ping(), other.ping()]);
    const replies = Promise.all([redis.blpop('k', 0), redis.get('k')]);
    expect(await other.rpush('k', 'v')).toBe(1);
    expect(await replies).toEqual([['k', 'v'], null]);
    const late = redis.brpop('k', 0.5);
    await other.ping();
    expect(engine.blocked.count).toBe(1);
    clock.advance(500);
    expect(await late).toBeNull();
    const failure = redis
      .blmove('k', 'l', 'LEFT', 'LEFT', 0)
      .catch((error: Error) => error.message);
    await other.ping();
    redis.disconnect();
    expect(await failure).toBe('Connection is closed.');
    expect(engine.blocked.count).toBe(0);
    expect(await other.rpush('k', 'w')).toBe(1);
    expect(await other.llen('k')).toBe(1);
  });

  it('ends with the engine, whatever it waits for', async () => {
    const engine = new InMemoryCache();
    const redis = connect(engine, { retryStrategy: () => null });
    await redis.ping();
    const failure = redis.blpop('k', 0).catch((error: Error) => error.message);
    const ended = new Promise((resolve) => redis.once('end', resolve));
    engine.close();
    expect(await failure).toBe('Connection is closed.');
    await ended;
    expect(engine.blocked.count).toBe(0);
    expect(engine.sessionCount).toBe(0);
  });

  it('quits, and leaves no session behind', async () => {
    const engine = new InMemoryCache();
    const redis = connect(engine);
    const copy = redis.duplicate();
    const ended = Promise.all(
      [redis, copy].map((each) => new Promise((resolve) => each.once('end', resolve))),
    );
    expect(await redis.quit()).toBe('OK');
    expect(await copy.ping()).toBe('PONG');
    copy.disconnect();
    await ended;
    expect(engine.sessionCount).toBe(0);
  });
});

it('the embedded connector needs an engine', () => {
  expect(() => embeddedConnector({} as InMemoryCache)).toThrow(
    expect.objectContaining({ name: 'InvalidOptionError', option: 'engine' }),
  );
});
