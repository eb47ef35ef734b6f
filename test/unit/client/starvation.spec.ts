import { afterEach, describe, expect, it } from '@jest/globals';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';

/** A loop that starves timers comes to its end all the same. */
const MAX_STEPS = 3_000_000;

let redis: ConnectionManager;
afterEach(() => redis.disconnect());

/** Awaits commands without a pause until something else has had its turn this many times. */
async function loopUntil(turns: number, step: () => Promise<unknown>): Promise<number> {
  let had = 0;
  const timer = setInterval(() => had++, 1);
  try {
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      await step();
      if (had >= turns) break;
    }
  } finally {
    clearInterval(timer);
  }
  return had;
}

describe('a loop of awaited commands', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['GET', () => redis.get('k')],
    ['a failing INCR', () => redis.incr('text').catch(() => undefined)],
    ['call', () => redis.call('GET', 'k')],
    ['a pipeline', () => redis.pipeline().get('k').exec()],
    ['a command over the stream', () => redis.client('ID')],
    ['a blocking command', () => redis.blmove('list', 'list', 'LEFT', 'LEFT', 0)],
    ['a transaction', () => redis.multi().incr('n').expire('n', 60).exec()],
  ])('lets timers have their turn: %s', async (_name, step) => {
    redis = new ConnectionManager();
    await redis.set('text', 'abc');
    await redis.rpush('list', 'abc');
    expect(await loopUntil(5, step)).toBe(5);
  });

  it('keeps the order of replies when one of them had to wait', async () => {
    redis = new ConnectionManager();
    await redis.ping();
    const order: number[] = [];
    const replies = Array.from({ length: 50_000 }, (_, i) =>
      (i % 3 === 0 ? redis.call('PING') : redis.incr('n')).then(() => void order.push(i)),
    );
    const last = redis.select(0).then(() => void order.push(50_000));
    await Promise.all([...replies, last]);
    expect(order).toEqual(Array.from({ length: 50_001 }, (_, i) => i));
  });
});
