import { own, type Bytes } from '../bytes.js';
import { ChunkPool } from './chunk-pool.js';
import { HashDirectory } from './hash-directory.js';
import {
  ACCESS_WORD,
  CHUNK_BITS,
  CHUNK_MASK,
  HASH_MASK,
  HASH_WORD,
  LENT_BIT,
  NEXT_WORD,
  RECALLED_BIT,
  SLOT_CELLS,
  SLOT_WORDS,
  TEXT_MASK,
  type TextState,
} from './key-chunk.js';
import type { KeyHasher } from './key-hasher.js';
import { SlotIterator } from './slot-iterator.js';

export { KeyHasher } from './key-hasher.js';

/** Keys per bucket: above, a bucket is added; below, one is taken away. */
const MAX_LOAD = 1.5;
const MIN_LOAD = 0.75;
/** While it shrinks, a table gives up buckets faster than keys, so that it ends as small as it began. */
const MERGES_PER_DELETION = 2;
/** How many random buckets {@link KeyIndex.randomSlot} tries before it walks to the next used one. */
const RANDOM_TRIES = 64;

/**
 * The keys of one database: a linear hash table over chunks of slots.
 *
 * A slot is a small integer that stays the same for the life of its key. The table grows by one bucket per insertion
 * and shrinks by up to two per deletion, and all its arrays are of bounded size: there is no rehash that stalls an
 * insertion or a deletion, however many keys there are.
 */
export class KeyIndex<V> {
  /** How many keys there are. */
  size = 0;
  /** How many slots have a deadline. */
  deadlines = 0;
  private readonly pool = new ChunkPool<V>();
  private readonly chunks = this.pool.chunks;
  private readonly directory = new HashDirectory();

  constructor(private readonly hasher: KeyHasher) {}

  /** The slot of a key, or -1. */
  find(key: Bytes): number {
    return this.findHashed(this.hasher.hash(key) & HASH_MASK, key);
  }

  /** The slot of the key that another index has at a slot, or -1: with the same hasher, its hash is known. */
  findFrom(other: KeyIndex<unknown>, slot: number): number {
    const key = other.keyAt(slot);
    const known = this.hasher === other.hasher;
    return known ? this.findHashed(other.hashAt(slot), key) : this.find(key);
  }

  /**
   * Adds a key, of which it stores a copy that owns its memory.
   * @param key must not be there yet
   * @returns its slot
   */
  insert(key: Bytes, value: V): number {
    const { directory } = this;
    if (this.size >= directory.size * MAX_LOAD) this.splitBucket();
    const hash = this.hasher.hash(key) & HASH_MASK;
    const slot = this.pool.take();
    const bucket = directory.bucketOf(hash);
    const chunk = this.chunks[slot >>> CHUNK_BITS]!;
    const offset = slot & CHUNK_MASK;
    chunk.cells[offset * SLOT_CELLS] = own(key);
    chunk.cells[offset * SLOT_CELLS + 1] = value;
    chunk.words[offset * SLOT_WORDS + HASH_WORD] = hash;
    chunk.words[offset * SLOT_WORDS + NEXT_WORD] = directory.head(bucket);
    directory.setHead(bucket, slot);
    this.size++;
    return slot;
  }

  /** Removes the key of a slot with all that belongs to it. */
  delete(slot: number): void {
    this.unlink(slot);
    if (this.deadlineAt(slot) !== 0) this.deadlines--;
    this.pool.release(slot);
    this.size--;
    for (let i = 0; i < MERGES_PER_DELETION && this.sparse(); i++) this.mergeBucket();
  }

  /** Whether the slot holds a key. */
  has(slot: number): boolean {
    return this.chunks[slot >>> CHUNK_BITS]?.has(slot & CHUNK_MASK) ?? false;
  }

  keyAt(slot: number): Bytes {
    return this.chunks[slot >>> CHUNK_BITS]!.cells[(slot & CHUNK_MASK) * SLOT_CELLS] as Bytes;
  }

  valueAt(slot: number): V {
    return this.chunks[slot >>> CHUNK_BITS]!.cells[(slot & CHUNK_MASK) * SLOT_CELLS + 1] as V;
  }

  setValue(slot: number, value: V): void {
    this.chunks[slot >>> CHUNK_BITS]!.cells[(slot & CHUNK_MASK) * SLOT_CELLS + 1] = value;
  }

  /** The deadline in ms since the epoch; 0 when there is none, or when the slot is free. */
  deadlineAt(slot: number): number {
    const deadlines = this.chunks[slot >>> CHUNK_BITS]!.deadlines;
    return deadlines === null ? 0 : (deadlines[slot & CHUNK_MASK] ?? 0);
  }

