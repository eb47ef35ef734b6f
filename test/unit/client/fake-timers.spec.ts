import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { ManualClock } from '../../../lib/engine/clock.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const VITEST_TIMEOUT_MS = 60_000;

describe("Jest's fake timers", () => {
  const opened: ConnectionManager[] = [];
  const open = (
    options?: ConstructorParameters<typeof ConnectionManager>[0],
  ): ConnectionManager => {
    const redis = new ConnectionManager(options);
    opened.push(redis);
    return redis;
  };
  beforeEach(() => void jest.useFakeTimers({ now: 1_700_000_000_000 }));
  afterEach(() => {
    opened.splice(0).forEach((redis) => redis.disconnect());
    jest.useRealTimers();
  });

  it('do not keep a connection from opening and closing', async () => {
    const redis = open({ lazyConnect: true });
    const events: string[] = [];
    for (const event of ['connecting', 'connect', 'ready', 'close', 'end']) {
      redis.on(event, () => events.push(event));
    }
    await redis.connect();
    const ended = new Promise((resolve) => redis.once('end', resolve));
    expect(await redis.quit()).toBe('OK');
    await ended;
    expect(events).toEqual(['connecting', 'connect', 'ready', 'close', 'end']);
  });

  it('move the deadlines of keys', async () => {
    const redis = open();
    await redis.set('k', 'v', 'EX', 60);
    jest.advanceTimersByTime(30_000);
    expect(await redis.ttl('k')).toBe(30);
    jest.setSystemTime(Date.now() + 31_000);
    expect(await redis.get('k')).toBeNull();
  });

  it('leave the deadlines to the clock of the engine', async () => {
    const clock = new ManualClock();
    const redis = open({ clock });
    await redis.set('k', 'v', 'EX', 60);
    jest.advanceTimersByTime(3_600_000);
    expect(await redis.ttl('k')).toBe(60);
    clock.advance('1m');
    expect(await redis.pttl('k')).toBe(0);
    clock.advance(1);
    expect(await redis.get('k')).toBeNull();
  });

  it('stop no reply, however many there are', async () => {
    const redis = open();
    for (let i = 0; i < 20_000; i++) await redis.incr('n');
    expect(await redis.pipeline().get('n').exec()).toEqual([[null, '20000']]);
    expect(await redis.multi().get('n').exec()).toEqual([[null, '20000']]);
  });

  it('stop no message, no scan and no pipeline of a turn', async () => {
    const redis = open({ enableAutoPipelining: true });
    const subscriber = redis.duplicate();
    opened.push(subscriber as ConnectionManager);
    await subscriber.subscribe('ch');
    const message = new Promise((resolve) =>
      subscriber.once('message', (_, text) => resolve(text)),
    );
    expect(await redis.publish('ch', 'hi')).toBe(1);
    expect(await message).toBe('hi');
    await redis.set('k', 'v');
    const found: string[] = [];
    for await (const keys of redis.scanStream()) found.push(...(keys as string[]));
    expect(found).toEqual(['k']);
  });

  it('move the deadlines of blocking commands', async () => {
    const redis = open();
    const engine = redis.engine!;
    await redis.ping();
    const pop = redis.blpop('k', 1.5);
    expect(engine.blocked.count).toBe(1);
    jest.advanceTimersByTime(1499);
    expect(engine.blocked.count).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await pop).toBeNull();
    const second = redis.brpop('k', 60);
    await redis.duplicate().rpush('k', 'v');
    expect(await second).toEqual(['k', 'v']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('do not keep a blocked connection from ending', async () => {
    const redis = open();
    const engine = redis.engine!;
    await redis.ping();
    const failure = redis.blpop('k', 10).catch((error: Error) => error.message);
    const ended = new Promise((resolve) => redis.once('end', resolve));
    redis.disconnect();
    expect(await failure).toBe('Connection is closed.');
    await ended;
    expect(engine.blocked.count).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('can be run to their end', async () => {
    await open().ping();
    expect(() => jest.runAllTimers()).not.toThrow();
  });
});

describe("Vitest's fake timers", () => {
  it(
    'stop nothing either, and move the deadlines',
    async () => {
      const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          vitest,
          'run',
          '--reporter=json',
          '--dir=test/unit/client/vitest',
          `--testTimeout=${VITEST_TIMEOUT_MS}`,
        ],
        { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '' } },
      );
      const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as unknown;
      expect(report).toMatchObject({ success: true, numPassedTests: 3, numFailedTests: 0 });
    },
    VITEST_TIMEOUT_MS,
  );
});
