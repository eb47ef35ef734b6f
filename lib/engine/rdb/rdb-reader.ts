import { own, type Bytes } from '../bytes.js';
import { normalize, type Int64 } from '../int64.js';
import { decompress } from '../lzf.js';

/** Bytes that are not what they should be. */
export class RdbFault extends Error {}

const ENCODED = 3;
const LENGTH_32 = 0x80;
const LENGTH_64 = 0x81;
const COMPRESSED = 3;

/** Reads the parts of RDB. @throws RdbFault in every method where the bytes are something else, or end */
export class RdbReader {
  private at = 0;
  private readonly buffer: Buffer;

  constructor(bytes: Bytes) {
    this.buffer = Buffer.from(bytes, 'latin1');
  }

  /** How many bytes are left. */
  get left(): number {
    return this.buffer.length - this.at;
  }

  byte(): number {
    return this.buffer[this.take(1)]!;
  }

  /** So many bytes as they are. */
  raw(length: number): Bytes {
    const at = this.take(length);
    return this.buffer.latin1Slice(at, this.at);
  }

  /** 64 bits without a sign. */
  length(): Int64 {
    const first = this.byte();
    switch (first >> 6) {
      case 0:
        return first;
      case 1:
        return ((first & 0x3f) << 8) | this.byte();
      case ENCODED:
        throw new RdbFault('an encoding where a length should be');
      default:
        if (first === LENGTH_32) return this.buffer.readUInt32BE(this.take(4));
        if (first === LENGTH_64) return normalize(this.buffer.readBigUInt64BE(this.take(8)));
        throw new RdbFault('no length');
    }
  }

  /** How many elements follow, of which each takes a byte at least. */
  count(): number {
    const count = this.length();
    if (count > this.left) throw new RdbFault('more elements than there are bytes');
    return Number(count);
  }

  /** A string; it owns its memory. */
  string(): Bytes {
    const first = this.byte();
    if (first >> 6 !== ENCODED) {
      this.at--;
      return own(this.raw(this.count()));
    }
    switch (first & 0x3f) {
      case 0:
        return String(this.buffer.readInt8(this.take(1)));
      case 1:
        return String(this.buffer.readInt16LE(this.take(2)));
      case 2:
        return String(this.buffer.readInt32LE(this.take(4)));
      case COMPRESSED: {
        const packed = this.count();
        const length = Number(this.length());
        const bytes = decompress(this.raw(packed), length);
        if (bytes === undefined) throw new RdbFault('no compressed string');
        return bytes;
      }
      default:
        throw new RdbFault('no string');
    }
  }

  /** 64 bits with a sign, lowest byte first. */
  int64(): Int64 {
    return normalize(this.buffer.readBigInt64LE(this.take(8)));
  }

  /** A double in its eight bytes. */
  double(): number {
    return this.buffer.readDoubleLE(this.take(8));
  }

  private take(length: number): number {
    if (length > this.left) throw new RdbFault('the bytes end too early');
    const at = this.at;
    this.at += length;
    return at;
  }
}
