import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { KeyEvent } from '../../keyspace/key-event.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import type { Reply } from '../../reply.js';
import type { Consumer, ConsumerGroup } from '../../values/stream-group.js';
import {
  formatId,
  MAX_ID,
  MIN_ID,
  nextId,
  parseId,
  previousId,
  type StreamId,
  type Uint64,
} from '../../values/stream-id.js';
import { StreamType, type StreamValue } from '../../values/stream-value.js';
import { account } from '../../values/value.js';
import type { Context } from '../context.js';

/** Reads an ID; one without a sequence number has 0. */
export function readId(word: Bytes): StreamId {
  const id = parseId(word, 0);
  if (id === undefined) throw errors.invalidStreamId();
  return id;
}

/** Reads an ID that may be `-` or `+`, the smallest and the greatest. @param missing a missing sequence number */
export function readOpenId(word: Bytes, missing: Uint64): StreamId {
  if (word === '-') return MIN_ID;
  if (word === '+') return MAX_ID;
  const id = parseId(word, missing);
  if (id === undefined) throw errors.invalidStreamId();
  return id;
}

/** Reads the lower end of an interval, which `(` excludes. */
export function readStart(word: Bytes): StreamId {
  if (!isExclusive(word)) return readOpenId(word, 0);
  const id = nextId(readId(word.slice(1)));
  if (id === undefined) throw errors.invalidIntervalStart();
  return id;
}

/** Reads the upper end of an interval, which `(` excludes. */
export function readEnd(word: Bytes): StreamId {
  if (!isExclusive(word)) return readOpenId(word, MAX_ID.seq);
  const whole = parseId(word.slice(1), MAX_ID.seq);
  if (whole === undefined) throw errors.invalidStreamId();
  const id = previousId(whole);
  if (id === undefined) throw errors.invalidIntervalEnd();
  return id;
}

function isExclusive(word: Bytes): boolean {
  return word.length > 1 && word.startsWith('(');
}

/** An entry as commands answer it: its ID, and its fields and values in turn. */
export function entryReply(id: StreamId, pairs: readonly Bytes[]): Reply {
  return [formatId(id), pairs];
}

/**
 * Entries between two IDs, which are included.
 * @param count how many at most
 * @param visit told of each ID
 */
export function entriesBetween(
  stream: StreamValue,
  start: StreamId,
  end: StreamId,
  count = Number.POSITIVE_INFINITY,
  visit?: (id: StreamId) => void,
): Reply[] {
  const replies: Reply[] = [];
  stream.forEach(
    (id, pairs) => {
      replies.push(entryReply(id, pairs));
      visit?.(id);
      return replies.length < count;
    },
    start,
    end,
  );
  return replies;
}

/** The stream and a group of it, which both have to be there. */
export function readGroup(
  { db }: Context,
  key: Bytes,
  name: Bytes,
  missing: (key: Bytes, group: Bytes) => unknown = errors.noKeyOrGroup,
): { readonly stream: StreamValue; readonly group: ConsumerGroup } {
  const stream = db.read(key, StreamType);
  const group = stream?.groups.get(name);
  if (stream === undefined || group === undefined) throw missing(key, name);
  return { stream, group };
}

/** A consumer that is active now; a new one, which is an event, unless there is one of that name. */
export function activeConsumer(
  context: Context,
  key: Bytes,
  group: ConsumerGroup,
  name: Bytes,
): Consumer {
  const known = group.consumers.get(name);
  if (known === undefined) return createConsumer(context, key, group, name);
  known.seenAt = context.now;
  return known;
}

/** A new consumer. */
export function createConsumer(
  { db, engine, now }: Context,
  key: Bytes,
  group: ConsumerGroup,
  name: Bytes,
): Consumer {
  const consumer = group.addConsumer(name, now);
  engine.stats.dirty++;
  db.notify(key, KeyEvents.xgroupCreateconsumer);
  return consumer;
}

/**
 * The exit of a change that Redis keeps from those who WATCH the key: one of its groups, or of its last ID.
 * @param changes how many there were
 */
export function commitQuietly(
  { db, engine }: Context,
  key: Bytes,
  stream: StreamValue,
  changes: number,
  event?: KeyEvent,
): void {
  engine.stats.dirty += changes;
  db.resized(account(stream));
  if (event !== undefined) db.notify(key, event);
}
