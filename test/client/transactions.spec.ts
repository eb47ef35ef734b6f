import { expect, it } from '@jest/globals';
import { describeClient, next } from './support/targets.js';

interface AbortedError extends Error {
  readonly command: unknown;
  readonly previousErrors: { readonly message: string; readonly command: unknown }[];
}

describeClient('transactions', ({ open, ioredis }) => {
  it('answer the results of EXEC', async () => {
    const redis = open();
    await next(redis, 'ready');
    const multi = redis.multi();
    expect(multi).toBeInstanceOf(ioredis.Pipeline);
    expect(multi.set('k', 'é').length).toBe(2);
    const results = await multi.get('k').getBuffer('k').incr('k').exec();
    expect(results).toEqual([
      [null, 'OK'],
      [null, 'é'],
      [null, Buffer.from('é')],
      [expect.objectContaining({ name: 'ReplyError', message: expect.stringContaining('ERR') })],
    ]);
    expect(results![3]).toHaveLength(1);
  });

  it('do so before the connection is ready', async () => {
    const redis = open();
    expect(await redis.multi().set('k', '1').incr('k').getBuffer('k').exec()).toEqual([
      [null, 'OK'],
      [null, 2],
      [null, Buffer.from('2')],
    ]);
  });

  it('report to callbacks', async () => {
    const redis = open();
    await next(redis, 'ready');
    const whole = await new Promise((resolve) => {
      redis
        .multi()
        .set('k', '1')
        .exec((error, results) => resolve([error, results]));
    });
    expect(whole).toEqual([null, [[null, 'OK']]]);
    const replies: unknown[] = [];
    await redis
      .multi()
      .incr('k', (_error, reply) => replies.push(reply))
      .exec();
    expect(replies).toEqual(['QUEUED']);
  });

  it('may be empty', async () => {
    const redis = open();
    expect(await redis.multi().exec()).toEqual([]);
    expect(await redis.multi().exec()).toEqual([]);
  });

  it.each(['before', 'after'])('are aborted by a command that is wrong, %s', async (when) => {
    const redis = open();
    if (when === 'after') await next(redis, 'ready');
    const set = redis.set as unknown as (key: string) => unknown;
    const multi = redis.multi().set('k', 'v');
    set.call(multi, 'only a key');
    const error = (await multi.exec().catch((thrown: unknown) => thrown)) as AbortedError;
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe('EXECABORT Transaction discarded because of previous errors.');
    expect(error.command).toEqual({ name: 'exec', args: [] });
    expect(error.previousErrors).toEqual([
      expect.objectContaining({
        message: "ERR wrong number of arguments for 'set' command",
        command: { name: 'set', args: ['only a key'] },
      }),
    ]);
    expect(await redis.exists('k')).toBe(0);
  });

  it('answer null when a watched key has changed', async () => {
    const redis = open();
    const other = open();
    await redis.watch('k');
    await other.set('k', 'theirs');
    expect(await redis.multi().set('k', 'ours').exec()).toBeNull();
    expect(await redis.multi().set('k', 'ours').exec()).toEqual([[null, 'OK']]);
    await redis.watch('k');
    await redis.unwatch();
    await other.set('k', 'theirs');
    expect(await redis.multi().get('k').exec()).toEqual([[null, 'theirs']]);
  });

  it('can be sent command by command', async () => {
    const redis = open();
    expect(await redis.multi({ pipeline: false })).toBe('OK');
    expect(await redis.set('k', '1')).toBe('QUEUED');
    expect(await redis.incr('k')).toBe('QUEUED');
    expect(await redis.getBuffer('k')).toEqual(Buffer.from('QUEUED'));
    expect(await redis.exec()).toEqual([
      [null, 'OK'],
      [null, 2],
      [null, '2'],
    ]);
    expect(await redis.get('k')).toBe('2');
  });

  it('can be discarded', async () => {
    const redis = open();
    await redis.multi({ pipeline: false });
    await redis.set('k', '1');
    expect(await redis.discard()).toBe('OK');
    expect(await redis.get('k')).toBeNull();
    await expect(redis.exec()).rejects.toThrow('ERR EXEC without MULTI');
    await expect(redis.discard()).rejects.toThrow('ERR DISCARD without MULTI');
  });

  it('sent command by command are aborted or answer null as well', async () => {
    const redis = open();
    const other = open();
    await redis.multi({ pipeline: false });
    await expect(redis.call('get')).rejects.toThrow('wrong number of arguments');
    await expect(redis.exec()).rejects.toThrow('EXECABORT');
    await redis.watch('k');
    await other.set('k', '1');
    await redis.multi({ pipeline: false });
    await redis.get('k');
    expect(await redis.exec()).toBeNull();
  });

  it('within a transaction that is open take part in it', async () => {
    const redis = open();
    await redis.multi({ pipeline: false });
    expect(await redis.pipeline().set('k', '1').incr('k').exec()).toEqual([
      [null, 'QUEUED'],
      [null, 'QUEUED'],
    ]);
    expect(await redis.exec()).toEqual([
      [null, 'OK'],
      [null, 2],
    ]);
  });

  it('within a pipeline are among its results', async () => {
    const redis = open();
    await next(redis, 'ready');
    const pipeline = redis.pipeline().set('k', '1');
    (pipeline as unknown as { multi(): unknown }).multi();
    pipeline.incr('k');
    await pipeline.exec();
    expect(await pipeline.exec()).toEqual([
      [null, 'OK'],
      [null, 'OK'],
      [null, 'QUEUED'],
      [null, [2]],
    ]);
  });

  it('are of one connection', async () => {
    const redis = open();
    const other = open();
    await redis.multi({ pipeline: false });
    await redis.set('k', '1');
    expect(await other.get('k')).toBeNull();
    await redis.exec();
    expect(await other.get('k')).toBe('1');
  });
});
