import {
  command,
  database,
  key,
  maybe,
  milliseconds,
  oneOf,
  option,
  options,
  pattern,
  seconds,
  times,
  unixMilliseconds,
  unixSeconds,
  word,
  type Argument,
} from './arguments.js';

const when = options(2, word('NX'), word('XX'), word('GT'), word('LT'));

const match = option('MATCH', pattern);
const count = option('COUNT', oneOf('1000', '1000', '0', '-1', 'x'));
const type = option(
  'TYPE',
  oneOf('string', 'STRING', 'hash', 'list', 'set', 'zset', 'stream', 'x'),
);

/** One page holds everything: cursors are a server's own. */
const scan = (...some: readonly Argument[]) =>
  command('SCAN', [
    oneOf('0', '0', '0', '0', '0', 'x', ''),
    options(3, ...some),
    option('COUNT', oneOf('1000')),
  ]);

/** The commands on keys of any type. RANDOMKEY is not among them: which keys that have expired it meets is chance. */
export const keys = [
  command('DEL', [times(1, 3, key)], 2),
  command('UNLINK', [times(1, 3, key)]),
  command('EXISTS', [times(1, 3, key)]),
  command('TOUCH', [times(1, 3, key)]),
  command('TYPE', [key]),
  command('EXPIRE', [key, seconds, when], 2),
  command('PEXPIRE', [key, milliseconds, when], 2),
  command('EXPIREAT', [key, unixSeconds, when], 2),
  command('PEXPIREAT', [key, unixMilliseconds, when], 2),
  command('TTL', [key]),
  command('PTTL', [key]),
  command('EXPIRETIME', [key]),
  command('PEXPIRETIME', [key]),
  command('PERSIST', [key]),
  command('RENAME', [key, key], 2),
  command('RENAMENX', [key, key]),
  command('COPY', [key, key, options(2, option('DB', database), word('REPLACE'))], 2),
  command('MOVE', [key, database]),
  command('KEYS', [pattern]),
  scan(match, count),
  command('OBJECT', [word('ENCODING'), key], 2),
  command('OBJECT', [word('REFCOUNT'), key]),
  command('OBJECT', [word('IDLETIME'), key]),
  command('OBJECT', [word('FREQ'), key]),
  command('WAIT', [oneOf('0', '-1', 'x'), oneOf('0', '1', '-1', 'x', '1.5')]),
  command('OBJECT', [oneOf('HELP', 'NOSUCH', 'encoding'), maybe(key)]),
];

/** Apart, because Redis looks at the type of a key that has expired as at one that was asked for: a keymiss. */
export const typedScan = [scan(match, count, type)];
