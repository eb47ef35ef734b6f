import type { Bytes } from '../bytes.js';
import { normalize, parse, type Int64 } from '../int64.js';
import { RdbFault } from './rdb-reader.js';

/** Four bytes of length and two of the number of entries. */
const HEADER_BYTES = 6;
const END = 0xff;
/** A number of entries that is this or more is not kept. */
const MANY = 0xffff;

// How the first byte of an entry tells what it is.
const STRING_6 = 0x80;
const INTEGER_13 = 0xc0;
const STRING_12 = 0xe0;
const STRING_32 = 0xf0;
const INTEGER_16 = 0xf1;
const INTEGER_24 = 0xf2;
const INTEGER_32 = 0xf3;
const INTEGER_64 = 0xf4;
/** The longest decimal of 64 bits. */
const INTEGER_DIGITS = 20;

/** Makes a listpack: strings and integers, one behind the other. */
export class ListpackWriter {
  private readonly entries: Buffer[] = [];
  private bytes = HEADER_BYTES;

  /** How many bytes there are. */
  get size(): number {
    return this.bytes + 1;
  }

  /** A string; where it is the decimal of an integer, it is kept as one. */
  add(value: Bytes): void {
    const integer = value.length <= INTEGER_DIGITS ? parse(value) : undefined;
    this.push(integer === undefined ? stringEntry(value) : integerEntry(integer));
  }

  addInteger(value: Int64): void {
    this.push(integerEntry(value));
  }

  /** The listpack. */
  finish(): Bytes {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(this.size);
    header.writeUInt16LE(Math.min(this.entries.length / 2, MANY), 4);
    return Buffer.concat([header, ...this.entries, Buffer.of(END)]).latin1Slice();
  }

  private push(entry: Buffer): void {
    const length = backLength(entry.length);
    this.entries.push(entry, length);
    this.bytes += entry.length + length.length;
  }
}

function stringEntry(value: Bytes): Buffer {
  const { length } = value;
  let header: Buffer;
  if (length < 64) header = Buffer.of(STRING_6 | length);
  else if (length < 4096) header = Buffer.of(STRING_12 | (length >> 8), length & 0xff);
  else {
    header = Buffer.alloc(5, STRING_32);
    header.writeUInt32LE(length, 1);
  }
  return Buffer.concat([header, Buffer.from(value, 'latin1')]);
}

function integerEntry(value: Int64): Buffer {
  if (value >= 0 && value < 128) return Buffer.of(Number(value));
  if (value >= -4096 && value < 4096) {
    const bits = Number(value) & 0x1fff;
    return Buffer.of(INTEGER_13 | (bits >> 8), bits & 0xff);
  }
  const [first, bytes] = widthOf(value);
  const entry = Buffer.alloc(1 + bytes, first);
  if (bytes === 8) entry.writeBigInt64LE(BigInt(value), 1);
  else entry.writeIntLE(Number(value), 1, bytes);
  return entry;
}

function widthOf(value: Int64): readonly [first: number, bytes: number] {
  if (value >= -(2 ** 15) && value < 2 ** 15) return [INTEGER_16, 2];
  if (value >= -(2 ** 23) && value < 2 ** 23) return [INTEGER_24, 3];
  return value >= -(2 ** 31) && value < 2 ** 31 ? [INTEGER_32, 4] : [INTEGER_64, 8];
}

/** The length of an entry behind it, so that it can be read backwards: seven bits a byte, highest first. */
function backLength(length: number): Buffer {
  const bytes = [length & 0x7f];
  for (let rest = Math.floor(length / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[0]! |= 0x80;
    bytes.unshift(rest & 0x7f);
  }
  for (let i = 1; i < bytes.length; i++) bytes[i]! |= 0x80;
  return Buffer.from(bytes);
}

/**
 * Reads a listpack.
 * @returns its entries: integers as numbers, strings as bytes
 * @throws RdbFault when it is none
 */
export function readListpack(bytes: Bytes): (Bytes | Int64)[] {
  const data = Buffer.from(bytes, 'latin1');
  if (data.length <= HEADER_BYTES || data.readUInt32LE(0) !== data.length) {
    throw new RdbFault('no listpack: its length is wrong');
  }
  const entries: (Bytes | Int64)[] = [];
  let at = HEADER_BYTES;
  while (at < data.length - 1) {
    const [value, length] = readEntry(data, at);
    const back = backLength(length);
    const end = at + length + back.length;
    if (end > data.length - 1 || back.compare(data, at + length, end) !== 0) {
      throw new RdbFault('no listpack: an entry has another length in front than behind');
    }
    entries.push(value);
    at = end;
  }
  const count = data.readUInt16LE(4);
  if (data[at] !== END || (count !== MANY && count !== entries.length)) {
    throw new RdbFault('no listpack: it ends wrongly');
  }
  return entries;
}

/** @returns the value of an entry, and how many bytes it has */
function readEntry(data: Buffer, at: number): [value: Bytes | Int64, length: number] {
  const first = data[at]!;
  const need = (length: number): number => {
    if (at + length > data.length - 1) throw new RdbFault('no listpack: an entry is too long');
    return length;
  };
  const text = (header: number, length: number): [Bytes, number] => {
    const end = at + need(header + length);
    return [data.latin1Slice(at + header, end), header + length];
  };
  if (first < STRING_6) return [first, 1];
  if (first < INTEGER_13) return text(1, first & 0x3f);
  if (first < STRING_12) {
    need(2);
    return [(((first & 0x1f) << 27) >> 19) | data[at + 1]!, 2];
  }
  if (first < STRING_32) {
    need(2);
    return text(2, ((first & 0xf) << 8) | data[at + 1]!);
  }
  switch (first) {
    case STRING_32:
      need(5);
      return text(5, data.readUInt32LE(at + 1));
    case INTEGER_16:
    case INTEGER_24:
    case INTEGER_32: {
      const bytes = first - INTEGER_16 + 2;
      need(1 + bytes);
      return [data.readIntLE(at + 1, bytes), 1 + bytes];
    }
    case INTEGER_64:
      need(9);
      return [normalize(data.readBigInt64LE(at + 1)), 9];
    default:
      throw new RdbFault('no listpack: an entry of an unknown kind');
  }
}
