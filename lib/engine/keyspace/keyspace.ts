import type { Bytes } from '../bytes.js';
import { errors } from '../errors.js';
import type { Int64 } from '../int64.js';
import { Collection, type CollectionType } from '../values/collection.js';
import { account, bytesOf, weightOf, type Value, type ValueType } from '../values/value.js';
import { BusyKeys } from './busy-keys.js';
import { Deadlines } from './deadlines.js';
import { ElementDeadlines } from './element-deadlines.js';
import { EventClass, KeyEvents, type KeyEvent } from './key-event.js';
import { TextState } from './key-chunk.js';
import { KeyIndex } from './key-index.js';
import { KeyRecall } from './key-recall.js';
import { LentValues } from './lent-values.js';
import { randomLiveSlot, sampleKeys, scanSlots, type KeyVisitor } from './slot-draws.js';
import { SlotUse } from './slot-use.js';
import { REMOVAL_EVENT, type KeyspaceHost, type Removal } from './keyspace-host.js';

/**
 * One database: keys, values and deadlines.
 *
 * Every access expires lazily: what is past its deadline is removed before anybody sees it. A key lives while
 * `now <= deadline`, as in Redis. {@link changed} is the only exit of a write.
 */
export class Keyspace {
  private index!: KeyIndex<Value>;
  /** When which keys expire. */
  deadlines!: Deadlines;
  private uses!: SlotUse;
  private elements: ElementDeadlines | undefined;
  /** Which values are texts of the application. */
  lent!: LentValues;
  /** The memory of keys and values, in bytes. */
  payload = 0;
  private recall!: KeyRecall;
  /** The keys that the application names again and again. */
  busy!: BusyKeys;

  /** @param number the database number; SWAPDB changes it */
  constructor(
    public number: number,
    private readonly host: KeyspaceHost,
  ) {
    this.clear();
  }

  private clear(): void {
    const { host } = this;
    this.index = new KeyIndex(host.hasher);
    this.deadlines = new Deadlines(this.index);
    this.lent = new LentValues(this.index, (delta) => this.resized(delta));
    this.uses = new SlotUse(this.index, host);
    this.elements = undefined;
    this.payload = 0;
    this.recall = new KeyRecall(this.index, host.hasher);
    this.busy = new BusyKeys(this, this.index, this.deadlines, this.uses, this.recall, host.stats);
  }

  /** How many keys there are, expired ones that nobody has met yet included. */
  get size(): number {
    return this.index.size;
  }

  /** How many keys have a deadline. */
  get volatileSize(): number {
    return this.index.deadlines;
  }

  /** The memory held by keys, values, index and deadlines, in bytes; constant time. */
  bytes(): number {
    const { index, deadlines, lent, recall } = this;
    return this.payload + index.bytes() + deadlines.bytes() + lent.bytes() + recall.bytes();
  }

  /** The value for a command that reads it: counts a hit or a miss, marks the key as used. @throws WRONGTYPE */
  read<T extends Value>(key: Bytes, type: ValueType<T>): T | undefined {
    const slot = this.countedLookup(key);
    return this.uses.touch(slot) ? this.typed(slot, type) : undefined;
  }

  /** The value for a command that goes on to write: marks the key as used, counts nothing. @throws WRONGTYPE */
  edit<T extends Value>(key: Bytes, type: ValueType<T>): T | undefined {
    const slot = this.lookup(key);
    return this.uses.touch(slot) ? this.typed(slot, type) : undefined;
  }

  /** The collection for a command that adds to it, if need be a new one that {@link commit} attaches. @throws WRONGTYPE */
  editOrCreate<T extends Collection>(key: Bytes, type: CollectionType<T>): T {
    return this.edit(key, type) ?? type.create(this.host.hasher);
  }

  /** A new collection that no key has yet. */
  create<T extends Collection>(type: CollectionType<T>): T {
    return type.create(this.host.hasher);
  }

  /** The value of any type for a command about the key itself: counts a hit or a miss, leaves the key unused. */
  inspect(key: Bytes): Value | undefined {
    const slot = this.countedLookup(key);
    return slot < 0 ? undefined : this.valueAt(slot);
  }

  /** The value of any type, without a trace. */
  peek(key: Bytes): Value | undefined {
    const slot = this.lookup(key);
    return slot < 0 ? undefined : this.valueAt(slot);
  }

  /** Whether the key exists, without a trace. */
  has(key: Bytes): boolean {
    return this.lookup(key) >= 0;
  }

  /** How things are with a key, without a trace: one that has expired stays until somebody meets it. */
  presence(key: Bytes): 'absent' | 'expired' | 'live' {
    const slot = this.index.find(key);
    if (slot < 0) return 'absent';
    return this.isExpired(slot) ? 'expired' : 'live';
  }

  /** About how much work the value of a key is, see {@link weightOf}; nothing changes by asking. */
  weight(key: Bytes): number {
    const slot = this.recall.find(key);
    return slot < 0 ? 0 : weightOf(this.index.valueAt(slot));
  }

