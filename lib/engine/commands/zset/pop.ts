import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { DoubleReply, NULL_ARRAY, type Reply } from '../../reply.js';
import { SortedSetType, type SortedSet } from '../../values/sorted-set.js';
import { key, readInt, rest, string } from '../args.js';
import { readTimeout } from '../blocking-args.js';
import type { Context } from '../context.js';
import {
  KEYS_THEN_TIMEOUT,
  keysThenTimeout,
  POP_FLAGS,
  firstOf,
  multiplePopDocs,
  readMultiplePop,
  waitFor,
  type Attempt,
  type MultiplePop,
} from '../first-served.js';
import { command } from '../spec.js';
import { ScoredReply, type Scored } from './shared.js';

const ENDS = ['MIN', 'MAX'] as const;
type End = (typeof ENDS)[number];

const multipleDocs = multiplePopDocs(ENDS);
const readMultiple = (argv: readonly Bytes[], at: number): MultiplePop<End> =>
  readMultiplePop(argv, at, ENDS);

/** Takes up to `count` members with the lowest or the highest scores, and reports it. */
function pop({ db }: Context, name: Bytes, zset: SortedSet, end: End, count: number): Scored[] {
  const { size } = zset;
  const most = Math.min(count, size);
  const popped: Scored[] = [];
  const [from, to] = end === 'MIN' ? [0, most] : [size - most, size];
  zset.removeRange(from, to, (member, score) => void popped.push([member, score]));
  db.commit(name, zset, end === 'MIN' ? KeyEvents.zpopmin : KeyEvents.zpopmax);
  return end === 'MIN' ? popped : popped.reverse();
}

/** ZPOPMIN and ZPOPMAX. */
const popping = (name: string, end: End) =>
  command({
    name,
    since: '5.0.0',
    group: 'sorted-set',
    summary: `Takes the members with the ${end === 'MIN' ? 'lowest' : 'highest'} scores.`,
    complexity:
      'O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.',
    flags: ['write', 'fast'],
    categories: ['@sortedset'],
    args: [
      key('key', POP_FLAGS),
      rest<number | undefined>(
        [{ name: 'count', type: 'integer', optional: true }],
        0,
        (argv, at) => {
          if (argv.length > at + 1) throw errors.syntax();
          if (argv.length === at) return undefined;
          const count = readInt(argv[at]!, errors.mustBePositive);
          if (count < 0) throw errors.mustBePositive();
          return Number(count);
        },
      ),
    ],
    execute(context, keyName, count): Reply {
      const zset = context.db.edit(keyName, SortedSetType);
      if (zset === undefined || count === 0) return [];
      const popped = pop(context, keyName, zset, end, count ?? 1);
      if (count === undefined) return flat(popped[0]!);
      const reply = new ScoredReply(context, true);
      for (const [member, score] of popped) reply.add(member, score);
      return reply.elements;
    },
  });

function flat([member, score]: Scored): Reply[] {
  return [member, new DoubleReply(score)];
}

/** BZPOPMIN and BZPOPMAX. */
const blockingPop = (name: string, end: End) =>
  command({
    name,
    since: '5.0.0',
    group: 'sorted-set',
    summary: `Takes the member with the ${end === 'MIN' ? 'lowest' : 'highest'} score of the first sorted set that has one, and waits for it.`,
    complexity: 'O(log(N)) with N being the number of elements in the sorted set.',
    flags: ['write', 'blocking', 'fast'],
    categories: ['@sortedset'],
    args: [keysThenTimeout],
    keySpecs: [KEYS_THEN_TIMEOUT],
    execute(context, { keys, timeout }) {
      const deadline = readTimeout(timeout, context.now);
      const attempt: Attempt = (ready, keyName) => {
        const zset = ready.db.edit(keyName, SortedSetType);
        if (zset === undefined) return undefined;
        return [keyName, ...flat(pop(ready, keyName, zset, end, 1)[0]!)];
      };
      return (
        firstOf(context, keys, attempt) ?? waitFor(context, SortedSetType, keys, deadline, attempt)
      );
    },
  });

function popMultiple({ where, count }: MultiplePop<End>): Attempt {
  return (context, keyName) => {
    const zset = context.db.edit(keyName, SortedSetType);
    if (zset === undefined) return undefined;
    return [keyName, pop(context, keyName, zset, where, count).map(flat)];
  };
}

const zmpop = command({
  name: 'ZMPOP',
  since: '7.0.0',
  group: 'sorted-set',
  summary:
    'Takes members with the lowest or the highest scores of the first sorted set that has any.',
  complexity:
    'O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.',
  flags: ['write', 'movablekeys'],
  categories: ['@sortedset'],
  args: [rest(multipleDocs, 3, readMultiple)],
  keySpecs: [
    { flags: POP_FLAGS, begin: { index: 1 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
  ],
  execute: (context, wanted) => firstOf(context, wanted.keys, popMultiple(wanted)) ?? NULL_ARRAY,
});

const bzmpop = command({
  name: 'BZMPOP',
  since: '7.0.0',
  group: 'sorted-set',
  summary:
    'Takes members with the lowest or the highest scores of the first sorted set that has any, and waits for it.',
  complexity:
    'O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.',
  flags: ['write', 'blocking', 'movablekeys'],
  categories: ['@sortedset'],
  args: [string('timeout', 'double'), rest(multipleDocs, 3, readMultiple)],
  keySpecs: [
    { flags: POP_FLAGS, begin: { index: 2 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
  ],
  execute(context, timeout, wanted) {
    const deadline = readTimeout(timeout, context.now);
    const attempt = popMultiple(wanted);
    return (
      firstOf(context, wanted.keys, attempt) ??
      waitFor(context, SortedSetType, wanted.keys, deadline, attempt)
    );
  },
});

export const popCommands = [
  popping('ZPOPMIN', 'MIN'),
  popping('ZPOPMAX', 'MAX'),
  zmpop,
  blockingPop('BZPOPMIN', 'MIN'),
  blockingPop('BZPOPMAX', 'MAX'),
  bzmpop,
];
