import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { formatDouble } from '../../float.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { DoubleReply, NULL_ARRAY, type Reply } from '../../reply.js';
import { SortedSetType } from '../../values/sorted-set.js';
import { key, rest, string, strings, token } from '../args.js';
import { readCursor, readScanOptions, scanCollection, scanOptions } from '../scan-args.js';
import { command } from '../spec.js';

const zrem = command({
  name: 'ZREM',
  since: '1.2.0',
  group: 'sorted-set',
  summary: 'Removes members from a sorted set.',
  complexity:
    'O(M*log(N)) with N being the number of elements in the sorted set and M the number of elements to be removed.',
  flags: ['write', 'fast'],
  categories: ['@sortedset'],
  args: [key('key', ['RW', 'delete']), strings('member')],
  execute({ db }, name, members) {
    const zset = db.edit(name, SortedSetType);
    if (zset === undefined) return 0;
    let removed = 0;
    for (const member of members) if (zset.delete(member)) removed++;
    if (removed > 0) db.commit(name, zset, KeyEvents.zrem);
    return removed;
  },
});

const zcard = command({
  name: 'ZCARD',
  since: '1.2.0',
  group: 'sorted-set',
  summary: 'Counts the members of a sorted set.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@sortedset'],
  args: [key('key', ['RO'])],
  execute: ({ db }, name) => db.read(name, SortedSetType)?.size ?? 0,
});

function scoreReply(score: number | undefined): Reply {
  return score === undefined ? null : new DoubleReply(score);
}

const zscore = command({
  name: 'ZSCORE',
  since: '1.2.0',
  group: 'sorted-set',
  summary: 'Answers the score of a member.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@sortedset'],
  args: [key('key', ['RO', 'access']), string('member')],
  execute: ({ db }, name, member) => scoreReply(db.read(name, SortedSetType)?.score(member)),
});

const zmscore = command({
  name: 'ZMSCORE',
  since: '6.2.0',
  group: 'sorted-set',
  summary: 'Answers the scores of several members.',
  complexity: 'O(N) where N is the number of members being requested.',
  flags: ['readonly', 'fast'],
  categories: ['@sortedset'],
  args: [key('key', ['RO', 'access']), strings('member')],
  execute({ db }, name, members) {
    const zset = db.read(name, SortedSetType);
    return members.map((member) => scoreReply(zset?.score(member)));
  },
});

/** ZRANK and ZREVRANK. @param fromEnd whether the highest score has rank 0 */
const ranking = (name: string, fromEnd: boolean) =>
  command({
    name,
    since: '2.0.0',
    group: 'sorted-set',
    summary: `Answers how many members have a ${fromEnd ? 'higher' : 'lower'} score, or the same and come before in order.`,
    complexity: 'O(log(N))',
    flags: ['readonly', 'fast'],
    categories: ['@sortedset'],
    args: [
      key('key', ['RO', 'access']),
      string('member'),
      rest([token('WITHSCORE', { optional: true })], 0, (argv, at) => {
        if (argv.length > at + 1) throw errors.wrongArity(name);
        if (argv.length === at) return false;
        if (argv[at]!.toUpperCase() !== 'WITHSCORE') throw errors.syntax();
        return true;
      }),
    ],
    execute({ db }, keyName, member, withScore): Reply {
      const zset = db.read(keyName, SortedSetType);
      const score = zset?.score(member);
      if (zset === undefined || score === undefined) return withScore ? NULL_ARRAY : null;
      const below = zset.rank(member)!;
      const rank = fromEnd ? zset.size - 1 - below : below;
      return withScore ? [rank, new DoubleReply(score)] : rank;
    },
  });

/** Integers up to here a listpack holds as such. */
const LISTPACK_INTEGER_MAX = 2 ** 62;

/** A score as ZSCAN prints it: what a listpack holds as an integer has no exponent. */
function scanText(score: number, compact: boolean): Bytes {
  return compact && Number.isInteger(score) && Math.abs(score) <= LISTPACK_INTEGER_MAX
    ? String(BigInt(score))
    : formatDouble(score);
}

const zscan = command({
  name: 'ZSCAN',
  since: '2.8.0',
  group: 'sorted-set',
  summary: 'Walks over the members and scores of a sorted set, some at a time.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  flags: ['readonly'],
  categories: ['@sortedset'],
  tips: ['nondeterministic_output'],
  args: [key('key', ['RO', 'access']), string('cursor', 'integer'), scanOptions],
  execute({ db, argv }, name, word, at) {
    const cursor = readCursor(word);
    const zset = db.read(name, SortedSetType);
    if (zset === undefined) return ['0', []];
    const compact = zset.encoding === 'listpack';
    return scanCollection(cursor, readScanOptions(argv, at), (from, visit) => {
      const tell = (member: Bytes, score: number): void => visit(member, scanText(score, compact));
      // Redis answers a small one at once, which spares the client further calls.
      if (!compact) return zset.scan(from, tell);
      zset.forEachFrom(0, tell);
      return 0;
    });
  },
});

export const memberCommands = [
  zrem,
  zcard,
  zscore,
  zmscore,
  ranking('ZRANK', false),
  ranking('ZREVRANK', true),
  zscan,
];
