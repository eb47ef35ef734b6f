import {
  all,
  command,
  either,
  integer,
  key,
  maybe,
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

/** What is no ID, and what only C takes for one. */
const NO_IDS = words('- + $ > x -1 1- 1-x 1-2-3 1.5 (1 1-* 0x1 18446744073709551616-0 1--1');
/** IDs at the ends of 64 bits, and unusual spellings. */
const ODD_IDS = words(
  '0 0-0 0-1 007-01 +3 1--18446744073709551615 9007199254740993-1 9007199254740992-9007199254740993 18446744073709551615-1',
);
const LAST_ID = '18446744073709551615-18446744073709551615';

/** Mostly an ID of a dozen ones, so that commands meet. */
const id: Argument = (dice) => {
  if (dice.once(12)) return [dice.pick(dice.once(2) ? NO_IDS : ODD_IDS)];
  const ms = String(dice.below(12));
  return [dice.once(3) ? ms : `${ms}-${dice.below(3)}`];
};
/** An ID for a new entry: not by the clock, which two servers do not share. */
const newId: Argument = (dice) => {
  if (dice.once(12)) return [dice.pick([...ODD_IDS, ...NO_IDS, '18446744073709551615-*'])];
  const ms = String(1 + dice.below(12));
  return [dice.once(3) ? `${ms}-${dice.below(4)}` : `${ms}-*`];
};
const bound: Argument = (dice) => {
  if (dice.once(3)) return [dice.pick(['-', '+', '-', '+', '(', '(-', LAST_ID, `(${LAST_ID}`])];
  const [word = ''] = id(dice);
  return [dice.once(4) ? `(${word}` : word];
};
const group = oneOf('g', 'g', 'g', 'h', 'none');
const consumer = oneOf('x', 'x', 'y', 'z', '');
const field = oneOf('f', 'f', 'f', 'g', '', '\xff');
const pair = all(field, value);
const pairs: Argument = either(all(oneOf('f'), value), times(1, 3, pair));

const operator = oneOf('~', '=', '~');
const limit = maybe(option('LIMIT', integer));
const trimming = either(
  option('MAXLEN', maybe(operator), integer, limit),
  option('MINID', maybe(operator), id, limit),
);
const count = option('COUNT', integer);

/** No entry is idle for about so long: two clocks would not agree on it. */
const minIdle = oneOf('0', '0', '0', '0', '500000', '-1', '9223372036854775807', 'x', '');
const idle = option('IDLE', oneOf('0', '1000000', '-5', '9223372036854775807', 'x'));
const claimCount = option(
  'COUNT',
  oneOf('1', '1', '2', '10', '0', '-1', 'x', '9223372036854775807'),
);

/** Keys, and what is asked of each. */
const keysWith =
  (position: Argument): Argument =>
  (dice) => {
    const many = dice.once(3) ? 1 + dice.below(3) : 1;
    const each = (arg: Argument): string[] => times(many, many, arg)(dice);
    return ['STREAMS', ...each(key), ...each(position)];
  };

const history = either(oneOf('>'), oneOf('>'), oneOf('0'), id);
const forGroup = option('GROUP', group, consumer);
const create = command('XGROUP', [
  word('CREATE'),
  key,
  group,
  either(id, oneOf('0', '$', '0', '$')),
  options(2, word('MKSTREAM'), word('MKSTREAM'), option('ENTRIESREAD', integer)),
]);

/** The commands on streams that never wait. */
export const streams = [
  command('XADD', [key, newId, pairs], 10),
  command('XADD', [key, maybe(word('NOMKSTREAM')), maybe(trimming), newId, pairs], 3),
  command('XTRIM', [key, trimming], 2),
  command('XLEN', [key]),
  command('XRANGE', [key, bound, bound, maybe(count)], 2),
  command('XREVRANGE', [key, bound, bound, maybe(count)], 2),
  command('XDEL', [key, times(1, 3, id)], 3),
  command('XSETID', [
    key,
    id,
    options(2, option('ENTRIESADDED', integer), option('MAXDELETEDID', id)),
  ]),
  command('XREAD', [maybe(count), keysWith(either(id, oneOf('$', '0')))], 2),
  Object.assign({}, create, { weight: 5 }),
  command('XGROUP', [word('SETID'), key, group, either(id, oneOf('0', '$'))]),
  command('XGROUP', [
    word('SETID'),
    key,
    group,
    id,
    maybe(option('ENTRIESREAD', integer)),
    maybe(word('MKSTREAM')),
  ]),
  command('XGROUP', [word('DESTROY'), key, group]),
  command('XGROUP', [word('CREATECONSUMER'), key, group, consumer]),
  command('XGROUP', [word('DELCONSUMER'), key, group, consumer]),
  command('XREADGROUP', [forGroup, maybe(count), maybe(word('NOACK')), keysWith(history)], 8),
  command('XACK', [key, group, times(1, 3, id)], 2),
  command('XPENDING', [key, group], 2),
  command('XPENDING', [
    key,
    group,
    maybe(option('IDLE', minIdle)),
    bound,
    bound,
    integer,
    maybe(consumer),
  ]),
  command(
    'XCLAIM',
    [
      key,
      group,
      consumer,
      minIdle,
      times(1, 3, id),
      options(
        3,
        idle,
        option('TIME', oneOf('0', '1000', '9223372036854775807', '-1', 'x')),
        option('RETRYCOUNT', integer),
        word('FORCE'),
        word('FORCE'),
        word('JUSTID'),
        option('LASTID', id),
      ),
    ],
    3,
  ),
  command(
    'XAUTOCLAIM',
    [key, group, consumer, minIdle, bound, options(2, claimCount, word('JUSTID'))],
    3,
  ),
  command('XINFO', [word('STREAM'), key], 2),
  command('XINFO', [word('STREAM'), key, word('FULL'), maybe(count)], 2),
  command('XINFO', [word('GROUPS'), key], 2),
  command('XINFO', [word('CONSUMERS'), key, group]),
];

const forever = option('BLOCK', oneOf('0', '0', '0', '0', '-1', 'x'));

/** The commands on streams that wait, for as long as it takes: two clocks would not agree on less. */
const waiting = [
  command('XREAD', [maybe(count), forever, keysWith(either(id, oneOf('$'), oneOf('$')))], 2),
  command('XREADGROUP', [forGroup, forever, maybe(word('NOACK')), keysWith(history)], 3),
];

const feeding = [
  command('XADD', [key, newId, pairs], 10),
  command('XDEL', [key, id]),
  command('XTRIM', [key, trimming]),
  command('XREADGROUP', [forGroup, keysWith(history)]),
  Object.assign({}, create, { weight: 6 }),
  command('XGROUP', [word('DESTROY'), key, group]),
  command('XGROUP', [word('SETID'), key, group, id]),
  command('SET', [key, value]),
  command('DEL', [times(1, 3, key)], 3),
  command('RENAME', [key, key], 2),
  command('COPY', [key, key, maybe(word('REPLACE'))], 2),
  command('MOVE', [key, oneOf('1')]),
  command('XINFO', [word('STREAM'), key, word('FULL')]),
  command('MULTI'),
  command('EXEC', [], 2),
];

/** Connections that wait for what another one does. */
export const arrivals = [
  ...through(1, waiting),
  ...through(2, waiting),
  ...through(3, waiting),
  ...through(4, [...feeding, ...feeding, ...feeding, ...feeding]),
];
