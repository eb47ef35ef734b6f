import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Redis as Redis6 } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { Redis as Valkey } from 'iovalkey';
import { describeEachServer } from '../../support/each-server.js';

/** What the three have in common, which is what is used of them here. */
const CLIENTS = {
  'ioredis 5': Redis5 as unknown as typeof Redis6,
  'ioredis 6': Redis6,
  iovalkey: Valkey as unknown as typeof Redis6,
};

for (const [name, Client] of Object.entries(CLIENTS)) {
  describeEachServer(name, (server) => {
    let redis: Redis6;
    let other: Redis6;

    beforeEach(() => {
      redis = new Client(server().url);
      other = new Client({ path: server().path, db: 1 });
    });

    afterEach(async () => {
      await Promise.all([redis.quit(), other.quit()]);
    });

    it('sends commands over TCP and over a unix socket', async () => {
      await redis.mset('a', '1', 'b', 'ä');
      expect(await redis.mget('a', 'b', 'c')).toEqual(['1', 'ä', null]);
      expect(await redis.getBuffer('b')).toEqual(Buffer.from('ä'));
      await redis.hset('hash', { one: 1, two: 2 });
      expect(await redis.hgetall('hash')).toEqual({ one: '1', two: '2' });
      expect(await redis.zadd('zset', 1.5, 'x', -Infinity, 'y')).toBe(2);
      expect(await redis.zrange('zset', '0', '-1', 'WITHSCORES')).toEqual([
        'y',
        '-inf',
        'x',
        '1.5',
      ]);
      expect(await other.exists('a')).toBe(0);
      await expect(redis.lpush('a', 1)).rejects.toThrow(
        'WRONGTYPE Operation against a key holding the wrong kind of value',
      );
    });

    it('pipelines, runs transactions and notices watched keys', async () => {
      const results = await redis.pipeline().set('k', 1).incr('k').lpush('k', 1).get('k').exec();
      expect(results!.map(([error, reply]) => error?.message ?? reply)).toEqual([
        'OK',
        2,
        'WRONGTYPE Operation against a key holding the wrong kind of value',
        '2',
      ]);
      await redis.watch('k');
      await other.select(0);
      await other.incr('k');
      expect(await redis.multi().incr('k').exec()).toBeNull();
      expect(await redis.multi().incr('k').get('k').exec()).toEqual([
        [null, 4],
        [null, '4'],
      ]);
    });

    it('runs scripts, also when the server has forgotten them', async () => {
      redis.defineCommand('setBoth', {
        numberOfKeys: 2,
        lua: "redis.call('SET', KEYS[1], ARGV[1]) redis.call('SET', KEYS[2], ARGV[1]) return ARGV[1]",
      });
      const { setBoth } = redis as unknown as {
        setBoth(this: Redis6, ...words: string[]): Promise<string>;
      };
      expect(await setBoth.call(redis, 'a', 'b', 'x')).toBe('x');
      await redis.script('FLUSH');
      expect(await setBoth.call(redis, 'a', 'b', 'y')).toBe('y');
      expect(await redis.mget('a', 'b')).toEqual(['y', 'y']);
    });

    it('brings messages to subscribers', async () => {
      await other.subscribe('news');
      const heard = new Promise((resolve) => other.once('message', (...words) => resolve(words)));
      expect(await redis.publish('news', 'héllo')).toBe(1);
      expect(await heard).toEqual(['news', 'héllo']);
      await other.unsubscribe();
    });

    it('waits for elements and reads streams', async () => {
      await other.select(0);
      const popped = other.blpop('queue', 0);
      await redis.rpush('queue', 'job');
      expect(await popped).toEqual(['queue', 'job']);
      const read = other.xread('BLOCK', 0, 'STREAMS', 'stream', '$');
      while (!/cmd=xread/.test((await redis.client('LIST')) as string));
      const id = await redis.xadd('stream', '*', 'a', '1');
      expect(await read).toEqual([['stream', [[id, ['a', '1']]]]]);
    });

    it('scans', async () => {
      await redis.mset(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key:${i}`, i])));
      const found = new Set<string>();
      for await (const keys of redis.scanStream({ match: 'key:*', count: 50 })) {
        for (const key of keys as string[]) found.add(key);
      }
      expect(found.size).toBe(500);
    });
  });
}
