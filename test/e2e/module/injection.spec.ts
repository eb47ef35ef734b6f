import { afterEach, describe, expect, it } from '@jest/globals';
import { Inject, Injectable, Module, type DynamicModule, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Redis } from 'ioredis';
import {
  CacheMetrics,
  CacheModule,
  ConnectionManager,
  InMemoryCache,
  InjectConnectionManager,
  InjectInMemoryCache,
  RateLimiter,
  TokenBlacklist,
  getCacheMetricsToken,
  getCacheOptionsToken,
  getConnectionManagerToken,
  getInMemoryCacheToken,
  getRateLimiterToken,
  getTokenBlacklistToken,
  type CacheModuleOptions,
  type CacheOptionsFactory,
} from 'rednest';

let app: TestingModule | undefined;

async function start(
  imports: (DynamicModule | Type)[],
  providers: Type[] = [],
): Promise<TestingModule> {
  app = await Test.createTestingModule({ imports, providers }).compile();
  await app.init();
  return app;
}

afterEach(async () => {
  await app?.close();
  app = undefined;
});

@Injectable()
class Greeter {
  constructor(
    readonly redis: ConnectionManager,
    readonly cache: InMemoryCache,
    @InjectConnectionManager() readonly sameRedis: ConnectionManager,
    @InjectInMemoryCache() readonly sameCache: InMemoryCache,
  ) {}
}

describe('CacheModule.forRoot()', () => {
  it('injects the connection and the engine, by class and by token', async () => {
    const { redis, cache, sameRedis, sameCache } = (
      await start([CacheModule.forRoot()], [Greeter])
    ).get(Greeter);
    expect(redis).toBeInstanceOf(ConnectionManager);
    expect(redis).toBeInstanceOf(Redis);
    expect(cache).toBeInstanceOf(InMemoryCache);
    expect(sameRedis).toBe(redis);
    expect(sameCache).toBe(cache);
    await redis.set('greeting', 'hello');
    expect(await sameRedis.get('greeting')).toBe('hello');
    expect(cache.databases[0]?.size).toBe(1);
  });

  it('is global unless told otherwise', async () => {
    @Module({ providers: [Greeter] })
    class Feature {}
    await start([CacheModule.forRoot(), Feature]);
    expect(app?.get(Greeter, { strict: false })).toBeInstanceOf(Greeter);
    await app?.close();
    app = undefined;
    await expect(start([CacheModule.forRoot({ isGlobal: false }), Feature])).rejects.toThrow(
      "can't resolve dependencies of the Greeter",
    );
  });

  it('passes the options of ioredis on', async () => {
    await start([CacheModule.forRoot({ client: { keyPrefix: 'app:', db: 3 } })]);
    const redis = app!.get(ConnectionManager);
    await redis.set('k', 'v');
    const other = new ConnectionManager({ engine: app!.get(InMemoryCache), db: 3 });
    expect(await other.keys('*')).toEqual(['app:k']);
    other.disconnect();
  });

  it('refuses a database that the engine does not have', async () => {
    await expect(start([CacheModule.forRoot({ client: { db: 16 } })])).rejects.toThrow(
      "Invalid option 'client.db': expected one of the databases 0 to 15",
    );
    await start([CacheModule.forRoot({ client: { db: 16 }, databases: 17 })]);
    expect(await app!.get(ConnectionManager).set('k', 'v')).toBe('OK');
    expect(app!.get(InMemoryCache).databases[16]!.size).toBe(1);
  });

  it('shares an engine that it is given', async () => {
    const engine = new InMemoryCache();
    await start([CacheModule.forRoot({ engine })]);
    expect(app!.get(InMemoryCache)).toBe(engine);
  });

  it('logs in to an engine with a password', async () => {
    await start([CacheModule.forRoot({ password: 'secret' })]);
    expect(await app!.get(ConnectionManager).set('k', 'v')).toBe('OK');
  });
});

