import { describe, expect, it } from '@jest/globals';
import { quoted, rateLimitFields, retryAfter, tightest } from '../../../lib/rate-limit/headers.js';
import type { LimitState } from '../../../lib/rate-limit/limit-state.js';

const state = (changes: Partial<LimitState> = {}): LimitState => ({
  name: 'default',
  limit: 100,
  window: 60_000,
  remaining: 50,
  reset: 30_000,
  ...changes,
});

describe('the header fields of rate limits', () => {
  it('follow the draft for one limit', () => {
    expect(Object.fromEntries(rateLimitFields([state()]))).toEqual({
      'RateLimit-Policy': '"default";q=100;w=60',
      RateLimit: '"default";r=50;t=30',
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '50',
      'X-RateLimit-Reset': '30',
    });
  });

  it('list several limits, of which X-RateLimit-* tell the tightest', () => {
    const fields = rateLimitFields([
      state({ name: 'hour', remaining: 3, window: 3_600_000 }),
      state({ name: 'user', limit: 5, remaining: 1, reset: 1, partition: 'AAEC' }),
    ]);
    expect(Object.fromEntries(fields)).toEqual({
      'RateLimit-Policy': '"hour";q=100;w=3600, "user";q=5;w=60;pk=:AAEC:',
      RateLimit: '"hour";r=3;t=30, "user";r=1;t=1;pk=:AAEC:',
      'X-RateLimit-Limit': '5',
      'X-RateLimit-Remaining': '1',
      'X-RateLimit-Reset': '1',
    });
  });

  it('are none without limits', () => {
    expect(rateLimitFields([])).toEqual([]);
  });

  it('round times up, so that nobody comes too early', () => {
    expect([0, 1, 999, 1000, 1001, 59_999].map(retryAfter)).toEqual([
      '1',
      '1',
      '1',
      '1',
      '2',
      '60',
    ]);
    const [policy] = rateLimitFields([state({ window: 1500 })]);
    expect(policy).toEqual(['RateLimit-Policy', '"default";q=100;w=2']);
  });

  it.each([
    ['plain', '"plain"'],
    ['a "b"', '"a \\"b\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ['a;q=1, b', '"a;q=1, b"'],
  ])('quote the name %s', (name, field) => {
    expect(quoted(name)).toBe(field);
  });

  it('take the limit that lasts longest of those with equally little left', () => {
    const short = state({ remaining: 0, reset: 10 });
    const long = state({ remaining: 0, reset: 20 });
    expect(tightest([short, long])).toBe(long);
    expect(tightest([long, short])).toBe(long);
    expect(tightest([])).toBeUndefined();
  });
});
