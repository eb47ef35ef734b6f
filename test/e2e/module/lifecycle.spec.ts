import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  CacheModule,
  ConnectionManager,
  InMemoryCache,
  ManualClock,
  type CacheModuleOptions,
} from 'rednest';
import { activeHandles } from '../../support/active-handles.js';

let app: TestingModule | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function start(options: CacheModuleOptions, scheduled = false): Promise<TestingModule> {
  const imports = [CacheModule.forRoot(options), ...(scheduled ? [ScheduleModule.forRoot()] : [])];
  app = await Test.createTestingModule({ imports }).compile();
  await app.init();
  return app;
}

describe('the sweeper of the module', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(async () => {
    await app?.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  /** How often the engine is swept in a second, and with what budget. */
  async function sweepsOf(options: CacheModuleOptions, scheduled: boolean): Promise<unknown[]> {
    const engine = (await start(options, scheduled)).get(InMemoryCache);
    const sweep = jest.spyOn(engine, 'sweep');
    await jest.advanceTimersByTimeAsync(1000);
    return sweep.mock.calls.map(([budget]) => budget);
  }

  it.each([
    ['a timer of its own', false],
    ["the application's scheduler", true],
  ])('runs by %s, with the period and the budget of the options', async (_, scheduled) => {
    expect(await sweepsOf({}, scheduled)).toEqual(Array.from({ length: 10 }, () => 1));
    await app!.close();
    const sweep = { interval: '250ms', budget: 3 };
    expect(await sweepsOf({ sweep }, scheduled)).toEqual([3, 3, 3, 3]);
    await app!.close();
    expect(await sweepsOf({ sweep: { interval: 0 } }, scheduled)).toEqual([]);
  });

  it('removes keys that nobody asks for', async () => {
    const engine = (await start({})).get(InMemoryCache);
    const redis = app!.get(ConnectionManager);
    await redis.psetex('k', 150, 'v');
    await jest.advanceTimersByTimeAsync(1000);
    expect(engine.databases[0]!.size).toBe(0);
    expect(engine.stats.expired).toBe(1);
  });
});

describe('a clock that is moved by hand', () => {
  it('lets keys expire at once, with their events', async () => {
    const clock = new ManualClock();
    const redis = (await start({ clock })).get(ConnectionManager);
    await redis.config('SET', 'notify-keyspace-events', 'Ex');
    const events: string[] = [];
    const subscriber = redis.duplicate();
    await subscriber.subscribe('__keyevent@0__:expired');
    subscriber.on('message', (_: string, key: string) => events.push(key));
    await redis.set('short', '1', 'EX', 60);
    await redis.set('long', '1', 'EX', 7200);
    clock.advance('1h');
    expect(await redis.dbsize()).toBe(1);
    await subscriber.ping();
    expect(events).toEqual(['short']);
    subscriber.disconnect();
  });

  it('is left alone when the application has closed', async () => {
    const clock = new ManualClock();
    const engine = (await start({ clock })).get(InMemoryCache);
    await app!.close();
    const sweep = jest.spyOn(engine, 'sweep');
    clock.advance('1h');
    expect(sweep).not.toHaveBeenCalled();
  });
});

describe('the end of the application', () => {
  @Injectable()
  class Farewell implements OnModuleDestroy {
    said: string | undefined;

    constructor(private readonly redis: ConnectionManager) {}

    async onModuleDestroy(): Promise<void> {
      this.said = await this.redis.set('bye', 'now');
    }
  }

  it('comes after the hooks that still use the connection', async () => {
    app = await Test.createTestingModule({
      imports: [CacheModule.forRoot()],
      providers: [Farewell],
    }).compile();
    await app.init();
    const redis = app.get(ConnectionManager);
    const farewell = app.get(Farewell);
    await app.close();
    app = undefined;
    expect(farewell.said).toBe('OK');
    expect(redis.status).toBe('end');
    await expect(redis.get('bye')).rejects.toThrow('Connection is closed');
  });

  it.each([
    ['without a scheduler', false],
    ['with one', true],
  ])('leaves nothing that keeps the process alive, %s', async (_, scheduled) => {
    const before = activeHandles();
    const redis = (await start({}, scheduled)).get(ConnectionManager);
    await redis.set('k', 'v', 'EX', 60);
    await new Promise(setImmediate);
    expect(activeHandles()).toEqual(before);
    await app!.close();
    expect(activeHandles()).toEqual(before);
  });

  it('releases a blocking command at once', async () => {
    const redis = (await start({})).get(ConnectionManager);
    const engine = app!.get(InMemoryCache);
    await redis.ping();
    const failure = redis.blpop('k', 0).catch((error: Error) => error.message);
    expect(engine.blocked.count).toBe(1);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    await app!.close();
    jest.useRealTimers();
    expect(await failure).toBe('Connection is closed.');
    expect(redis.status).toBe('end');
    expect(engine.blocked.count).toBe(0);
  });

  it('does not touch a connection that a test has put in its place', async () => {
    const mock = { get: jest.fn() };
    app = await Test.createTestingModule({ imports: [CacheModule.forRoot()] })
      .overrideProvider(ConnectionManager)
      .useValue(mock)
      .compile();
    await app.init();
    expect(app.get(ConnectionManager)).toBe(mock);
    await app.close();
  });
});
