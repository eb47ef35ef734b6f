import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { DoubleReply, type Reply } from '../../reply.js';
import { SortedSetType, type SortedSet } from '../../values/sorted-set.js';
import { key, oneOf, rest, string, token } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import { createZset, readScore, setScore } from './shared.js';

/** The options of ZADD, one bit each. */
export const NX = 1;
export const XX = 2;
const GT = 4;
const LT = 8;
export const CH = 16;
const INCR = 32;
const FLAGS: Readonly<Record<string, number>> = { NX, XX, GT, LT, CH, INCR };
const LONGEST_FLAG = 4;
const A = 65;

/** The option that a word is, or `undefined`: most are scores, which the first char tells. */
function flagOf(word: Bytes): number | undefined {
  return word.length <= LONGEST_FLAG && word.charCodeAt(0) >= A
    ? FLAGS[word.toUpperCase()]
    : undefined;
}

/** What ZADD is asked to do. */
export interface Addition {
  readonly flags: number;
  readonly scores: readonly number[];
  readonly members: readonly Bytes[];
}

/** Reads options, scores and members. @param preset options that the command itself stands for */
function readAddition(argv: readonly Bytes[], at: number, preset: number): Addition {
  let flags = preset;
  let first = at;
  for (; first < argv.length; first++) {
    const flag = flagOf(argv[first]!);
    if (flag === undefined) break;
    flags |= flag;
  }
  const words = argv.length - first;
  if (words === 0 || words % 2 !== 0) throw errors.syntax();
  refuseConflicts(flags, words / 2);
  const scores: number[] = [];
  const members: Bytes[] = [];
  for (let i = first; i < argv.length; i += 2) {
    scores.push(readScore(argv[i]!));
    members.push(argv[i + 1]!);
  }
  return { flags, scores, members };
}

function refuseConflicts(flags: number, pairs: number): void {
  const has = (wanted: number): boolean => (flags & wanted) === wanted;
  if (has(NX | XX)) throw errors.conflictXxNx();
  if (has(GT | NX) || has(LT | NX) || has(GT | LT)) throw errors.conflictGtLtNx();
  if (has(INCR) && pairs > 1) throw errors.incrSinglePair();
}

/**
 * The score that a member shall have.
 * @param old `undefined` for a member that is not there
 * @returns `undefined` when the options leave it as it is
 */
function nextScore(flags: number, old: number | undefined, score: number): number | undefined {
  if (old === undefined) return (flags & XX) === 0 ? score : undefined;
  if ((flags & NX) !== 0) return undefined;
  const next = (flags & INCR) === 0 ? score : old + score;
  if (Number.isNaN(next)) throw errors.scoreNotNumber();
  if ((flags & GT) !== 0 && next <= old) return undefined;
  return (flags & LT) !== 0 && next >= old ? undefined : next;
}

/** Adds members to the sorted set of a key: what ZADD does, and GEOADD. */
export function add(context: Context, name: Bytes, { flags, scores, members }: Addition): Reply {
  const { db, engine } = context;
  const known = db.edit(name, SortedSetType);
  if (known === undefined && (flags & XX) !== 0) return (flags & INCR) === 0 ? 0 : null;
  const zset = known ?? createZset(db, members[0]!, engine.limits);
  return (flags & INCR) === 0
    ? addAll(context, name, zset, { flags, scores, members })
    : increment(context, name, zset, flags, members[0]!, scores[0]!);
}

function addAll(
  { db, engine }: Context,
  name: Bytes,
  zset: SortedSet,
  { flags, scores, members }: Addition,
): Reply {
  const conditional = (flags & (NX | XX | GT | LT)) !== 0;
  let added = 0;
  let updated = 0;
  for (let i = 0; i < members.length; i++) {
    const member = members[i]!;
    const score = scores[i]!;
    if (conditional && nextScore(flags, zset.score(member), score) === undefined) continue;
    const change = setScore(zset, member, score, engine.limits);
    if (change === 'added') added++;
    else if (change === 'updated') updated++;
  }
  if (added + updated > 0) db.commit(name, zset, KeyEvents.zadd);
  return (flags & CH) === 0 ? added : added + updated;
}

function increment(
  { db, engine }: Context,
  name: Bytes,
  zset: SortedSet,
  flags: number,
  member: Bytes,
  by: number,
): Reply {
  const next = nextScore(flags, zset.score(member), by);
  if (next === undefined) return null;
  if (setScore(zset, member, next, engine.limits) !== 'unchanged') {
    db.commit(name, zset, KeyEvents.zincr);
  }
  return new DoubleReply(next);
}

const zadd = command({
  name: 'ZADD',
  since: '1.2.0',
  group: 'sorted-set',
  summary: 'Adds members to a sorted set, or gives them other scores.',
  complexity: 'O(log(N)) for each item added, where N is the number of elements in the sorted set.',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@sortedset'],
  args: [
    key('key', ['RW', 'update']),
    rest(
      [
        oneOf('condition', [token('NX'), token('XX')], { optional: true, since: '3.0.2' }),
        oneOf('comparison', [token('GT'), token('LT')], { optional: true, since: '6.2.0' }),
        { name: 'change', type: 'pure-token', token: 'CH', since: '3.0.2', optional: true },
        { name: 'increment', type: 'pure-token', token: 'INCR', since: '3.0.2', optional: true },
        {
          name: 'data',
          type: 'block',
          multiple: true,
          arguments: [
            { name: 'score', type: 'double' },
            { name: 'member', type: 'string' },
          ],
        },
      ],
      2,
      (argv, at) => readAddition(argv, at, 0),
    ),
  ],
  execute: add,
});

const zincrby = command({
  name: 'ZINCRBY',
  since: '1.2.0',
  group: 'sorted-set',
  summary: 'Adds to the score of a member, which counts as 0 where there is none.',
  complexity: 'O(log(N)) where N is the number of elements in the sorted set.',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@sortedset'],
  args: [key('key', ['RW', 'access', 'update']), string('increment', 'integer'), string('member')],
  execute: (context, name, by, member) => add(context, name, readAddition([by, member], 0, INCR)),
});

export const addCommands = [zadd, zincrby];
