import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createClient, RESP_TYPES } from 'redis';
import { describeEachServer } from '../../support/each-server.js';

for (const RESP of [2, 3] as const) {
  describeEachServer(`node-redis on RESP${RESP}`, (server) => {
    const open = () => createClient({ url: server().url, RESP });
    let client: ReturnType<typeof open>;
    let other: ReturnType<typeof open>;

    beforeEach(async () => {
      client = open();
      other = open();
      await Promise.all([client.connect(), other.connect()]);
    });

    afterEach(() => {
      client.destroy();
      other.destroy();
    });

    it('sends commands of all types', async () => {
      await client.set('text', 'ä', { expiration: { type: 'EX', value: 100 }, condition: 'NX' });
      expect(await client.get('text')).toBe('ä');
      expect(await client.ttl('text')).toBe(100);
      const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
      expect(await binary.get('text')).toEqual(Buffer.from('ä'));
      await client.hSet('hash', { one: '1', two: '2' });
      expect({ ...(await client.hGetAll('hash')) }).toEqual({ one: '1', two: '2' });
      await client.zAdd('zset', [
        { score: 1.5, value: 'x' },
        { score: Infinity, value: 'y' },
      ]);
      expect(await client.zRangeWithScores('zset', 0, -1)).toEqual([
        { score: 1.5, value: 'x' },
        { score: Infinity, value: 'y' },
      ]);
      await client.geoAdd('geo', { longitude: 13.361389, latitude: 38.115556, member: 'Palermo' });
      expect(await client.geoHash('geo', 'Palermo')).toEqual(['sqc8b49rny0']);
      expect(await client.sAdd('set', ['a', 'b'])).toBe(2);
      expect(await client.sIsMember('set', 'a')).toBeTruthy();
    });

    it('runs transactions and scripts', async () => {
      expect(await client.multi().set('k', '1').incr('k').get('k').exec()).toEqual(['OK', 2, '2']);
      await client.watch('k');
      await other.incr('k');
      await expect(client.multi().incr('k').exec()).rejects.toThrow(
        'watched keys has been changed',
      );
      expect(
        await client.eval('return {KEYS[1], tonumber(ARGV[1]) + 1}', {
          keys: ['k'],
          arguments: ['41'],
        }),
      ).toEqual(['k', 42]);
    });

    it('brings messages and waits for elements', async () => {
      const heard = new Promise((resolve) => {
        void other.subscribe('news', (message, channel) => resolve([channel, message]));
      });
      while ((await client.publish('news', 'hi')) === 0);
      expect(await heard).toEqual(['news', 'hi']);
      await other.unsubscribe('news');
      const waiting = open();
      await waiting.connect();
      const popped = waiting.blPop('queue', 0);
      await client.rPush('queue', 'job');
      expect(await popped).toEqual({ key: 'queue', element: 'job' });
      waiting.destroy();
    });

    it('reads streams by groups', async () => {
      await client.xGroupCreate('stream', 'group', '$', { MKSTREAM: true });
      const id = await client.xAdd('stream', '*', { a: '1' });
      const read = await client.xReadGroup('group', 'me', { key: 'stream', id: '>' });
      expect(JSON.parse(JSON.stringify(read))).toEqual([
        expect.objectContaining({
          messages: [expect.objectContaining({ id, message: { a: '1' } })],
        }),
      ]);
      expect(await client.xAck('stream', 'group', id)).toBe(1);
    });
  });
}

describeEachServer('client-side caching of node-redis', (server) => {
  it('keeps what it has read until it changes', async () => {
    const cached = createClient({
      url: server().url,
      RESP: 3,
      clientSideCache: { ttl: 0, maxEntries: 100 },
    });
    const other = createClient({ url: server().url });
    await Promise.all([cached.connect(), other.connect()]);
    await other.set('k', 'old');
    expect(await cached.get('k')).toBe('old');
    await other.set('k', 'new');
    while ((await cached.get('k')) === 'old') {
      // What is cached is answered at once, and would let no message in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await cached.get('k')).toBe('new');
    cached.destroy();
    other.destroy();
  });
});