describe('several instances', () => {
  @Injectable()
  class Both {
    constructor(
      readonly main: ConnectionManager,
      @InjectConnectionManager('sessions') readonly sessions: ConnectionManager,
      @InjectInMemoryCache('sessions') readonly engine: InMemoryCache,
      @Inject(getCacheOptionsToken('sessions')) readonly options: CacheModuleOptions,
    ) {}
  }

  it('live side by side, each with its own data', async () => {
    await start(
      [
        CacheModule.forRoot(),
        CacheModule.forRootAsync({ name: 'sessions', useFactory: () => ({ databases: 4 }) }),
      ],
      [Both],
    );
    const { main, sessions, engine, options } = app!.get(Both);
    await main.set('k', 'main');
    await sessions.set('k', 'sessions');
    expect(await main.get('k')).toBe('main');
    expect(await sessions.get('k')).toBe('sessions');
    expect(engine.databases).toHaveLength(4);
    expect(options).toEqual({ databases: 4 });
    expect(app!.get(InMemoryCache)).not.toBe(engine);
  });

  it('have features of their own', async () => {
    await start([CacheModule.forRoot(), CacheModule.forRoot({ name: 'sessions' })]);
    const services = [
      [RateLimiter, getRateLimiterToken],
      [TokenBlacklist, getTokenBlacklistToken],
      [CacheMetrics, getCacheMetricsToken],
    ] as const;
    for (const [service, tokenOf] of services) {
      expect(app!.get(service)).toBeInstanceOf(service);
      expect(app!.get(tokenOf('sessions'))).toBeInstanceOf(service);
      expect(app!.get(tokenOf('sessions'))).not.toBe(app!.get(service));
    }
  });

  it('have tokens that are registered symbols', () => {
    expect(Symbol.keyFor(getConnectionManagerToken())).toBe('rednest:connection:default');
    expect(getConnectionManagerToken('default')).toBe(getConnectionManagerToken());
    expect(getConnectionManagerToken('a')).not.toBe(getConnectionManagerToken('b'));
    expect(getInMemoryCacheToken('a')).not.toBe(getConnectionManagerToken('a'));
  });

  it('may both be private to their modules without names', async () => {
    @Injectable()
    class Store {
      constructor(readonly redis: ConnectionManager) {}
    }
    @Module({
      imports: [CacheModule.forRoot({ isGlobal: false })],
      providers: [{ provide: 'first', useClass: Store }],
    })
    class First {}
    @Module({
      imports: [CacheModule.forRoot({ isGlobal: false })],
      providers: [{ provide: 'second', useClass: Store }],
    })
    class Second {}
    await start([First, Second]);
    const [first, second] = ['first', 'second'].map(
      (token) => app!.get<Store>(token, { strict: false }).redis,
    );
    await first!.set('k', '1');
    expect(await second!.get('k')).toBeNull();
  });
});

describe('CacheModule.forRootAsync', () => {
  @Injectable()
  class Config implements CacheOptionsFactory {
    readonly databases = 7;

    async createCacheOptions(): Promise<CacheModuleOptions> {
      return { databases: this.databases };
    }
  }

  @Module({ providers: [Config], exports: [Config] })
  class ConfigModule {}

  it.each<[string, () => DynamicModule]>([
    [
      'useFactory',
      () =>
        CacheModule.forRootAsync({
          imports: [ConfigModule],
          inject: [Config],
          useFactory: async ({ databases }: Config) => ({ databases }),
        }),
    ],
    ['useClass', () => CacheModule.forRootAsync({ useClass: Config })],
    [
      'useExisting',
      () => CacheModule.forRootAsync({ imports: [ConfigModule], useExisting: Config }),
    ],
  ])('takes options from %s', async (_, cacheModule) => {
    await start([cacheModule()], [Greeter]);
    expect(app!.get(Greeter).cache.databases).toHaveLength(7);
  });
});

describe('invalid options', () => {
  const untyped = (options: object): CacheModuleOptions => options as CacheModuleOptions;

  it.each<[string, () => DynamicModule]>([
    ['databases', () => CacheModule.forRoot({ databases: 0 })],
    ['password', () => CacheModule.forRoot(untyped({ password: 5 }))],
    ['prefix', () => CacheModule.forRoot(untyped({ prefix: 'app:' }))],
    ['rateLimit.limit', () => CacheModule.forRoot({ rateLimit: { limit: 0, window: '1m' } })],
    [
      'sweep.interval',
      () => CacheModule.forRootAsync({ useFactory: () => ({ sweep: { interval: -1 } }) }),
    ],
    ['name', () => CacheModule.forRootAsync({ useFactory: () => untyped({ name: 'late' }) })],
    ['options', () => CacheModule.forRootAsync({ useFactory: () => untyped([]) })],
    ['useFactory', () => CacheModule.forRootAsync({})],
    ['name', () => CacheModule.forRoot({ name: '' })],
  ])('fail at start and name %s', async (option, cacheModule) => {
    const starting = async (): Promise<unknown> => start([cacheModule()]);
    await expect(starting()).rejects.toMatchObject({ name: 'InvalidOptionError', option });
  });
});
