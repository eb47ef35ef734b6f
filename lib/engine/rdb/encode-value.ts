import type { Bytes } from '../bytes.js';
import type { EncodingLimits } from '../encoding-limits.js';
import { formatDouble } from '../float.js';
import { parse, type Int64 } from '../int64.js';
import { Deque } from '../values/deque.js';
import { HashValue } from '../values/hash-value.js';
import { SetValue } from '../values/set-value.js';
import { SortedSet } from '../values/sorted-set.js';
import { StreamValue } from '../values/stream-value.js';
import { stringBytes, type StringValue, type Value } from '../values/value.js';
import { encodeStream } from './encode-stream.js';
import { ListpackWriter } from './listpack.js';
import { ListNode, RdbType } from './rdb-types.js';
import type { RdbWriter } from './rdb-writer.js';

/** Bytes of a node of a list for a `list-max-listpack-size` of -1 to -5, and the most for one that counts elements. */
const NODE_BYTES = [4096, 8192, 16_384, 32_768, 65_536];
const COUNTED_NODE_BYTES = 8192;
/** What Redis reckons with for an element besides its chars. */
const ELEMENT_OVERHEAD = 8;

/**
 * Writes a value with its type in front, as Redis 7.0 reads and writes it. Deadlines of the fields of a hash are no
 * part of it: that format does not know them.
 */
export function encodeValue(writer: RdbWriter, value: Value, limits: EncodingLimits): void {
  if (value instanceof Deque) encodeList(writer, value, limits);
  else if (value instanceof SetValue) encodeSet(writer, value);
  else if (value instanceof SortedSet) encodeSortedSet(writer, value);
  else if (value instanceof HashValue) encodeHash(writer, value);
  else if (value instanceof StreamValue) encodeStream(writer, value);
  else {
    writer.byte(RdbType.STRING);
    writer.string(stringBytes(value as StringValue));
  }
}

function encodeList(writer: RdbWriter, list: Deque, limits: EncodingLimits): void {
  const nodes = nodesOf(list, Number(limits.listMaxListpackSize));
  writer.byte(RdbType.LIST_QUICKLIST_2);
  writer.length(nodes.length);
  for (const node of nodes) {
    writer.length(ListNode.PACKED);
    writer.string(node);
  }
}

/** The elements in nodes as Redis fills them from the front. */
function nodesOf(list: Deque, limit: number): Bytes[] {
  const maxBytes =
    limit < 0 ? NODE_BYTES[Math.min(-limit, NODE_BYTES.length) - 1]! : COUNTED_NODE_BYTES;
  const maxElements = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  const nodes: Bytes[] = [];
  let node = new ListpackWriter();
  let elements = 0;
  list.forEachFrom(0, (element) => {
    const bytes = node.size + element.length + ELEMENT_OVERHEAD;
    if (elements > 0 && (bytes > maxBytes || elements >= maxElements)) {
      nodes.push(node.finish());
      node = new ListpackWriter();
      elements = 0;
    }
    node.add(element);
    elements++;
  });
  nodes.push(node.finish());
  return nodes;
}

function encodeSet(writer: RdbWriter, set: SetValue): void {
  if (set.encoding === 'intset') {
    writer.byte(RdbType.SET_INTSET);
    writer.string(intset(set));
    return;
  }
  writer.byte(RdbType.SET);
  writer.length(set.size);
  set.forEach((member) => writer.string(member));
}

/** Sorted integers of the same width, which fits all of them. */
function intset(set: SetValue): Bytes {
  const integers: Int64[] = [];
  set.forEach((member) => void integers.push(parse(member)!));
  integers.sort((a, b) => (a < b ? -1 : 1));
  const fits = (bits: number): boolean =>
    integers[0]! >= -(2 ** bits) && integers.at(-1)! < 2 ** bits;
  const width = fits(15) ? 2 : fits(31) ? 4 : 8;
  const bytes = Buffer.alloc(8 + integers.length * width);
  bytes.writeUInt32LE(width);
  bytes.writeUInt32LE(integers.length, 4);
  for (let i = 0; i < integers.length; i++) {
    const at = 8 + i * width;
    if (width === 8) bytes.writeBigInt64LE(BigInt(integers[i]!), at);
    else bytes.writeIntLE(Number(integers[i]), at, width);
  }
  return bytes.latin1Slice();
}

function encodeSortedSet(writer: RdbWriter, zset: SortedSet): void {
  if (zset.encoding === 'listpack') {
    const pairs = new ListpackWriter();
    zset.forEachFrom(0, (member, score) => {
      pairs.add(member);
      pairs.add(formatDouble(score));
    });
    writer.byte(RdbType.ZSET_LISTPACK);
    writer.string(pairs.finish());
    return;
  }
  writer.byte(RdbType.ZSET_2);
  writer.length(zset.size);
  // From the highest on: whoever reads it adds to the front.
  zset.forEachDownFrom(zset.size - 1, (member, score) => {
    writer.string(member);
    writer.double(score);
  });
}

function encodeHash(writer: RdbWriter, hash: HashValue): void {
  if (hash.encoding === 'listpack') {
    const pairs = new ListpackWriter();
    hash.forEach((field, value) => {
      pairs.add(field);
      pairs.add(value);
    });
    writer.byte(RdbType.HASH_LISTPACK);
    writer.string(pairs.finish());
    return;
  }
  writer.byte(RdbType.HASH);
  writer.length(hash.size);
  hash.forEach((field, value) => {
    writer.string(field);
    writer.string(value);
  });
}
