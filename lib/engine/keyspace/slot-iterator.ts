import { CHUNK_BITS, type KeyChunk } from './key-chunk.js';

/** Walks over the used slots of chunks. It is its own result, so that a step creates no object. */
export class SlotIterator implements IterableIterator<number> {
  value = -1;
  done = false;
  private number = 0;
  private offset = 0;

  constructor(private readonly chunks: readonly KeyChunk<unknown>[]) {}

  next(): IteratorResult<number, number> {
    while (this.number < this.chunks.length) {
      const chunk = this.chunks[this.number]!;
      while (this.offset < chunk.top) {
        const offset = this.offset++;
        if (chunk.has(offset)) {
          this.value = (this.number << CHUNK_BITS) | offset;
          return this;
        }
      }
      this.number++;
      this.offset = 0;
    }
    this.done = true;
    return this;
  }

  [Symbol.iterator](): this {
    return this;
  }
}
