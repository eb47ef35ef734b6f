import { CHUNK_BITS, CHUNK_MASK, CHUNK_SIZE, KeyChunk } from './key-chunk.js';

const FIRST_CAPACITY = 64;

/**
 * The chunks of an index by number. New keys go to the lowest chunk that has room, so that after a mass deletion the
 * high chunks run empty and can be released.
 */
export class ChunkPool<V> {
  /** A released chunk leaves an empty one behind: a slot number that outlived its key still reads as "nothing". */
  readonly chunks: KeyChunk<V>[] = [];
  /** The memory of all chunks in bytes, without keys and values. */
  bytes = 0;
  private readonly none = new KeyChunk<V>(0);
  /** One bit per chunk that has room. */
  private readonly open: number[] = [];
  private lowestOpen = 0;
  private readonly vacant: number[] = [];
  private live = 0;
  /** Kept so that a key that comes and goes at the edge of a chunk does not allocate one each time. */
  private spare: KeyChunk<V> | null = null;

  /** Reserves a slot. @returns its number */
  take(): number {
    const number = this.withRoom();
    const chunk = this.chunks[number]!;
    const capacity = chunk.capacity;
    const before = chunk.bytes;
    const offset = chunk.take();
    if (chunk.capacity !== capacity) this.bytes += chunk.bytes - before;
    if (chunk.used === CHUNK_SIZE) this.setFull(number);
    return (number << CHUNK_BITS) | offset;
  }

  /** Frees a slot and lets go of everything that it held. */
  release(slot: number): void {
    const number = slot >>> CHUNK_BITS;
    const chunk = this.chunks[number]!;
    chunk.release(slot & CHUNK_MASK);
    if (chunk.used === 0) this.drop(number);
    else this.setOpen(number);
  }

  /** Makes room for the deadlines of a chunk. */
  addDeadlines(chunk: KeyChunk<V>): Float64Array {
    const before = chunk.bytes;
    const deadlines = chunk.addDeadlines();
    this.bytes += chunk.bytes - before;
    return deadlines;
  }

  private withRoom(): number {
    const { open } = this;
    for (let word = this.lowestOpen; word < open.length; word++) {
      const bits = open[word]!;
      if (bits !== 0) {
        this.lowestOpen = word;
        return (word << 5) + 31 - Math.clz32(bits & -bits);
      }
    }
    return this.add();
  }

  private add(): number {
    const number = this.vacant.pop() ?? this.chunks.length;
    let chunk = this.spare;
    this.spare = null;
    if (chunk === null) {
      chunk = new KeyChunk<V>(this.live === 0 ? FIRST_CAPACITY : CHUNK_SIZE);
      this.bytes += chunk.bytes;
    }
    this.live++;
    this.chunks[number] = chunk;
    while (this.open.length <= number >>> 5) this.open.push(0);
    this.setOpen(number);
    return number;
  }

  private setFull(number: number): void {
    this.open[number >>> 5]! &= ~(1 << (number & 31));
  }

  private setOpen(number: number): void {
    const word = number >>> 5;
    this.open[word]! |= 1 << (number & 31);
    if (word < this.lowestOpen) this.lowestOpen = word;
  }

  private drop(number: number): void {
    const chunk = this.chunks[number]!;
    this.live--;
    this.chunks[number] = this.none;
    this.vacant.push(number);
    this.setFull(number);
    if (this.spare === null) this.spare = chunk;
    else this.bytes -= chunk.bytes;
  }
}