  /** @param deadline ms since the epoch, 0 for none */
  setDeadline(slot: number, deadline: number): void {
    const chunk = this.chunks[slot >>> CHUNK_BITS]!;
    const offset = slot & CHUNK_MASK;
    const before = chunk.deadlines?.[offset] ?? 0;
    if (before === deadline) return;
    if (before === 0) this.deadlines++;
    else if (deadline === 0) this.deadlines--;
    const deadlines = chunk.deadlines ?? this.pool.addDeadlines(chunk);
    deadlines[offset] = deadline;
  }

  /** As {@link setValue}, with what is known of it if it is a string. */
  setText(slot: number, value: V, state: TextState): void {
    const chunk = this.chunks[slot >>> CHUNK_BITS]!;
    const offset = slot & CHUNK_MASK;
    chunk.cells[offset * SLOT_CELLS + 1] = value;
    const at = offset * SLOT_WORDS + HASH_WORD;
    chunk.words[at] = (chunk.words[at]! & ~TEXT_MASK) | state;
  }

  /** Whether the value is a text of the application: see {@link setLent}. A new key has none. */
  isLent(slot: number): boolean {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    return (words[(slot & CHUNK_MASK) * SLOT_WORDS + HASH_WORD]! & LENT_BIT) !== 0;
  }

  setLent(slot: number, lent: boolean): void {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    const at = (slot & CHUNK_MASK) * SLOT_WORDS + HASH_WORD;
    words[at] = lent ? words[at]! | LENT_BIT : words[at]! & ~LENT_BIT;
  }

  /** What is known of the value if it is a string. Of that of a new key, nothing. */
  textAt(slot: number): TextState {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    return (words[(slot & CHUNK_MASK) * SLOT_WORDS + HASH_WORD]! & TEXT_MASK) as TextState;
  }

  /** Whether the key is known by its text: see {@link setRecalled}. */
  isRecalled(slot: number): boolean {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    return (words[(slot & CHUNK_MASK) * SLOT_WORDS + HASH_WORD]! & RECALLED_BIT) !== 0;
  }

  /** Takes note that the key is known by its text, for the rest of its life. */
  setRecalled(slot: number): void {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    words[(slot & CHUNK_MASK) * SLOT_WORDS + HASH_WORD]! |= RECALLED_BIT;
  }

  /** An unsigned 32-bit word about the use of the key, for LRU and LFU; 0 at first. */
  accessAt(slot: number): number {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    return words[(slot & CHUNK_MASK) * SLOT_WORDS + ACCESS_WORD]! >>> 0;
  }

  setAccess(slot: number, word: number): void {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    words[(slot & CHUNK_MASK) * SLOT_WORDS + ACCESS_WORD] = word;
  }

  /**
   * Visits one bucket, as one step of SCAN. The cursor counts with its bits reversed, as in Redis: a key that is there
   * during the whole scan is visited at least once, however the table grows or shrinks between two steps.
   * @param cursor 0 to begin, then what the last step returned
   * @param visit may delete keys, but not add any
   * @returns the next cursor, an unsigned 32-bit integer; 0 at the end
   */
  scan(cursor: number, visit: (slot: number) => void): number {
    if (this.size === 0) return 0;
    const { lowMask, split } = this.directory;
    const bucket = cursor & lowMask;
    const found: number[] = [];
    this.collect(bucket, found);
    // A bucket that has been divided counts as one until all of them have been.
    if (bucket < split) this.collect(bucket + lowMask + 1, found);
    for (const slot of found) if (this.has(slot)) visit(slot);
    return reverseBits((reverseBits(cursor | ~lowMask) + 1) | 0) >>> 0;
  }

  /**
   * A random slot, about as fair as Redis's: a random bucket that is not empty, then one of its slots.
   * @param below draws a uniform integer from 0 to below its argument, which is at most 2^32
   * @returns -1 when there are no keys
   */
  randomSlot(below: (bound: number) => number): number {
    if (this.size === 0) return -1;
    const bucket = this.randomBucket(below);
    let length = 0;
    for (let slot = this.directory.head(bucket); slot >= 0; slot = this.next(slot)) length++;
    let chosen = this.directory.head(bucket);
    for (let skip = below(length); skip > 0; skip--) chosen = this.next(chosen);
    return chosen;
  }

