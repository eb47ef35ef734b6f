import { describe, expect, it } from '@jest/globals';
import { ExpiryWheel } from '../../../lib/engine/keyspace/expiry-wheel.js';

const START = Date.UTC(2024, 0, 1);
const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;
const YEAR = 365 * DAY;

/** A wheel with the deadlines that it asks for, and how often it asked. */
class Deadlines {
  readonly wheel = new ExpiryWheel();
  readonly at: number[] = [];
  readonly expired: number[] = [];
  asked = 0;

  constructor() {
    this.drain(START);
  }

  set(slot: number, deadline: number): void {
    this.at[slot] = deadline;
    this.wheel.file(slot, deadline);
  }

  drain(now: number, outOfTime: () => boolean = () => false): number {
    return this.wheel.drain(
      now,
      outOfTime,
      (slot) => {
        this.asked++;
        return this.at[slot]!;
      },
      (slot) => {
        this.at[slot] = 0;
        this.expired.push(slot);
      },
    );
  }
}

describe('a sweep', () => {
  it('removes a slot at its deadline and not a millisecond before', () => {
    for (const ttl of [1, 15, 16, 17, 999, 5000, DAY + 1, 10 * YEAR]) {
      const deadlines = new Deadlines();
      deadlines.set(0, START + ttl);
      expect(deadlines.drain(START + ttl - 1)).toBe(0);
      expect(deadlines.drain(START + ttl)).toBe(1);
      expect(deadlines.drain(START + ttl)).toBe(0);
    }
  });

  it('takes the largest deadline there is', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, Number.MAX_SAFE_INTEGER);
    expect(deadlines.drain(Number.MAX_SAFE_INTEGER - 1)).toBe(0);
    expect(deadlines.drain(Number.MAX_SAFE_INTEGER)).toBe(1);
  });

  it('works on a wheel that has never been drained', () => {
    const wheel = new ExpiryWheel();
    wheel.file(0, START + 5);
    wheel.file(1, START + YEAR);
    wheel.file(2, START - YEAR);
    const expired: number[] = [];
    const at = [START + 5, START + YEAR, START - YEAR];
    wheel.drain(
      START + 5,
      () => false,
      (slot) => at[slot]!,
      (slot) => expired.push(slot),
    );
    expect(expired.sort()).toEqual([0, 2]);
  });

  it('removes what is due already when it is filed', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START - DAY);
    expect(deadlines.drain(START)).toBe(1);
  });

  it('goes by the order of deadlines where they are far apart', () => {
    const deadlines = new Deadlines();
    [3 * DAY, 5, YEAR, 2 * SECOND, 40 * SECOND].forEach((ttl, slot) =>
      deadlines.set(slot, START + ttl),
    );
    deadlines.drain(START + 2 * YEAR);
    expect(deadlines.expired).toEqual([1, 3, 4, 0, 2]);
  });

  it('follows a clock that jumps backwards', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + SECOND);
    deadlines.drain(START - DAY);
    deadlines.set(1, START - DAY + 5);
    expect(deadlines.drain(START - DAY + 4)).toBe(0);
    expect(deadlines.drain(START - DAY + 5)).toBe(1);
    expect(deadlines.expired).toEqual([1]);
    expect(deadlines.drain(START + SECOND)).toBe(1);
  });

  it('forgets everything when it is cleared', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + 1);
    deadlines.wheel.clear();
    expect(deadlines.drain(START + 1)).toBe(0);
    deadlines.set(0, START + 2);
    expect(deadlines.drain(START + 2)).toBe(1);
  });
});

