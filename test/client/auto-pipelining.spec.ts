import { expect, it } from '@jest/globals';
import { describeClient, next } from './support/targets.js';

describeClient('enableAutoPipelining', ({ open }) => {
  it('collects the commands of a turn of the event loop', async () => {
    const redis = open({ enableAutoPipelining: true });
    await next(redis, 'ready');
    const replies = [redis.set('k', '1'), redis.incr('k'), redis.getBuffer('k')];
    expect(redis.autoPipelineQueueSize).toBe(3);
    expect(await Promise.all(replies)).toEqual(['OK', 2, Buffer.from('2')]);
    expect(redis.autoPipelineQueueSize).toBe(0);
  });

  it('rejects each command by itself', async () => {
    const redis = open({ enableAutoPipelining: true });
    const results = await Promise.allSettled([
      redis.set('k', 'x'),
      redis.incr('k'),
      redis.get('k'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({
      name: 'ReplyError',
      command: { name: 'incr', args: ['k'] },
    });
  });

  it('reports to callbacks and goes on', async () => {
    const redis = open({ enableAutoPipelining: true, keyPrefix: 'p:' });
    const reply = await new Promise((resolve) => {
      void redis.set('k', 'v', (error, result) => resolve([error, result]));
    });
    expect(reply).toEqual([null, 'OK']);
    expect(await redis.mget('k', 'l')).toEqual(['v', null]);
    expect(await redis.call('GET', 'k')).toBe('v');
  });

  it('leaves out what it is told to', async () => {
    const redis = open({
      enableAutoPipelining: true,
      autoPipeliningIgnoredCommands: ['get'],
    });
    await next(redis, 'ready');
    const reply = redis.get('k');
    expect(redis.autoPipelineQueueSize).toBe(0);
    expect(await reply).toBeNull();
  });
});