  /**
   * A uniformly random slot of a table that is not empty.
   * @param below draws a uniform integer from 0 to below its argument
   */
  uniformSlot(below: (bound: number) => number): number {
    let skip = below(this.size);
    let number = 0;
    for (let used = this.chunks[0]!.used; skip >= used; used = this.chunks[number]!.used) {
      skip -= used;
      number++;
    }
    return (number << CHUNK_BITS) | this.chunks[number]!.randomOffset(below);
  }

  /**
   * All slots. Deleting keys on the way is safe; whether a key that is added on the way is visited is undefined. The
   * iterator is its own result, so that no object is created per slot.
   */
  slots(): IterableIterator<number> {
    return new SlotIterator(this.chunks);
  }

  /** The memory of the index itself in bytes, without keys and values; constant time. */
  bytes(): number {
    return this.pool.bytes + this.directory.bytes;
  }

  private findHashed(hash: number, key: Bytes): number {
    let slot = this.directory.head(this.directory.bucketOf(hash));
    while (slot >= 0) {
      const chunk = this.chunks[slot >>> CHUNK_BITS]!;
      const offset = slot & CHUNK_MASK;
      const at = offset * SLOT_WORDS;
      const words = chunk.words;
      if (
        (words[at + HASH_WORD]! & HASH_MASK) === hash &&
        chunk.cells[offset * SLOT_CELLS] === key
      ) {
        return slot;
      }
      slot = words[at + NEXT_WORD]!;
    }
    return -1;
  }

  private sparse(): boolean {
    return this.size < this.directory.size * MIN_LOAD && this.directory.shrinkable;
  }

  private hashAt(slot: number): number {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    return words[(slot & CHUNK_MASK) * SLOT_WORDS + HASH_WORD]! & HASH_MASK;
  }

  private next(slot: number): number {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    return words[(slot & CHUNK_MASK) * SLOT_WORDS + NEXT_WORD]!;
  }

  private setNext(slot: number, next: number): void {
    const words = this.chunks[slot >>> CHUNK_BITS]!.words;
    words[(slot & CHUNK_MASK) * SLOT_WORDS + NEXT_WORD] = next;
  }

  private collect(bucket: number, found: number[]): void {
    for (let slot = this.directory.head(bucket); slot >= 0; slot = this.next(slot)) {
      found.push(slot);
    }
  }

  private randomBucket(below: (bound: number) => number): number {
    const { directory } = this;
    // Drawn as a hash, a bucket that has not been divided comes up twice as often as one that has, as do its keys.
    for (let tries = 0; tries < RANDOM_TRIES; tries++) {
      const bucket = directory.bucketOf(below(2 ** 32));
      if (directory.head(bucket) >= 0) return bucket;
    }
    let bucket = below(directory.size);
    while (directory.head(bucket) < 0) bucket = (bucket + 1) % directory.size;
    return bucket;
  }

  private unlink(slot: number): void {
    const { directory } = this;
    const bucket = directory.bucketOf(this.hashAt(slot));
    const head = directory.head(bucket);
    if (head === slot) {
      directory.setHead(bucket, this.next(slot));
      return;
    }
    let before = head;
    for (let at = this.next(before); at !== slot; at = this.next(before)) before = at;
    this.setNext(before, this.next(slot));
  }

  private splitBucket(): void {
    const { directory } = this;
    const from = directory.split;
    const to = directory.grow();
    let slot = directory.head(from);
    let stay = -1;
    let move = -1;
    while (slot >= 0) {
      const next = this.next(slot);
      if (directory.bucketOf(this.hashAt(slot)) === from) {
        this.setNext(slot, stay);
        stay = slot;
      } else {
        this.setNext(slot, move);
        move = slot;
      }
      slot = next;
    }
    directory.setHead(from, stay);
    directory.setHead(to, move);
  }

  private mergeBucket(): void {
    const { directory } = this;
    const head = directory.head(directory.size - 1);
    directory.shrink();
    if (head < 0) return;
    const into = directory.split;
    let last = head;
    for (let next = this.next(last); next >= 0; next = this.next(last)) last = next;
    this.setNext(last, directory.head(into));
    directory.setHead(into, head);
  }
}

/** The 32 bits of an integer in reverse order, as a signed integer. */
function reverseBits(word: number): number {
  let v = word;
  v = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  v = ((v >>> 2) & 0x33333333) | ((v & 0x33333333) << 2);
  v = ((v >>> 4) & 0x0f0f0f0f) | ((v & 0x0f0f0f0f) << 4);
  v = ((v >>> 8) & 0x00ff00ff) | ((v & 0x00ff00ff) << 8);
  return (v >>> 16) | (v << 16);
}
