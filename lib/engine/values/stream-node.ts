import type { Bytes } from '../bytes.js';
import { normalize, type Int64 } from '../int64.js';
import { LISTPACK_EMPTY, listpackEntrySize, listpackIntegerSize } from './listpack-size.js';
import { IdBlock } from './stream-id-block.js';
import type { StreamId, Uint64 } from './stream-id.js';

/** An entry whose fields are others than those of its node: fields and values in turn. */
class OwnFields {
  constructor(readonly pairs: readonly Bytes[]) {}
}

/** An entry: its values where its node knows the fields, one value being itself. */
type Entry = Bytes | readonly Bytes[] | OwnFields;

/** How large a node of a stream may become. */
export interface NodeLimits {
  /** bytes, 0 for the most that there can be */
  readonly maxBytes: number;
  /** entries, deleted ones included; 0 for any number */
  readonly maxEntries: number;
}

/** The largest node that Redis makes, and the largest entry. */
export const STREAM_NODE_MAX_BYTES = 2 ** 30;
/** Rough cost of an entry besides its strings, and of a string besides its chars, in bytes. */
const ENTRY_OVERHEAD = 40;
const STRING_OVERHEAD = 16;
/** Flag of an entry in Redis's format; all flags take the same room. */
const FLAGS_SIZE = listpackIntegerSize(0);

/**
 * A part of a stream: entries that follow each other. Most have the same fields, which are kept once: those of the
 * first entry. A node is never split nor joined with another one; it counts the bytes that Redis would take for it,
 * because they decide when the next node begins, and so what approximate trimming removes.
 */
export class StreamNode extends IdBlock<Entry> {
  /** The last ID that was added, be it deleted meanwhile. */
  lastAdded: StreamId;
  /** The memory of the entries, in bytes. */
  payload = 0;
  private deleted = 0;
  private listpackBytes: number;

  /**
   * @param master the ID of the first entry, which the node is found by even when the entry was deleted
   * @param fields those of the first entry
   */
  constructor(
    readonly master: StreamId,
    readonly fields: readonly Bytes[],
  ) {
    super();
    this.lastAdded = master;
    let bytes = LISTPACK_EMPTY + 3 * listpackIntegerSize(0) + listpackIntegerSize(fields.length);
    for (const field of fields) bytes += listpackEntrySize(field);
    this.listpackBytes = bytes;
  }

  /** An empty node for an entry to come. @param at where fields and values begin among the words */
  static begin(id: StreamId, words: readonly Bytes[], at: number): StreamNode {
    const fields: Bytes[] = [];
    for (let i = at; i < words.length; i += 2) fields.push(words[i]!);
    return new StreamNode(id, fields);
  }

  /** Whether an entry of this many bytes finds room. */
  takes(bytes: number, { maxBytes, maxEntries }: NodeLimits): boolean {
    const most = maxBytes === 0 ? STREAM_NODE_MAX_BYTES : Math.min(maxBytes, STREAM_NODE_MAX_BYTES);
    if (this.listpackBytes + bytes >= most) return false;
    return maxEntries === 0 || this.size + this.deleted < maxEntries;
  }

  /** Adds an entry with an ID above all others. @param at where fields and values begin among the words */
  append(id: StreamId, words: readonly Bytes[], at: number): void {
    const { fields } = this;
    const count = (words.length - at) / 2;
    let shared = count === fields.length;
    for (let i = 0; shared && i < count; i++) shared = words[at + 2 * i] === fields[i];
    let bytes = FLAGS_SIZE + listpackIntegerSize(difference(id.ms, this.master.ms));
    bytes += listpackIntegerSize(difference(id.seq, this.master.seq));
    for (let i = shared ? at + 1 : at; i < words.length; i += shared ? 2 : 1) {
      bytes += listpackEntrySize(words[i]!);
    }
    if (!shared) bytes += listpackIntegerSize(count);
    bytes += listpackIntegerSize(shared ? count + 3 : 2 * count + 4);
    const entry = shared ? valuesOf(words, at) : new OwnFields(words.slice(at));
    this.listpackBytes += bytes;
    this.recount(this.size + 1, this.deleted);
    this.payload += sizeOf(entry);
    this.push(id, entry);
    this.lastAdded = id;
  }

  /** Deletes entries; their IDs still count as far as the size of the node is concerned. */
  delete(index: number, count = 1): void {
    for (let i = index; i < index + count; i++) this.payload -= sizeOf(this.valueAt(i));
    this.recount(this.size - count, this.deleted + count);
    this.remove(index, count);
  }

  /** The fields and values of an entry, in turn. */
  pairsAt(index: number): readonly Bytes[] {
    const entry = this.valueAt(index);
    const { fields } = this;
    if (typeof entry === 'string') return [fields[0]!, entry];
    if (entry instanceof OwnFields) return entry.pairs;
    const pairs: Bytes[] = [];
    for (let i = 0; i < fields.length; i++) pairs.push(fields[i]!, entry[i]!);
    return pairs;
  }

  /** Whether an entry has the fields of the node. */
  sharesFields(index: number): boolean {
    return !(this.valueAt(index) instanceof OwnFields);
  }

  clone(): StreamNode {
    const copy = new StreamNode(this.master, this.fields);
    this.copyTo(copy);
    copy.lastAdded = this.lastAdded;
    copy.payload = this.payload;
    copy.deleted = this.deleted;
    copy.listpackBytes = this.listpackBytes;
    return copy;
  }

  /** Follows the two counters that Redis keeps in a node: they take more room the larger they are. */
  private recount(entries: number, deleted: number): void {
    this.listpackBytes += listpackIntegerSize(entries) - listpackIntegerSize(this.size);
    this.listpackBytes += listpackIntegerSize(deleted) - listpackIntegerSize(this.deleted);
    this.deleted = deleted;
  }
}

function valuesOf(words: readonly Bytes[], at: number): Entry {
  if (words.length === at + 2) return words[at + 1]!;
  const values: Bytes[] = [];
  for (let i = at + 1; i < words.length; i += 2) values.push(words[i]!);
  return values;
}

function sizeOf(entry: Entry): number {
  if (typeof entry === 'string') return ENTRY_OVERHEAD + STRING_OVERHEAD + entry.length;
  const strings = entry instanceof OwnFields ? entry.pairs : entry;
  let bytes = ENTRY_OVERHEAD;
  for (const string of strings) bytes += STRING_OVERHEAD + string.length;
  return bytes;
}

/** `a - b` as a signed 64-bit integer, the way Redis writes the parts of an ID. */
function difference(a: Uint64, b: Uint64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return normalize(BigInt.asIntN(64, BigInt(a) - BigInt(b)));
}
