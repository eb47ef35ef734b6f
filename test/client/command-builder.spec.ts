import { expect, it } from '@jest/globals';
import { cmd, pipe } from '../../lib/client/command.js';
import { as } from '../../lib/client/from-cache-response.js';
import { describeClient } from './support/targets.js';

describeClient('cmd()', ({ open }) => {
  it('sends arguments of any kind and converts the reply', async () => {
    const redis = open();
    const isin = { toArg: () => 'key' };
    expect(
      await cmd('SET')
        .arg(isin)
        .arg(Buffer.from([0xc3, 0xa9]))
        .query(redis, as.string),
    ).toBe('OK');
    expect(await cmd('GET').arg('key').query(redis, as.string)).toBe('é');
    expect(await cmd('GET').arg('key').query(redis, as.buffer)).toEqual(Buffer.from('é'));
    expect(await cmd('GET').arg('missing').query(redis, as.optional(as.string))).toBeNull();
    expect(await cmd('INCR').arg('n').query(redis, as.number)).toBe(1);
    expect(await cmd('SETNX').arg('n').arg(5).query(redis, as.boolean)).toBe(false);
    expect(await cmd('MGET').arg(['key', 'n']).query(redis, as.array(as.string))).toEqual([
      'é',
      '1',
    ]);
    expect(await cmd('get').arg('n').query(redis)).toEqual(Buffer.from('1'));
  });

  it('goes with the pipelines of enableAutoPipelining', async () => {
    const redis = open({ enableAutoPipelining: true, keyPrefix: 'p:' });
    const [, stored, key] = await Promise.all([
      redis.set('a', '1'),
      cmd('SET').arg('k').arg(7).query(redis, as.string),
      cmd('OBJECT').arg('HELP').query(redis),
    ]);
    expect(stored).toBe('OK');
    expect(key).toBeInstanceOf(Array);
    expect(await cmd('GET').arg('k').query(redis, as.number)).toBe(7);
    expect(await open().get('p:k')).toBe('7');
  });

  it('reads integers beyond those of a number from text', async () => {
    const redis = open();
    await cmd('SET')
      .arg('n')
      .arg(2n ** 63n - 1n)
      .query(redis);
    expect(await cmd('GET').arg('n').query(redis, as.bigint)).toBe(2n ** 63n - 1n);
    const exact = open({ stringNumbers: true });
    expect(await cmd('DECR').arg('n').query(exact, as.bigint)).toBe(2n ** 63n - 2n);
    await expect(cmd('DECR').arg('n').query(redis, as.bigint)).rejects.toThrow(
      /^DECR: expected an integer, received 922337203685477\d000$/,
    );
  });

  it('reads maps and JSON', async () => {
    const redis = open();
    const reply = cmd('CONFIG').arg('GET').arg('databases');
    expect(await reply.query(redis, as.record(as.number))).toEqual({ databases: 16 });
    expect(await reply.query(redis, as.map(as.string, as.string))).toEqual(
      new Map([['databases', '16']]),
    );
    await cmd('SET')
      .arg('j')
      .arg(JSON.stringify({ a: ['é'] }))
      .query(redis);
    expect(await cmd('GET').arg('j').query(redis, as.json<{ a: string[] }>())).toEqual({
      a: ['é'],
    });
  });

  it('rejects what does not fit, naming the command, what was expected and what came', async () => {
    const redis = open();
    await redis.set('k', 'text');
    await expect(cmd('get').arg('k').query(redis, as.number)).rejects.toMatchObject({
      name: 'ResponseTypeError',
      command: 'GET',
      expected: 'a number',
      received: Buffer.from('text'),
      message: 'GET: expected a number, received the bytes "text"',
    });
    await expect(cmd('INCR').arg('k').query(redis, as.number)).rejects.toMatchObject({
      name: 'ReplyError',
    });
  });

  it('sends nothing whose reply could not be read', async () => {
    const redis = open();
    for (const converter of [null, {}, () => 1] as unknown as (typeof as.number)[]) {
      await expect(cmd('INCR').arg('n').query(redis, converter)).rejects.toThrow(
        "Invalid option 'INCR: converter': expected a converter, such as as.string,",
      );
      expect(() => pipe().add(cmd('INCR').arg('n'), converter)).toThrow("'INCR: converter'");
    }
    expect(() => pipe().add('INCR' as unknown as ReturnType<typeof cmd>, as.number)).toThrow(
      "Invalid option 'command': expected a command of cmd()",
    );
    await expect(pipe().query(null as unknown as typeof redis)).rejects.toThrow(
      "Invalid option 'connection': expected an ioredis connection",
    );
    expect(await redis.exists('n')).toBe(0);
  });

  it('prefixes keys as the connection does', async () => {
    const redis = open({ keyPrefix: 'p:' });
    await cmd('SET').arg('k').arg('v').query(redis);
    expect(await open().get('p:k')).toBe('v');
  });

  it('goes into pipelines and transactions', async () => {
    const redis = open();
    const pipeline = cmd('SET').arg('k').arg(1).into(redis.pipeline());
    expect(await cmd('GET').arg('k').into(pipeline).exec()).toEqual([
      [null, Buffer.from('OK')],
      [null, Buffer.from('1')],
    ]);
    const [visits, name, isNew] = (await pipe()
      .add(cmd('INCR').arg('k'), as.number)
      .add(cmd('GET').arg('none'), as.optional(as.string))
      .add(cmd('SETNX').arg('k').arg(1), as.boolean)
      .atomic()
      .query(redis))!;
    expect([visits, name, isNew]).toEqual([2, null, false]);
    const other = open();
    await redis.watch('k');
    await other.incr('k');
    expect(await pipe().add(cmd('GET').arg('k'), as.number).atomic().query(redis)).toBeNull();
    await expect(
      pipe().add(cmd('PING'), as.string).add(cmd('GET').arg('none'), as.string).query(redis),
    ).rejects.toThrow('GET: expected text in UTF-8, received null');
  });
});
