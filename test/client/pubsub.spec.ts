import { expect, it } from '@jest/globals';
import { describeClient, next, type ConnectionManager } from './support/targets.js';

describeClient('pub/sub', ({ open, version, kill }) => {
  const protocols = version === 5 ? [undefined] : ([2, 3] as const);
  for (const protocol of protocols) {
    const options = (protocol === undefined ? {} : { protocol }) as object;
    const suffix = protocol === undefined ? '' : ` in RESP${protocol}`;
    const openSubscriber = (more: object = {}): ConnectionManager => open({ ...options, ...more });

    it(`hands out the messages of channels${suffix}`, async () => {
      const subscriber = openSubscriber();
      const publisher = open();
      expect(await subscriber.subscribe('a', 'é')).toBe(2);
      const texts = next(subscriber, 'message');
      const buffers = next(subscriber, 'messageBuffer');
      expect(await publisher.publish('é', Buffer.from('žluť'))).toBe(1);
      expect(await texts).toEqual(['é', 'žluť']);
      expect(await buffers).toEqual([Buffer.from('é'), Buffer.from('žluť')]);
      expect(await subscriber.unsubscribe('a')).toBe(1);
      expect(await subscriber.unsubscribe()).toBe(0);
      expect(subscriber.mode).toBe('normal');
      expect(await subscriber.ping()).toBe('PONG');
    });

    it(`hands out the messages of patterns${suffix}`, async () => {
      const subscriber = openSubscriber();
      expect(await subscriber.psubscribe('news.*')).toBe(1);
      const texts = next(subscriber, 'pmessage');
      const buffers = next(subscriber, 'pmessageBuffer');
      await open().publish('news.art', 'x');
      expect(await texts).toEqual(['news.*', 'news.art', 'x']);
      expect(await buffers).toEqual(['news.*', Buffer.from('news.art'), Buffer.from('x')]);
      expect(await subscriber.punsubscribe('news.*')).toBe(0);
    });

    it(`hands out the messages of shard channels${suffix}`, async () => {
      const subscriber = openSubscriber();
      expect(await subscriber.ssubscribe('shard')).toBe(1);
      const texts = next(subscriber, 'smessage');
      const buffers = next(subscriber, 'smessageBuffer');
      expect(await open().spublish('shard', 'x')).toBe(1);
      expect(await texts).toEqual(['shard', 'x']);
      expect(await buffers).toEqual([Buffer.from('shard'), Buffer.from('x')]);
      expect(await subscriber.sunsubscribe('shard')).toBe(0);
    });

    it(`keeps the order of messages${suffix}`, async () => {
      const subscriber = openSubscriber();
      const publisher = open();
      await subscriber.subscribe('ch');
      const received: string[] = [];
      const all = new Promise<void>((resolve) => {
        subscriber.on('message', (_channel, message) => {
          received.push(message);
          if (received.length === 200) resolve();
        });
      });
      const sent = Array.from({ length: 200 }, (_, i) => String(i));
      await Promise.all(sent.map((message) => publisher.publish('ch', message)));
      await all;
      expect(received).toEqual(sent);
    });

    it(`subscribes before it is ready${suffix}`, async () => {
      const subscriber = openSubscriber({ lazyConnect: true });
      expect(await subscriber.subscribe('a')).toBe(1);
    });

    it(`subscribes again after a reconnection${suffix}`, async () => {
      const subscriber = openSubscriber({ retryStrategy: () => 1 });
      await subscriber.subscribe('a');
      await subscriber.psubscribe('p*');
      const ready = next(subscriber, 'ready');
      subscriber.disconnect(true);
      await ready;
      const publisher = open();
      while ((await publisher.publish('p1', '')) !== 1) await publisher.ping();
      const message = next(subscriber, 'message');
      while ((await publisher.publish('a', 'x')) !== 1) await publisher.ping();
      expect(await message).toEqual(['a', 'x']);
    });
  }

  it('takes only commands of subscribers in RESP2', async () => {
    const subscriber = open({ protocol: 2 } as object);
    await subscriber.subscribe('a');
    expect(subscriber.mode).toBe('subscriber');
    await expect(subscriber.get('k')).rejects.toThrow(
      'Connection in subscriber mode, only subscriber commands may be used',
    );
    await subscriber.unsubscribe('a');
    expect(await subscriber.get('k')).toBeNull();
  });

  if (version === 6) {
    it('takes any command in RESP3', async () => {
      const subscriber = open();
      await subscriber.subscribe('a');
      const message = next(subscriber, 'message');
      expect(await subscriber.set('k', 'v')).toBe('OK');
      expect(await subscriber.pipeline().get('k').exec()).toEqual([[null, 'v']]);
      expect(await subscriber.publish('a', 'to myself')).toBe(1);
      expect(await message).toEqual(['a', 'to myself']);
    });
  }

  it('does not prefix channels but counts them', async () => {
    const subscriber = open();
    await subscriber.subscribe('one', 'two');
    expect(((await open().pubsub('CHANNELS', 't*')) as string[]).toSorted()).toEqual(['two']);
    expect(await open().pubsub('NUMSUB', 'one', 'none')).toEqual(['one', 1, 'none', 0]);
  });

  it('ends with the connection', async () => {
    const subscriber = open({ retryStrategy: () => null });
    const publisher = open();
    await subscriber.subscribe('a');
    const ended = next(subscriber, 'end');
    subscriber.disconnect();
    await ended;
    while ((await publisher.publish('a', 'x')) !== 0) await publisher.ping();
    const killed = open({ retryStrategy: () => null });
    const gone = next(killed, 'end');
    await kill(killed);
    await gone;
    await expect(killed.ping()).rejects.toThrow('Connection is closed.');
  });
});
