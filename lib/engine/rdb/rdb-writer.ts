import type { Bytes } from '../bytes.js';
import { parse, type Int64 } from '../int64.js';
import { compress } from '../lzf.js';

const START_BYTES = 256;
const BITS_6 = 1 << 6;
const BITS_14 = 1 << 14;
const BITS_32 = 2 ** 32;
/** How the first byte of a length tells what follows. */
const LENGTH_14 = 0x40;
const LENGTH_32 = 0x80;
const LENGTH_64 = 0x81;
/** How the first byte of a string tells that it is none of so many bytes. */
const INTEGER_8 = 0xc0;
const INTEGER_16 = 0xc1;
const INTEGER_32 = 0xc2;
const COMPRESSED = 0xc3;
/** Strings up to this length may be integers, and from the other on they are compressed. */
const INTEGER_DIGITS = 11;
const UNCOMPRESSED_BYTES = 20;

/** Writes the parts of RDB, the format of Redis's snapshots and of DUMP. */
export class RdbWriter {
  private buffer = Buffer.allocUnsafe(START_BYTES);
  private end = 0;

  /** All that was written. */
  get bytes(): Bytes {
    return this.buffer.latin1Slice(0, this.end);
  }

  byte(value: number): void {
    const at = this.reserve(1);
    this.buffer[at] = value;
  }

  /** Bytes as they are. */
  raw(bytes: Bytes): void {
    const at = this.reserve(bytes.length);
    this.buffer.latin1Write(bytes, at);
  }

  /** A length or a count: 64 bits without a sign. */
  length(value: Int64): void {
    if (value >= 0 && value < BITS_6) this.byte(Number(value));
    else if (value >= 0 && value < BITS_14) {
      const at = this.reserve(2);
      this.buffer.writeUInt16BE(Number(value) | (LENGTH_14 << 8), at);
    } else if (value >= 0 && value < BITS_32) {
      this.byte(LENGTH_32);
      const at = this.reserve(4);
      this.buffer.writeUInt32BE(Number(value), at);
    } else {
      this.byte(LENGTH_64);
      const at = this.reserve(8);
      this.buffer.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value)), at);
    }
  }

  /** A string, in few bytes where it is a small integer or repeats itself. */
  string(bytes: Bytes): void {
    const integer = bytes.length <= INTEGER_DIGITS ? parse(bytes) : undefined;
    if (integer !== undefined && this.integer(integer)) return;
    const packed = bytes.length > UNCOMPRESSED_BYTES ? compress(bytes) : undefined;
    if (packed !== undefined) {
      this.byte(COMPRESSED);
      this.length(packed.length);
      this.length(bytes.length);
      this.raw(packed);
      return;
    }
    this.length(bytes.length);
    this.raw(bytes);
  }

  /** 64 bits with a sign, lowest byte first. */
  int64(value: Int64): void {
    const at = this.reserve(8);
    this.buffer.writeBigInt64LE(BigInt(value), at);
  }

  /** A double in its eight bytes, lowest first. */
  double(value: number): void {
    const at = this.reserve(8);
    this.buffer.writeDoubleLE(value, at);
  }

  /** @returns whether the integer is small enough */
  private integer(value: Int64): boolean {
    if (value >= -0x80 && value <= 0x7f) {
      this.byte(INTEGER_8);
      const at = this.reserve(1);
      this.buffer.writeInt8(Number(value), at);
    } else if (value >= -0x8000 && value <= 0x7fff) {
      this.byte(INTEGER_16);
      const at = this.reserve(2);
      this.buffer.writeInt16LE(Number(value), at);
    } else if (value >= -0x80000000 && value <= 0x7fffffff) {
      this.byte(INTEGER_32);
      const at = this.reserve(4);
      this.buffer.writeInt32LE(Number(value), at);
    } else return false;
    return true;
  }

  /** Makes room. @returns where it begins */
  private reserve(bytes: number): number {
    const at = this.end;
    this.end += bytes;
    if (this.end > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.end, 2 * this.buffer.length));
      this.buffer.copy(larger, 0, 0, at);
      this.buffer = larger;
    }
    return at;
  }
}