  /** Marks the key as used for a command that goes on to write; counts nothing. @returns whether it exists */
  use(key: Bytes): boolean {
    return this.uses.touch(this.lookup(key));
  }

  /** Marks the key as used and counts a hit or a miss. @returns whether it exists */
  touch(key: Bytes): boolean {
    return this.uses.touch(this.countedLookup(key));
  }

  /** What the key remembers of its use: the second of the last one, or how many there were. `undefined` without key. */
  lastUse(key: Bytes): number | undefined {
    const slot = this.lookup(key);
    return slot < 0 ? undefined : this.index.accessAt(slot);
  }

  /** Sets what an existing key remembers of its use, see {@link lastUse}. */
  setUse(key: Bytes, word: number): void {
    this.index.setAccess(this.lookup(key), word);
  }

  /** Creates the key or replaces its value. @param deadline ms since the epoch (default: one that there was is dropped) */
  put(key: Bytes, value: Value, deadline: Int64 = 0): void {
    const slot = this.lookup(key);
    const at = slot < 0 ? this.insert(key, value) : this.replace(slot, value);
    this.deadlines.set(at, deadline);
  }

  /** Creates the key or replaces its value; a deadline stays. */
  update(key: Bytes, value: Value): void {
    const slot = this.lookup(key);
    if (slot < 0) this.insert(key, value);
    else this.replace(slot, value);
  }

  /** Accounts for a value that grew or shrank in place. @param delta bytes */
  resized(delta: number): void {
    this.payload += delta;
  }

  /** The deadline of a key in ms since the epoch: 0 when it has none, `undefined` when there is no such key. */
  deadline(key: Bytes): Int64 | undefined {
    const slot = this.lookup(key);
    return slot < 0 ? undefined : this.deadlines.at(slot);
  }

  /** Sets the deadline of an existing key. @param at ms since the epoch */
  expireAt(key: Bytes, at: Int64): void {
    const slot = this.lookup(key);
    if (slot >= 0) this.deadlines.set(slot, at);
  }

  /** Removes the deadline. @returns whether there was one */
  persist(key: Bytes): boolean {
    const slot = this.lookup(key);
    return slot >= 0 && this.deadlines.clear(slot);
  }

  /** Removes a key and tells why. @returns whether it existed */
  remove(key: Bytes, why: Removal): boolean {
    const slot = why === 'erased' ? this.index.find(key) : this.lookup(key);
    if (slot < 0) return false;
    this.removeSlot(slot, why);
    return true;
  }

  /** Takes a key out without an event: the caller reports the change under a name of its own. */
  take(key: Bytes): Value | undefined {
    const slot = this.lookup(key);
    if (slot < 0) return undefined;
    const value = this.lent.take(slot);
    this.drop(slot);
    return value;
  }

  /** The exit of every write: counts the change, marks watchers, emits the event. */
  changed(key: Bytes, event: KeyEvent): void {
    this.host.stats.dirty++;
    this.alsoChanged(key, event);
  }

  /**
   * The exit of a write that changed a collection in place: attaches a new one, accounts its memory and, when it has
   * become empty, removes the key behind the event.
   * @param keepEmpty a stream stays when its last entry goes
   */
  commit(key: Bytes, collection: Collection, event: KeyEvent, keepEmpty = false): void {
    const empty = collection.size === 0 && !keepEmpty;
    const slot = this.lookup(key);
    if (slot >= 0) this.payload += this.adopt(slot, collection);
    else if (empty) return;
    else this.insert(key, collection);
    this.changed(key, event);
    if (empty && slot >= 0) {
      this.drop(this.lookup(key));
      this.alsoChanged(key, KeyEvents.del);
    }
  }

  /** A further key of a change that {@link changed} has counted: RENAME is one change of two keys. */
  alsoChanged(key: Bytes, event: KeyEvent): void {
    if (this.host.watching) this.host.touched(this, key);
    this.notify(key, event);
  }

  /** A further event of a change that {@link changed} has reported, or one that is no change. */
  notify(key: Bytes, event: KeyEvent): void {
    if ((this.host.eventMask & event.mask) !== 0) this.host.emit(this, key, event);
  }

  /** Removes everything. Watchers are the caller's concern. @returns how many keys there were */
  flush(): number {
    const count = this.index.size;
    this.clear();
    this.host.stats.dirty += count;
    return count;
  }

  /**
   * Visits a part of the keys. Every key that is there during a whole scan is visited at least once.
   * @param cursor 0 to begin, then what the last call returned
   * @param count how many keys to visit, about
   * @param wanted tells by its name whether a key counts; one that has expired goes only if it does
   * @returns the next cursor, 0 at the end
   */
  scan(
    cursor: number,
    count: number,
    visit: (key: Bytes, value: Value) => void,
    wanted: (key: Bytes) => boolean = () => true,
  ): number {
    const { next, slots } = scanSlots(this.index, cursor, count);
    for (const slot of slots) {
      const key = this.index.keyAt(slot);
      if (!wanted(key)) continue;
      if (this.isExpired(slot)) this.expireSlot(slot);
      else visit(key, this.valueAt(slot));
    }
    return next;
  }

