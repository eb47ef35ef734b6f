import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Blocked } from '../../observers/blocking.js';
import { MapReply, NULL_ARRAY, type Reply } from '../../reply.js';
import type { Consumer, ConsumerGroup } from '../../values/stream-group.js';
import {
  compareIds,
  formatId,
  MAX_ID,
  MIN_ID,
  nextId,
  type StreamId,
} from '../../values/stream-id.js';
import { advance, plus } from '../../values/stream-progress.js';
import { StreamType, type StreamValue } from '../../values/stream-value.js';
import { rest } from '../args.js';
import type { Context } from '../context.js';
import { command, type KeySpec } from '../spec.js';
import { readRequest, xreadDocs, xreadgroupDocs, type ReadRequest } from './read-args.js';
import {
  activeConsumer,
  commitQuietly,
  entriesBetween,
  entryReply,
  readGroup,
  readId,
} from './shared.js';

/** A command that has waited without COUNT gets so many entries at most. */
const BLOCKED_COUNT = 1000;

/** Where to go on reading a stream: behind an ID, or with what is new to the group. */
type Position = StreamId | 'new';

/** Behind which IDs XREAD reads. */
function positions(context: Context, { keys, ids }: ReadRequest): StreamId[] {
  return keys.map((key, i) => {
    const stream = context.db.read(key, StreamType);
    const word = ids[i]!;
    if (word === '$') return stream?.lastId ?? MIN_ID;
    if (word === '>') throw errors.newIdWithoutGroup();
    return readId(word);
  });
}

/** Where XREADGROUP reads; the group has to be in every stream. */
function groupPositions(context: Context, { keys, ids }: ReadRequest, group: Bytes): Position[] {
  return keys.map((key, i) => {
    readGroup(context, key, group, errors.noGroupToRead);
    const word = ids[i]!;
    if (word === '$') throw errors.lastIdInGroup();
    if (word === '>') return 'new';
    const id = readId(word);
    return compareIds(id, MAX_ID) === 0 ? 'new' : id;
  });
}

/** Entries behind an ID. */
function entriesBehind(
  stream: StreamValue,
  id: StreamId,
  count: number,
  visit?: (id: StreamId) => void,
): Reply[] {
  const start = nextId(id);
  return start === undefined ? [] : entriesBetween(stream, start, MAX_ID, count, visit);
}

/** Delivers entries that are new to a group. */
function deliver(
  context: Context,
  key: Bytes,
  stream: StreamValue,
  group: ConsumerGroup,
  request: ReadRequest,
  count: number,
): Reply[] {
  const { consumer: name, noAck } = request.group!;
  const consumer = activeConsumer(context, key, group, name);
  const { now } = context;
  const entries = entriesBehind(stream, group.lastId, count, (id) => {
    advance(stream, group, id);
    if (!noAck) group.deliver(id, consumer, now);
  });
  commitQuietly(context, key, stream, 1);
  return entries;
}

/** What is pending for a consumer, as it is delivered again: an entry that was deleted has no fields. */
function deliverAgain(
  { now }: Context,
  stream: StreamValue,
  consumer: Consumer,
  behind: StreamId,
  count: number,
): Reply[] {
  const entries: Reply[] = [];
  consumer.pending.forEachFrom(nextId(behind)!, (id, pending) => {
    const pairs = stream.get(id);
    if (pairs === undefined) entries.push([formatId(id), NULL_ARRAY]);
    else {
      entries.push(entryReply(id, pairs));
      pending.deliveredAt = now;
      pending.deliveries = plus(pending.deliveries, 1);
    }
    return entries.length < count;
  });
  return entries;
}

/** The entries of streams: in RESP3 a map by key, in RESP2 pairs. */
function streamsReply({ session }: Context, streams: readonly (readonly [Bytes, Reply])[]): Reply {
  return session.protocol === 3 ? MapReply.of(streams) : streams;
}

/** How many entries of each stream at most. */
function limitOf({ count }: ReadRequest, byDefault: number): number {
  return count === 0 ? byDefault : Number(count);
}

/** What there is to read now, or `undefined`. */
function readNow(
  context: Context,
  request: ReadRequest,
  read: (stream: StreamValue, key: Bytes, i: number) => Reply[] | undefined,
): Reply | undefined {
  const found: (readonly [Bytes, Reply])[] = [];
  for (const [i, key] of request.keys.entries()) {
    const stream = context.db.read(key, StreamType);
    const entries = stream && read(stream, key, i);
    if (entries !== undefined) found.push([key, entries]);
  }
  return found.length === 0 ? undefined : streamsReply(context, found);
}

