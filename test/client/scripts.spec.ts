import { expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { describeClient } from './support/targets.js';

interface Custom {
  add(...args: unknown[]): Promise<unknown>;
  addBuffer(...args: unknown[]): Promise<unknown>;
  free(...args: unknown[]): Promise<unknown>;
  fail(...args: unknown[]): Promise<unknown>;
}

/** Variants that ioredis has and does not type. */
interface Buffers {
  evalBuffer(script: string, keys: number, ...rest: unknown[]): Promise<unknown>;
  evalshaBuffer(sha: string, keys: number, ...rest: unknown[]): Promise<unknown>;
}

const ADD = {
  numberOfKeys: 1,
  lua: "return {redis.call('INCRBY', KEYS[1], ARGV[1]), KEYS[1], ARGV[2] or 'none'}",
};
const FREE = { lua: 'return {#KEYS, #ARGV, KEYS[1], ARGV[1]}' };
const FAIL = { numberOfKeys: 0, lua: "return redis.call('INCR', 'text')" };
const SUM = 'return {KEYS[1], ARGV[1]}';
const SUM_OF_ONE = { numberOfKeys: 1, lua: SUM };

type Method = (...args: unknown[]) => unknown;

/** Results of a pipeline, errors by their messages. */
async function results(pipeline: unknown): Promise<unknown[]> {
  const all = await (pipeline as { exec(): Promise<[Error | null, unknown][]> }).exec();
  return all.map(([error, result]) => error?.message ?? result);
}

describeClient('Lua scripts', ({ open }) => {
  function define(redis: Redis): Custom & Redis {
    redis.defineCommand('add', ADD);
    redis.defineCommand('free', FREE);
    redis.defineCommand('fail', FAIL);
    return redis as Custom & Redis;
  }

  it('run by their text and by their SHA-1', async () => {
    const redis = open();
    expect(await redis.eval(SUM, 1, 'k', 'é')).toEqual(['k', 'é']);
    const buffers = redis as unknown as Buffers;
    expect(await buffers.evalBuffer(SUM, 1, 'k', Buffer.from([0, 255]))).toEqual([
      Buffer.from('k'),
      Buffer.from([0, 255]),
    ]);
    const sha = (await redis.script('LOAD', SUM)) as string;
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(await redis.evalsha(sha, 1, 'k', 'v')).toEqual(['k', 'v']);
    expect(await redis.evalsha(sha, '1', 'k', 7)).toEqual(['k', '7']);
    expect(await buffers.evalshaBuffer(sha, 1, 'k', 'v')).toEqual([
      Buffer.from('k'),
      Buffer.from('v'),
    ]);
    expect(await redis.script('EXISTS', sha, 'f'.repeat(40))).toEqual([1, 0]);
  });

  it('reject with the error of the server', async () => {
    const redis = open();
    await expect(redis.evalsha('f'.repeat(40), 0)).rejects.toThrow(
      'NOSCRIPT No matching script. Please use EVAL.',
    );
    await expect(redis.eval("error('no')", 0)).rejects.toThrow(
      /^ERR user_script:1: no script: [0-9a-f]{40}, on @user_script:1\.$/,
    );
  });

  it('are methods once they are defined', async () => {
    const redis = define(open());
    for (let i = 1; i <= 3; i++) {
      expect(await redis.add('n', 2)).toEqual([2 * i, 'n', 'none']);
    }
    expect(await redis.add('n', '4', 'é')).toEqual([10, 'n', 'é']);
    expect(await redis.addBuffer('n', 0, Buffer.from([200]))).toEqual([
      10,
      Buffer.from('n'),
      Buffer.from([200]),
    ]);
    expect(await redis.add(['n', [1]])).toEqual([11, 'n', 'none']);
    expect(await redis.free(1, 'k', 'a', 'b')).toEqual([1, 2, 'k', 'a']);
    expect(await redis.free(0)).toEqual([0, 0]);
  });

  it('take callbacks', async () => {
    const redis = define(open());
    for (const total of [1, 2]) {
      const answer = new Promise((resolve) => {
        void redis.add('n', 1, (error: unknown, result: unknown) => resolve([error, result]));
      });
      expect(await answer).toEqual([null, [total, 'n', 'none']]);
    }
  });

  it('reject with what failed in them', async () => {
    const redis = define(open());
    await redis.set('text', 'x');
    for (let i = 0; i < 3; i++) {
      await expect(redis.fail()).rejects.toMatchObject({
        message: expect.stringMatching(
          /^ERR value is not an integer or out of range script: [0-9a-f]{40}, on @user_script:1\.$/,
        ),
      });
    }
  });

  it('are sent again after the server has forgotten them', async () => {
    const redis = define(open());
    await redis.add('n', 1);
    await redis.add('n', 1);
    await redis.script('FLUSH');
    expect(await redis.add('n', 1)).toEqual([3, 'n', 'none']);
    await redis.script('FLUSH');
    const both = await Promise.all([redis.add('n', 1), redis.add('n', 1)]);
    expect(both).toEqual([
      [4, 'n', 'none'],
      [5, 'n', 'none'],
    ]);
  });

  it('prefix their keys', async () => {
    const redis = define(open({ keyPrefix: 'p:' }));
    for (let i = 1; i <= 2; i++) {
      expect(await redis.add('n', 1, 'x')).toEqual([i, 'p:n', 'x']);
      expect(await redis.free(1, 'k', 'k')).toEqual([1, 1, 'p:k', 'k']);
      expect(await redis.eval(SUM, 1, 'k', 'v')).toEqual(['p:k', 'v']);
      const sha = (await redis.script('LOAD', SUM)) as string;
      expect(await redis.evalsha(sha, 1, 'k', 'v')).toEqual(['p:k', 'v']);
    }
  });

  it('keep their turn among other commands', async () => {
    const redis = define(open());
    for (let round = 0; round < 2; round++) {
      const answers = await Promise.all([
        redis.set('n', 1),
        redis.add('n', 1),
        redis.get('n'),
        redis.add('n', 1),
        redis.get('n'),
      ]);
      expect(answers).toEqual(['OK', [2, 'n', 'none'], '2', [3, 'n', 'none'], '3']);
    }
  });

  it('run in pipelines and transactions', async () => {
    const redis = define(open());
    for (let round = 0; round < 2; round++) {
      await redis.mset('n', 0, 'text', 'x');
      const pipeline = redis.pipeline() as unknown as Custom;
      pipeline.add('n', 1);
      pipeline.fail();
      pipeline.add('n', 1);
      const [first, failed, second] = await results(pipeline);
      expect(first).toEqual([1, 'n', 'none']);
      expect(failed).toMatch(/on @user_script:1/);
      expect(second).toEqual([2, 'n', 'none']);
      const multi = redis.multi().incr('n') as unknown as Custom;
      multi.add('n', 5);
      expect(await results(multi)).toEqual([3, [8, 'n', 'none']]);
    }
    const sha = (await redis.script('LOAD', SUM)) as string;
    expect(await results(redis.pipeline().evalsha(sha, 1, 'k', 'v').get('n'))).toEqual([
      ['k', 'v'],
      '8',
    ]);
  });

  it('run in a transaction that is open', async () => {
    const redis = define(open());
    await redis.add('n', 1);
    await redis.multi({ pipeline: false });
    expect(await redis.add('n', 1)).toBe('QUEUED');
    expect(await redis.exec()).toEqual([[null, [2, 'n', 'none']]]);
  });

  it('run in pipelines after the server has forgotten them', async () => {
    const redis = define(open({ keyPrefix: 'p:' }));
    for (let round = 0; round < 3; round++) {
      await redis.mset('a', 0, 'b', 0, 'c', 0);
      const pipeline = redis.pipeline() as unknown as Custom & { incr(key: string): unknown };
      pipeline.add('a', [1, 'x']);
      pipeline.incr('b');
      pipeline.free(1, 'k', 'k');
      pipeline.addBuffer('c', 3);
      expect(await results(pipeline)).toEqual([
        [1, 'p:a', 'x'],
        1,
        [1, 1, 'p:k', 'k'],
        [3, Buffer.from('p:c'), Buffer.from('none')],
      ]);
      if (round === 1) await redis.script('FLUSH');
    }
  });

  it('are what was defined last', async () => {
    const redis = define(open());
    expect(await redis.add('n', 1)).toEqual([1, 'n', 'none']);
    const before = redis.pipeline() as unknown as Custom;
    before.add('n', 1);
    expect(await results(before)).toEqual([[2, 'n', 'none']]);
    redis.defineCommand('add', { numberOfKeys: 1, lua: "return 'other'" });
    expect(await redis.add('n', 1)).toBe('other');
    const pipeline = redis.pipeline() as unknown as Custom;
    pipeline.add('n', 1);
    expect(await results(pipeline)).toEqual(['other']);
  });

  it('may have the names of what pipelines are made of', async () => {
    for (const name of ['record', 'calls', 'execute', 'collect', 'real', 'transact']) {
      const redis = open();
      redis.defineCommand(name, SUM_OF_ONE);
      for (const kind of ['pipeline', 'multi'] as const) {
        const pipeline = redis[kind]().set('k', '1') as unknown as Record<string, Method>;
        pipeline[name]!('k', 'v');
        expect(await results(pipeline)).toEqual(['OK', ['k', 'v']]);
      }
    }
  });

  it('leave the other commands of pipelines as they are', async () => {
    const redis = define(open());
    redis.addBuiltinCommand('nosuch');
    await redis.set('text', 'x');
    const pipeline = redis.pipeline().get('text') as unknown as Record<string, Method> & Custom;
    expect(pipeline['nosuch']!('a')).toBe(pipeline);
    pipeline.add('n', 1);
    pipeline['get']!('n');
    expect(await results(pipeline)).toEqual([
      'x',
      expect.stringContaining("unknown command 'nosuch'"),
      [1, 'n', 'none'],
      '1',
    ]);
  });
});
