import {
  encode,
  encodeOwned,
  isAscii,
  own,
  rememberAscii,
  SLICE_MIN_LENGTH,
  type Bytes,
} from '../bytes.js';
import type { Value } from '../values/value.js';
import { TextState } from './key-chunk.js';
import type { KeyIndex } from './key-index.js';

/** At most so many values of a database are lent at a time, a power of two. */
const CAPACITY = 1 << 14;
/** Longer texts are copied at once, and of longer strings nobody remembers whether they are ASCII. */
const MAX_LENGTH = 4096;
/** How many values are copied between two questions about the budget, a power of two. */
const BUDGET_STEP = 16;

/**
 * Which values are still texts of the application: they may be slices that keep a much larger string alive, or parts
 * that are put together when somebody reads them, and their bytes may be others than their chars. Encoding and copying
 * each as it comes would take longer than all the rest of storing it, and most values of a busy key are replaced soon;
 * so they are encoded by the first who reads them, and copied by the sweeper, if they are still there by then.
 */
export class LentValues {
  /** The slots in a ring, from the first that was lent. One that has been freed since is not lent any more. */
  private slots: Int32Array | undefined;
  private first = 0;
  private count = 0;

  /** @param resized told by how many bytes a value has grown */
  constructor(
    private readonly index: KeyIndex<Value>,
    private readonly resized: (delta: number) => void,
  ) {}

  /** How many slots are lent, those included that have been freed since. */
  get size(): number {
    return this.count;
  }

  /** The memory that they take beside the index, in bytes; constant time. */
  bytes(): number {
    return this.slots?.byteLength ?? 0;
  }

  /** Stores a text of the application; beyond the capacity it is copied at once. */
  put(slot: number, value: string): void {
    this.index.setText(slot, value, TextState.UNREAD);
    if (value.length < SLICE_MIN_LENGTH) this.read(slot, value);
    else if (value.length > MAX_LENGTH) this.copy(slot);
    else if (!this.index.isLent(slot)) this.remember(slot);
  }

  /** The bytes of a value that is a string. */
  read(slot: number, value: Bytes): Bytes {
    const state = this.index.textAt(slot);
    if (state === TextState.ASCII) return rememberAscii(value);
    return state === TextState.OTHER ? value : this.examine(slot, value);
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
    if (typeof value !== 'string') return;
    if (this.index.textAt(slot) === TextState.UNREAD) this.encoded(slot, value, encodeOwned(value));
    else this.index.setValue(slot, own(value));
  }

  private examine(slot: number, value: string): Bytes {
    const { index } = this;
    if (index.textAt(slot) === TextState.UNREAD) return this.encoded(slot, value, encode(value));
    if (value.length <= MAX_LENGTH)
      index.setText(slot, value, isAscii(value) ? TextState.ASCII : TextState.OTHER);
    return value;
  }

  private encoded(slot: number, text: string, bytes: Bytes): Bytes {
    const { index } = this;
    // Every other char takes more than one byte.
    const isOther = bytes.length !== text.length;
    index.setText(slot, bytes, isOther ? TextState.OTHER : TextState.ASCII);
    if (isOther) this.resized(bytes.length - text.length);
    return bytes;
  }
}
