import { CHUNK_BITS, CHUNK_MASK, CHUNK_SIZE } from './key-chunk.js';

/** A small number per slot, 0 where nothing has been noted; memory only for chunks in which something has. */
export class SlotRegistry {
  /** The memory of the notes in bytes. */
  bytes = 0;
  private readonly chunks: (Uint16Array | null)[] = [];
  private readonly used: number[] = [];

  get(slot: number): number {
    const chunk = this.chunks[slot >>> CHUNK_BITS];
    return chunk === undefined || chunk === null ? 0 : chunk[slot & CHUNK_MASK]!;
  }

  /** @param note 1 to 65535 */
  set(slot: number, note: number): void {
    const number = slot >>> CHUNK_BITS;
    const chunk = this.chunks[number] ?? this.add(number);
    const offset = slot & CHUNK_MASK;
    if (chunk[offset] === 0) this.used[number]!++;
    chunk[offset] = note;
  }

  clear(slot: number): void {
    const number = slot >>> CHUNK_BITS;
    const chunk = this.chunks[number];
    if (chunk === undefined || chunk === null || chunk[slot & CHUNK_MASK] === 0) return;
    chunk[slot & CHUNK_MASK] = 0;
    // The first chunk stays: a small database would allocate it again and again.
    if (--this.used[number]! === 0 && number > 0) {
      this.chunks[number] = null;
      this.bytes -= chunk.byteLength;
    }
  }

  private add(number: number): Uint16Array {
    while (this.chunks.length <= number) {
      this.chunks.push(null);
      this.used.push(0);
    }
    const chunk = new Uint16Array(CHUNK_SIZE);
    this.bytes += chunk.byteLength;
    this.chunks[number] = chunk;
    return chunk;
  }
}
