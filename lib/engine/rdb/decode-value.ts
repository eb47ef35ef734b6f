import { own, type Bytes } from '../bytes.js';
import type { EncodingLimits } from '../encoding-limits.js';
import { parseDouble } from '../float.js';
import { parse, type Int64 } from '../int64.js';
import type { Collection, CollectionType } from '../values/collection.js';
import { Deque } from '../values/deque.js';
import { HashType, type HashValue } from '../values/hash-value.js';
import { SetType, type SetValue } from '../values/set-value.js';
import { SortedSetType, type SortedSet } from '../values/sorted-set.js';
import { compact, type Value } from '../values/value.js';
import { decodeStream } from './decode-stream.js';
import { readListpack } from './listpack.js';
import { RdbFault, type RdbReader } from './rdb-reader.js';
import { ListNode, RdbType } from './rdb-types.js';
import { readIntset, readZiplist, readZipmap } from './ziplist.js';

/** A score in the first format: its length in one byte, or one of these. */
const SCORE_NAN = 253;
const SCORE_INF = 254;
const SCORE_MINUS_INF = 255;
/** What was dumped as small stays so whatever the length of its elements: only their number is looked at. */
const PACKED = true;

/** What values are made with. */
export interface ValueMaking {
  /** Makes a new collection. */
  readonly create: <T extends Collection>(type: CollectionType<T>) => T;
  /** Up to where collections count as small. */
  readonly limits: EncodingLimits;
}

/**
 * Reads a value with its type in front, of any format up to that of Redis 7.2. Of a list, whether it counts as small
 * is the caller's to say.
 * @throws RdbFault when it is none
 */
export function decodeValue(reader: RdbReader, making: ValueMaking): Value {
  const type = reader.byte();
  switch (type) {
    case RdbType.STRING:
      return compact(reader.string());
    case RdbType.LIST:
      return list(strings(reader, 1));
    case RdbType.LIST_ZIPLIST:
      return list(texts(readZiplist(reader.string())));
    case RdbType.LIST_QUICKLIST:
    case RdbType.LIST_QUICKLIST_2:
      return list(quicklist(reader, type));
    case RdbType.SET:
      return set(strings(reader, 1), making);
    case RdbType.SET_INTSET:
      return set(readIntset(reader.string()), making);
    case RdbType.SET_LISTPACK:
      return set(texts(readListpack(reader.string())), making, PACKED);
    case RdbType.ZSET:
    case RdbType.ZSET_2:
      return sortedSet(scored(reader, type), making);
    case RdbType.ZSET_ZIPLIST:
      return sortedSet(scorePairs(texts(readZiplist(reader.string()))), making, PACKED);
    case RdbType.ZSET_LISTPACK:
      return sortedSet(scorePairs(texts(readListpack(reader.string()))), making, PACKED);
    case RdbType.HASH:
      return hash(strings(reader, 2), making);
    case RdbType.HASH_ZIPMAP:
      return hash(readZipmap(reader.string()).map(own), making);
    case RdbType.HASH_ZIPLIST:
      return hash(texts(readZiplist(reader.string())), making, PACKED);
    case RdbType.HASH_LISTPACK:
      return hash(texts(readListpack(reader.string())), making, PACKED);
    case RdbType.STREAM_LISTPACKS:
    case RdbType.STREAM_LISTPACKS_2:
    case RdbType.STREAM_LISTPACKS_3:
      return decodeStream(reader, type);
    default:
      throw new RdbFault(`a value of the unknown type ${type}`);
  }
}

/** A count, and so many times this many strings. */
function strings(reader: RdbReader, each: 1 | 2): Bytes[] {
  const count = reader.count() * each;
  const found: Bytes[] = [];
  for (let i = 0; i < count; i++) found.push(reader.string());
  return found;
}

/** Entries of a listpack as strings that own their memory. */
function texts(entries: readonly (Bytes | Int64)[]): Bytes[] {
  return entries.map((entry) => (typeof entry === 'string' ? own(entry) : String(entry)));
}

