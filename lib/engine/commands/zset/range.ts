import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { SortedSetType } from '../../values/sorted-set.js';
import { key, oneOf, readInt, rest, token, type ArgDoc, type ArgType } from '../args.js';
import { command } from '../spec.js';
import { ScoredReply, setScore, storeZset, withScoresDoc } from './shared.js';
import { readLexRange, readScoreRange, spanOf, walkSpan, type Range, type Span } from './spans.js';

type By = Range['by'];

/** What the name of a command says already, so that no option may. */
interface Form {
  readonly by?: By;
  readonly fromEnd?: boolean;
  /** ZRANGESTORE has no WITHSCORES. */
  readonly stores?: boolean;
}

/** A parsed ZRANGE of any form. */
interface Selection {
  readonly range: Range;
  readonly fromEnd: boolean;
  readonly withScores: boolean;
  readonly offset: number;
  /** Negative for all. */
  readonly limit: number;
}

const NO_LIMIT = -1;

/** Reads the options behind the two ends of a range, then the ends. */
function readSelection(argv: readonly Bytes[], at: number, form: Form): Selection {
  let { by, fromEnd } = form;
  let withScores = false;
  let offset = 0;
  let limit = NO_LIMIT;
  for (let i = at + 2; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    if (word === 'WITHSCORES' && !form.stores) withScores = true;
    else if (word === 'LIMIT' && i + 2 < argv.length) {
      offset = Number(readInt(argv[++i]!));
      limit = Number(readInt(argv[++i]!));
    } else if (word === 'REV' && fromEnd === undefined) fromEnd = true;
    else if (word === 'BYLEX' && by === undefined) by = 'lex';
    else if (word === 'BYSCORE' && by === undefined) by = 'score';
    else throw errors.syntax();
  }
  by ??= 'rank';
  fromEnd ??= false;
  if (limit !== NO_LIMIT && by === 'rank') throw errors.limitByRank();
  if (withScores && by === 'lex') throw errors.withScoresByLex();
  const range = readRange(by, fromEnd, argv[at]!, argv[at + 1]!);
  return { range, fromEnd, withScores, offset, limit };
}

/** Reads the ends of a range; by score and bytes the higher one comes first when the order is from the end. */
function readRange(by: By, fromEnd: boolean, first: Bytes, second: Bytes): Range {
  if (by === 'rank') {
    return { by, start: Number(readInt(first)), stop: Number(readInt(second)) };
  }
  const read = by === 'score' ? readScoreRange : readLexRange;
  return fromEnd ? read(second, first) : read(first, second);
}

/** Skips `offset` of a span and takes `limit`, in the order of the reply; a range of ranks says both itself. */
function limited({ from, to }: Span, { range, offset, limit, fromEnd }: Selection): Span {
  if (range.by === 'rank') return { from, to };
  if (offset < 0) return { from, to: from };
  const most = limit < 0 ? to - from : limit;
  return fromEnd
    ? { from: Math.max(from, to - offset - most), to: to - offset }
    : { from: from + offset, to: Math.min(to, from + offset + most) };
}

const limitDoc: ArgDoc = {
  name: 'limit',
  type: 'block',
  token: 'LIMIT',
  optional: true,
  arguments: [
    { name: 'offset', type: 'integer' },
    { name: 'count', type: 'integer' },
  ],
};

const formDocs = (since?: string): readonly ArgDoc[] => {
  const facts = since === undefined ? { optional: true } : { optional: true, since };
  return [
    oneOf('sortby', [token('BYSCORE'), token('BYLEX')], facts),
    token('REV', facts),
    { ...limitDoc, ...facts },
  ];
};

interface Facts extends Form {
  readonly name: string;
  readonly since: string;
  readonly order: string;
  /** The type of both ends, and their names. */
  readonly ends: readonly [type: ArgType, first: string, second: string];
  readonly options: readonly ArgDoc[];
  readonly replacedBy?: string;
}

