import type { Bytes } from '../bytes.js';
import { normalize, type Int64 } from '../int64.js';
import { RdbFault } from './rdb-reader.js';

/** What Redis before 7.0 has written in place of listpacks; it is read only. */

const ZIPLIST_HEADER = 10;
const END = 0xff;
const LONG = 0xfe;

/** Reads a ziplist. @returns its entries @throws RdbFault when it is none */
export function readZiplist(bytes: Bytes): (Bytes | Int64)[] {
  const data = Buffer.from(bytes, 'latin1');
  if (data.length <= ZIPLIST_HEADER || data.readUInt32LE(0) !== data.length) {
    throw new RdbFault('no ziplist: its length is wrong');
  }
  const entries: (Bytes | Int64)[] = [];
  let at = ZIPLIST_HEADER;
  while (at < data.length - 1) {
    // The length of the entry before comes first.
    at += data[at] === LONG ? 5 : 1;
    const [value, next] = readZiplistEntry(data, at);
    entries.push(value);
    at = next;
  }
  if (at !== data.length - 1 || data[at] !== END) throw new RdbFault('no ziplist: it ends wrongly');
  return entries;
}

function readZiplistEntry(data: Buffer, at: number): [value: Bytes | Int64, next: number] {
  const first = data[at] ?? END;
  const need = (length: number): number => {
    if (at + length > data.length - 1) throw new RdbFault('no ziplist: an entry is too long');
    return at + length;
  };
  const text = (header: number, length: number): [Bytes, number] => {
    const end = need(header + length);
    return [data.latin1Slice(at + header, end), end];
  };
  switch (first >> 6) {
    case 0:
      return text(1, first & 0x3f);
    case 1:
      need(2);
      return text(2, ((first & 0x3f) << 8) | data[at + 1]!);
    case 2:
      need(5);
      return text(5, data.readUInt32BE(at + 1));
  }
  switch (first) {
    case 0xc0:
      return [data.readInt16LE(need(3) - 2), at + 3];
    case 0xd0:
      return [data.readInt32LE(need(5) - 4), at + 5];
    case 0xe0:
      return [normalize(data.readBigInt64LE(need(9) - 8)), at + 9];
    case 0xf0:
      return [data.readIntLE(need(4) - 3, 3), at + 4];
    case 0xfe:
      return [data.readInt8(need(2) - 1), at + 2];
  }
  if (first >= 0xf1 && first <= 0xfd) return [(first & 0xf) - 1, at + 1];
  throw new RdbFault('no ziplist: an entry of an unknown kind');
}

/** Reads a zipmap. @returns fields and values in turn @throws RdbFault when it is none */
export function readZipmap(bytes: Bytes): Bytes[] {
  const data = Buffer.from(bytes, 'latin1');
  const parts: Bytes[] = [];
  let at = 1;
  while (at < data.length && data[at] !== END) {
    let length = data[at++]!;
    if (length === LONG) {
      if (at + 4 > data.length) throw new RdbFault('no zipmap: it ends too early');
      length = data.readUInt32LE(at);
      at += 4;
    }
    // A value may have room behind it.
    const free = parts.length % 2 === 1 ? (data[at++] ?? 0) : 0;
    if (at + length + free >= data.length) throw new RdbFault('no zipmap: an entry is too long');
    parts.push(data.latin1Slice(at, at + length));
    at += length + free;
  }
  if (at !== data.length - 1 || parts.length % 2 === 1) throw new RdbFault('no zipmap');
  return parts;
}

const INTSET_HEADER = 8;

/** Reads an intset. @returns the decimals of its integers @throws RdbFault when it is none */
export function readIntset(bytes: Bytes): Bytes[] {
  const data = Buffer.from(bytes, 'latin1');
  if (data.length < INTSET_HEADER) throw new RdbFault('no intset: it ends too early');
  const width = data.readUInt32LE(0);
  const count = data.readUInt32LE(4);
  if (![2, 4, 8].includes(width) || data.length !== INTSET_HEADER + width * count) {
    throw new RdbFault('no intset: its length is wrong');
  }
  return Array.from({ length: count }, (_, i) => {
    const at = INTSET_HEADER + i * width;
    return String(width === 8 ? data.readBigInt64LE(at) : data.readIntLE(at, width));
  });
}
