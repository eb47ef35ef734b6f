import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { BackgroundSweep } from '../../../lib/client/background-sweep.js';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';

const opened: ConnectionManager[] = [];
afterEach(() => opened.splice(0).forEach((redis) => redis.disconnect()));

async function end(redis: ConnectionManager): Promise<void> {
  const ended = new Promise((resolve) => redis.once('end', resolve));
  redis.disconnect();
  await ended;
}

async function ready(redis: ConnectionManager): Promise<ConnectionManager> {
  opened.push(redis);
  await redis.ping();
  return redis;
}

describe('an engine that nobody else sweeps', () => {
  it('is rid of expired keys while a connection is open', async () => {
    const clock = new ManualClock();
    const redis = await ready(new ConnectionManager({ clock, sweep: { interval: 1 } }));
    await redis.set('k', 'v', 'EX', 1);
    clock.advance('1h');
    while (redis.engine!.stats.expired === 0) await setTimeout(1);
    expect(redis.engine!.databases[0]!.size).toBe(0);
  });

  it('is left alone when the last connection has ended', async () => {
    const first = await ready(new ConnectionManager({ sweep: { interval: 1 } }));
    const second = await ready(first.duplicate() as ConnectionManager);
    const sweep = jest.spyOn(first.engine!, 'sweep');
    const untilSwept = async (): Promise<void> => {
      sweep.mockClear();
      while (sweep.mock.calls.length === 0) await setTimeout(1);
    };
    await untilSwept();
    await end(first);
    await untilSwept();
    await end(second);
    sweep.mockClear();
    await setTimeout(20);
    expect(sweep).not.toHaveBeenCalled();
    await second.connect();
    await untilSwept();
  });

  it.each([{ sweep: false as const }, { sweep: { interval: 0 } }, { engine: new InMemoryCache() }])(
    'but not with %p',
    async (options) => {
      const redis = await ready(new ConnectionManager(options));
      expect(BackgroundSweep.of(redis.engine!)).toBeUndefined();
    },
  );
});