  /** Visits every key; those that have expired are passed over and left to the sweeper. */
  forEach(visit: (key: Bytes, value: Value) => void): void {
    for (const slot of this.index.slots()) {
      if (!this.isExpired(slot)) visit(this.index.keyAt(slot), this.valueAt(slot));
    }
  }

  /** A random key, or `undefined` when there is none. */
  randomKey(): Bytes | undefined {
    const slot = randomLiveSlot(
      this.index,
      this.host.random,
      (each) => this.isExpired(each),
      (each) => this.expireSlot(each),
    );
    return slot < 0 ? undefined : this.index.keyAt(slot);
  }

  /** Visits random keys for an eviction, some of them perhaps twice. @param volatile only keys with a deadline */
  sample(count: number, volatile: boolean, visit: KeyVisitor): void {
    sampleKeys(this.index, volatile ? this.deadlines : undefined, this.host.random, count, visit);
  }

  /** Removes keys and elements whose deadline has passed, until it is out of time. @returns how many keys expired */
  sweep(outOfTime: () => boolean): number {
    const now = this.host.now();
    this.elements?.drain(now, outOfTime, (slot) => void this.expireElements(slot));
    return this.deadlines.drain(now, outOfTime, (slot) => this.removeSlot(slot, 'expired'));
  }

  private lookup(key: Bytes): number {
    const slot = this.recall.find(key);
    if (slot < 0) return -1;
    if (this.isExpired(slot)) {
      this.expireSlot(slot);
      return -1;
    }
    return this.elements !== undefined && this.expireElements(slot) ? -1 : slot;
  }

  private countedLookup(key: Bytes): number {
    const slot = this.lookup(key);
    if (slot >= 0) this.host.stats.hits++;
    else {
      this.host.stats.misses++;
      this.notify(key, KeyEvents.keymiss);
    }
    return slot;
  }

  /** Whether the key of a slot is past its deadline. */
  isExpired(slot: number): boolean {
    const deadline = this.index.deadlineAt(slot);
    return deadline !== 0 && deadline < this.host.now();
  }

  private valueAt(slot: number): Value {
    const value = this.index.valueAt(slot);
    return typeof value === 'string' ? this.lent.read(slot, value) : value;
  }

  private typed<T extends Value>(slot: number, type: ValueType<T>): T {
    const value = this.valueAt(slot);
    if (!type.is(value)) throw errors.wrongType();
    return value;
  }

  private insert(key: Bytes, value: Value): number {
    const slot = this.index.insert(key, value);
    this.recall.found(key, slot);
    if (typeof value === 'string' && this.host.lends) this.lent.put(slot, value);
    else if (value instanceof Collection) this.adopt(slot, value);
    this.payload += bytesOf(key) + bytesOf(value);
    this.uses.begin(slot);
    if ((this.host.eventMask & (EventClass.NEW | EventClass.CREATED)) !== 0) {
      this.host.created(this, key, value);
    }
    return slot;
  }

  /** Replaces the value of a slot. @returns the slot */
  replace(slot: number, value: Value): number {
    this.payload -= bytesOf(this.index.valueAt(slot));
    if (typeof value === 'string' && this.host.lends) this.lent.put(slot, value);
    else this.index.setText(slot, value, TextState.BYTES);
    if (value instanceof Collection) this.adopt(slot, value);
    this.payload += bytesOf(value);
    this.uses.renew(slot);
    return slot;
  }

  /** Takes note of the memory and of the deadlines of a collection. @returns by how many bytes it has grown */
  private adopt(slot: number, collection: Collection): number {
    if (collection.nextDeadline !== 0) {
      this.elements ??= new ElementDeadlines(this.index);
      this.elements.track(slot);
    }
    return account(collection);
  }

  /** Removes the elements that are due, and the key with the last of them. @returns whether the key has gone */
  private expireElements(slot: number): boolean {
    const collection = this.elements!.expire(slot, this.host.now());
    if (collection === undefined) return false;
    const key = this.index.keyAt(slot);
    this.payload += account(collection);
    this.changed(key, KeyEvents.hexpired);
    if (collection.size > 0) return false;
    this.drop(slot);
    this.alsoChanged(key, KeyEvents.del);
    return true;
  }

  private expireSlot(slot: number): void {
    if (!this.host.keepsExpired) this.removeSlot(slot, 'expired');
  }

  private removeSlot(slot: number, why: Removal): void {
    const key = this.index.keyAt(slot);
    this.drop(slot);
    if (why === 'expired') this.host.stats.expired++;
    else if (why === 'evicted') this.host.stats.evicted++;
    this.changed(key, REMOVAL_EVENT[why]);
  }

  private drop(slot: number): void {
    this.payload -= bytesOf(this.index.keyAt(slot)) + bytesOf(this.index.valueAt(slot));
    this.deadlines.clear(slot);
    this.recall.forget(slot);
    this.index.delete(slot);
  }
}
