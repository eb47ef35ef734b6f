import type { Int64 } from '../int64.js';
import type { Value } from '../values/value.js';
import { ExpiryWheel, WHEEL_BUCKETS } from './expiry-wheel.js';
import type { KeyIndex } from './key-index.js';

/** When the keys of an index expire. The index holds the deadlines themselves, as doubles. */
export class Deadlines {
  private readonly wheel = new ExpiryWheel();
  private sum = 0;
  /** The exact deadlines of slots whose deadline a double cannot hold. */
  private readonly far = new Map<number, bigint>();

  constructor(private readonly index: KeyIndex<Value>) {}

  /** The memory that they take beside the index, in bytes; constant time. */
  bytes(): number {
    return this.wheel.bytes();
  }

  /** The mean time to live of the keys that have one, in ms. @param now ms since the epoch */
  averageTtl(now: number): number {
    const { deadlines } = this.index;
    return deadlines === 0 ? 0 : Math.max(0, Math.round(this.sum / deadlines - now));
  }

  /** The deadline of a slot in ms since the epoch, 0 when it has none. */
  at(slot: number): Int64 {
    const ms = this.index.deadlineAt(slot);
    return ms <= Number.MAX_SAFE_INTEGER ? ms : this.far.get(slot)!;
  }

  /** @param at ms since the epoch, 0 for none */
  set(slot: number, at: Int64): void {
    if (at === 0) {
      this.clear(slot);
      return;
    }
    const ms = typeof at === 'number' ? at : Number(at);
    this.sum += ms - this.index.deadlineAt(slot);
    this.index.setDeadline(slot, ms);
    this.wheel.file(slot, ms);
    if (typeof at === 'bigint') this.far.set(slot, at);
    else if (this.far.size > 0) this.far.delete(slot);
  }

  /** Takes the deadline from a slot, if only because the slot is about to be freed. @returns whether there was one */
  clear(slot: number): boolean {
    const deadline = this.index.deadlineAt(slot);
    if (deadline === 0) return false;
    this.sum -= deadline;
    this.index.setDeadline(slot, 0);
    if (this.far.size > 0) this.far.delete(slot);
    return true;
  }

  /** Visits slots that have a deadline, from a random place on, until a visit has had enough. */
  visit(draw: (bound: number) => number, enough: (slot: number) => boolean): void {
    this.wheel.visit(draw(WHEEL_BUCKETS), (slot) => {
      return this.index.deadlineAt(slot) !== 0 && enough(slot);
    });
  }

  /**
   * Hands over slots whose deadline has passed, for as long as there is time.
   * @param before ms since the epoch; earlier deadlines have passed
   * @param outOfTime asked from time to time; `true` ends the slice
   * @param expire frees the slot
   * @returns how many there were
   */
  drain(before: number, outOfTime: () => boolean, expire: (slot: number) => void): number {
    return this.wheel.drain(before - 1, outOfTime, (slot) => this.index.deadlineAt(slot), expire);
  }
}
