import { describe, expect, it } from '@jest/globals';
import {
  describeClient,
  describeEmbedded,
  next,
  type ConnectionManager,
  type Target,
} from './support/targets.js';

/** Each costs a fraction of a millisecond. */
const ATTEMPTS = 20_000;

/** A blocking command, what feeds it, and its reply. */
type Service = readonly [
  name: string,
  wait: (redis: ConnectionManager) => Promise<unknown>,
  feed: (redis: ConnectionManager) => Promise<unknown>,
  reply: unknown,
];

const SERVICES: readonly Service[] = [
  ['BLPOP', (redis) => redis.blpop('a', 'b', 0), (redis) => redis.rpush('b', 1, 2), ['b', '1']],
  ['BRPOP', (redis) => redis.brpop('a', 'b', 0), (redis) => redis.rpush('a', 1, 2), ['a', '2']],
  [
    'BLMOVE',
    (redis) => redis.blmove('a', 'b', 'LEFT', 'RIGHT', 0),
    (redis) => redis.rpush('a', 1),
    '1',
  ],
  ['BRPOPLPUSH', (redis) => redis.brpoplpush('a', 'b', 0), (redis) => redis.rpush('a', 1, 2), '2'],
  [
    'BLMPOP',
    (redis) => redis.blmpop(0, 2, 'a', 'b', 'LEFT', 'COUNT', 2),
    (redis) => redis.rpush('b', 1, 2, 3),
    ['b', ['1', '2']],
  ],
  [
    'BZPOPMIN',
    (redis) => redis.bzpopmin('a', 'b', 0),
    (redis) => redis.zadd('b', 2, 'two', 1, 'one'),
    ['b', 'one', '1'],
  ],
  [
    'XREAD',
    (redis) => redis.xread('BLOCK', 0, 'STREAMS', 'a', '$'),
    (redis) => redis.xadd('a', '1-1', 'f', 'v'),
    [['a', [['1-1', ['f', 'v']]]]],
  ],
];

/** Asks over and over, until the answer is as it should be. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  for (let left = ATTEMPTS; left > 0; left--) if (await ask()) return;
  throw new Error('It did not happen');
}

/** Waits until so many connections are blocked. */
function untilBlocked(observer: ConnectionManager, count: number): Promise<void> {
  return until(async () =>
    (await observer.info('clients')).includes(`blocked_clients:${count}\r\n`),
  );
}

/** Connections that wait one after the other, in the order of their commands. */
async function inOrder<T>(
  { open }: Target,
  observer: ConnectionManager,
  commands: readonly ((redis: ConnectionManager) => Promise<T>)[],
): Promise<Promise<T>[]> {
  const replies: Promise<T>[] = [];
  for (const command of commands) {
    replies.push(command(open()));
    await untilBlocked(observer, replies.length);
  }
  return replies;
}

