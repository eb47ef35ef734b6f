import type { Bytes } from '../bytes.js';

const MIN_CAPACITY = 64;
/** Growth doubles up to here and adds this much beyond, as Redis's strings do. */
const MAX_PREALLOCATION = 1024 * 1024;

/**
 * A string that grows or changes in place: what APPEND, SETRANGE, SETBIT and PFADD turn a value into, so that none of
 * them copies the whole value for a few bytes. Bytes from `length` up to the capacity are zero.
 */
export class ByteBuffer {
  private bytes: Buffer;
  private used: number;

  /** @param content bytes to copy, or a Buffer of its own memory to take over */
  constructor(content: Bytes | Buffer) {
    this.used = content.length;
    if (typeof content === 'string') {
      this.bytes = Buffer.alloc(Math.max(MIN_CAPACITY, content.length));
      this.bytes.latin1Write(content, 0);
    } else this.bytes = content;
  }

  get length(): number {
    return this.used;
  }

  /** The memory it holds, in bytes. */
  get capacity(): number {
    return this.bytes.length;
  }

  /** The byte at an index below the length. */
  at(index: number): number {
    return this.bytes[index]!;
  }

  /** Replaces the byte at an index below the length. */
  setAt(index: number, byte: number): void {
    this.bytes[index] = byte;
  }

  /** Writes `content` at `offset`; a gap behind the end is filled with zero bytes. */
  write(offset: number, content: Bytes): void {
    this.extend(offset + content.length);
    this.bytes.latin1Write(content, offset);
  }

  /** Appends zero bytes up to a length; what is longer stays. */
  extend(length: number): void {
    if (length > this.bytes.length) this.grow(length);
    if (length > this.used) this.used = length;
  }

  /** Replaces `removed` bytes from `start` on by others, and moves what is behind them. */
  splice(start: number, removed: number, inserted: readonly number[]): void {
    const before = this.used;
    const length = before + inserted.length - removed;
    const written = Math.max(before, length, start + inserted.length);
    this.extend(written);
    this.bytes.copyWithin(start + inserted.length, start + removed, before);
    this.bytes.set(inserted, start);
    this.bytes.fill(0, length, written);
    this.used = length;
  }

  /** Takes over other content. @param content a Buffer of its own memory */
  assign(content: Buffer): void {
    this.bytes = content;
    this.used = content.length;
  }

  /** The bytes from `start` up to `end`, which is excluded. */
  slice(start: number, end: number): Bytes {
    return this.bytes.latin1Slice(start, Math.min(end, this.used));
  }

  /** The bytes from `start` up to `end` without a copy; valid until the next change of the length. */
  view(start = 0, end = this.used): Buffer {
    return this.bytes.subarray(start, Math.min(end, this.used));
  }

  toString(): Bytes {
    return this.bytes.latin1Slice(0, this.used);
  }

  /** An independent copy. */
  clone(): ByteBuffer {
    const copy = Buffer.allocUnsafeSlow(this.used);
    this.bytes.copy(copy, 0, 0, this.used);
    return new ByteBuffer(copy);
  }

  private grow(needed: number): void {
    const capacity = needed < MAX_PREALLOCATION ? needed * 2 : needed + MAX_PREALLOCATION;
    const grown = Buffer.alloc(capacity);
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }
}
