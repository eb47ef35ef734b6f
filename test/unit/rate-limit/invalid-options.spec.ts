import { afterAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { RateLimit, SkipRateLimit } from '../../../lib/rate-limit/rate-limit.decorators.js';
import type { Counter } from '../../../lib/rate-limit/fixed-window.js';
import { RateLimitGuard } from '../../../lib/rate-limit/rate-limit.guard.js';
import { RateLimitInterceptor } from '../../../lib/rate-limit/rate-limit.interceptor.js';
import { RateLimiter } from '../../../lib/rate-limit/rate-limiter.js';
import {
  checkRateLimitModuleOptions,
  checkRateLimitOptions,
  type RateLimitOptions,
} from '../../../lib/rate-limit/rate-limit-options.js';
import { createTestingCache } from '../../../lib/testing.js';

const good = { limit: 1, window: '1m' };

describe('options of a limit', () => {
  it.each([
    ['limit', { ...good, limit: 0 }],
    ['limit', { ...good, limit: -1 }],
    ['limit', { ...good, limit: Number.NaN }],
    ['limit', { ...good, limit: Number.POSITIVE_INFINITY }],
    ['limit', { ...good, limit: 1.5 }],
    ['limit', { ...good, limit: '5' }],
    ['limit', { ...good, limit: 1e15 }],
    ['limit', { window: '1m' }],
    ['window', { ...good, window: 0 }],
    ['window', { ...good, window: '0s' }],
    ['window', { ...good, window: -1 }],
    ['window', { ...good, window: Number.NaN }],
    ['window', { ...good, window: 0.5 }],
    ['window', { ...good, window: 'a minute' }],
    ['window', { ...good, window: '36501d' }],
    ['window', { limit: 1 }],
    ['algorithm', { ...good, algorithm: 'token-bucket' }],
    ['count', { ...good, count: 'errors' }],
    ['key', { ...good, key: '' }],
    ['key', { ...good, key: 5 }],
    ['name', { ...good, name: '' }],
    ['name', { ...good, name: 'grün' }],
    ['name', { ...good, name: 'a\r\nSet-Cookie: x' }],
    ['skipIf', { ...good, skipIf: true }],
    ['ttl', { ...good, ttl: 60 }],
  ])('are refused, naming %s: %j', (option, options) => {
    const check = () => checkRateLimitOptions('RateLimit', options);
    expect(check).toThrow(InvalidOptionError);
    expect(check).toThrow(`'RateLimit.${option}'`);
  });

  it.each([null, undefined, 5, 'text', []])('are refused when they are %j', (options) => {
    expect(() => RateLimit(options as unknown as RateLimitOptions)).toThrow(InvalidOptionError);
  });

  it('are refused when the decorator is applied, naming which of several', () => {
    expect(() => RateLimit(good, { ...good, limit: 0 })).toThrow("'RateLimit[1].limit'");
    expect(() => {
      class Twice {
        @RateLimit({ ...good, name: 'a' })
        @RateLimit({ ...good, name: 'a' })
        handler(): void {}
      }
      return Twice;
    }).toThrow("'RateLimit.name'");
  });

  it('have to be given, and to a class or a method', () => {
    expect(() => RateLimit()).toThrow("Invalid option 'RateLimit': expected at least one limit");
    const target = class {}.prototype;
    for (const decorate of [RateLimit(good), SkipRateLimit()] as PropertyDecorator[]) {
      expect(() => decorate(target, 'field')).toThrow('expected a class or a method behind it');
      expect(() => decorate(target, Symbol('field'))).toThrow(InvalidOptionError);
    }
  });

  it.each([1, '1ms', '1s', '1.5m', '2h', '7d', '1w'])('accept the window %s', (window) => {
    expect(() => checkRateLimitOptions('RateLimit', { ...good, window })).not.toThrow();
  });
});

describe('a counter that is made by hand', () => {
  const connection = new ConnectionManager({ lazyConnect: true });
  const limiter = new RateLimiter(connection, { keyPrefix: 'p:' });

  it('has a key of its own', () => {
    expect(limiter.counter('job 1', { ...good, name: 'mails' })).toMatchObject({
      name: 'mails',
      limit: 1,
      window: 60_000,
      key: expect.stringMatching(/^p:\{#[\w-]{43}\}:~:mails$/),
    });
  });

  it.each([
    ['client', 5, good],
    ['counter.limit', 'a', { ...good, limit: Number.NaN }],
    ['counter.limit', 'a', { ...good, limit: () => 5 }],
    ['counter.window', 'a', { ...good, window: 0 }],
    ['counter.name', 'a', { ...good, name: '' }],
    ['counter.key', 'a', { ...good, key: 'user' }],
    ['counter.count', 'a', { ...good, count: 'failures' }],
    ['counter.skipIf', 'a', { ...good, skipIf: () => true }],
    ['counter.limit', 'a', { window: 1 }],
    ['counter', 'a', null],
    ['counter', 'a', new Map()],
  ])('is refused, naming %s', (option, client, options) => {
    const make = () => limiter.counter(client as string, options as typeof good);
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(`'${option}'`);
  });
});

describe('options of the module', () => {
  it.each([
    ['rateLimit.limit', { limit: 0, window: 1 }],
    ['rateLimit.limit', { window: 1 }],
    ['rateLimit.window', { limit: 1 }],
    ['rateLimit.window', { limit: 1, window: 0 }],
    ['rateLimit.limit', { name: 'a' }],
    ['rateLimit.limits', { limits: [good], limit: 1 }],
    ['rateLimit.limits', { limits: good }],
    ['rateLimit.limits[1].limit', { limits: [good, { ...good, limit: 0 }] }],
    ['rateLimit.limits[0]', { limits: [null] }],
    ['rateLimit.limits[1].name', { limits: [0, 1].map(() => ({ ...good, name: 'a' })) }],
    ['rateLimit.algorithm', { algorithm: 'gcra' }],
    ['rateLimit.keyPrefix', { keyPrefix: '{a}' }],
    ['rateLimit.tracker', { tracker: 'ip' }],
    ['rateLimit.headers', { headers: 'yes' }],
    ['rateLimit.message', { message: 5 }],
    ['rateLimit.errorFactory', { errorFactory: Error.name }],
    ['rateLimit.throttlers', { throttlers: [] }],
    ['rateLimit', null],
  ])('are refused, naming %s: %j', (option, options) => {
    const check = () => checkRateLimitModuleOptions(options);
    expect(check).toThrow(InvalidOptionError);
    expect(check).toThrow(`'${option}'`);
  });

  it('need no limit', () => {
    expect(() => checkRateLimitModuleOptions({})).not.toThrow();
    expect(() => checkRateLimitModuleOptions({ tracker: () => 'a' })).not.toThrow();
  });
});

describe('the names of limits to leave out', () => {
  it.each([5, null, '', 'é', {}])('are not %j', (name) => {
    expect(() => SkipRateLimit('daily', name as string)).toThrow(
      "Invalid option 'SkipRateLimit[1]': expected 1 to 128 printable ASCII characters",
    );
  });
});

describe('what a limiter is made with', () => {
  const connection = new ConnectionManager({ lazyConnect: true });
  const make = (...args: unknown[]) => new RateLimiter(...(args as [Redis]));

  it.each([undefined, null, 5, 'redis://localhost', [], () => connection])(
    'is no connection: %p',
    (value) => {
      expect(() => make(value)).toThrow("Invalid option 'connection': expected an ioredis");
    },
  );

  it.each([null, 5, 'text', [], new Map(), Promise.resolve({})])('is no options: %p', (options) => {
    expect(() => make(connection, options)).toThrow("Invalid option 'rateLimit': expected an obj");
  });

  it.each([null, 5, {}, Date])('is no clock: %p', (clock) => {
    expect(() => make(connection, {}, clock)).toThrow("Invalid option 'clock': expected an object");
  });

  it.each([undefined, Number.NaN, -1, 0.5, '5', 5n])('is no clock that tells %p', (time) => {
    const clock = { now: () => time };
    expect(() => make(connection, {}, clock)).toThrow("Invalid option 'clock.now()'");
  });

  it.each([RateLimitGuard, RateLimitInterceptor])('is no limiter for %p', (Kind) => {
    for (const limiter of [undefined, null, 5, [], connection.multi]) {
      expect(() => new Kind(limiter as unknown as RateLimiter)).toThrow(
        "Invalid option 'limiter': expected a RateLimiter",
      );
    }
  });
});

describe('what is no list of counters', () => {
  const testing = createTestingCache();
  afterAll(() => testing.close());
  const { connection } = testing;
  const limiter = new RateLimiter(connection);
  const one = limiter.counter('a', good);

  const calls: Record<string, (counters: unknown) => Promise<unknown>> = {
    check: (counters) => limiter.check(counters as Counter[]),
    'check (watched)': (counters) => limiter.check([one], counters as Counter[]),
    look: (counters) => limiter.look(counters as Counter[]),
    count: (counters) => limiter.count(counters as Counter[]),
    reset: (counters) => limiter.reset(counters as Counter[]),
  };
  const lists: [string, unknown][] = [
    ['', null],
    ['', 5],
    ['', 'text'],
    ['', {}],
    ['', one],
    ['', new Set([one])],
    ['[0]', [null]],
    ['[0]', [5]],
    ['[0]', ['a']],
    ['[0]', [{}]],
    ['[0]', Array(1)],
    ['[1]', [one, { ...one, limit: Number.NaN }]],
    ['[0]', [{ ...one, limit: '5' }]],
    ['[0]', [{ ...one, limit: 0 }]],
    ['[0]', [{ ...one, limit: Infinity }]],
    ['[0]', [{ ...one, window: 0 }]],
    ['[0]', [{ ...one, window: '1m' }]],
    ['[0]', [{ ...one, window: Number.NaN }]],
    ['[0]', [{ ...one, key: '' }]],
    ['[0]', [{ ...one, key: Symbol('k') }]],
    ['[0]', [{ ...one, key: ['k'] }]],
    ['[0]', [{ ...one, tag: undefined }]],
    ['[0]', [{ ...one, name: 5 }]],
    ['[0]', [{ ...one, partition: {} }]],
  ];

  it.each(Object.keys(calls))('is refused by %s, which counts nothing then', async (call) => {
    for (const [at, counters] of lists) {
      await expect(calls[call]!(counters)).rejects.toMatchObject({
        name: 'InvalidOptionError',
        option: expect.stringMatching(
          `^(counted|watched|counters)${at.replace(/[[\]]/g, '\\$&')}$`,
        ),
      });
    }
    expect(await connection.dbsize()).toBe(0);
  });
});