describe('a deadline that changes', () => {
  it('counts when it is later', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + 5);
    deadlines.set(0, START + DAY);
    expect(deadlines.drain(START + DAY - 1)).toBe(0);
    expect(deadlines.drain(START + DAY)).toBe(1);
  });

  it('counts when it is earlier', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + DAY);
    deadlines.set(0, START + 5);
    expect(deadlines.drain(START + 5)).toBe(1);
    expect(deadlines.drain(START + DAY)).toBe(0);
  });

  it('counts when it is a few milliseconds earlier', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + 15);
    deadlines.set(0, START + 5);
    expect(deadlines.drain(START + 4)).toBe(0);
    expect(deadlines.drain(START + 5)).toBe(1);
  });

  it('counts when it changes while its bucket is being drained', () => {
    const deadlines = new Deadlines();
    for (let slot = 0; slot < 1000; slot++) deadlines.set(slot, START + 5);
    deadlines.drain(START + 5, () => true);
    const left = deadlines.at.findIndex((deadline) => deadline !== 0);
    deadlines.set(left, START + YEAR);
    deadlines.set(left, START + 6);
    deadlines.drain(START + 5);
    expect(deadlines.expired).toHaveLength(999);
    expect(deadlines.drain(START + 6)).toBe(1);
  });

  it('does not matter to the key that uses the slot next', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + 5);
    deadlines.at[0] = 0;
    expect(deadlines.drain(START + 5)).toBe(0);
    deadlines.set(0, START + 100);
    deadlines.at[0] = 0;
    deadlines.set(0, START + 50);
    expect(deadlines.drain(START + 49)).toBe(0);
    expect(deadlines.drain(START + 50)).toBe(1);
  });
});

describe('the cost of a sweep', () => {
  const COUNT = 10_000;

  it('is nothing while nothing is due', () => {
    const deadlines = new Deadlines();
    for (let slot = 0; slot < COUNT; slot++) deadlines.set(slot, START + YEAR + slot * SECOND);
    for (let now = START; now < START + DAY; now += 60 * SECOND) deadlines.drain(now);
    expect(deadlines.asked).toBe(0);
  });

  it('is a few looks per expired slot, however the deadlines lie', () => {
    const deadlines = new Deadlines();
    for (let slot = 0; slot < COUNT; slot++) deadlines.set(slot, START + slot * 6 * SECOND);
    for (let now = START; now < START + DAY; now += SECOND) deadlines.drain(now);
    expect(deadlines.expired).toHaveLength(COUNT);
    expect(deadlines.asked).toBeLessThan(5 * COUNT);
  });

  it('is one look per slot when the clock jumps past all of them', () => {
    const deadlines = new Deadlines();
    for (let slot = 0; slot < COUNT; slot++) deadlines.set(slot, START + slot * 6 * SECOND);
    deadlines.drain(START + 10 * YEAR);
    expect(deadlines.asked).toBe(COUNT);
  });

  it('does not grow with a deadline that is extended again and again', () => {
    const deadlines = new Deadlines();
    for (let i = 0; i < COUNT; i++) deadlines.set(0, START + DAY + i);
    expect(deadlines.drain(START + 2 * DAY)).toBe(1);
    expect(deadlines.asked).toBe(1);
  });

  it('is cut into slices that ask for the time every 64 slots', () => {
    const deadlines = new Deadlines();
    for (let slot = 0; slot < 1000; slot++) deadlines.set(slot, START + 5);
    expect(deadlines.drain(START + 5, () => true)).toBe(64);
    let questions = 0;
    expect(deadlines.drain(START + 5, () => ++questions === 3)).toBe(3 * 64);
    expect(deadlines.drain(START + 5)).toBe(1000 - 4 * 64);
    expect(deadlines.asked).toBe(1000);
  });
});

describe('the memory of the wheel', () => {
  it('is nothing before the first deadline', () => {
    expect(new ExpiryWheel().bytes()).toBe(0);
  });

  it('is a few bytes per slot, and given back when they have expired', () => {
    const deadlines = new Deadlines();
    deadlines.set(0, START + 1);
    deadlines.drain(START + 1);
    const empty = deadlines.wheel.bytes();
    const count = 200_000;
    for (let slot = 0; slot < count; slot++) deadlines.set(slot, START + DAY + slot * SECOND);
    expect(deadlines.wheel.bytes() - empty).toBeLessThan(7 * count);
    deadlines.drain(START + YEAR);
    expect(deadlines.wheel.bytes()).toBe(empty);
  });
});
