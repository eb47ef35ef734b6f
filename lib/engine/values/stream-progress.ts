/** How far a group has come: Redis counts entries as long as deletions in the middle do not make that a guess. */
import { add, normalize, type Int64 } from '../int64.js';
import type { ConsumerGroup } from './stream-group.js';
import { compareIds, type StreamId } from './stream-id.js';
import type { StreamValue } from './stream-value.js';

/** `a + b`, which wraps as the counters of Redis do. */
export function plus(a: Int64, b: Int64): Int64 {
  return add(a, b) ?? normalize(BigInt.asIntN(64, BigInt(a) + BigInt(b)));
}

function minus(a: Int64, b: Int64): Int64 {
  return typeof b === 'number' ? plus(a, -b) : normalize(BigInt.asIntN(64, BigInt(a) - BigInt(b)));
}

function isZero({ ms, seq }: StreamId): boolean {
  return ms === 0 && seq === 0;
}

/** Whether XDEL has deleted an entry from an ID on, and not in front of all others. */
function isFragmentedFrom({ size, firstId, maxDeletedId }: StreamValue, id: StreamId): boolean {
  return (
    size > 0 &&
    !isZero(maxDeletedId) &&
    compareIds(firstId, maxDeletedId) <= 0 &&
    compareIds(id, maxDeletedId) <= 0
  );
}

/** How many entries there were up to an ID since the first one ever, or `undefined` when that cannot be told. */
export function entriesUpTo(stream: StreamValue, id: StreamId): Int64 | undefined {
  const { entriesAdded, maxDeletedId, firstId } = stream;
  if (entriesAdded === 0) return 0;
  const toLast = compareIds(id, stream.lastId);
  if (toLast === 0 || (toLast < 0 && stream.size === 0)) return entriesAdded;
  if (toLast > 0) return undefined;
  if (!isZero(maxDeletedId) && compareIds(maxDeletedId, firstId) >= 0) return undefined;
  const toFirst = compareIds(id, firstId);
  const before = minus(entriesAdded, stream.size);
  if (toFirst > 0) return undefined;
  return toFirst < 0 ? before : plus(before, 1);
}

/** A group has been given an entry: what it has read goes on from there. */
export function advance(stream: StreamValue, group: ConsumerGroup, id: StreamId): void {
  if (compareIds(id, group.lastId) <= 0) return;
  if (group.entriesRead !== undefined && !isFragmentedFrom(stream, id)) {
    group.entriesRead = plus(group.entriesRead, 1);
  } else if (stream.entriesAdded !== 0) {
    group.entriesRead = entriesUpTo(stream, id);
  }
  group.lastId = id;
}

/** How many entries a group has still to read, or `undefined` when that cannot be told. */
export function lagOf(stream: StreamValue, group: ConsumerGroup): Int64 | undefined {
  const { entriesAdded } = stream;
  if (entriesAdded === 0) return 0;
  const read =
    group.entriesRead !== undefined && !isFragmentedFrom(stream, group.lastId)
      ? group.entriesRead
      : entriesUpTo(stream, group.lastId);
  return read === undefined ? undefined : minus(entriesAdded, read);
}
