import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents, type KeyEvent } from '../../keyspace/key-event.js';
import { SetType, type SetValue } from '../../values/set-value.js';
import { SortedSetType, type SortedSet } from '../../values/sorted-set.js';
import { key, oneOf, readInt, readLimit, rest, token, type ArgDoc } from '../args.js';
import type { Context } from '../context.js';
import { command, type KeySpec } from '../spec.js';
import { combine, type Aggregate, type Operation, type Source } from './combine.js';
import {
  compareScored,
  readScore,
  ScoredReply,
  storeZset,
  withScoresDoc,
  zsetOf,
} from './shared.js';

/** The command that is asked, which decides about its options. */
interface Form {
  readonly operation: Operation;
  readonly name: string;
  readonly stores: boolean;
  readonly counts: boolean;
}

/** A parsed ZUNION, ZINTER or ZDIFF. */
interface Request {
  readonly sources: readonly Source[];
  readonly aggregate: Aggregate;
  readonly withScores: boolean;
  /** Where ZINTERCARD stops; 0 for nowhere. */
  readonly limit: number;
}

const AGGREGATES: readonly Aggregate[] = ['SUM', 'MIN', 'MAX'];
const setTypes = {
  is: (value: unknown): value is SetValue | SortedSet =>
    SetType.is(value) || SortedSetType.is(value),
  name: 'zset',
} as const;

/** Reads keys and options in the order in which Redis complains: the keys' types before the options. */
function readRequest({ db, argv }: Context, at: number, form: Form): Request {
  const count = readInt(argv[at]!);
  if (count < 1) throw errors.noInputKey(form.name);
  if (count > argv.length - at - 1) throw errors.syntax();
  const end = at + 1 + Number(count);
  const values = argv.slice(at + 1, end).map((name) => db.read(name, setTypes));
  let weights: readonly number[] = [];
  let aggregate: Aggregate = 'SUM';
  let withScores = false;
  let limit = 0;
  for (let i = end; i < argv.length;) {
    const word = argv[i]!.toUpperCase();
    const left = argv.length - i - 1;
    const weighs = form.operation !== 'diff' && !form.counts;
    if (word === 'WEIGHTS' && weighs && left >= values.length) {
      weights = argv.slice(i + 1, i + 1 + values.length).map(readWeight);
      i += 1 + values.length;
    } else if (word === 'AGGREGATE' && weighs && left >= 1) {
      aggregate = readAggregate(argv[i + 1]!);
      i += 2;
    } else if (word === 'WITHSCORES' && !form.stores && !form.counts) {
      withScores = true;
      i++;
    } else if (word === 'LIMIT' && form.counts && left >= 1) {
      limit = readLimit(argv[i + 1]!);
      i += 2;
    } else throw errors.syntax();
  }
  const sources = values.map((value, i) => ({ value, weight: weights[i] ?? 1 }));
  return { sources, aggregate, withScores, limit };
}

function readWeight(word: Bytes): number {
  return readScore(word, errors.weightNotFloat);
}

function readAggregate(word: Bytes): Aggregate {
  const aggregate = AGGREGATES.find((known) => known === word.toUpperCase());
  if (aggregate === undefined) throw errors.syntax();
  return aggregate;
}

const keysDocs: readonly ArgDoc[] = [
  { name: 'numkeys', type: 'integer' },
  { name: 'key', type: 'key', multiple: true },
];
const aggregateDocs: readonly ArgDoc[] = [
  { name: 'weight', type: 'integer', token: 'WEIGHTS', optional: true, multiple: true },
  oneOf(
    'aggregate',
    AGGREGATES.map((name) => token(name)),
    { token: 'AGGREGATE', optional: true },
  ),
];

const sourceKeys = (index: number): KeySpec => ({
  flags: ['RO', 'access'],
  begin: { index },
  find: { keyNumIndex: 0, firstKey: 1, step: 1 },
});

interface Facts {
  readonly operation: Operation;
  readonly name: string;
  readonly title: string;
  readonly complexity: string;
  readonly event: KeyEvent;
  /** Of the command that stores. */
  readonly since: string;
}

const FACTS: readonly Facts[] = [
  {
    operation: 'union',
    name: 'ZUNION',
    title: 'union',
    complexity:
      'O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.',
    event: KeyEvents.zunionstore,
    since: '2.0.0',
  },
  {
    operation: 'inter',
    name: 'ZINTER',
    title: 'intersection',
    complexity:
      'O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.',
    event: KeyEvents.zinterstore,
    since: '2.0.0',
  },
  {
    operation: 'diff',
    name: 'ZDIFF',
    title: 'difference',
    complexity:
      'O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.',
    event: KeyEvents.zdiffstore,
    since: '6.2.0',
  },
];

const answering = ({ operation, name, title, complexity }: Facts) => {
  const form: Form = { operation, name, stores: false, counts: false };
  return command({
    name,
    since: '6.2.0',
    group: 'sorted-set',
    summary: `Answers the ${title} of sets and sorted sets.`,
    complexity,
    flags: ['readonly', 'movablekeys'],
    categories: ['@sortedset'],
    args: [
      rest(
        [...keysDocs, ...(operation === 'diff' ? [] : aggregateDocs), withScoresDoc],
        2,
        (_argv, at) => at,
      ),
    ],
    keySpecs: [sourceKeys(1)],
    execute(context, at) {
      const { sources, aggregate, withScores } = readRequest(context, at, form);
      const reply = new ScoredReply(context, withScores);
      const entries = combine(operation, sources, aggregate).toSorted(compareScored);
      for (const [member, score] of entries) reply.add(member, score);
      return reply.elements;
    },
  });
};

const storing = ({ operation, name, title, complexity, event, since }: Facts) => {
  const form: Form = { operation, name: `${name}STORE`, stores: true, counts: false };
  return command({
    name: form.name,
    since,
    group: 'sorted-set',
    summary: `Stores the ${title} of sets and sorted sets under a key.`,
    complexity,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['@sortedset'],
    args: [
      key('destination', ['OW', 'update']),
      rest([...keysDocs, ...(operation === 'diff' ? [] : aggregateDocs)], 2, (_argv, at) => at),
    ],
    keySpecs: [
      {
        flags: ['OW', 'update'],
        begin: { index: 1 },
        find: { lastKey: 0, step: 1, limit: 0 },
      },
      sourceKeys(2),
    ],
    execute(context, destination, at) {
      const { sources, aggregate } = readRequest(context, at, form);
      // In order, they fill the leaves of the new set one after the other.
      const entries = combine(operation, sources, aggregate).toSorted(compareScored);
      return storeZset(context, destination, zsetOf(context, entries), event);
    },
  });
};

const zintercard = command({
  name: 'ZINTERCARD',
  since: '7.0.0',
  group: 'sorted-set',
  summary: 'Counts the members of an intersection of sets and sorted sets.',
  complexity:
    'O(N*K) worst case with N being the smallest input sorted set, K being the number of input sorted sets.',
  flags: ['readonly', 'movablekeys'],
  categories: ['@sortedset'],
  args: [
    rest(
      [...keysDocs, { name: 'limit', type: 'integer', token: 'LIMIT', optional: true }],
      2,
      (_argv, at) => at,
    ),
  ],
  keySpecs: [sourceKeys(1)],
  execute(context, at) {
    const form: Form = { operation: 'inter', name: 'ZINTERCARD', stores: false, counts: true };
    const { sources, limit } = readRequest(context, at, form);
    return combine('inter', sources, 'SUM', limit).length;
  },
});

export const operationCommands = [...FACTS.map(answering), ...FACTS.map(storing), zintercard];
