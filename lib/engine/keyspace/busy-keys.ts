import type { Bytes } from '../bytes.js';
import { bytesOf, type StringValue, type Value } from '../values/value.js';
import type { Deadlines } from './deadlines.js';
import { KeyEvents } from './key-event.js';
import { TextState } from './key-chunk.js';
import type { KeyIndex } from './key-index.js';
import type { KeyRecall } from './key-recall.js';
import type { Keyspace } from './keyspace.js';
import type { KeyspaceStats } from './keyspace-host.js';
import type { SlotUse } from './slot-use.js';

/**
 * What the most frequent commands do with a key that is known by its text and holds a string: the same as by way of
 * {@link Keyspace}, in fewer steps. What is not as usual is refused before anything has been done.
 */
export class BusyKeys {
  constructor(
    private readonly keyspace: Keyspace,
    private readonly index: KeyIndex<Value>,
    private readonly deadlines: Deadlines,
    private readonly uses: SlotUse,
    private readonly recall: KeyRecall,
    private readonly stats: KeyspaceStats,
  ) {}

  /** The bytes of a text by which the application names the key of the command that follows. */
  nameOf(text: string): Bytes {
    return this.recall.nameOf(text);
  }

  /** The slot of a key that lives; -1 when it is not known by its text. */
  slotOf(text: string): number {
    const slot = this.recall.slotOf(text);
    return slot < 0 || this.keyspace.isExpired(slot) ? -1 : slot;
  }

  /** Whether it is known that the value is ASCII text. */
  isAscii(slot: number): boolean {
    return this.index.textAt(slot) === TextState.ASCII;
  }

  /** Whether the value is a string that nothing changes in place. */
  isString(slot: number): boolean {
    return typeof this.index.valueAt(slot) !== 'object';
  }

  /** Whether the value is a number, which a number can count on from. */
  isCounter(slot: number): boolean {
    const value = this.index.valueAt(slot);
    return typeof value === 'number' && value < Number.MAX_SAFE_INTEGER;
  }

  /** GET of a value that {@link isAscii}: counts a hit, marks the key as used. */
  read(slot: number): Bytes {
    this.stats.hits++;
    this.uses.touch(slot);
    return this.index.valueAt(slot) as Bytes;
  }

  /** SET and SETEX where {@link isString}. @param deadline ms since the epoch, 0 for none */
  write(slot: number, key: Bytes, value: StringValue, deadline: number): void {
    const { keyspace } = this;
    keyspace.replace(slot, value);
    this.deadlines.set(slot, deadline);
    keyspace.changed(key, KeyEvents.set);
    if (deadline !== 0) keyspace.notify(key, KeyEvents.expire);
  }

  /** EXPIRE. @param deadline ms since the epoch, later than now */
  expire(slot: number, key: Bytes, deadline: number): void {
    this.uses.touch(slot);
    this.deadlines.set(slot, deadline);
    this.keyspace.changed(key, KeyEvents.expire);
  }

  /** INCR where {@link isCounter}. @returns the sum */
  increment(slot: number, key: Bytes): number {
    const { index, keyspace, uses } = this;
    const before = index.valueAt(slot) as number;
    const sum = before + 1;
    uses.touch(slot);
    index.setValue(slot, sum);
    keyspace.resized(bytesOf(sum) - bytesOf(before));
    uses.renew(slot);
    keyspace.changed(key, KeyEvents.incrby);
    return sum;
  }
}