const ranging = ({ name, since, order, ends, options, replacedBy, ...form }: Facts) =>
  command({
    name,
    since,
    group: 'sorted-set',
    summary: `Answers members within a range, ${order}.`,
    complexity:
      'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.',
    flags: ['readonly'],
    categories: ['@sortedset'],
    ...(replacedBy === undefined ? {} : { deprecatedSince: '6.2.0', replacedBy }),
    args: [
      key('key', ['RO', 'access']),
      rest(
        [{ name: ends[1], type: ends[0] }, { name: ends[2], type: ends[0] }, ...options],
        2,
        (argv, at) => readSelection(argv, at, form),
      ),
    ],
    execute(context, keyName, selection) {
      const { range, fromEnd, withScores } = selection;
      const zset = context.db.read(keyName, SortedSetType);
      if (zset === undefined) return [];
      const span = limited(spanOf(zset, range, fromEnd), selection);
      const reply = new ScoredReply(context, withScores);
      walkSpan(zset, span, fromEnd, (member, score) => reply.add(member, score));
      return reply.elements;
    },
  });

const zrangestore = command({
  name: 'ZRANGESTORE',
  since: '6.2.0',
  group: 'sorted-set',
  summary: 'Stores the members within a range under another key.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements stored into the destination key.',
  flags: ['write', 'denyoom'],
  categories: ['@sortedset'],
  args: [
    key('dst', ['OW', 'update']),
    key('src', ['RO', 'access']),
    rest(
      [{ name: 'min', type: 'string' }, { name: 'max', type: 'string' }, ...formDocs()],
      2,
      (argv, at) => readSelection(argv, at, { stores: true }),
    ),
  ],
  execute(context, target, source, selection) {
    const { range, fromEnd } = selection;
    const { db, engine } = context;
    const zset = db.read(source, SortedSetType);
    const copy = db.create(SortedSetType);
    if (zset !== undefined) {
      const span = limited(spanOf(zset, range, fromEnd), selection);
      // Only by ranks does Redis know beforehand how many there are.
      if (range.by === 'rank' && span.to - span.from > engine.limits.zsetMaxListpackEntries) {
        copy.encoding = 'skiplist';
      }
      walkSpan(zset, span, fromEnd, (member, score) => {
        setScore(copy, member, score, engine.limits);
      });
    }
    return storeZset(context, target, copy, KeyEvents.zrangestore);
  },
});

export const rangeCommands = [
  ranging({
    name: 'ZRANGE',
    since: '1.2.0',
    order: 'by rank, score or bytes',
    ends: ['string', 'start', 'stop'],
    options: [...formDocs('6.2.0'), withScoresDoc],
  }),
  zrangestore,
  ranging({
    name: 'ZREVRANGE',
    since: '1.2.0',
    order: 'by rank from the highest score',
    ends: ['integer', 'start', 'stop'],
    options: [withScoresDoc],
    by: 'rank',
    fromEnd: true,
    replacedBy: '`ZRANGE` with the `REV` argument',
  }),
  ranging({
    name: 'ZRANGEBYSCORE',
    since: '1.0.5',
    order: 'by score',
    ends: ['double', 'min', 'max'],
    options: [{ ...withScoresDoc, since: '2.0.0' }, limitDoc],
    by: 'score',
    fromEnd: false,
    replacedBy: '`ZRANGE` with the `BYSCORE` argument',
  }),
  ranging({
    name: 'ZREVRANGEBYSCORE',
    since: '2.2.0',
    order: 'by score from the highest',
    ends: ['double', 'max', 'min'],
    options: [withScoresDoc, limitDoc],
    by: 'score',
    fromEnd: true,
    replacedBy: '`ZRANGE` with the `REV` and `BYSCORE` arguments',
  }),
  ranging({
    name: 'ZRANGEBYLEX',
    since: '2.8.9',
    order: 'by bytes, where all scores are the same',
    ends: ['string', 'min', 'max'],
    options: [limitDoc],
    by: 'lex',
    fromEnd: false,
    replacedBy: '`ZRANGE` with the `BYLEX` argument',
  }),
  ranging({
    name: 'ZREVRANGEBYLEX',
    since: '2.8.9',
    order: 'by bytes from the highest, where all scores are the same',
    ends: ['string', 'max', 'min'],
    options: [limitDoc],
    by: 'lex',
    fromEnd: true,
    replacedBy: '`ZRANGE` with the `REV` and `BYLEX` arguments',
  }),
];
