import type { Bytes } from '../bytes.js';
import { normalize, type Int64 } from '../int64.js';
import type { ConsumerGroup } from '../values/stream-group.js';
import { MIN_ID, type StreamId, type Uint64 } from '../values/stream-id.js';
import type { StreamNode } from '../values/stream-node.js';
import type { StreamValue } from '../values/stream-value.js';
import { ListpackWriter } from './listpack.js';
import { EntryFlag, RdbType } from './rdb-types.js';
import type { RdbWriter } from './rdb-writer.js';

/** Stands for a number of entries that is not known. */
const UNKNOWN = -1;

/** Writes a stream: its nodes, what it remembers besides them, and its groups. */
export function encodeStream(writer: RdbWriter, stream: StreamValue): void {
  const nodes = stream.parts.filter(({ size }) => size > 0);
  writer.byte(RdbType.STREAM_LISTPACKS_2);
  writer.length(nodes.length);
  for (const node of nodes) {
    writer.string(idBytes(node.master));
    writer.string(nodeListpack(node));
  }
  writer.length(stream.size);
  encodeId(writer, stream.lastId);
  encodeId(writer, stream.firstId);
  encodeId(writer, stream.maxDeletedId);
  writer.length(stream.entriesAdded);
  const groups = stream.groups.list();
  writer.length(groups.length);
  for (const group of groups) encodeGroup(writer, group);
}

function encodeId(writer: RdbWriter, { ms, seq }: StreamId): void {
  writer.length(ms);
  writer.length(seq);
}

/** An ID in 16 bytes, highest first. */
function idBytes({ ms, seq }: StreamId): Bytes {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(BigInt(ms));
  bytes.writeBigUInt64BE(BigInt(seq), 8);
  return bytes.latin1Slice();
}

/** The entries of a node behind the fields that most of them have. */
function nodeListpack(node: StreamNode): Bytes {
  const { fields, master } = node;
  const entries = new ListpackWriter();
  entries.addInteger(node.size);
  // What was deleted is not there any more.
  entries.addInteger(0);
  entries.addInteger(fields.length);
  for (const field of fields) entries.add(field);
  entries.addInteger(0);
  for (let i = 0; i < node.size; i++) {
    const { ms, seq } = node.idAt(i);
    const pairs = node.pairsAt(i);
    const shared = node.sharesFields(i);
    entries.addInteger(shared ? EntryFlag.SAME_FIELDS : 0);
    entries.addInteger(difference(ms, master.ms));
    entries.addInteger(difference(seq, master.seq));
    if (shared) {
      for (let at = 1; at < pairs.length; at += 2) entries.add(pairs[at]!);
      entries.addInteger(pairs.length / 2 + 3);
    } else {
      entries.addInteger(pairs.length / 2);
      for (const part of pairs) entries.add(part);
      entries.addInteger(pairs.length + 4);
    }
  }
  return entries.finish();
}

/** `a - b` in 64 bits with a sign. */
function difference(a: Uint64, b: Uint64): Int64 {
  return normalize(BigInt.asIntN(64, BigInt(a) - BigInt(b)));
}

function encodeGroup(writer: RdbWriter, group: ConsumerGroup): void {
  writer.string(group.name);
  encodeId(writer, group.lastId);
  writer.length(group.entriesRead ?? UNKNOWN);
  writer.length(group.pending.size);
  group.pending.forEachFrom(MIN_ID, (id, { deliveredAt, deliveries }) => {
    writer.raw(idBytes(id));
    writer.int64(deliveredAt);
    writer.length(deliveries);
  });
  const consumers = group.consumers.list();
  writer.length(consumers.length);
  for (const { name, seenAt, pending } of consumers) {
    writer.string(name);
    writer.int64(seenAt);
    writer.length(pending.size);
    pending.forEachFrom(MIN_ID, (id) => writer.raw(idBytes(id)));
  }
}
