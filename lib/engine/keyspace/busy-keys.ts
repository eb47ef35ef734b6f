import type { Bytes } from '../bytes.js';
import type { StringValue, Value } from '../values/value.js';
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

  /** The slot of a key that lives and holds a string; -1 when it is not known by its text, or holds something else. */
  slotOf(text: string): number {
    const slot = this.recall.slotOf(text);
    if (slot < 0 || typeof this.index.valueAt(slot) === 'object') return -1;
    return this.keyspace.isExpired(slot) ? -1 : slot;
  }

  /** GET: counts a hit, marks the key as used. @returns `undefined` when it is not known that the value is ASCII */
  read(slot: number): Bytes | undefined {
    const value = this.index.valueAt(slot);
    if (typeof value !== 'string' || this.index.textAt(slot) !== TextState.ASCII) return undefined;
    this.stats.hits++;
    this.uses.touch(slot);
    return value;
  }

  /** SET and SETEX. @param deadline ms since the epoch, 0 for none */
  write(slot: number, key: Bytes, value: StringValue, deadline: number): void {
    const { keyspace } = this;
    keyspace.replace(slot, value);
    this.deadlines.set(slot, deadline);
    keyspace.changed(key, KeyEvents.set);
    if (deadline !== 0) keyspace.notify(key, KeyEvents.expire);
  }

  /** INCR. @returns the sum, `undefined` when the value is no number, or one that a number cannot count on from */
  increment(slot: number, key: Bytes): number | undefined {
    const { keyspace } = this;
    const value = this.index.valueAt(slot);
    if (typeof value !== 'number' || value === Number.MAX_SAFE_INTEGER) return undefined;
    this.uses.touch(slot);
    keyspace.replace(slot, value + 1);
    keyspace.changed(key, KeyEvents.incrby);
    return value + 1;
  }
}
