import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';
import { OK } from '../../reply.js';
import { choice, optional, string, token } from '../args.js';
import { command, type Command } from '../spec.js';

const ALL_SHARDS = ['request_policy:all_shards', 'response_policy:all_succeeded'];
const flushType = optional(
  choice(
    'flush-type',
    ['ASYNC', 'SYNC'],
    [token('ASYNC', { since: '4.0.0' }), token('SYNC', { since: '6.2.0' })],
  ),
);

const dbsize = command({
  name: 'DBSIZE',
  since: '1.0.0',
  group: 'server',
  summary: 'Return how many keys the database has.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@keyspace'],
  tips: ['request_policy:all_shards', 'response_policy:agg_sum'],
  args: [],
  execute: ({ db }) => db.size,
});

/** The keys go at once either way: what is left of them is the garbage collector's, in the background. */
const flushdb = command({
  name: 'FLUSHDB',
  since: '1.0.0',
  group: 'server',
  summary: 'Remove all keys of the database.',
  complexity: 'O(N) in the number of keys of the database',
  flags: ['write'],
  categories: ['@keyspace', '@dangerous'],
  tips: ALL_SHARDS,
  args: [flushType],
  execute({ engine, db }) {
    engine.flush(db);
    engine.tracking.flushed();
    return OK;
  },
});

const flushall = command({
  name: 'FLUSHALL',
  since: '1.0.0',
  group: 'server',
  summary: 'Remove all keys of all databases.',
  complexity: 'O(N) in the number of keys of all databases',
  flags: ['write'],
  categories: ['@keyspace', '@dangerous'],
  tips: ALL_SHARDS,
  args: [flushType],
  execute({ engine }) {
    for (const database of engine.databases) engine.flush(database);
    engine.tracking.flushed();
    return OK;
  },
});

const swapdb = command({
  name: 'SWAPDB',
  since: '4.0.0',
  group: 'server',
  summary: 'Exchange the contents of two databases.',
  complexity: 'O(N) in the number of clients that watch keys of either database',
  flags: ['write', 'fast'],
  categories: ['@keyspace', '@dangerous'],
  args: [string('index1', 'integer'), string('index2', 'integer')],
  execute({ engine }, first, second) {
    const a = readIndex(first);
    if (a === undefined) throw errors.invalidFirstDb();
    const b = readIndex(second);
    if (b === undefined) throw errors.invalidSecondDb();
    const exists = (index: number): boolean => index >= 0 && index < engine.databases.length;
    if (!exists(a) || !exists(b)) throw errors.dbIndexOutOfRange();
    if (a !== b) engine.swapDatabases(a, b);
    engine.stats.dirty++;
    return OK;
  },
});

/** A number of a database, as far as it is a C int. */
function readIndex(word: Bytes): number | undefined {
  const index = parse(word);
  return index === undefined || Number(index) !== (Number(index) | 0) ? undefined : Number(index);
}

export const databaseCommands: readonly Command[] = [dbsize, flushdb, flushall, swapdb];