function quicklist(reader: RdbReader, type: number): Bytes[] {
  const nodes = reader.count();
  const elements: Bytes[] = [];
  for (let i = 0; i < nodes; i++) {
    const kind = type === RdbType.LIST_QUICKLIST ? undefined : reader.length();
    const node = reader.string();
    if (kind === ListNode.PLAIN) elements.push(node);
    else if (kind === undefined) for (const each of texts(readZiplist(node))) elements.push(each);
    else if (kind === ListNode.PACKED) {
      for (const each of texts(readListpack(node))) elements.push(each);
    } else throw new RdbFault('a node of a list of an unknown kind');
  }
  return elements;
}

/** A collection that is empty would be no value. */
function notEmpty(elements: readonly unknown[]): void {
  if (elements.length === 0) throw new RdbFault('an empty collection');
}

function list(elements: readonly Bytes[]): Deque {
  notEmpty(elements);
  const made = new Deque();
  for (const element of elements) made.push(element);
  return made;
}

function longest(elements: readonly Bytes[]): number {
  return elements.reduce((most, { length }) => Math.max(most, length), 0);
}

function set(members: readonly Bytes[], { create, limits }: ValueMaking, packed = false): SetValue {
  notEmpty(members);
  const made = create(SetType);
  const integers = members.every((member) => parse(member) !== undefined);
  const isSmall =
    members.length <= limits.setMaxListpackEntries &&
    (packed || longest(members) <= limits.setMaxListpackValue);
  if (integers && members.length <= limits.setMaxIntsetEntries) made.encoding = 'intset';
  else made.encoding = isSmall ? 'listpack' : 'hashtable';
  for (const member of members) {
    if (!made.add(member)) throw new RdbFault('a set with a member twice');
  }
  return made;
}

type Scored = readonly [member: Bytes, score: number];

function scored(reader: RdbReader, type: number): Scored[] {
  const count = reader.count();
  const found: Scored[] = [];
  for (let i = 0; i < count; i++) {
    const member = reader.string();
    found.push([member, type === RdbType.ZSET_2 ? reader.double() : oldScore(reader)]);
  }
  return found;
}

function oldScore(reader: RdbReader): number {
  const length = reader.byte();
  if (length === SCORE_NAN) return NaN;
  if (length === SCORE_INF) return Infinity;
  if (length === SCORE_MINUS_INF) return -Infinity;
  return toScore(reader.raw(length));
}

function toScore(text: Bytes): number {
  const score = parseDouble(text);
  if (score === undefined) throw new RdbFault('a score that is no number');
  return score;
}

function scorePairs(parts: readonly Bytes[]): Scored[] {
  const pairs: Scored[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) pairs.push([parts[i]!, toScore(parts[i + 1]!)]);
  if (parts.length % 2 === 1) throw new RdbFault('a member without a score');
  return pairs;
}

function sortedSet(
  entries: readonly Scored[],
  { create, limits }: ValueMaking,
  packed = false,
): SortedSet {
  notEmpty(entries);
  const made = create(SortedSetType);
  const isSmall =
    entries.length <= limits.zsetMaxListpackEntries &&
    (packed || entries.every(([member]) => member.length <= limits.zsetMaxListpackValue));
  if (!isSmall) made.encoding = 'skiplist';
  for (const [member, score] of entries) {
    if (Number.isNaN(score)) throw new RdbFault('a score that is no number');
    // A listpack has no negative zero.
    const kept = isSmall && score === 0 ? 0 : score;
    if (made.set(member, kept) !== 'added') {
      throw new RdbFault('a sorted set with a member twice');
    }
  }
  return made;
}

function hash(parts: readonly Bytes[], { create, limits }: ValueMaking, packed = false): HashValue {
  notEmpty(parts);
  if (parts.length % 2 === 1) throw new RdbFault('a field without a value');
  const made = create(HashType);
  const isSmall =
    parts.length / 2 <= limits.hashMaxListpackEntries &&
    (packed || longest(parts) <= limits.hashMaxListpackValue);
  if (!isSmall) made.encoding = 'hashtable';
  for (let i = 0; i < parts.length; i += 2) {
    if (!made.set(parts[i]!, parts[i + 1]!)) throw new RdbFault('a hash with a field twice');
  }
  return made;
}
