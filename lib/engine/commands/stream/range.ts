import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { NULL_ARRAY, OK, type Reply } from '../../reply.js';
import { compareIds, MIN_ID, type StreamId } from '../../values/stream-id.js';
import { StreamType } from '../../values/stream-value.js';
import { key, readInt, rest, strings } from '../args.js';
import { command } from '../spec.js';
import { commitQuietly, entriesBetween, entryReply, readEnd, readId, readStart } from './shared.js';

const xlen = command({
  name: 'XLEN',
  since: '5.0.0',
  group: 'stream',
  summary: 'Counts the entries of a stream.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@stream'],
  args: [key('key', ['RO'])],
  execute: ({ db }, name) => db.read(name, StreamType)?.size ?? 0,
});

interface Interval {
  readonly start: StreamId;
  readonly end: StreamId;
  /** How many entries at most. */
  readonly count: number;
}

/** XRANGE and XREVRANGE: one interval, two directions. */
const ranging = (name: 'XRANGE' | 'XREVRANGE') => {
  const down = name === 'XREVRANGE';
  const ends = down ? ['end', 'start'] : ['start', 'end'];
  return command({
    name,
    since: '5.0.0',
    group: 'stream',
    summary: down
      ? 'Returns the entries between two IDs, the last one first.'
      : 'Returns the entries between two IDs.',
    complexity: 'O(log(N)+M) where N is the number of entries and M how many are returned',
    flags: ['readonly'],
    categories: ['@stream'],
    args: [
      key('key', ['RO', 'access']),
      rest(
        [
          ...ends.map((end) => ({ name: end, type: 'string' as const })),
          { name: 'count', type: 'integer', token: 'COUNT', optional: true },
        ],
        2,
        (argv, at) => readInterval(argv, at, down),
      ),
    ],
    execute({ db }, streamName, { start, end, count }) {
      const stream = db.read(streamName, StreamType);
      if (stream === undefined) return [];
      if (count === 0) return NULL_ARRAY;
      if (!down) return entriesBetween(stream, start, end, count);
      const replies: Reply[] = [];
      stream.forEachDown((id, pairs) => replies.push(entryReply(id, pairs)) < count, start, end);
      return replies;
    },
  });
};

function readInterval(argv: readonly Bytes[], at: number, down: boolean): Interval {
  const start = readStart(argv[down ? at + 1 : at]!);
  const end = readEnd(argv[down ? at : at + 1]!);
  let count: Int64 = Number.POSITIVE_INFINITY;
  for (let i = at + 2; i < argv.length; i += 2) {
    if (argv[i]!.toUpperCase() !== 'COUNT' || i + 1 === argv.length) throw errors.syntax();
    count = readInt(argv[i + 1]!);
    if (count < 0) count = 0;
  }
  return { start, end, count: Number(count) };
}

const xdel = command({
  name: 'XDEL',
  since: '5.0.0',
  group: 'stream',
  summary: 'Deletes entries of a stream by their IDs.',
  complexity: 'O(log(N)) for each ID where N is the number of entries',
  flags: ['write', 'fast'],
  categories: ['@stream'],
  args: [key('key', ['RW', 'delete']), strings('ID')],
  execute({ db, engine }, name, words) {
    const stream = db.edit(name, StreamType);
    if (stream === undefined) return 0;
    let deleted = 0;
    for (const id of words.map(readId)) if (stream.delete(id)) deleted++;
    if (deleted > 0) {
      db.commit(name, stream, KeyEvents.xdel, true);
      engine.stats.dirty += deleted - 1;
    }
    return deleted;
  },
});

interface SetIdOptions {
  readonly entriesAdded: Int64 | undefined;
  readonly maxDeletedId: StreamId;
}

function readSetIdOptions(argv: readonly Bytes[], at: number, id: StreamId): SetIdOptions {
  let entriesAdded: Int64 | undefined;
  let maxDeletedId = MIN_ID;
  for (let i = at; i < argv.length; i += 2) {
    const option = argv[i]!.toUpperCase();
    const word = argv[i + 1];
    if (option === 'ENTRIESADDED' && word !== undefined) {
      entriesAdded = readInt(word);
      if (entriesAdded < 0) throw errors.negativeEntriesAdded();
    } else if (option === 'MAXDELETEDID' && word !== undefined) {
      maxDeletedId = readId(word);
      if (compareIds(id, maxDeletedId) < 0) throw errors.smallerThanGivenDeletedId();
    } else throw errors.syntax();
  }
  return { entriesAdded, maxDeletedId };
}

const xsetid = command({
  name: 'XSETID',
  since: '5.0.0',
  group: 'stream',
  summary: 'Sets the ID that counts as the last one of a stream, for replication.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@stream'],
  args: [
    key('key', ['RW', 'update']),
    rest(
      [
        { name: 'last-id', type: 'string' },
        {
          name: 'entries-added',
          type: 'integer',
          token: 'ENTRIESADDED',
          since: '7.0.0',
          optional: true,
        },
        {
          name: 'max-deleted-id',
          type: 'string',
          token: 'MAXDELETEDID',
          since: '7.0.0',
          optional: true,
        },
      ],
      1,
      (argv, at) => {
        const id = readId(argv[at]!);
        return { id, ...readSetIdOptions(argv, at + 1, id) };
      },
    ),
  ],
  execute(context, name, { id, entriesAdded, maxDeletedId }) {
    const stream = context.db.edit(name, StreamType);
    if (stream === undefined) throw errors.noSuchKey();
    if (stream.size > 0) {
      if (compareIds(id, stream.lastEntryId()) < 0) throw errors.streamIdTooSmall('XSETID');
      if (entriesAdded !== undefined && entriesAdded < stream.size) {
        throw errors.entriesAddedTooSmall();
      }
    }
    stream.lastId = id;
    if (entriesAdded !== undefined) stream.entriesAdded = entriesAdded;
    if (compareIds(maxDeletedId, MIN_ID) > 0) stream.maxDeletedId = maxDeletedId;
    commitQuietly(context, name, stream, 1, KeyEvents.xsetid);
    return OK;
  },
});

export const rangeCommands = [xlen, ranging('XRANGE'), ranging('XREVRANGE'), xdel, xsetid];
