import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConnectionManager } from '../../../../lib/client/connection-manager.js';

// Run by Vitest, which fake-timers.spec.ts starts.
let redis: ConnectionManager;
beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => {
  redis.disconnect();
  vi.useRealTimers();
});

it('moves the deadlines', async () => {
  redis = new ConnectionManager();
  await redis.set('k', 'v', 'EX', 60);
  vi.advanceTimersByTime(30_000);
  expect(await redis.ttl('k')).toBe(30);
  vi.advanceTimersByTime(31_000);
  expect(await redis.get('k')).toBeNull();
  vi.runAllTimers();
});

it('stops nothing', async () => {
  redis = new ConnectionManager({ enableAutoPipelining: true });
  const subscriber = redis.duplicate();
  await subscriber.subscribe('ch');
  const message = new Promise((resolve) => subscriber.once('message', (_, text) => resolve(text)));
  expect(await redis.publish('ch', 'hi')).toBe(1);
  expect(await message).toBe('hi');
  const plain = redis.duplicate({ enableAutoPipelining: false });
  for (let i = 0; i < 20_000; i++) await plain.incr('n');
  expect(await plain.multi().get('n').exec()).toEqual([[null, '20000']]);
  expect(await plain.quit()).toBe('OK');
  subscriber.disconnect();
});
