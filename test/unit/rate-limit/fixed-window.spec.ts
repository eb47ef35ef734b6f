import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { refundKey } from '../../../lib/rate-limit/fixed-window.js';
import { RateLimiter } from '../../../lib/rate-limit/rate-limiter.js';
import { describeEachRedis } from '../../support/each-redis.js';
import { describeWithRedis } from '../../support/redis-server.js';
import { atOnce, counter } from './support.js';

describeEachRedis('a fixed window', (redis) => {
  const limiter = (): RateLimiter => new RateLimiter(redis.connection);

  it('lets as many requests through as its limit, then none', async () => {
    const limits = limiter();
    const three = counter('three', 3);
    for (const remaining of [2, 1, 0]) {
      const verdict = await limits.check([three]);
      expect(verdict).toMatchObject({ allowed: true, violated: [], limits: [{ remaining }] });
    }
    const refused = await limits.check([three]);
    expect(refused.allowed).toBe(false);
    expect(refused.violated).toEqual(refused.limits);
    expect(refused.limits[0]).toMatchObject({
      name: 'three',
      limit: 3,
      window: 60_000,
      remaining: 0,
    });
    expect(refused.limits[0]!.reset).toBeGreaterThan(55_000);
    expect(refused.limits[0]!.reset).toBeLessThanOrEqual(60_000);
  });

  it('starts anew when it has ended', async () => {
    const limits = limiter();
    const one = counter('one', 1);
    expect((await limits.check([one])).allowed).toBe(true);
    expect((await limits.check([one])).allowed).toBe(false);
    await redis.connection.pexpire(one.key, 1);
    await redis.pass(10);
    expect((await limits.check([one])).allowed).toBe(true);
    expect((await limits.check([one])).allowed).toBe(false);
  });

  it('counts clients apart', async () => {
    const limits = limiter();
    for (const client of ['10.0.0.1', '10.0.0.2', '::1']) {
      const one = counter('one', 1, { client });
      expect((await limits.check([one])).allowed).toBe(true);
      expect((await limits.check([one])).allowed).toBe(false);
    }
  });

  it('lets exactly 50 of 200 concurrent requests through, on four connections', async () => {
    const limiters = [redis.connection, ...Array.from({ length: 3 }, () => redis.connect())].map(
      (connection) => new RateLimiter(connection),
    );
    const fifty = counter('fifty', 50);
    const verdicts = await atOnce(200, (i) => limiters[i % 4]!.check([fifty]));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
    expect((await limiters[0]!.look([fifty])).limits[0]!.remaining).toBe(0);
  });

  it('lets exactly as many through as the tightest of several limits, and takes no more', async () => {
    const limiters = [redis.connection, redis.connect()].map(
      (connection) => new RateLimiter(connection),
    );
    const limits = [counter('minute', 50), counter('hour', 80, { window: 3_600_000 })];
    const verdicts = await atOnce(200, (i) => limiters[i % 2]!.check(limits));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
    const { limits: after } = await limiters[0]!.look(limits);
    expect(after.map(({ remaining }) => remaining)).toEqual([0, 30]);
  });

  it('consumes none of its limits when one refuses', async () => {
    const limits = limiter();
    const tight = counter('tight', 1);
    const wide = counter('wide', 10);
    expect((await limits.check([tight, wide])).allowed).toBe(true);
    for (let i = 0; i < 5; i++) {
      const verdict = await limits.check([wide, tight]);
      expect(verdict.violated.map(({ name }) => name)).toEqual(['tight']);
      expect(verdict.limits.map(({ remaining }) => remaining)).toEqual([9, 0]);
    }
    expect((await limits.check([wide])).limits[0]!.remaining).toBe(8);
  });

  it('is all or nothing for limits of different clients, hence of different slots', async () => {
    const limits = limiter();
    const address = counter('address', 10, { client: '10.1.1.1' });
    const user = counter('user', 1, { client: 'user-1' });
    expect((await limits.check([address, user])).allowed).toBe(true);
    const refused = await limits.check([address, user]);
    expect(refused.violated.map(({ name }) => name)).toEqual(['user']);
    expect((await limits.look([address])).limits[0]!.remaining).toBe(9);
  });

  it('lets exactly as many through when limits count by different clients', async () => {
    const limiters = [redis.connection, redis.connect()].map(
      (connection) => new RateLimiter(connection),
    );
    const limits = [
      counter('user', 50, { client: 'user-1' }),
      counter('address', 80, { client: '10.1.1.1' }),
      counter('tenant', 90, { client: 'tenant-1' }),
    ];
    const verdicts = await atOnce(200, (i) => limiters[i % 2]!.check(limits));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
    const { limits: after } = await limiters[0]!.look(limits);
    expect(after.map(({ remaining }) => remaining)).toEqual([0, 30, 40]);
  });

  it('never leaves a counter without a TTL, and puts a lost one back', async () => {
    const limits = limiter();
    const tight = counter('tight', 1, { window: 10_000 });
    const wide = counter('wide', 10);
    await limits.check([tight, wide]);
    await limits.check([tight, wide]);
    const { connection } = redis;
    for (const { key } of [tight, wide]) expect(await connection.pttl(key)).toBeGreaterThan(0);
    expect(await connection.pexpiretime(refundKey(wide))).toBe(
      await connection.pexpiretime(wide.key),
    );
    await connection.persist(wide.key);
    const { limits: after } = await limits.check([wide, counter('other', 5)]);
    expect(await connection.pttl(wide.key)).toBeGreaterThan(0);
    // What was given back belonged to the window that has lost its end.
    expect(after[0]!.remaining).toBe(7);
    expect(after[0]!.reset).toBeGreaterThan(0);
  });

  it('gives nothing back to the next window', async () => {
    const { connection } = redis;
    const one = counter('one', 5);
    // A request of a window that has ended is given back late, while the next one is running.
    await new RateLimiter(connection).check([one]);
    const ended = (await connection.pexpiretime(one.key)) - 60_001;
    await connection.multi().incr(refundKey(one)).pexpireat(refundKey(one), ended).exec();
    expect(await connection.exists(refundKey(one))).toBe(0);
    expect((await new RateLimiter(connection).look([one])).limits[0]!.remaining).toBe(4);
  });

  it('forgets what was given back when the counter is deleted or evicted', async () => {
    const { connection } = redis;
    const limits = [counter('tight', 1), counter('wide', 2)];
    const limiters = [0, 1, 2, 3].map(() => new RateLimiter(connection));
    for (const each of limiters) await each.check(limits);
    expect(await connection.get(refundKey(limits[1]!))).toBe('3');
    await redis.pass(5);
    for (const { key } of limits) await connection.del(key);
    const verdicts = [];
    for (const each of limiters) verdicts.push((await each.check(limits)).allowed);
    expect(verdicts).toEqual([true, false, false, false]);
    expect((await limiters[0]!.look(limits)).limits.map((l) => l.remaining)).toEqual([0, 1]);
  });

  it('watches limits without counting, and counts them later', async () => {
    const limits = limiter();
    const requests = counter('requests', 10);
    const failures = counter('failures', 2);
    expect((await limits.check([requests], [failures])).limits.map((l) => l.remaining)).toEqual([
      9, 2,
    ]);
    expect((await limits.count([failures]))[0]!.remaining).toBe(1);
    expect((await limits.count([failures]))[0]!.remaining).toBe(0);
    const refused = await limits.check([requests], [failures]);
    expect(refused.violated.map(({ name }) => name)).toEqual(['failures']);
    expect((await limits.check([], [failures])).allowed).toBe(false);
    expect((await limits.look([requests])).limits[0]!.remaining).toBe(9);
    await limits.reset([failures]);
    expect((await limits.check([requests], [failures])).allowed).toBe(true);
  });

  it('only reads while a limit is known to be exhausted', async () => {
    const limits = limiter();
    const one = counter('one', 1);
    await atOnce(3, () => limits.check([one]));
    const before = await redis.connection.get(one.key);
    expect((await limits.check([one])).allowed).toBe(false);
    expect(await redis.connection.get(one.key)).toBe(before);
    await limits.reset([one]);
    expect((await limits.check([one])).allowed).toBe(true);
  });

  it('notices that an exhausted limit was reset by another process', async () => {
    const limits = limiter();
    const one = counter('one', 1);
    await limits.check([one]);
    await limits.check([one]);
    await new RateLimiter(redis.connect()).reset([one]);
    expect((await limits.check([one])).allowed).toBe(true);
  });

  it('refuses to take a key of another kind for a counter', async () => {
    const { connection } = redis;
    const one = counter('one', 1);
    await connection.set(one.key, 'no number');
    await expect(new RateLimiter(connection).check([one])).rejects.toThrow('not an integer');
    await expect(new RateLimiter(connection).look([one])).rejects.toThrow('holds no counter');
    const list = counter('list', 1);
    await connection.rpush(list.key, 'element');
    await expect(new RateLimiter(connection).check([list])).rejects.toThrow('WRONGTYPE');
    await expect(new RateLimiter(connection).look([list])).rejects.toThrow('WRONGTYPE');
    // Neither is changed, nor does it get a TTL.
    expect(await connection.get(one.key)).toBe('no number');
    expect(await connection.lrange(list.key, 0, -1)).toEqual(['element']);
    for (const { key } of [one, list]) expect(await connection.pttl(key)).toBe(-1);
  });
});

