import { afterEach, describe, expect, it } from '@jest/globals';
import { Command, type Redis } from 'ioredis';
import { ConnectionManager, InMemoryCache } from '../../lib/index.js';

const TEXT = 'a text that is longer than twelve chars';
/** A command is timed at first, by way of the gate. */
const WARM_UP = 300;

describe('the most frequent commands on keys that are named again and again', () => {
  const open: Redis[] = [];
  let broken = false;

  async function connect(): Promise<ConnectionManager> {
    const now = (): number => {
      if (broken) throw new Error('the clock has stopped');
      return 1_000_000_000_000;
    };
    const engine = new InMemoryCache({ clock: { now } });
    engine.sweptEvery(100);
    const redis = new ConnectionManager({ engine });
    open.push(redis);
    for (let i = 0; i < WARM_UP; i++) {
      await redis.set('text', TEXT);
      await redis.get('text');
      await redis.setex('expiring', 10, TEXT);
      await redis.incr('counter');
    }
    return redis;
  }

  afterEach(() => {
    broken = false;
    for (const redis of open.splice(0)) redis.disconnect();
  });

  it('reject with a fault of the engine as the others do, and leave the key as it was', async () => {
    const redis = await connect();
    broken = true;
    // Not even then does a method throw by itself.
    const answers = [
      redis.get('expiring'),
      redis.set('expiring', 'other'),
      redis.setex('expiring', 20, 'other'),
      redis.setex('text', 20, 'other'),
    ];
    for (const answer of answers) await expect(answer).rejects.toThrow('the clock has stopped');
    broken = false;
    expect(await redis.mget('text', 'expiring', 'counter')).toEqual([TEXT, TEXT, String(WARM_UP)]);
    expect(await redis.ttl('expiring')).toBe(10);
    expect(await redis.ttl('text')).toBe(-1);
  });

  it('are seen by who replaces sendCommand', async () => {
    const redis = await connect();
    const seen: string[] = [];
    const { sendCommand } = redis;
    redis.sendCommand = function (command, stream) {
      seen.push(command.name);
      return sendCommand.call(this, command, stream);
    };
    await redis.get('text');
    await redis.set('text', TEXT);
    await redis.setex('expiring', 10, TEXT);
    await redis.incr('counter');
    expect(seen).toEqual(['get', 'set', 'setex', 'incr']);
  });

  it('are seen by MONITOR', async () => {
    const redis = await connect();
    const monitor = await redis.monitor();
    open.push(monitor);
    const seen: string[][] = [];
    monitor.on('monitor', (_: string, words: string[]) => seen.push(words));
    await redis.get('text');
    await redis.set('text', 'other');
    await redis.setex('expiring', 10, 'other');
    await redis.incr('counter');
    await monitor.ping().catch(() => undefined);
    await new Promise(setImmediate);
    expect(seen.slice(0, 4)).toEqual([
      ['get', 'text'],
      ['set', 'text', 'other'],
      ['setex', 'expiring', '10', 'other'],
      ['incr', 'counter'],
    ]);
  });

  it('go through the transformers of ioredis that are set later', async () => {
    const redis = await connect();
    const { argument, reply } = (
      Command as unknown as {
        readonly _transformer: Record<'argument' | 'reply', Record<string, unknown>>;
      }
    )._transformer;
    try {
      Command.setReplyTransformer('get', (value: unknown) => [value]);
      Command.setArgumentTransformer('set', ([name, value]: unknown[]) => [name, `<${value}>`]);
      await redis.set('text', 'other');
      expect(await redis.get('text')).toEqual(['<other>']);
    } finally {
      reply['get'] = undefined;
      argument['set'] = undefined;
    }
    await redis.set('text', 'other');
    expect(await redis.get('text')).toBe('other');
  });
});
