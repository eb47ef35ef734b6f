/** Smaller buffers are not worth keeping, in bytes. */
const MIN_SIZE = 64 * 1024;
/** Larger ones are rare. */
const MAX_SIZE = 4 * 1024 * 1024;
/** What is kept at most. */
const MAX_KEPT = 16 * 1024 * 1024;
/** A kept buffer may be so many times as long as is asked for. */
const MAX_WASTE = 4;

/** Large buffers that are used again: fresh memory costs as much as what is copied to it. */
class BufferPool {
  private readonly free: Buffer[] = [];
  private kept = 0;

  /** A buffer of at least this size, with anything in it. @param size in bytes */
  take(size: number): Buffer {
    const at = this.free.findLastIndex(
      ({ length }) => length >= size && length <= MAX_WASTE * Math.max(size, MIN_SIZE),
    );
    if (at < 0) return Buffer.allocUnsafeSlow(size > MAX_SIZE ? size : roundUp(size));
    const [buffer] = this.free.splice(at, 1);
    this.kept -= buffer!.length;
    return buffer!;
  }

  /** Gives a buffer back, to which nobody may hold on. */
  release(buffer: Buffer): void {
    const { length } = buffer;
    if (length < MIN_SIZE || length > MAX_SIZE || this.kept + length > MAX_KEPT) return;
    this.free.push(buffer);
    this.kept += length;
  }
}

function roundUp(size: number): number {
  return size < MIN_SIZE ? size : Math.ceil(size / MIN_SIZE) * MIN_SIZE;
}

/** The buffers of this thread. */
export const bufferPool = new BufferPool();
