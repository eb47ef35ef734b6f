import { encode, type Bytes } from '../bytes.js';
import type { Value } from '../values/value.js';
import type { KeyHasher } from './key-hasher.js';
import type { KeyIndex } from './key-index.js';

/** At most so many keys are known by their text. */
const CAPACITY = 1 << 14;
/** Longer keys are not worth their memory. */
const MAX_LENGTH = 256;
/** After so many questions it is judged whether knowing them pays. */
const WINDOW = 4 * CAPACITY;
/** With fewer answers than this part other keys are learnt, with fewer than that none for a while. */
const GOOD_PART = 3 / 4;
const POOR_PART = 1 / 4;
/** For how many windows no key is known then. */
const PAUSE = 16;
/** What an entry takes, in bytes, about. */
const ENTRY_BYTES = 40;
const ZERO = 48;
const NINE = 57;

/**
 * What is known of slots without a search: that of the key that was looked for last, so that a look-up and the write that follows
 * it search once, and those of the keys that the application names again and again. The latter are found by their
 * text, whose hash V8 keeps with the string, so that neither its chars nor the index are read.
 */
export class KeyRecall {
  /** The key that was looked for last, and its slot; -1 when there is none. */
  private key: Bytes | undefined;
  private slot = -1;
  /** The slots of ASCII keys: their text is the same string. The strings are those of the index. */
  private readonly slots = new Map<Bytes, number>();
  /** The ASCII text that was named last and is not known; the next look-up finds its slot. */
  private wanted: Bytes | undefined;
  private learns = true;
  /** Questions until the next judgement, and how many of the window were answered. */
  private left = WINDOW;
  private answered = 0;

  constructor(
    private readonly index: KeyIndex<Value>,
    private readonly hasher: KeyHasher,
  ) {}

  /** How many keys are known by their text. */
  get size(): number {
    return this.slots.size;
  }

  /** The memory that this takes, in bytes; constant time. */
  bytes(): number {
    return this.slots.size * ENTRY_BYTES;
  }

  /** The bytes of the text by which the application names a key; if it is known, it counts as looked for. */
  nameOf(text: string): Bytes {
    if (--this.left < 0) this.judge();
    const slot = this.learns ? this.slots.get(text) : undefined;
    if (slot !== undefined) {
      this.answered++;
      this.slot = slot;
      return (this.key = text);
    }
    if (!this.hasher.isAscii(text)) return encode(text);
    return (this.wanted = text);
  }

  /** The slot of a key that is known by its text, or -1. What is not known counts as no question: {@link nameOf} follows. */
  slotOf(text: string): number {
    const slot = this.learns ? this.slots.get(text) : undefined;
    if (slot === undefined) return -1;
    if (--this.left < 0) this.judge();
    this.answered++;
    return slot;
  }

  /** The slot of a key, or -1. */
  find(key: Bytes): number {
    if (key !== this.key) this.found(key, this.index.find(key));
    return this.slot;
  }

  /** To be called with the slot of a new key. */
  found(key: Bytes, slot: number): void {
    this.key = key;
    this.slot = slot;
    if (key === this.wanted && slot >= 0) this.learn(slot);
  }

  /** To be called before a slot is freed. */
  forget(slot: number): void {
    this.key = undefined;
    this.slot = -1;
    if (this.index.isRecalled(slot)) this.slots.delete(this.index.keyAt(slot));
  }

  private learn(slot: number): void {
    this.wanted = undefined;
    if (!this.learns || this.slots.size >= CAPACITY) return;
    const key = this.index.keyAt(slot);
    const first = key.charCodeAt(0);
    // V8's hash of a number is no secret: keys could be chosen that all have the same.
    if (key.length > MAX_LENGTH || (first >= ZERO && first <= NINE)) return;
    this.slots.set(key, slot);
    this.index.setRecalled(slot);
  }

  private judge(): void {
    const part = this.answered / WINDOW;
    this.answered = 0;
    this.left = WINDOW;
    if (!this.learns) {
      this.learns = true;
      return;
    }
    if (part < GOOD_PART) this.slots.clear();
    if (part < POOR_PART) {
      this.learns = false;
      this.left = PAUSE * WINDOW;
    }
  }
}
