import { describe, expect, it } from '@jest/globals';
import { ManualClock, SystemClock } from '../../../lib/engine/clock.js';
import { parseDuration } from '../../../lib/engine/duration.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { SeededRandom, SystemRandom, below } from '../../../lib/engine/random.js';

describe('ManualClock', () => {
  it('moves only by hand', () => {
    const clock = new ManualClock(1000);
    expect(clock.now()).toBe(1000);
    clock.advance('1h');
    expect(clock.now()).toBe(3_601_000);
    clock.set(new Date(5));
    expect(clock.now()).toBe(5);
  });

  it('tells its listeners until they leave', () => {
    const clock = new ManualClock();
    let calls = 0;
    const leave = clock.onAdvance(() => calls++);
    clock.advance(1);
    leave();
    clock.advance(1);
    expect(calls).toBe(1);
  });

  it.each([
    null,
    Number.NaN,
    Infinity,
    -1,
    1.5,
    '',
    '5',
    [],
    {},
    Symbol('s'),
    5n,
    new Date(Number.NaN),
  ])('refuses %p as a time, and stays where it is', (time) => {
    const bad = time as number;
    const clock = new ManualClock(5);
    expect(() => new ManualClock(bad)).toThrow("Invalid option 'start': expected a Date or");
    expect(() => clock.set(bad)).toThrow("Invalid option 'time': expected a Date or");
    expect(clock.now()).toBe(5);
  });

  it.each([undefined, null, Number.NaN, Infinity, -1, 'soon', {}, 5n, Number.MAX_SAFE_INTEGER])(
    'does not move by %p',
    (by) => {
      const clock = new ManualClock(5);
      expect(() => clock.advance(by as number)).toThrow(InvalidOptionError);
      expect(clock.now()).toBe(5);
    },
  );

  it.each([undefined, null, Number.NaN, Infinity, -1, '1', Symbol('s')])(
    'does not sleep for %p',
    (ms) => {
      const clock = new ManualClock(5);
      expect(() => clock.sleep(ms as number)).toThrow(InvalidOptionError);
      expect(clock.now()).toBe(5);
    },
  );

  it.each([undefined, null, 5, {}])('takes no listener %p', (listener) => {
    const clock = new ManualClock(5);
    expect(() => clock.onAdvance(listener as never)).toThrow(
      "Invalid option 'listener': expected a function",
    );
    clock.advance(1);
  });
});

describe('SystemClock', () => {
  it('follows Date', () => {
    const before = Date.now();
    expect(new SystemClock().now()).toBeGreaterThanOrEqual(before);
  });
});

describe('durations', () => {
  it.each([
    [0, 0],
    [250, 250],
    ['500ms', 500],
    ['1.5s', 1500],
    ['2 m', 120_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
    ['1w', 604_800_000],
  ])('reads %p', (duration, ms) => {
    expect(parseDuration('window', duration)).toBe(ms);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '', '1', '-1s', '1y', '0.5ms', null, {}])(
    'refuses %p and names the option',
    (duration) => {
      expect(() => parseDuration('window', duration)).toThrow(/Invalid option 'window'/);
    },
  );
});

describe('randomness', () => {
  it('repeats for the same seed', () => {
    const draw = (seed: number): number[] => {
      const random = new SeededRandom(seed);
      return [random.uint32(), random.uint32(), random.uint32()];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays below its bound', () => {
    const random = new SystemRandom();
    for (let i = 0; i < 1000; i++) {
      expect(below(random, 3)).toBeLessThan(3);
      expect(below(random, 2 ** 32)).toBeLessThan(2 ** 32);
    }
  });
});
