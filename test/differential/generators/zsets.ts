import {
  all,
  command,
  either,
  float,
  integer,
  key,
  maybe,
  offset,
  oneOf,
  option,
  options,
  times,
  value,
  word,
  words,
} from './arguments.js';
import { draws, onePage } from './sets.js';

const member = either(oneOf('a', 'b', 'c', 'd', '1', ''), oneOf('e', 'f', 'g'), value);
const score = either(oneOf('0', '1', '2', '3', '-1', '1.5', '-0'), oneOf('1', '2'), float);
const bound = either(
  oneOf('-inf', '+inf', '0', '1', '2', '(1', '(2', '(-inf', '(', '', ' 1', '1 '),
  float,
  (dice) => [`(${float(dice)[0]}`],
);
const limit = option(
  'LIMIT',
  oneOf('0', '1', '2', '-1', 'x'),
  oneOf('0', '1', '2', '-1', '-2', 'x'),
);
const withScores = word('WITHSCORES');
const range = either(
  all(offset, offset),
  all(bound, bound, word('BYSCORE')),
  all(oneOf('+inf', '3', '(2'), oneOf('-inf', '1', '(0'), word('REV'), word('BYSCORE')),
);
const rangeOptions = options(2, word('REV'), withScores, limit, word('BYSCORE'));

const inputs = all(oneOf('1', '2', '2', '3', '0', '-1', 'x'), times(1, 3, key));
const weighting = options(
  2,
  option('WEIGHTS', times(1, 3, either(oneOf('1', '2', '0', '-1'), float))),
  option('AGGREGATE', oneOf('SUM', 'min', 'MAX', 'x')),
);
const combination = (name: string, weighs: boolean) => [
  command(name, [inputs, ...(weighs ? [weighting] : []), maybe(withScores)], 2),
  command(`${name}STORE`, [key, inputs, ...(weighs ? [weighting] : [])], 2),
];

/** The commands on sorted sets. */
const usual = [
  command('ZADD', [key, times(1, 4, all(score, member))], 14),
  command(
    'ZADD',
    [
      key,
      options(3, word('NX'), word('XX'), word('GT'), word('LT'), word('CH'), word('INCR')),
      times(1, 2, all(score, member)),
    ],
    8,
  ),
  command('ZINCRBY', [key, score, member], 4),
  command('ZREM', [key, times(1, 3, member)], 2),
  command('ZCARD', [key]),
  command('ZSCORE', [key, member]),
  command('ZMSCORE', [key, times(1, 3, member)]),
  command('ZRANK', [key, member]),
  command('ZREVRANK', [key, member]),
  command('ZCOUNT', [key, bound, bound]),
  command('ZRANGE', [key, range, rangeOptions], 6),
  command('ZREVRANGE', [key, offset, offset, maybe(withScores)]),
  command('ZRANGEBYSCORE', [key, bound, bound, options(2, withScores, limit)], 2),
  command('ZREVRANGEBYSCORE', [key, bound, bound, options(2, withScores, limit)], 2),
  command('ZRANGESTORE', [key, key, range, options(1, word('REV'), limit)], 3),
  command('ZREMRANGEBYRANK', [key, offset, offset]),
  command('ZREMRANGEBYSCORE', [key, bound, bound]),
  command('ZPOPMIN', [key, maybe(integer)]),
  command('ZPOPMAX', [key, maybe(integer)]),
  command('ZMPOP', [
    oneOf('1', '2', '0', 'x'),
    times(1, 2, key),
    oneOf('MIN', 'max', 'x'),
    maybe(option('COUNT', integer)),
  ]),
  command('ZRANDMEMBER', [key, maybe(all(draws, maybe(withScores)))]),
  ...combination('ZUNION', true),
  ...combination('ZINTER', true),
  ...combination('ZDIFF', false),
  command('ZINTERCARD', [inputs, maybe(option('LIMIT', integer))]),
  command('ZSCAN', [key, ...onePage]),
];

/** Ranges of bytes are for sets whose members all have the same score: these keys have no other. */
const lexKey = oneOf('lex:1', 'lex:2');
const lexBound = oneOf(
  ...words('- + [a (a [b (b [e (g [y ( [ x'),
  '',
  '[\xff',
  '[hello',
  `[${'y'.repeat(44)}`,
);
const byLex = [
  command('ZADD', [lexKey, times(1, 4, all(oneOf('0'), member))], 6),
  command('ZREM', [lexKey, times(1, 3, member)]),
  command('ZRANGEBYLEX', [lexKey, lexBound, lexBound, maybe(limit)], 2),
  command('ZREVRANGEBYLEX', [lexKey, lexBound, lexBound, maybe(limit)], 2),
  command('ZRANGE', [lexKey, lexBound, lexBound, word('BYLEX'), rangeOptions], 2),
  command('ZRANGESTORE', [key, lexKey, lexBound, lexBound, word('BYLEX'), maybe(limit)]),
  command('ZLEXCOUNT', [lexKey, lexBound, lexBound], 2),
  command('ZREMRANGEBYLEX', [lexKey, lexBound, lexBound]),
  command('DEL', [lexKey]),
];

export const zsets = [...usual, ...byLex];
