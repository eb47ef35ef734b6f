import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpiryWheel } from '../../lib/engine/keyspace/expiry-wheel.js';

const START = Date.UTC(2024, 0, 1);
/** Few, so that many changes meet the same slot. */
const SLOTS = 6;

/** Deadlines by slot beside a wheel; what expires is compared with what is due. */
class Timetable {
  readonly wheel: ExpiryWheel;
  readonly deadlines: number[] = [];
  now = START;

  constructor(bucketMs?: number) {
    this.wheel = new ExpiryWheel(bucketMs);
  }

  expireIn(slot: number, ms: number): void {
    this.deadlines[slot] = Math.min(this.now + ms, Number.MAX_SAFE_INTEGER);
    this.wheel.file(slot, this.deadlines[slot]!);
  }

  due(): number[] {
    return [...this.deadlines.keys()].filter((slot) => {
      const deadline = this.deadlines[slot]!;
      return deadline !== 0 && deadline <= this.now;
    });
  }

  drain(slices = Number.POSITIVE_INFINITY): number[] {
    const expired: number[] = [];
    let left = slices;
    const count = this.wheel.drain(
      this.now,
      () => --left <= 0,
      (slot) => this.deadlines[slot]!,
      (slot) => {
        expired.push(slot);
        expect(this.deadlines[slot]).toBeGreaterThan(0);
        expect(this.deadlines[slot]).toBeLessThanOrEqual(this.now);
        this.deadlines[slot] = 0;
      },
    );
    expect(count).toBe(expired.length);
    return expired.sort((a, b) => a - b);
  }
}

const slot = fc.nat(SLOTS - 1);
const ttl = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 1, max: 3000 }),
  fc.integer({ min: 1, max: 90 * 24 * 3600 * 1000 }),
  fc.maxSafeNat(),
  fc.integer({ min: -5000, max: 0 }),
);
const leap = fc.oneof(
  fc.integer({ min: 0, max: 50 }),
  fc.integer({ min: 0, max: 5000 }),
  fc.integer({ min: 0, max: 10 * 365 * 24 * 3600 * 1000 }),
  fc.integer({ min: -3600_000, max: 0 }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('expire' as const), slot, ms: ttl }) },
  fc.record({ op: fc.constant('forget' as const), slot }),
  fc.record({ op: fc.constant('advance' as const), ms: leap }),
  fc.record({ op: fc.constant('drain' as const) }),
);

describe('the expiry wheel', () => {
  it('hands over exactly what is due, for any deadlines and any jumps of the clock', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 16, 256, 1000),
        fc.array(step, { maxLength: 120 }),
        (bucketMs, steps) => {
          const table = new Timetable(bucketMs);
          for (const step of steps) {
            if (step.op === 'expire') table.expireIn(step.slot, step.ms);
            // A slot without a deadline is one of a persisted key, a deleted key, or free: the wheel is not told.
            else if (step.op === 'forget') table.deadlines[step.slot] = 0;
            else if (step.op === 'advance') table.now += step.ms;
            else {
              const due = table.due();
              expect(table.drain()).toEqual(due);
            }
          }
          table.now = Number.MAX_SAFE_INTEGER;
          const rest = table.due();
          expect(table.drain()).toEqual(rest);
          expect(table.deadlines.every((deadline) => deadline === 0)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('goes on where a slice has stopped, while deadlines change in between', () => {
    const change = fc.record({ slot: fc.nat(999), ms: ttl });
    fc.assert(
      fc.property(
        fc.array(ttl, { minLength: 200, maxLength: 1000 }),
        fc.array(fc.array(change, { maxLength: 20 }), { maxLength: 30 }),
        fc.integer({ min: 0, max: 5000 }),
        (ttls, changes, tick) => {
          const table = new Timetable();
          ttls.forEach((ms, slot) => table.expireIn(slot, ms));
          for (const batch of changes) {
            table.now += tick;
            table.drain(1);
            for (const { slot, ms } of batch) table.expireIn(slot, ms);
          }
          const due = table.due();
          expect(table.drain()).toEqual(due);
          expect(table.due()).toEqual([]);
          table.now = Number.MAX_SAFE_INTEGER;
          table.drain();
          expect(table.deadlines.every((deadline) => deadline === 0)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
