import { expect, it } from '@jest/globals';
import { describeClient, next } from './support/targets.js';

const notInteger = expect.objectContaining({
  message: 'ERR value is not an integer or out of range',
});

describeClient('pipelines', ({ open, ioredis }) => {
  it('answer one result per command', async () => {
    const redis = open();
    const results = await redis
      .pipeline()
      .set('k', 'é')
      .get('k')
      .getBuffer('k')
      .incr('k')
      .mget('k', 'x')
      .exec();
    expect(results).toEqual([
      [null, 'OK'],
      [null, 'é'],
      [null, Buffer.from('é')],
      [notInteger],
      [null, ['é', null]],
    ]);
  });

  it('are Pipelines of ioredis that chain', async () => {
    const redis = open();
    await next(redis, 'ready');
    const pipeline = redis.pipeline();
    expect(pipeline).toBeInstanceOf(ioredis.Pipeline);
    expect(pipeline.length).toBe(0);
    expect(pipeline.set('k', 'v')).toBe(pipeline);
    expect(pipeline.call('GET', 'k')).toBe(pipeline);
    expect(pipeline.get('k', () => undefined)).toBe(pipeline);
    expect(pipeline.length).toBe(3);
    expect(await pipeline.exec()).toEqual([
      [null, 'OK'],
      [null, 'v'],
      [null, 'v'],
    ]);
  });

  it('name the command of an error', async () => {
    const redis = open();
    const results = await redis.pipeline().set('k', 'text').incrby('k', 2).exec();
    expect(results![1]![0]).toMatchObject({ command: { name: 'incrby', args: ['k', '2'] } });
    expect(results![1]).toHaveLength(1);
  });

  it('report to callbacks, of the whole and of each command', async () => {
    const redis = open();
    await next(redis, 'ready');
    const seen: unknown[] = [];
    const whole = await new Promise((resolve) => {
      redis
        .pipeline()
        .set('k', 'text', (error, reply) => seen.push([error, reply]))
        .incr('k', (error) => seen.push(error?.message))
        .exec((error, results) => resolve([error, results]));
    });
    expect(whole).toEqual([null, [[null, 'OK'], [notInteger]]]);
    expect(seen).toEqual([[null, 'OK'], 'ERR value is not an integer or out of range']);
    const direct = await new Promise((resolve) => {
      redis
        .pipeline()
        .get('k')
        .exec((error, results) => resolve([error, results]));
    });
    expect(direct).toEqual([null, [[null, 'text']]]);
  });

  it('take batches', async () => {
    const redis = open();
    const batch = [
      ['set', 'k', 'v'],
      ['get', 'k'],
    ];
    expect(await redis.pipeline(batch).exec()).toEqual([
      [null, 'OK'],
      [null, 'v'],
    ]);
    expect(await redis.multi(batch).exec()).toEqual([
      [null, 'OK'],
      [null, 'v'],
    ]);
  });

  it('may be empty', async () => {
    expect(await open().pipeline().exec()).toEqual([]);
  });

  it('take the arguments that commands take', async () => {
    const redis = open();
    const keys = ['a'];
    const fields: Record<string, number> = { f: 1 };
    const pairs = new Map([['c', 3]]);
    const pipeline = redis
      .pipeline()
      .mset({ a: 1, b: 2 })
      .mget(keys)
      .hset('h', fields)
      .mset(pairs)
      .hgetall('h')
      .mget('c', 'd');
    keys.push('b');
    fields['f'] = 2;
    fields['g'] = 3;
    pairs.set('d', 4);
    expect(
      await pipeline
        .set('n', null as unknown as string)
        .get('n')
        .exec(),
    ).toEqual([
      [null, 'OK'],
      [null, ['1']],
      [null, 1],
      [null, 'OK'],
      [null, { f: '1' }],
      [null, ['3', null]],
      [null, 'OK'],
      [null, ''],
    ]);
  });

  it('wait until the connection is ready', async () => {
    const redis = open({ lazyConnect: true });
    const results = redis.pipeline().set('k', '1').select(1).get('k').exec();
    expect(await results).toEqual([
      [null, 'OK'],
      [null, 'OK'],
      [null, null],
    ]);
  });

  it('mix with commands that go their own way', async () => {
    const redis = open();
    await next(redis, 'ready');
    const results = await redis
      .pipeline()
      .set('k', '0')
      .select(1)
      .set('k', '1')
      .client('GETNAME')
      .select(0)
      .get('k')
      .exec();
    expect(results!.map(([, reply]) => reply)).toEqual(['OK', 'OK', 'OK', null, 'OK', '0']);
  });

  it('keep their place among other commands', async () => {
    const redis = open();
    await next(redis, 'ready');
    const before = redis.set('k', '1');
    const piped = redis.pipeline().incr('k').incr('k').exec();
    const after = redis.get('k');
    expect(await Promise.all([before, piped, after])).toEqual([
      'OK',
      [
        [null, 2],
        [null, 3],
      ],
      '3',
    ]);
  });

  it('are rejected command by command when the connection has ended', async () => {
    const redis = open();
    await next(redis, 'ready');
    redis.disconnect();
    const results = await redis.pipeline().get('k').exec();
    expect(results![0]![0]?.message).toBe('Connection is closed.');
  });

  it('answer the same however often they are run', async () => {
    const redis = open();
    const wrongType = [
      expect.objectContaining({ message: expect.stringMatching(/^WRONGTYPE /) as unknown }),
    ];
    const bytes = Buffer.from([0, 0xff, 0x41]);
    for (const kind of ['pipeline', 'multi'] as const) {
      for (let i = 0; i < 50; i++) {
        const results = await redis[kind]()
          .del('k', 'é', 'n', 'list', 'bytes')
          .set('k', 'a text that is longer than twelve chars')
          .get('k')
          .getset('k', 'é')
          .get('k')
          .set('é', 1.5)
          .get(Buffer.from('é'))
          .incr('k')
          .incrby('n', 7)
          .expire('n', 100)
          .ttl('n')
          .setex('n', 0, 'x')
          .set('bytes', bytes)
          .getBuffer('bytes')
          .rpush('list', 'a')
          .get('list')
          .get('n')
          .exec();
        expect(results!.slice(1)).toEqual([
          [null, 'OK'],
          [null, 'a text that is longer than twelve chars'],
          [null, 'a text that is longer than twelve chars'],
          [null, 'é'],
          [null, 'OK'],
          [null, '1.5'],
          [notInteger],
          [null, 7],
          [null, 1],
          [null, 100],
          [expect.objectContaining({ message: "ERR invalid expire time in 'setex' command" })],
          [null, 'OK'],
          [null, bytes],
          [null, 1],
          wrongType,
          [null, '7'],
        ]);
      }
    }
  });

  it('run a command that answers null once', async () => {
    const redis = open();
    for (const kind of ['pipeline', 'multi'] as const) {
      for (let i = 0; i < 10; i++) {
        const results = await redis[kind]().del('k').getset('k', 'v').exec();
        expect(results![1]).toEqual([null, null]);
      }
    }
  });

  it('send Buffers as they are when they are run', async () => {
    const redis = open();
    await next(redis, 'ready');
    for (let i = 0; i < 10; i++) {
      const value = Buffer.from('before');
      const pipeline = redis.pipeline().set('k', value);
      value.write('behind');
      await pipeline.exec();
      expect(await redis.get('k')).toBe('behind');
    }
  });
});
