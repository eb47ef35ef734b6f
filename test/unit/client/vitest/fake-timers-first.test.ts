import { afterEach, expect, it, vi } from 'vitest';

// Run by Vitest, which fake-timers.spec.ts starts.
afterEach(() => void vi.useRealTimers());

it('stops nothing that is loaded under fake timers', async () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  const { ConnectionManager } = await import('../../../../lib/client/connection-manager.js');
  const redis = new ConnectionManager();
  for (let i = 0; i < 20_000; i++) await redis.incr('n');
  await redis.expire('n', 60);
  vi.advanceTimersByTime(61_000);
  expect(await redis.get('n')).toBeNull();
  redis.disconnect();
});
