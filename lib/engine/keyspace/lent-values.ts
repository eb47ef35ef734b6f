import { own, SLICE_MIN_LENGTH } from '../bytes.js';
import type { Value } from '../values/value.js';
import type { KeyIndex } from './key-index.js';

/** At most so many values of a database are lent at a time, a power of two. */
const CAPACITY = 1 << 14;
/** Longer texts are copied at once. */
const MAX_LENGTH = 4096;
/** How many values are copied between two questions about the budget, a power of two. */
const BUDGET_STEP = 16;

/**
 * Which values are still texts of the application: they may be slices that keep a much larger string alive. Copying
 * each as it comes would take longer than all the rest of storing it, and most values of a busy key are replaced soon;
 * so the copies are made by the sweeper, of what is still there by then.
 */
export class LentValues {
  /** The slots in a ring, from the first that was lent. One that has been freed since is not lent any more. */
  private slots: Int32Array | undefined;
  private first = 0;
  private count = 0;

  constructor(private readonly index: KeyIndex<Value>) {}

  /** How many slots are lent, those included that have been freed since. */
  get size(): number {
    return this.count;
  }

  /** The memory that they take beside the index, in bytes; constant time. */
  bytes(): number {
    return this.slots?.byteLength ?? 0;
  }

  /** Takes note of a slot whose new value is lent; beyond the capacity it is copied at once. */
  add(slot: number, value: Value): void {
    if (typeof value !== 'string' || value.length < SLICE_MIN_LENGTH) return;
    if (value.length > MAX_LENGTH) this.copy(slot);
    else if (!this.index.isLent(slot)) this.remember(slot);
  }

  /** The value of a slot that goes elsewhere: the database's own. */
  take(slot: number): Value {
    if (this.index.isLent(slot)) this.copy(slot);
    return this.index.valueAt(slot);
  }

  private remember(slot: number): void {
    if (this.count === CAPACITY) {
      this.copy(slot);
      return;
    }
    this.slots ??= new Int32Array(CAPACITY);
    this.slots[(this.first + this.count++) & (CAPACITY - 1)] = slot;
    this.index.setLent(slot, true);
  }

  /** Copies what is still lent, the oldest first, for as long as there is time. */
  settle(outOfTime: () => boolean): void {
    while (this.count > 0) {
      const slot = this.slots![this.first]!;
      this.first = (this.first + 1) & (CAPACITY - 1);
      this.count--;
      if (this.index.isLent(slot)) {
        this.index.setLent(slot, false);
        this.copy(slot);
      }
      if ((this.count & (BUDGET_STEP - 1)) === 0 && outOfTime()) return;
    }
  }

  private copy(slot: number): void {
    const value = this.index.valueAt(slot);
    if (typeof value === 'string') this.index.setValue(slot, own(value));
  }
}
