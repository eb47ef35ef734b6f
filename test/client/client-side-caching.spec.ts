import { expect, it } from '@jest/globals';
import { describeClient, next, type ConnectionManager } from './support/targets.js';

const CHANNEL = '__redis__:invalidate';

/** A cache in front of a connection: it forgets what another connection hears of. */
class CachedReads {
  readonly cache = new Map<string, string | null>();
  /** How often the server was asked. */
  asked = 0;

  constructor(private readonly redis: ConnectionManager) {}

  async get(key: string): Promise<string | null> {
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    this.asked++;
    const value = await this.redis.get(key);
    this.cache.set(key, value);
    return value;
  }

  forget(keys: readonly Buffer[] | null): void {
    if (keys === null) this.cache.clear();
    else for (const key of keys) this.cache.delete(String(key));
  }
}

describeClient('client-side caching', ({ open }) => {
  /** A connection that tracks, the one that hears of changes, and one that writes. */
  async function redirected(...options: string[]) {
    const redis = open();
    const listener = open({ protocol: 2 });
    const writer = open();
    const id = String(await listener.client('ID'));
    await listener.subscribe(CHANNEL);
    expect(await redis.call('CLIENT', 'TRACKING', 'ON', 'REDIRECT', id, ...options)).toBe('OK');
    return { redis, listener, writer, reads: new CachedReads(redis) };
  }

  it('forgets what changes, by a second connection', async () => {
    const { listener, writer, reads } = await redirected();
    await writer.set('k', '1');
    expect([await reads.get('k'), await reads.get('k')]).toEqual(['1', '1']);
    expect(reads.asked).toBe(1);
    const changed = next(listener, 'messageBuffer');
    await writer.set('k', '2');
    const [channel, keys] = await changed;
    expect(String(channel)).toBe(CHANNEL);
    reads.forget(keys as Buffer[]);
    expect(await reads.get('k')).toBe('2');
    expect(reads.asked).toBe(2);
    const flushed = next(listener, 'messageBuffer');
    await writer.flushall();
    reads.forget((await flushed)[1] as null);
    expect(await reads.get('k')).toBeNull();
  });

  it('hears of all keys with a prefix', async () => {
    const { listener, writer } = await redirected('BCAST', 'PREFIX', 'user:');
    const changed = next(listener, 'message');
    await writer.mset('other', '1', 'user:1', '1');
    expect(String((await changed)[1])).toBe('user:1');
  });

  it('caches only what it has asked for', async () => {
    const { redis, listener, writer } = await redirected('OPTIN');
    await redis.get('a');
    await redis.call('CLIENT', 'CACHING', 'YES');
    await redis.get('b');
    const changed = next(listener, 'message');
    await writer.mset('a', '1', 'b', '1');
    expect(String((await changed)[1])).toBe('b');
  });

  it('tells what is tracked', async () => {
    const { redis } = await redirected('NOLOOP');
    const info = (await redis.call('CLIENT', 'TRACKINGINFO')) as unknown[];
    expect(info.slice(0, 2)).toEqual(['flags', ['on', 'noloop']]);
    expect(await redis.call('CLIENT', 'GETREDIR')).toBe(info[3]);
    expect(await redis.call('CLIENT', 'TRACKING', 'OFF')).toBe('OK');
    expect(await redis.call('CLIENT', 'GETREDIR')).toBe(-1);
  });

  it.each([2, 3] as const)(
    'leaves the replies of a RESP%i connection in order',
    async (protocol) => {
      const redis = open({ protocol });
      await redis.call('CLIENT', 'TRACKING', 'ON');
      await redis.get('n');
      const replies = await Promise.all([redis.incr('n'), redis.get('n'), redis.incr('n')]);
      expect(replies).toEqual([1, '1', 2]);
      await redis.mget('n', 'm');
      expect(await redis.multi().incr('n').set('m', 'x').get('m').exec()).toEqual([
        [null, 3],
        [null, 'OK'],
        [null, 'x'],
      ]);
    },
  );
});
