import {
  all,
  command,
  either,
  integer,
  key,
  maybe,
  offset,
  oneOf,
  option,
  options,
  through,
  times,
  value,
  word,
  words,
  type Argument,
} from './arguments.js';

/** Few of them, so that LREM, LPOS and LINSERT find some. */
const element = either(oneOf(...words('0 1 2 a b c')), value);
const end = either(word('LEFT'), word('RIGHT'), word('LEFT'), word('RIGHT'), oneOf('UP', ''));
const count = option('COUNT', either(oneOf(...words('0 1 2 3')), integer));

/** Keys behind their number, which is seldom wrong. */
const numberedKeys: Argument = (dice) => {
  const keys = times(1, 3, key)(dice);
  return [dice.once(10) ? integer(dice)[0]! : String(keys.length), ...keys];
};

/** The commands on lists that never wait. */
export const lists = [
  command('LPUSH', [key, times(1, 4, element)], 4),
  command('RPUSH', [key, times(1, 4, element)], 5),
  command('LPUSHX', [key, times(1, 2, element)]),
  command('RPUSHX', [key, times(1, 2, element)]),
  command('LPOP', [key, maybe(integer)], 2),
  command('RPOP', [key, maybe(integer)], 2),
  command('LLEN', [key]),
  command('LINDEX', [key, offset], 2),
  command('LSET', [key, offset, element], 2),
  command('LRANGE', [key, offset, offset], 3),
  command('LINSERT', [key, either(word('BEFORE'), word('AFTER'), oneOf('X')), element, element], 2),
  command('LREM', [key, integer, element], 2),
  command('LTRIM', [key, offset, offset]),
  command(
    'LPOS',
    [key, element, options(3, option('RANK', integer), count, option('MAXLEN', integer))],
    3,
  ),
  command('LMOVE', [key, key, end, end], 3),
  command('RPOPLPUSH', [key, key], 2),
  command('LMPOP', [numberedKeys, end, maybe(count)], 2),
];

const forever = oneOf('0', '0', '0', '0', '0.0', '-0', '-1', 'x', 'inf', '');

/** The commands on lists that wait, for as long as it takes: two clocks would not agree on less. */
export const waiting = [
  command('BLPOP', [times(1, 3, key), forever], 2),
  command('BRPOP', [times(1, 2, key), forever], 2),
  command('BLMOVE', [key, key, end, end, forever], 2),
  command('BRPOPLPUSH', [key, key, forever]),
  command('BLMPOP', [forever, numberedKeys, end, maybe(count)], 2),
];

/** The commands on sorted sets that wait. */
const waitingForScores = [
  command('BZPOPMIN', [times(1, 3, key), forever]),
  command('BZPOPMAX', [times(1, 2, key), forever]),
  command('BZMPOP', [forever, numberedKeys, oneOf('MIN', 'MAX', 'min', 'x'), maybe(count)]),
];

/** Without SWAPDB, after which Redis serves in the order of a hash table. */
const feeding = [
  command('LPUSH', [key, times(1, 3, element)], 6),
  command('RPUSH', [key, times(1, 3, element)], 6),
  command('LMOVE', [key, key, end, end], 2),
  command('LPOP', [key]),
  command('LPUSHX', [key, element]),
  command('LINSERT', [key, word('BEFORE'), element, element]),
  command('SORT', [key, word('ALPHA'), option('STORE', key)], 2),
  command('ZADD', [key, times(1, 3, all(oneOf('1', '2', '3'), element))], 6),
  command('ZUNIONSTORE', [key, oneOf('1'), key], 2),
  command('ZINTERSTORE', [key, oneOf('2'), key, key]),
  command('ZDIFFSTORE', [key, oneOf('2'), key, key]),
  command('ZRANGESTORE', [key, key, oneOf('0'), oneOf('-1', '0')]),
  command('ZINCRBY', [key, oneOf('1', '-1'), element]),
  command('GEOADD', [key, oneOf('1'), oneOf('2'), element]),
  command('SADD', [key, element]),
  command('SET', [key, element]),
  command('DEL', [times(1, 3, key)], 6),
  command('RENAME', [key, key], 2),
  command('COPY', [key, key, maybe(word('REPLACE'))], 2),
  command('MOVE', [key, oneOf('1')]),
  command('LRANGE', [key, all(oneOf('0'), oneOf('-1'))]),
  command('MULTI'),
  command('EXEC', [], 2),
];

/** Connections that wait for what another one does. */
export const handovers = [
  ...through(1, waiting),
  ...through(2, [...waiting, ...waitingForScores]),
  ...through(3, [...waiting, ...waitingForScores, ...waitingForScores]),
  ...through(4, [...feeding, ...feeding, ...feeding, ...feeding]),
];
