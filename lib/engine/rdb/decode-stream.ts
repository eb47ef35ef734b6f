import { own, type Bytes } from '../bytes.js';
import type { Int64 } from '../int64.js';
import type { ConsumerGroup } from '../values/stream-group.js';
import { compareIds, formatId, type StreamId, type Uint64 } from '../values/stream-id.js';
import { entriesUpTo } from '../values/stream-progress.js';
import { StreamValue } from '../values/stream-value.js';
import { readListpack } from './listpack.js';
import { RdbFault, type RdbReader } from './rdb-reader.js';
import { EntryFlag, RdbType } from './rdb-types.js';

const ID_BYTES = 16;
/** Stands for a number of entries that is not known. */
const UNKNOWN = 2n ** 64n - 1n;
/** Nothing may make a node begin but the bytes that are read. */
const NO_LIMITS = { maxBytes: 0, maxEntries: 0 };

/** Reads a stream behind its type. @throws RdbFault when it is none */
export function decodeStream(reader: RdbReader, type: number): StreamValue {
  const stream = new StreamValue();
  const nodes = reader.count();
  for (let i = 0; i < nodes; i++) {
    decodeNode(stream, idOf(reader.string()), new ListpackReader(reader.string()));
  }
  const size = reader.length();
  if (size !== stream.size) throw new RdbFault('a stream with another number of entries');
  const lastId = readId(reader);
  if (compareIds(lastId, stream.lastId) < 0) throw new RdbFault('a stream beyond its last ID');
  stream.lastId = lastId;
  if (type === RdbType.STREAM_LISTPACKS) stream.entriesAdded = size;
  else {
    readId(reader);
    stream.maxDeletedId = readId(reader);
    stream.entriesAdded = reader.length();
  }
  const groups = reader.count();
  for (let i = 0; i < groups; i++) decodeGroup(stream, reader, type);
  return stream;
}

function readId(reader: RdbReader): StreamId {
  const ms = reader.length();
  return { ms, seq: reader.length() };
}

/** An ID in 16 bytes, highest first. */
function idOf(bytes: Bytes): StreamId {
  if (bytes.length !== ID_BYTES) throw new RdbFault('an ID of another length');
  const data = Buffer.from(bytes, 'latin1');
  return { ms: uint64(data.readBigUInt64BE()), seq: uint64(data.readBigUInt64BE(8)) };
}

function uint64(value: bigint): Uint64 {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Reads the entries of a listpack one after the other. */
class ListpackReader {
  private readonly entries: readonly (Bytes | Int64)[];
  private at = 0;

  constructor(bytes: Bytes) {
    this.entries = readListpack(bytes);
  }

  get atEnd(): boolean {
    return this.at === this.entries.length;
  }

  integer(): Int64 {
    const entry = this.next();
    if (typeof entry === 'string') throw new RdbFault('a string where a number should be');
    return entry;
  }

  /** A number of entries that follow. */
  count(): number {
    const count = this.integer();
    if (count < 0 || count > this.entries.length) throw new RdbFault('no number of entries');
    return Number(count);
  }

  text(): Bytes {
    const entry = this.next();
    return typeof entry === 'string' ? own(entry) : String(entry);
  }

  private next(): Bytes | Int64 {
    const entry = this.entries[this.at++];
    if (entry === undefined) throw new RdbFault('the entries end too early');
    return entry;
  }
}

function decodeNode(stream: StreamValue, master: StreamId, entries: ListpackReader): void {
  const live = entries.count();
  const deleted = entries.count();
  const fields: Bytes[] = [];
  for (let left = entries.count(); left > 0; left--) fields.push(entries.text());
  if (entries.integer() !== 0) throw new RdbFault('no end of the fields');
  stream.beginNode(master, fields);
  let kept = 0;
  for (let i = 0; i < live + deleted; i++) {
    const flags = Number(entries.integer());
    const id = {
      ms: plus(master.ms, entries.integer()),
      seq: plus(master.seq, entries.integer()),
    };
    const words = decodeEntry(entries, flags, fields);
    if ((flags & EntryFlag.DELETED) !== 0) continue;
    if (compareIds(id, stream.lastId) <= 0 && stream.size > 0)
      throw new RdbFault('IDs in disorder');
    stream.append(id, words, 0, 0, NO_LIMITS);
    kept++;
  }
  if (kept !== live || live === 0 || !entries.atEnd) throw new RdbFault('no node of a stream');
}

/** Fields and values in turn. */
function decodeEntry(entries: ListpackReader, flags: number, fields: readonly Bytes[]): Bytes[] {
  const words: Bytes[] = [];
  if ((flags & EntryFlag.SAME_FIELDS) !== 0) {
    for (const field of fields) words.push(field, entries.text());
    if (entries.integer() !== fields.length + 3) throw new RdbFault('no end of an entry');
    return words;
  }
  const count = entries.count();
  for (let i = 0; i < 2 * count; i++) words.push(entries.text());
  if (entries.integer() !== 2 * count + 4) throw new RdbFault('no end of an entry');
  return words;
}

/** A sum in 64 bits without a sign. */
function plus(a: Uint64, b: Int64): Uint64 {
  return uint64(BigInt.asUintN(64, BigInt(a) + BigInt(b)));
}

function decodeGroup(stream: StreamValue, reader: RdbReader, type: number): void {
  const name = reader.string();
  const lastId = readId(reader);
  let entriesRead: Int64 | undefined;
  if (type === RdbType.STREAM_LISTPACKS) entriesRead = entriesUpTo(stream, lastId);
  else {
    const read = reader.length();
    entriesRead = read === UNKNOWN ? undefined : read;
  }
  if (!stream.addGroup(name, lastId, entriesRead)) throw new RdbFault('a group twice');
  const group = stream.groups.get(name)!;
  const deliveries = decodeDeliveries(reader);
  const consumers = reader.count();
  for (let i = 0; i < consumers; i++) decodeConsumer(group, deliveries, reader, type);
  if (deliveries.size > 0) throw new RdbFault('an entry that is pending for nobody');
}

interface Delivery {
  readonly at: number;
  readonly count: Int64;
}

/** What is pending in a group, by ID. */
function decodeDeliveries(reader: RdbReader): Map<string, Delivery> {
  const deliveries = new Map<string, Delivery>();
  for (let left = reader.count(); left > 0; left--) {
    const id = formatId(idOf(reader.raw(ID_BYTES)));
    if (deliveries.has(id)) throw new RdbFault('an entry that is pending twice');
    deliveries.set(id, { at: Number(reader.int64()), count: reader.length() });
  }
  return deliveries;
}

function decodeConsumer(
  group: ConsumerGroup,
  deliveries: Map<string, Delivery>,
  reader: RdbReader,
  type: number,
): void {
  const name = reader.string();
  if (group.consumers.get(name) !== undefined) throw new RdbFault('a consumer twice');
  const consumer = group.addConsumer(name, Number(reader.int64()));
  // When it was active last is known since 7.2, and not kept here.
  if (type === RdbType.STREAM_LISTPACKS_3) reader.int64();
  for (let left = reader.count(); left > 0; left--) {
    const id = idOf(reader.raw(ID_BYTES));
    const text = formatId(id);
    const delivery = deliveries.get(text);
    if (delivery === undefined) throw new RdbFault('an entry of a consumer but not of its group');
    deliveries.delete(text);
    const pending = group.deliver(id, consumer, delivery.at);
    pending.deliveries = delivery.count;
  }
}
