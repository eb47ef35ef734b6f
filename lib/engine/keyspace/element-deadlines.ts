import { Collection } from '../values/collection.js';
import type { Value } from '../values/value.js';
import { ExpiryWheel } from './expiry-wheel.js';
import type { KeyIndex } from './key-index.js';

/** Which keys hold elements that expire by themselves. A database has one as soon as there is such a key. */
export class ElementDeadlines {
  private readonly wheel = new ExpiryWheel();

  constructor(private readonly index: KeyIndex<Value>) {}

  /** To be called when the elements of a slot have got other deadlines. */
  track(slot: number): void {
    const deadline = this.deadlineAt(slot);
    if (deadline !== 0) this.wheel.file(slot, deadline);
  }

  /**
   * Removes the elements of a slot that are due.
   * @param now ms since the epoch
   * @returns the collection if it had any
   */
  expire(slot: number, now: number): Collection | undefined {
    const deadline = this.deadlineAt(slot);
    if (deadline === 0 || deadline >= now) return undefined;
    const collection = this.index.valueAt(slot) as Collection;
    collection.expireElements(now);
    this.track(slot);
    return collection;
  }

  /**
   * Hands over slots whose elements have to expire, for as long as there is time.
   * @param now ms since the epoch
   * @param outOfTime asked from time to time; `true` ends the slice
   * @param expire removes the elements that are due
   */
  drain(now: number, outOfTime: () => boolean, expire: (slot: number) => void): void {
    this.wheel.drain(now - 1, outOfTime, (slot) => this.deadlineAt(slot), expire);
  }

  private deadlineAt(slot: number): number {
    if (!this.index.has(slot)) return 0;
    const value = this.index.valueAt(slot);
    return value instanceof Collection ? value.nextDeadline : 0;
  }
}