/** Waits, if it was asked for, until `serve` has entries of a stream in which something has happened. */
function waitFor(
  context: Context,
  request: ReadRequest,
  serve: (ready: Context, key: Bytes, stream: StreamValue | undefined) => Reply[] | undefined,
): Reply | Blocked {
  const { keys, block } = request;
  if (block === undefined) return NULL_ARRAY;
  const seen = new Map(keys.map((key) => [key, lookAt(context, key)]));
  return context.block({
    type: 'stream',
    keys,
    deadline: block === 0 ? 0 : context.now + Number(block),
    denied: NULL_ARRAY,
    serve(ready, key) {
      const last = seen.get(key)!;
      const next = lookAt(ready, key);
      // Much changes a stream that Redis does not wake anybody for.
      if (next.stream === last.stream && next.signals === last.signals) return undefined;
      seen.set(key, next);
      const entries = serve(ready, key, next.stream);
      return entries && streamsReply(ready, [[key, entries]]);
    },
    streams: new Set(keys.filter((key) => seen.get(key)!.stream !== undefined)),
  });
}

function lookAt(
  { db }: Context,
  key: Bytes,
): { readonly stream: StreamValue | undefined; readonly signals: number } {
  const value = db.peek(key);
  const stream = value !== undefined && StreamType.is(value) ? value : undefined;
  return { stream, signals: stream?.signals ?? 0 };
}

const keySpec = (startFrom: number): KeySpec => ({
  flags: ['RO', 'access'],
  begin: { keyword: 'STREAMS', startFrom },
  find: { lastKey: -1, step: 1, limit: 2 },
});

const xread = command({
  name: 'XREAD',
  since: '5.0.0',
  group: 'stream',
  summary: 'Returns the entries of streams behind given IDs, and waits for them.',
  complexity: 'O(log(N)+M) for each stream, N being its entries and M those returned',
  flags: ['readonly', 'blocking', 'movablekeys'],
  categories: ['@stream'],
  args: [rest(xreadDocs, 3, (_argv, at) => at)],
  keySpecs: [keySpec(1)],
  execute(context, at) {
    const request = readRequest(context.argv, at, false);
    const behind = positions(context, request);
    const reply = readNow(context, request, (stream, _key, i) =>
      stream.size > 0 && compareIds(stream.lastEntryId(), behind[i]!) > 0
        ? entriesBehind(stream, behind[i]!, limitOf(request, Number.POSITIVE_INFINITY))
        : undefined,
    );
    if (reply !== undefined) return reply;
    return waitFor(context, request, (_ready, key, stream) => {
      const id = behind[request.keys.indexOf(key)]!;
      if (stream === undefined || compareIds(stream.lastId, id) <= 0) return undefined;
      return entriesBehind(stream, id, limitOf(request, BLOCKED_COUNT));
    });
  },
});

const xreadgroup = command({
  name: 'XREADGROUP',
  since: '5.0.0',
  group: 'stream',
  summary: 'Returns entries that are new to a consumer group or pending for a consumer.',
  complexity: 'O(log(N)+M) for each stream, N being its entries and M those returned',
  flags: ['write', 'blocking', 'movablekeys'],
  categories: ['@stream'],
  args: [rest(xreadgroupDocs, 6, (_argv, at) => at)],
  keySpecs: [keySpec(4)],
  execute(context, at) {
    const request = readRequest(context.argv, at, true);
    const { name, consumer } = request.group!;
    const from = groupPositions(context, request, name);
    const limit = limitOf(request, Number.POSITIVE_INFINITY);
    const reply = readNow(context, request, (stream, key, i) => {
      const group = stream.groups.get(name)!;
      const position = from[i]!;
      if (position === 'new') {
        if (stream.size === 0 || compareIds(stream.lastEntryId(), group.lastId) <= 0) {
          return undefined;
        }
        return deliver(context, key, stream, group, request, limit);
      }
      const reader = activeConsumer(context, key, group, consumer);
      commitQuietly(context, key, stream, 1);
      return deliverAgain(context, stream, reader, position, limit);
    });
    if (reply !== undefined) return reply;
    return waitFor(context, request, (ready, key, stream) => {
      if (stream === undefined) throw errors.streamGone();
      const group = stream.groups.get(name);
      if (group === undefined) throw errors.groupGone();
      if (compareIds(stream.lastId, group.lastId) <= 0) return undefined;
      return deliver(ready, key, stream, group, request, limitOf(request, BLOCKED_COUNT));
    });
  },
});

export const readCommands = [xread, xreadgroup];
