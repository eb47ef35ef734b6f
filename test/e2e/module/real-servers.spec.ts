import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Cluster } from 'ioredis';
import {
  CacheMetrics,
  CacheModule,
  ConnectionManager,
  InMemoryCache,
  InjectInMemoryCache,
  RateLimiter,
  TokenBlacklist,
  type CacheModuleOptions,
} from 'rednest';
import { createTestingCache } from 'rednest/testing';
import { activeHandles } from '../../support/active-handles.js';
import { describeWithRedisCluster } from '../../support/redis-cluster.js';
import { describeWithRedis } from '../../support/redis-server.js';

@Injectable()
class Store {
  constructor(
    readonly redis: ConnectionManager,
    @InjectInMemoryCache() readonly engine: InMemoryCache | undefined,
    readonly limiter: RateLimiter,
    readonly blacklist: TokenBlacklist,
    readonly metrics: CacheMetrics,
  ) {}
}

const silent = { log: () => {}, error: () => {}, warn: () => {} };
let app: TestingModule | undefined;

async function start(options: CacheModuleOptions): Promise<Store> {
  app = await Test.createTestingModule({
    imports: [CacheModule.forRoot(options)],
    providers: [Store],
  })
    .setLogger(silent)
    .compile();
  await app.init();
  return app.get(Store);
}

afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** What an application does with its connection. */
async function useAll({ redis, blacklist }: Store): Promise<void> {
  expect(await redis.set('greeting', 'hello', 'EX', 60)).toBe('OK');
  expect(await redis.get('greeting')).toBe('hello');
  expect(await redis.multi().incr('{n}').expire('{n}', 60).exec()).toEqual([
    [null, 1],
    [null, 1],
  ]);
  const exp = Math.floor(Date.now() / 1000) + 600;
  await blacklist.revoke({ sub: 'alice', jti: 'one', exp });
  expect(await blacklist.isRevoked({ sub: 'alice', jti: 'one', exp })).toBe(true);
  expect(await blacklist.isRevoked({ sub: 'alice', jti: 'two', exp })).toBe(false);
  await redis.del('{n}');
}

describeWithRedis('CacheModule on a real server', (server) => {
  const { host, port } = { host: '127.0.0.1', port: (): number => server().port };

  it.each<[string, () => CacheModuleOptions]>([
    ['a url', () => ({ url: server().url })],
    ['the url of a database', () => ({ url: `${server().url}/5` })],
    ['the path of a socket', () => ({ url: server().path })],
    ["ioredis' own options", () => ({ server: { host, port: port() } })],
    ['more options of ioredis', () => ({ url: server().url, client: { keyPrefix: 'app:' } })],
    ['nothing to wait for', () => ({ url: server().url, startTimeout: 0 })],
  ])('works with %s', async (_, options) => {
    const store = await start(options());
    expect(store.redis).toBeInstanceOf(ConnectionManager);
    expect(store.engine).toBeUndefined();
    await useAll(store);
  });

  it('logs in with the password of the module', async () => {
    const observer = await server().connect();
    await observer.call('CONFIG', 'SET', 'requirepass', 'secret');
    try {
      await useAll(await start({ url: server().url, password: 'secret' }));
    } finally {
      await observer.call('CONFIG', 'SET', 'requirepass', '');
      await observer.close();
    }
  });

  it('ends its connection when the application closes', async () => {
    const observer = await server().connect();
    const before = activeHandles();
    const { redis } = await start({ url: server().url, client: { connectionName: 'closing' } });
    expect(String(await observer.call('CLIENT', 'LIST'))).toContain('name=closing');
    await app!.close();
    expect(redis.status).toBe('end');
    expect(activeHandles()).toEqual(before);
    expect(String(await observer.call('CLIENT', 'LIST'))).not.toContain('name=closing');
    await observer.close();
  });

  it('closes although a command blocks the connection', async () => {
    const { redis } = await start({ url: server().url });
    const [blocked] = await Promise.allSettled([redis.blpop('empty', 0), app!.close()]);
    expect(String((blocked as PromiseRejectedResult).reason)).toContain('Connection is closed');
    expect(redis.status).toBe('end');
  });

  it('leaves time and data to an engine that a test puts in its place', async () => {
    const testing = createTestingCache();
    const module = await Test.createTestingModule({
      imports: [CacheModule.forRoot({ url: server().url })],
    })
      .overrideProvider(InMemoryCache)
      .useValue(testing.cache)
      .compile();
    const redis = module.get(ConnectionManager);
    await redis.set('session', 'alice', 'EX', 3600);
    testing.advance('1h');
    expect(await redis.get('session')).toBe('alice');
    testing.advance(1);
    expect(await redis.get('session')).toBeNull();
    await module.close();
    testing.close();
  });
});

describeWithRedis(
  'CacheModule on a server with a password',
  (server) => {
    const url = (password: string): string => `redis://:${password}@127.0.0.1:${server().port}`;

    it('logs in', async () => {
      await useAll(await start({ url: url('secret') }));
    });

    it('fails at start with a wrong one, and does not print it', async () => {
      const failure = start({ url: url('open-sesame') });
      await expect(failure).rejects.toMatchObject({ name: 'ServerUnavailableError' });
      await expect(failure).rejects.toThrow(
        /^No connection to Redis at 127\.0\.0\.1:\d+: refused: /,
      );
      await expect(failure).rejects.not.toThrow('open-sesame');
    });

    it('fails at start without one', async () => {
      await expect(start({ url: server().url })).rejects.toThrow('refused: NOAUTH');
    });
  },
  { args: ['--requirepass', 'secret'] },
);

describeWithRedisCluster('CacheModule on a cluster', (cluster) => {
  it('reaches keys on every node', async () => {
    const store = await start({ nodes: cluster().startupNodes });
    await useAll(store);
    const keys = Array.from({ length: 100 }, (_, i) => `key:${i}`);
    await Promise.all(keys.map((key) => store.redis.set(key, key)));
    expect(await Promise.all(keys.map((key) => store.redis.get(key)))).toEqual(keys);
    const connection = store.redis as unknown as Cluster;
    const sizes = await Promise.all(connection.nodes('master').map((node) => node.dbsize()));
    expect(sizes.every((size) => size > 10)).toBe(true);
  });

  it('passes options on, and ends its connections', async () => {
    const before = activeHandles();
    const { redis } = await start({
      nodes: cluster().startupNodes.slice(0, 1),
      client: { keyPrefix: 'app:', connectionName: 'clustered' },
    });
    await redis.set('prefixed', 'yes');
    await app!.close();
    expect(redis.status).toBe('end');
    expect(activeHandles()).toEqual(before);
    const store = await start({ nodes: cluster().startupNodes });
    expect(await store.redis.get('app:prefixed')).toBe('yes');
  });
});

describe('CacheModule without its server', () => {
  it('fails at start in bounded time', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(start({ url: `redis://127.0.0.1:${port}`, startTimeout: 100 })).rejects.toThrow(
      `No connection to Redis at 127.0.0.1:${port}: not ready within 100 ms: connect ECONNREFUSED`,
    );
    await expect(start({ nodes: [port], startTimeout: 100 })).rejects.toThrow(
      `No connection to Redis at 127.0.0.1:${port}: not ready within 100 ms`,
    );
  });

  it('fails at once when ioredis gives up', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const options = { port, retryStrategy: () => null };
    await expect(start({ server: options })).rejects.toThrow('connection closed');
    await new Promise((resolve) => server.close(resolve));
  });
});
