import type { Bytes } from '../bytes.js';

const MIN_CAPACITY = 64;
/** Growth doubles up to here and adds this much beyond, as Redis's strings do. */
const MAX_PREALLOCATION = 1024 * 1024;

/**
 * A string that grows or changes in place: what APPEND and SETRANGE turn a value into, so that neither copies the
 * whole value for a few bytes. Bytes from `length` up to the capacity are zero.
 */
export class ByteBuffer {
  private bytes: Buffer;
  private used: number;

  constructor(content: Bytes) {
    this.bytes = Buffer.alloc(Math.max(MIN_CAPACITY, content.length));
    this.bytes.latin1Write(content, 0);
    this.used = content.length;
  }

  get length(): number {
    return this.used;
  }

  /** The memory it holds, in bytes. */
  get capacity(): number {
    return this.bytes.length;
  }

  /** Writes `content` at `offset`; a gap behind the end is filled with zero bytes. */
  write(offset: number, content: Bytes): void {
    const end = offset + content.length;
    if (end > this.bytes.length) this.grow(end);
    this.bytes.latin1Write(content, offset);
    if (end > this.used) this.used = end;
  }

  /** The bytes from `start` up to `end`, which is excluded. */
  slice(start: number, end: number): Bytes {
    return this.bytes.latin1Slice(start, Math.min(end, this.used));
  }

  toString(): Bytes {
    return this.bytes.latin1Slice(0, this.used);
  }

  /** An independent copy. */
  clone(): ByteBuffer {
    return new ByteBuffer(this.toString());
  }

  private grow(needed: number): void {
    const capacity = needed < MAX_PREALLOCATION ? needed * 2 : needed + MAX_PREALLOCATION;
    const grown = Buffer.alloc(capacity);
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }
}
