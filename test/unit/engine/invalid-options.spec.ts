import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../../lib/engine/clock.js';
import { InMemoryCache, type InMemoryCacheOptions } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';

function refusal(options: unknown): InvalidOptionError {
  try {
    void new InMemoryCache(options as InMemoryCacheOptions);
  } catch (error) {
    if (error instanceof InvalidOptionError) return error;
    throw error;
  }
  throw new Error('not refused');
}

const now = (): number => 0;

describe('an engine is not made', () => {
  it.each([
    null,
    5,
    '',
    [],
    () => ({}),
    new Map([['databases', 2]]),
    Promise.resolve({}),
    new Date(),
  ])('with %p instead of options', (options) => {
    expect(refusal(options)).toMatchObject({ option: 'options', accepted: 'an object' });
  });

  it.each<[string, unknown]>([
    ['clock', { clock: null }],
    ['clock', { clock: now }],
    ['clock', { clock: { now: 5 } }],
    ['clock.onAdvance', { clock: { now, onAdvance: 5 } }],
    ['clock.sleep', { clock: { now, sleep: true } }],
    ['random', { random: { uint32: 4 } }],
    ['databases', { databases: 0 }],
    ['databases', { databases: 1.5 }],
    ['databases', { databases: '16' }],
    ['databases', { databases: 16n }],
    ['databases', { databases: Number.NaN }],
    ['password', { password: null }],
    ['password', { password: 5 }],
    ['scriptMemory', { scriptMemory: 1024 }],
    ['scriptMemory', { scriptMemory: Infinity }],
    ['scriptMemory', { scriptMemory: '128mb' }],
    ['scriptLog', { scriptLog: console }],
    ['config', { config: new Map([['maxmemory', '1mb']]) }],
    ['config', { config: [['maxmemory', '1mb']] }],
    ['config', { config: { maxmemory: null } }],
    ['config.maxmemory', { config: { maxmemory: -1.5 } }],
    ['users', { users: 'reader on nopass' }],
    ['users', { users: [5] }],
    ['users', { users: [''] }],
    ['database', { database: 4 }],
  ])('with a bad %s: %p', (option, options) => {
    const error = refusal(options);
    expect(error.option).toBe(option);
    expect(error.message).toContain(`Invalid option '${option}': expected `);
  });

  it.each([undefined, null, Number.NaN, Infinity, -1, 1.5, '5', 5n, Symbol('s'), {}, new Date(5)])(
    'with a clock that tells the time %p',
    (time) => {
      const clock = { now: () => time } as unknown as Clock;
      expect(refusal({ clock })).toMatchObject({
        option: 'clock.now()',
        accepted: 'a whole number of ms since the Unix epoch',
      });
    },
  );

  it.each([undefined, null, Number.NaN, -1, 0.5, 2 ** 32, '5', 5n, {}])(
    'with randomness that draws %p',
    (word) => {
      expect(refusal({ random: { uint32: () => word } })).toMatchObject({
        option: 'random.uint32()',
        accepted: 'an integer of 0 to 4294967295',
      });
    },
  );
});

describe('an engine goes on as it was', () => {
  it.each([null, Number.NaN, -1, '1', {}, Symbol('s'), 5n])('when it shall sweep for %p', (ms) => {
    const engine = new InMemoryCache();
    expect(() => engine.sweep(ms as number)).toThrow("Invalid option 'budget': expected a number");
    expect(engine.sweep()).toBe(0);
  });

  it.each([null, undefined, 5, Symbol('s'), {}])('when its password shall be %p', (password) => {
    const engine = new InMemoryCache({ password: 'secret' });
    expect(() => (engine.password = password as string)).toThrow("Invalid option 'password'");
    expect(engine.password).toBe('secret');
  });
});