describeClient(
  'blocking commands',
  (target) => {
    const { open, kill, pass } = target;

    it.each(SERVICES)('%s waits for what another connection adds', async (_, wait, feed, reply) => {
      const [redis, other] = [open(), open()];
      const waiting = wait(redis);
      await untilBlocked(other, 1);
      await feed(other);
      expect(await waiting).toEqual(reply);
      await untilBlocked(other, 0);
    });

    it('serves those who wait for a key in the order in which they came', async () => {
      const other = open();
      const pops = await inOrder(target, other, [
        (redis) => redis.blpop('k', 0),
        (redis) => redis.brpop('other', 'k', 0),
        (redis) => redis.blpop('k', 0),
      ]);
      expect(await other.rpush('k', 'a', 'b')).toBe(2);
      expect(await Promise.all(pops.slice(0, 2))).toEqual([
        ['k', 'a'],
        ['k', 'b'],
      ]);
      await untilBlocked(other, 1);
      await other.rpush('k', 'c');
      expect(await pops[2]).toEqual(['k', 'c']);
      expect(await other.exists('k')).toBe(0);
    });

    it('hands an element on from one who waits to the next', async () => {
      const other = open();
      const [moved, popped] = await inOrder<unknown>(target, other, [
        (redis) => redis.blmove('a', 'b', 'LEFT', 'LEFT', 0),
        (redis) => redis.blpop('b', 0),
      ]);
      await other.rpush('a', 'x');
      expect(await moved).toBe('x');
      expect(await popped).toEqual(['b', 'x']);
    });

    it('serves behind a transaction, with what that has left', async () => {
      const other = open();
      const [pop] = await inOrder(target, other, [(redis) => redis.blpop('k', 0)]);
      await other.multi().rpush('k', 'a').del('k').exec();
      await untilBlocked(other, 1);
      await other.multi().rpush('k', 'a').rpush('k', 'b').lpush('k', 'c').exec();
      expect(await pop).toEqual(['k', 'c']);
      expect(await other.lrange('k', 0, -1)).toEqual(['a', 'b']);
    });

    it('does not wait inside a transaction', async () => {
      const redis = open();
      const results = await redis.multi().blpop('k', 0).blmove('k', 'l', 'LEFT', 'LEFT', 0).exec();
      expect(results).toEqual([
        [null, null],
        [null, null],
      ]);
    });

    it('leaves keys of another type alone', async () => {
      const other = open();
      const [pop] = await inOrder(target, other, [(redis) => redis.blpop('k', 0)]);
      await other.set('k', 'text');
      await other.del('k');
      await other.rpush('k', 'v');
      expect(await pop).toEqual(['k', 'v']);
      await other.set('text', 'v');
      await expect(open().blpop('text', 0)).rejects.toThrow('WRONGTYPE');
    });

    it('gives up after a time with a fraction', async () => {
      const other = open();
      const [pop, move] = await inOrder<unknown>(target, other, [
        (redis) => redis.blpop('k', 0.04),
        (redis) => redis.blmove('k', 'l', 'LEFT', 'LEFT', 0.05),
      ]);
      await pass(51);
      expect(await pop).toBeNull();
      expect(await move).toBeNull();
      await untilBlocked(other, 0);
      expect(await other.rpush('k', 'v')).toBe(1);
      expect(await other.llen('k')).toBe(1);
    });

    it('waits for replicas that are not there until the time is up', async () => {
      const redis = open();
      expect(await redis.wait(0, 1000)).toBe(0);
      const other = open();
      const [waiting] = await inOrder(target, other, [(each) => each.wait(1, 30)]);
      await pass(31);
      expect(await waiting).toBe(0);
    });

    describe('CLIENT UNBLOCK', () => {
      it('ends the waiting as a timeout does, or with an error', async () => {
        const [first, second, other] = [open(), open(), open()];
        const ids = await Promise.all([first.client('ID'), second.client('ID')]);
        const pop = first.blpop('k', 0);
        const move = second.blmove('k', 'l', 'LEFT', 'LEFT', 0);
        const failure = move.catch((error: Error) => error.message);
        await untilBlocked(other, 2);
        expect(await other.client('UNBLOCK', ids[0])).toBe(1);
        expect(await other.client('UNBLOCK', ids[1], 'ERROR')).toBe(1);
        expect(await pop).toBeNull();
        expect(await failure).toBe('UNBLOCKED client unblocked via CLIENT UNBLOCK');
        expect(await other.client('UNBLOCK', ids[0])).toBe(0);
        expect(await first.ping()).toBe('PONG');
      });

      it('makes WAIT tell how many replicas there are', async () => {
        const [redis, other] = [open(), open()];
        const id = await redis.client('ID');
        const waiting = redis.wait(1, 0);
        await untilBlocked(other, 1);
        expect(await other.client('UNBLOCK', id, 'TIMEOUT')).toBe(1);
        expect(await waiting).toBe(0);
      });
    });

    it('is told by CLIENT LIST', async () => {
      const other = open();
      const [pop] = await inOrder(target, other, [(redis) => redis.blpop('k', 0)]);
      const lines = String(await other.client('LIST')).split('\n');
      expect(lines.filter((line) => / flags=b .* cmd=blpop /.test(line))).toHaveLength(1);
      await other.rpush('k', 'v');
      await pop;
      expect(await other.client('LIST')).not.toContain('flags=b');
    });

    it('holds up what is sent behind it, and nobody else', async () => {
      const [redis, other] = [open(), open()];
      let done = 0;
      const commands: Promise<unknown>[] = [
        redis.blpop('k', 0),
        redis.get('x'),
        redis.pipeline().incr('n').get('x').exec(),
        redis.multi().incr('n').exec(),
        redis.blpop('k', 0),
        redis.get('n'),
      ];
      for (const command of commands) void command.then(() => done++);
      await untilBlocked(other, 1);
      expect(await other.set('x', 'set meanwhile')).toBe('OK');
      expect(await other.get('n')).toBeNull();
      expect(done).toBe(0);
      await other.rpush('k', 'first');
      await other.rpush('k', 'second');
      expect(await Promise.all(commands)).toEqual([
        ['k', 'first'],
        'set meanwhile',
        [
          [null, 1],
          [null, 'set meanwhile'],
        ],
        [[null, 2]],
        ['k', 'second'],
        '2',
      ]);
    });

    it('holds up the pipeline that it is in', async () => {
      const [redis, other] = [open(), open()];
      const results = redis.pipeline().incr('n').blpop('k', 0).incr('n').exec();
      await untilBlocked(other, 1);
      expect(await other.get('n')).toBe('1');
      await other.lpush('k', 'v');
      expect(await results).toEqual([
        [null, 1],
        [null, ['k', 'v']],
        [null, 2],
      ]);
    });

    it('knows key prefixes, Buffers and callbacks', async () => {
      const [redis, other] = [open({ keyPrefix: 'app:' }), open()];
      const bytes = Buffer.from([0xff, 0, 0x0d, 0x0a]);
      const pop = redis.blpopBuffer('k', 0);
      await untilBlocked(other, 1);
      await other.rpush('app:k', bytes);
      expect(await pop).toEqual([Buffer.from('app:k'), bytes]);
      const called = new Promise((resolve) => {
        void redis.brpop('k', 0, (error, reply) => resolve([error, reply]));
      });
      await untilBlocked(other, 1);
      await other.rpush('app:k', 'v');
      expect(await called).toEqual([null, ['app:k', 'v']]);
    });

    it('waits in the database of its connection', async () => {
      const [redis, other] = [open({ db: 3 }), open()];
      const pop = redis.blpop('k', 0);
      await untilBlocked(other, 1);
      await other.rpush('k', 'in 0');
      await untilBlocked(other, 1);
      await other.move('k', 3);
      expect(await pop).toEqual(['k', 'in 0']);
    });

    it('ends when its connection is closed, and takes nothing any more', async () => {
      const [redis, other] = [open(), open()];
      const replies: Promise<unknown>[] = [redis.blpop('k', 0), redis.get('x')];
      const failures = replies.map((reply) => reply.catch((error: Error) => error.message));
      await untilBlocked(other, 1);
      redis.disconnect();
      expect(await Promise.all(failures)).toEqual([
        'Connection is closed.',
        'Connection is closed.',
      ]);
      await untilBlocked(other, 0);
      expect(await other.rpush('k', 'v')).toBe(1);
      expect(await other.lrange('k', 0, -1)).toEqual(['v']);
    });

    it('keeps QUIT waiting, which then ends the connection', async () => {
      const [redis, other] = [open(), open()];
      await next(redis, 'ready');
      const ended = next(redis, 'end');
      const replies = Promise.all([redis.blpop('k', 0), redis.quit()]);
      await untilBlocked(other, 1);
      await other.rpush('k', 'v');
      expect(await replies).toEqual([['k', 'v'], 'OK']);
      await ended;
      expect(redis.status).toBe('end');
    });

    it('is sent again on a new connection when the server has closed the old one', async () => {
      const [redis, other] = [open({ retryStrategy: () => 1 }), open()];
      await next(redis, 'ready');
      const id = Number(await redis.client('ID'));
      const pop = redis.blpop('k', 0);
      await untilBlocked(other, 1);
      await kill(redis, id);
      await until(async () => {
        const lines = String(await other.client('LIST')).split('\n');
        return lines.some((line) => / flags=b /.test(line) && !line.startsWith(`id=${id} `));
      });
      await other.rpush('k', 'v');
      expect(await pop).toEqual(['k', 'v']);
    });
  },
  'manual clock',
);

describeEmbedded('blocking commands and the end of the engine', ({ open }) => {
  it('are rejected', async () => {
    const redis = open({ retryStrategy: () => null });
    const engine = redis.engine!;
    await redis.ping();
    const failure = redis.blpop('k', 5).catch((error: Error) => error.message);
    await until(() => Promise.resolve(engine.blocked.count === 1));
    const ended = next(redis, 'end');
    engine.close();
    expect(await failure).toBe('Connection is closed.');
    await ended;
    expect(engine.blocked.active).toBe(false);
    expect(redis.status).toBe('end');
  });

  it('are gone as soon as the connection is closed', async () => {
    const [redis, other] = [open(), open()];
    const engine = redis.engine!;
    await Promise.all([redis.ping(), other.ping()]);
    const failure = redis.blpop('k', 5).catch((error: Error) => error.message);
    expect(engine.blocked.count).toBe(1);
    redis.disconnect();
    expect(engine.blocked.count).toBe(0);
    expect(await other.rpush('k', 'v')).toBe(1);
    expect(await failure).toBe('Connection is closed.');
  });
});
