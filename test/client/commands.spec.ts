import { expect, it } from '@jest/globals';
import { describeClient, next } from './support/targets.js';

interface CommandError extends Error {
  readonly command: { readonly name: string; readonly args: readonly unknown[] };
}

describeClient('commands', ({ open, ioredis, version }) => {
  it('answer promises', async () => {
    const redis = open();
    expect(await redis.set('k', 'v')).toBe('OK');
    expect(await redis.get('k')).toBe('v');
    expect(await redis.get('missing')).toBeNull();
    expect(await redis.incr('n')).toBe(1);
    expect(await redis.mget('k', 'missing', 'n')).toEqual(['v', null, '1']);
    expect(await redis.set('k', 'w', 'GET')).toBe('v');
    expect(await redis.ttl('k')).toBe(-1);
  });

  it('answer callbacks', async () => {
    const redis = open();
    const call = (run: (done: (error?: Error | null, reply?: unknown) => void) => unknown) =>
      new Promise((resolve) => run((error, reply) => resolve([error?.message ?? null, reply])));
    expect(await call((done) => redis.set('k', 'v', done))).toEqual([null, 'OK']);
    expect(await call((done) => redis.get('k', done))).toEqual([null, 'v']);
    expect(await call((done) => redis.incr('k', done))).toEqual([
      'ERR value is not an integer or out of range',
      undefined,
    ]);
  });

  it('answer Buffers from their Buffer variants', async () => {
    const redis = open();
    expect(await redis.setBuffer('k', 'é', 'GET')).toBeNull();
    expect(await redis.getBuffer('k')).toEqual(Buffer.from('é'));
    expect(await redis.mgetBuffer('k', 'x')).toEqual([Buffer.from('é'), null]);
    expect(await redis.callBuffer('INCR', 'n')).toBe(1);
    expect(await redis.callBuffer('ECHO', 'a')).toEqual(Buffer.from('a'));
  });

  it('carry every byte in keys and values', async () => {
    const redis = open();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await redis.set(bytes, bytes);
    expect(await redis.getBuffer(bytes)).toEqual(bytes);
    expect(await redis.strlen(bytes)).toBe(256);
    expect(await redis.keysBuffer('*')).toEqual([bytes]);
    expect(await redis.pipeline().getBuffer(bytes).exec()).toEqual([[null, bytes]]);
  });

  it('carry text of any script', async () => {
    const redis = open();
    const text = 'žluťoučký 👩‍👩‍👧 \u0000\r\n';
    await redis.set(text, text.repeat(50));
    expect(await redis.get(text)).toBe(text.repeat(50));
    expect(await redis.strlen(text)).toBe(Buffer.byteLength(text) * 50);
    expect(await redis.keys('ž*')).toEqual([text]);
  });

  it('turn bytes that are no text into replacement characters', async () => {
    const redis = open();
    await redis.set('k', Buffer.from([0x61, 0xff, 0xfe]));
    expect(await redis.get('k')).toBe('a\ufffd\ufffd');
  });

  it('turn arguments into text as ioredis does', async () => {
    const redis = open();
    const stored = async (value: unknown): Promise<unknown> => {
      await redis.set('k', value as string);
      return redis.get('k');
    };
    expect(await stored(12)).toBe('12');
    expect(await stored(-0.5)).toBe('-0.5');
    expect(await stored(1e21)).toBe(version === 5 ? '1e+21' : '1000000000000000000000');
    expect(await stored(null)).toBe('');
    expect(await stored(undefined)).toBe('');
    expect(await stored(true)).toBe('true');
    expect(await stored(10n ** 20n)).toBe('100000000000000000000');
    expect(await stored({ a: 1 })).toBe('[object Object]');
    expect(await stored(new Uint8Array([1, 2]))).toBe('1,2');
    expect(await stored(new Date(0))).toBe(String(new Date(0)));
  });

  it('flatten arrays', async () => {
    const redis = open();
    expect(await redis.mset(['a', '1', 'b', 2])).toBe('OK');
    expect(await redis.mget(['a', 'b'])).toEqual(['1', '2']);
    expect(await redis.del('a', ['b'] as unknown as string, 'c')).toBe(2);
    expect(await redis.call('SET', ['k', 'v'])).toBe('OK');
  });

  it('take objects and Maps where ioredis does', async () => {
    const redis = open();
    await redis.mset({ a: 1, b: 'é' });
    await redis.mset(
      new Map<string, number | Buffer>([
        ['c', 3],
        ['d', Buffer.from([255])],
      ]),
    );
    expect(await redis.mget('a', 'b', 'c')).toEqual(['1', 'é', '3']);
    expect(await redis.getBuffer('d')).toEqual(Buffer.from([255]));
  });

  it('reject with the error reply and the command that it answers', async () => {
    const redis = open();
    await redis.set('text', 'abc');
    const failed = async (run: () => Promise<unknown>): Promise<CommandError> => {
      try {
        await run();
      } catch (error) {
        return error as CommandError;
      }
      throw new Error('no error');
    };
    const error = await failed(() => redis.incrby('text', 5));
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf((ioredis as unknown as { ReplyError: typeof Error }).ReplyError);
    expect(error.name).toBe('ReplyError');
    expect(error.message).toBe('ERR value is not an integer or out of range');
    expect(error.command).toEqual({ name: 'incrby', args: ['text', '5'] });
    const arity = await failed(() => (redis.get as unknown as () => Promise<unknown>).call(redis));
    expect(arity.message).toBe("ERR wrong number of arguments for 'get' command");
    const unknown = await failed(() => redis.call('NOSUCH', 'é'));
    expect(unknown.message).toBe("ERR unknown command 'NOSUCH', with args beginning with: 'é' ");
    expect(unknown.command).toEqual({ name: 'NOSUCH', args: ['é'] });
  });

  it('prefix the keys of subcommands where this ioredis does', async () => {
    const redis = open({ keyPrefix: 'app:' });
    await redis.set('k', 'v');
    await redis.xgroup('CREATE', 'app:stream', 'group', '$', 'MKSTREAM').catch(() => undefined);
    const prefixed = version === 5 ? null : 'embstr';
    expect(await redis.object('ENCODING', 'k')).toBe(prefixed);
    expect(await redis.pipeline().object('ENCODING', 'k').exec()).toEqual([[null, prefixed]]);
    expect((await redis.memory('USAGE', 'k')) === null).toBe(version === 5);
    expect(await redis.exists('stream')).toBe(version === 5 ? 1 : 0);
  });

  it('prefix keys and nothing else', async () => {
    const redis = open({ keyPrefix: 'app:é:' });
    const plain = open();
    await redis.set('k', 'v');
    await redis.mset('a', '1', 'b', '2');
    await redis.set(Buffer.from([255]), 'bytes');
    await redis.set(7 as unknown as string, 'seven');
    expect((await plain.keys('*')).length).toBe(5);
    expect(await plain.mget('app:é:k', 'app:é:a', 'app:é:b', 'app:é:7')).toEqual([
      'v',
      '1',
      '2',
      'seven',
    ]);
    expect(await redis.get('k')).toBe('v');
    expect(await redis.get(Buffer.from([255]))).toBe('bytes');
    expect(await redis.rename('k', 'l')).toBe('OK');
    expect(await redis.exists('l', 'a', 'x')).toBe(2);
    expect(await redis.keys('*')).toHaveLength(5);
    expect(await redis.echo('text')).toBe('text');
    expect(await redis.pipeline().get('l').mget('a', 'b').exec()).toEqual([
      [null, 'v'],
      [null, ['1', '2']],
    ]);
    expect(await redis.multi().set('m', '1').incr('m').exec()).toEqual([
      [null, 'OK'],
      [null, 2],
    ]);
    expect(await plain.get('app:é:m')).toBe('2');
    await expect(redis.incr('l')).rejects.toMatchObject({
      command: { name: 'incr', args: ['app:é:l'] },
    });
    await expect(redis.sinter('a', 'b')).rejects.toMatchObject({
      command: { name: 'sinter', args: ['app:é:a', 'app:é:b'] },
    });
    await expect(redis.call('INCR', 'l')).rejects.toMatchObject({
      command: { name: 'INCR', args: ['app:é:l'] },
    });
    expect(await redis.multi().mset({ c: 1, d: 2 }).sinter('a', 'b').exec()).toEqual([
      [null, 'OK'],
      [expect.objectContaining({ message: expect.stringMatching(/^WRONGTYPE/) as unknown })],
    ]);
    expect(await plain.mget('app:é:c', 'app:é:d')).toEqual(['1', '2']);
    expect(await redis.del(['a', 'b', 'x'])).toBe(2);
  });

  it('answer numbers as strings when they are asked to', async () => {
    const redis = open({ stringNumbers: true });
    await redis.set('n', '9223372036854775806');
    expect(await redis.incr('n')).toBe('9223372036854775807');
    expect(await redis.pipeline().strlen('n').exec()).toEqual([[null, '19']]);
    expect(await redis.multi().exists('n').exec()).toEqual([[null, '1']]);
    expect(await redis.callBuffer('exists', 'n')).toBe('1');
  });

  it('lose the digits of large integers as JavaScript does', async () => {
    const redis = open();
    await redis.set('n', '9007199254740992');
    expect(await redis.incr('n')).toBe(2 ** 53);
  });

  it('go through call in any case, and through Command objects', async () => {
    const redis = open();
    expect(await redis.call('SeT', 'k', 'v')).toBe('OK');
    expect(await redis.call('get', 'k')).toBe('v');
    const { Command } = ioredis;
    const text = new Command('get', ['k'], { replyEncoding: 'utf8' });
    expect(redis.sendCommand(text)).toBe(text.promise);
    expect(await text.promise).toBe('v');
    expect(await redis.sendCommand(new Command('get', ['k']))).toEqual(Buffer.from('v'));
    const hex = new Command('get', ['k'], { replyEncoding: 'hex' });
    expect(await redis.sendCommand(hex)).toBe('76');
    const counted = new Promise((resolve) => {
      redis.sendCommand(
        new Command('strlen', ['k'], {}, (error, reply) => resolve([error, reply])),
      );
    });
    expect(await counted).toEqual([null, 1]);
  });

  it('pass the transformers of an application', async () => {
    const { Command } = ioredis;
    const transformers = (
      Command as unknown as { _transformer: Record<string, Record<string, unknown>> }
    )._transformer;
    const redis = open();
    try {
      Command.setArgumentTransformer('set', ([key, value]) => [key, JSON.stringify(value)]);
      Command.setReplyTransformer(
        'get',
        (reply: unknown) => JSON.parse(reply as string) as unknown,
      );
      await redis.set('k', { a: [1] } as unknown as string);
      expect(await redis.get('k')).toEqual({ a: [1] });
      expect(await redis.pipeline().get('k').exec()).toEqual([[null, { a: [1] }]]);
      expect(await redis.multi().get('k').exec()).toEqual([[null, { a: [1] }]]);
      await redis.append('k', 'x');
      await expect(redis.get('k')).rejects.toThrow(SyntaxError);
    } finally {
      delete transformers['argument']!['set'];
      delete transformers['reply']!['get'];
    }
  });

  it('show where they were called with showFriendlyErrorStack', async () => {
    const redis = open({ showFriendlyErrorStack: true });
    await redis.set('k', 'text');
    async function theCallOfTheApplication(): Promise<unknown> {
      return redis.incr('k');
    }
    const error = await theCallOfTheApplication().catch((thrown: Error) => thrown);
    expect((error as Error).stack).toContain('theCallOfTheApplication');
  });

  it('are answered in the order in which they were sent', async () => {
    const redis = open();
    await next(redis, 'ready');
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    await Promise.all([
      redis.set('k', '1').then(note('set')),
      redis.select(0).then(note('select')),
      redis.get('k').then(note('get')),
      redis.incr('text').then(note('incr')),
      redis.client('ID').then(note('client')),
      redis.ping().then(note('ping')),
    ]);
    expect(order).toEqual(['set', 'select', 'get', 'incr', 'client', 'ping']);
  });

  it('reconnect on the errors that reconnectOnError names', async () => {
    const redis = open({
      reconnectOnError: (error) => error.message.includes('not an integer'),
      retryStrategy: () => 1,
    });
    await redis.set('k', 'text');
    const again = next(redis, 'reconnecting');
    await expect(redis.incr('k')).rejects.toThrow('not an integer');
    await again;
    expect(await redis.get('k')).toBe('text');
  });
});
