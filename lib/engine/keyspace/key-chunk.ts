import type { Bytes } from '../bytes.js';

/** A slot number is a chunk number and, in its low bits, an offset in that chunk. */
export const CHUNK_BITS = 14;
export const CHUNK_SIZE = 1 << CHUNK_BITS;
export const CHUNK_MASK = CHUNK_SIZE - 1;

/** The 32-bit words of a slot lie side by side: a look-up that walks a chain touches one cache line per slot. */
export const SLOT_WORDS = 3;
/**
 * The hash, and in the highest bits whether the value is lent, whether the key is known by its text, and what is known
 * of a value that is a string: see {@link TextState}.
 */
export const HASH_WORD = 0;
export const HASH_MASK = 0x0fffffff;
export const LENT_BIT = 1 << 31;
export const RECALLED_BIT = 1 << 30;
export const TEXT_MASK = 3 << 28;
export const NEXT_WORD = 1;
export const ACCESS_WORD = 2;

/** What is known of a value that is a string. */
export const TextState = {
  /** It holds bytes, and nobody has looked at them. */
  BYTES: 0,
  /** It is a text of the application, of which nobody has read a char: the value are its UTF-8 bytes. */
  UNREAD: 1 << 28,
  /** All its bytes are ASCII, so that they are their own text. */
  ASCII: 2 << 28,
  /** Not all its bytes are ASCII. */
  OTHER: 3 << 28,
} as const;
export type TextState = (typeof TextState)[keyof typeof TextState];

/** Key and value of a slot, side by side as well. */
export const SLOT_CELLS = 2;

/** Where at least this part of the slots is used, drawing until one is hit is quicker than counting. */
const DENSE_PART = 8;
const POINTER_BYTES = 8;
const OBJECT_BYTES = 512;

/** A fixed number of slots. Large tables are made of many, so that growing one never copies another. */
export class KeyChunk<V> {
  /** Key at `2 * offset`, `undefined` when the slot is free; its value behind it. */
  cells: (Bytes | V | undefined)[];
  words: Int32Array;
  /** ms since the epoch per slot, 0 for none; there only when a key of this chunk has had one. */
  deadlines: Float64Array | null = null;
  used = 0;
  /** Offsets from here on have never been used. */
  top = 0;
  private free = -1;

  constructor(public capacity: number) {
    this.cells = new Array<Bytes | V | undefined>(capacity * SLOT_CELLS).fill(undefined);
    this.words = new Int32Array(capacity * SLOT_WORDS);
  }

  /** The memory of the chunk in bytes, without keys and values. */
  get bytes(): number {
    const slot = SLOT_CELLS * POINTER_BYTES + SLOT_WORDS * Int32Array.BYTES_PER_ELEMENT;
    const deadlines = this.deadlines === null ? 0 : Float64Array.BYTES_PER_ELEMENT;
    return OBJECT_BYTES + this.capacity * (slot + deadlines);
  }

  /** Whether the slot holds a key. */
  has(offset: number): boolean {
    return offset < this.top && this.cells[offset * SLOT_CELLS] !== undefined;
  }

  /**
   * A uniformly random used offset of a chunk that is not empty.
   * @param below draws a uniform integer from 0 to below its argument
   */
  randomOffset(below: (bound: number) => number): number {
    if (this.used * DENSE_PART >= this.top) {
      for (;;) {
        const offset = below(this.top);
        if (this.has(offset)) return offset;
      }
    }
    let offset = -1;
    for (let skip = below(this.used); skip >= 0;) if (this.has(++offset)) skip--;
    return offset;
  }

  /** Reserves a slot; the chunk must not be full. @returns its offset */
  take(): number {
    this.used++;
    const offset = this.free;
    if (offset >= 0) {
      this.free = this.words[offset * SLOT_WORDS + NEXT_WORD]!;
      return offset;
    }
    if (this.top === this.capacity) this.grow();
    return this.top++;
  }

  /** Frees a slot and lets go of everything that it held. */
  release(offset: number): void {
    const { cells, words } = this;
    cells[offset * SLOT_CELLS] = undefined;
    cells[offset * SLOT_CELLS + 1] = undefined;
    words[offset * SLOT_WORDS + HASH_WORD] = 0;
    words[offset * SLOT_WORDS + ACCESS_WORD] = 0;
    words[offset * SLOT_WORDS + NEXT_WORD] = this.free;
    if (this.deadlines !== null) this.deadlines[offset] = 0;
    this.free = offset;
    if (--this.used === 0) {
      this.free = -1;
      this.top = 0;
    }
  }

  /** Makes room for deadlines. */
  addDeadlines(): Float64Array {
    return (this.deadlines = new Float64Array(this.capacity));
  }

  /** Only the first chunk starts small, so that a small database costs little. */
  private grow(): void {
    const old = this.cells;
    this.capacity *= 2;
    this.cells = new Array<Bytes | V | undefined>(this.capacity * SLOT_CELLS).fill(undefined);
    for (let i = 0; i < old.length; i++) this.cells[i] = old[i];
    const words = new Int32Array(this.capacity * SLOT_WORDS);
    words.set(this.words);
    this.words = words;
    if (this.deadlines !== null) {
      const deadlines = new Float64Array(this.capacity);
      deadlines.set(this.deadlines);
      this.deadlines = deadlines;
    }
  }
}
