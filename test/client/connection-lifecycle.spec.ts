import { describe, expect, it } from '@jest/globals';
import { describeClient, next, type ConnectionManager } from './support/targets.js';

const EVENTS = ['wait', 'connecting', 'connect', 'ready', 'close', 'reconnecting', 'end', 'error'];

function record(connection: ConnectionManager): string[] {
  const events: string[] = [];
  for (const event of EVENTS) connection.on(event, () => events.push(event));
  return events;
}

describeClient('the life of a connection', ({ open, kill, ioredis }) => {
  it('announces its states in order', async () => {
    const redis = open();
    expect(redis.status).toBe('connecting');
    const events = record(redis);
    await next(redis, 'ready');
    expect(redis.status).toBe('ready');
    const ended = next(redis, 'end');
    redis.disconnect();
    await ended;
    expect(redis.status).toBe('end');
    expect(events).toEqual(['connecting', 'connect', 'ready', 'close', 'end']);
  });

  it('is ready before anything is answered', async () => {
    const redis = open();
    const events: string[] = [];
    redis.on('ready', () => events.push('ready'));
    await redis.ping().then(() => events.push('pong'));
    await redis.ping();
    expect(events).toEqual(['ready', 'pong']);
  });

  it('is an ioredis connection', () => {
    const redis = open();
    expect(redis).toBeInstanceOf(ioredis.Redis);
    expect(redis.mode).toBe('normal');
    expect(redis.isCluster).toBe(false);
  });

  it('connects with the first command when it is lazy', async () => {
    const redis = open({ lazyConnect: true });
    expect(redis.status).toBe('wait');
    expect(await redis.ping()).toBe('PONG');
    expect(redis.status).toBe('ready');
  });

  it('connects when it is told to, once', async () => {
    const redis = open({ lazyConnect: true });
    await redis.connect();
    expect(redis.status).toBe('ready');
    await expect(redis.connect()).rejects.toThrow('Redis is already connecting/connected');
  });

  it('ends without having connected', async () => {
    const redis = open({ lazyConnect: true });
    const ended = next(redis, 'end');
    redis.disconnect();
    await ended;
    await expect(redis.get('k')).rejects.toThrow('Connection is closed.');
  });

  it('connects again after its end', async () => {
    const redis = open();
    await redis.set('k', 'v');
    const ended = next(redis, 'end');
    redis.disconnect();
    await ended;
    await redis.connect();
    expect(await redis.get('k')).toBe('v');
  });

  it('answers QUIT and ends', async () => {
    const redis = open();
    await next(redis, 'ready');
    const ended = next(redis, 'end');
    const replies = Promise.all([redis.set('k', 'v'), redis.quit()]);
    await expect(redis.get('k')).rejects.toThrow('Connection is closed.');
    expect(await replies).toEqual(['OK', 'OK']);
    await ended;
    expect(redis.status).toBe('end');
  });

  it('quits before it has connected', async () => {
    const redis = open({ lazyConnect: true });
    expect(await redis.quit()).toBe('OK');
  });

  it('rejects commands as soon as it is disconnected', async () => {
    const redis = open();
    await next(redis, 'ready');
    redis.disconnect();
    await expect(redis.get('k')).rejects.toThrow('Connection is closed.');
  });

  it('executes what was sent before it was ready, in order', async () => {
    const redis = open();
    const replies = [redis.set('k', '1'), redis.incr('k'), redis.get('k')];
    expect(redis.status).toBe('connecting');
    expect(await Promise.all(replies)).toEqual(['OK', 2, '2']);
  });

  it('can refuse commands before it is ready', async () => {
    const redis = open({ enableOfflineQueue: false });
    await expect(redis.get('k')).rejects.toThrow(
      "Stream isn't writeable and enableOfflineQueue options is false",
    );
    await next(redis, 'ready');
    expect(await redis.get('k')).toBeNull();
  });

  it('selects the database of its options, and again after a reconnection', async () => {
    const redis = open({ db: 3 });
    await redis.set('k', 'in 3');
    const other = open();
    expect(await other.get('k')).toBeNull();
    await other.select(3);
    expect(await other.get('k')).toBe('in 3');
    const closed = next(redis, 'close');
    redis.disconnect(true);
    await closed;
    expect(await redis.get('k')).toBe('in 3');
  });

  it('tells about a change of the database', async () => {
    const redis = open();
    await next(redis, 'ready');
    const selected = next(redis, 'select');
    expect(await Promise.all([redis.select(2), redis.set('k', 'v')])).toEqual(['OK', 'OK']);
    expect(await selected).toEqual([2]);
    expect(redis.condition?.select).toBe(2);
    expect(await redis.dbsize()).toBe(1);
  });

  it('reconnects when the server closes the connection', async () => {
    const redis = open({ retryStrategy: () => 1 });
    await next(redis, 'ready');
    const events = record(redis);
    const ready = next(redis, 'ready');
    await kill(redis);
    await ready;
    expect(events).toEqual(['close', 'reconnecting', 'connecting', 'connect', 'ready']);
    expect(await redis.ping()).toBe('PONG');
  });

  it('has the name of its options', async () => {
    const redis = open({ connectionName: 'worker' });
    expect(await redis.client('GETNAME')).toBe('worker');
  });

  it('goes on when the server knows no replicas to read from', async () => {
    expect(await open({ readOnly: true }).ping()).toBe('PONG');
  });

  it('can do without the ready check and without telling what it is', async () => {
    const redis = open({ enableReadyCheck: false, disableClientInfo: true });
    expect(await redis.ping()).toBe('PONG');
  });

  it('lets commands in time pass with commandTimeout', async () => {
    const redis = open({ commandTimeout: 5000 });
    expect(await redis.set('k', 'v')).toBe('OK');
    expect(await redis.pipeline().get('k').exec()).toEqual([[null, 'v']]);
  });

  describe('a duplicate', () => {
    it('is of the same kind and reaches the same data', async () => {
      const redis = open({ keyPrefix: 'app:', db: 1 });
      await redis.set('k', 'v');
      const copy = redis.duplicate() as ConnectionManager;
      expect(copy.constructor).toBe(redis.constructor);
      expect(copy.engine).toBe(redis.engine);
      expect(await copy.get('k')).toBe('v');
      copy.disconnect();
    });

    it('takes options of its own', async () => {
      const redis = open();
      const copy = redis.duplicate({ keyPrefix: 'other:', lazyConnect: true });
      expect(copy.status).toBe('wait');
      await copy.set('k', 'v');
      expect(await redis.get('other:k')).toBe('v');
      copy.disconnect();
    });
  });
});
