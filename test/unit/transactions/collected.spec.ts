import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { ConnectionManager, InMemoryCache } from 'rednest';
import { SessionState } from '../../../lib/engine/session.js';

const engine = new InMemoryCache();
const redis = new ConnectionManager({ engine });

afterAll(() => redis.disconnect());
afterEach(async () => {
  await redis.flushall();
  await redis.config('RESETSTAT');
});

/** How often each command ran, as INFO tells. */
async function calls(): Promise<Record<string, number>> {
  const info = await redis.info('commandstats');
  const found = [...info.matchAll(/cmdstat_(\w+):calls=(\d+)/g)];
  return Object.fromEntries(found.map(([, name, count]) => [name, Number(count)]));
}

describe('a transaction that was collected', () => {
  it('counts as the one that is sent command by command', async () => {
    await redis.config('RESETSTAT');
    const collected = await redis.multi().incr('n').expire('n', 60).lpush('n', 'x').exec();
    const once = await calls();
    await redis.flushall();
    await redis.config('RESETSTAT');
    await redis.multi({ pipeline: false });
    await redis.incr('n');
    await redis.expire('n', 60);
    await redis.lpush('n', 'x');
    const sent = await redis.exec();
    const oneByOne = await calls();
    for (const name of ['multi', 'exec', 'incr', 'expire', 'lpush']) {
      expect([name, once[name]]).toEqual([name, oneByOne[name]]);
    }
    expect(collected).toEqual(sent);
  });

  it('is one unit, and leaves the session as it was', async () => {
    const session = [...engine.sessions][0]!;
    const [[, first], [, second]] = (await redis.multi().time().time().exec()) as [
      [null, string[]],
      [null, string[]],
    ];
    expect(first).toEqual(second);
    expect(session.is(SessionState.EXECUTING | SessionState.MULTI)).toBe(false);
  });

  it('runs nothing when one of its commands cannot be queued', async () => {
    await expect(redis.multi().set('k', 'v').call('GET').exec()).rejects.toThrow('EXECABORT');
    expect(await redis.exists('k')).toBe(0);
  });

  it('heeds WATCH', async () => {
    const other = redis.duplicate();
    await redis.watch('k');
    await other.set('k', '1');
    expect(await redis.multi().set('k', '2').exec()).toBeNull();
    expect(await redis.get('k')).toBe('1');
    other.disconnect();
  });

  it('is shown to monitors command by command', async () => {
    const monitor = await redis.monitor();
    const seen: string[] = [];
    const done = new Promise<void>((resolve) => {
      monitor.on('monitor', (_time: string, args: string[]) => {
        seen.push(args.join(' ').toLowerCase());
        if (seen.at(-1) === 'exec') resolve();
      });
    });
    await redis.multi().set('k', '1').exec();
    await done;
    expect(seen).toEqual(['multi', 'set k 1', 'exec']);
    monitor.disconnect();
  });
});
