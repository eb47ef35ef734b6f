import {
  all,
  command,
  either,
  float,
  integer,
  key,
  maybe,
  oneOf,
  option,
  options,
  pattern,
  times,
  value,
  word,
  words,
} from './arguments.js';

const field = either(
  oneOf(...words('f g h f1 f2 f3 f4 0 1')),
  oneOf('', '\0\xff', 'long'.repeat(17)),
);
const pairs = times(1, 4, all(field, value));
/** A negative count is answered with so many fields, hence none is large. */
const draws = oneOf(
  ...words('0 1 2 3 100 -1 -2 -7 9223372036854775807 -9223372036854775808 x'),
  '',
);

/** The commands on hashes that Redis 7.0 knows. */
export const hashes = [
  command('HSET', [key, pairs], 8),
  command('HMSET', [key, pairs], 2),
  command('HSETNX', [key, field, value], 2),
  command('HGET', [key, field], 2),
  command('HMGET', [key, times(1, 4, field)], 2),
  command('HGETALL', [key], 2),
  command('HKEYS', [key]),
  command('HVALS', [key]),
  command('HLEN', [key]),
  command('HEXISTS', [key, field]),
  command('HSTRLEN', [key, field]),
  command('HDEL', [key, times(1, 4, field)], 3),
  command('HINCRBY', [key, field, integer], 4),
  command('HINCRBYFLOAT', [key, field, float], 4),
  command('HRANDFIELD', [key, maybe(all(draws, maybe(either(word('WITHVALUES'), oneOf('x')))))]),
  command('HSCAN', [
    key,
    oneOf('0', '0', '0', 'x', ''),
    options(1, option('MATCH', pattern)),
    option('COUNT', oneOf('1000')),
  ]),
];