/** A cluster connection has no WATCH of its own. */
async function watchIsSurvived(connection: Redis, other: Redis): Promise<void> {
  await connection.watch('watched');
  await other.set('watched', 'changed');
  const verdict = await new RateLimiter(connection).check([counter('watching', 2)]);
  expect(verdict.limits[0]!.remaining).toBe(1);
  connection.disconnect();
  other.disconnect();
}

describe('a WATCH that someone left on the connection', () => {
  it('does not fail a request, embedded', async () => {
    const engine = new InMemoryCache();
    await watchIsSurvived(new ConnectionManager({ engine }), new ConnectionManager({ engine }));
  });
});

describeWithRedis('a WATCH that someone left on the connection', (server) => {
  it('does not fail a request, on a server', async () => {
    await watchIsSurvived(new Redis(server().url), new Redis(server().url));
  });
});

describeWithRedis('a client that dies', (server) => {
  it('leaves no counter without a TTL, wherever it stops', async () => {
    const { key, window } = counter('dying', 5);
    const commands = [
      ['MULTI'],
      ['SET', key, '0', 'PX', String(window), 'NX'],
      ['INCR', key],
      ['PTTL', key],
      ['EXEC'],
    ];
    const observer = new Redis(server().url);
    for (let sent = 1; sent <= commands.length; sent++) {
      const dying = await server().connect();
      await dying.pipeline(commands.slice(0, sent));
      await dying.close();
      expect(await observer.exists(key)).toBe(sent === commands.length ? 1 : 0);
    }
    expect(await observer.pttl(key)).toBeGreaterThan(0);
    observer.disconnect();
  });

  it('in the middle of many requests neither loses a TTL nor lets too many through', async () => {
    const limits = [
      counter('tight', 5, { client: 'many' }),
      counter('wide', 9, { client: 'many' }),
    ];
    const observer = new Redis(server().url);
    let allowed = 0;
    for (let round = 0; round < 20; round++) {
      const connection = new Redis(server().url, { retryStrategy: () => null });
      connection.on('error', () => {});
      await connection.ping();
      const limiter = new RateLimiter(connection);
      const checks = atOnce(10, (i) => limiter.check(i % 2 ? limits : limits.slice(1)));
      const settled = Promise.allSettled([checks]);
      if (round % 2) await observer.ping();
      connection.disconnect();
      await settled;
      for (const { key, window } of limits) {
        const ttl = await observer.pttl(key);
        // Absent, or with a TTL.
        expect(ttl === -2 || (ttl > 0 && ttl <= window)).toBe(true);
      }
      const verdict = await new RateLimiter(observer).check(limits);
      if (verdict.allowed) allowed++;
    }
    expect(allowed).toBeLessThanOrEqual(5);
    observer.disconnect();
  });
});
