import {
  command,
  either,
  integer,
  key,
  maybe,
  oneOf,
  option,
  options,
  pattern,
  times,
  value,
} from './arguments.js';

/** Few members, so that sets have some in common; half of them integers. */
const member = either(oneOf('1', '2', '3', '-1', '10'), oneOf('a', 'b', 'c', ''), value);
const operation = (name: string) => [
  command(name, [times(1, 3, key)], 2),
  command(`${name}STORE`, [key, times(1, 3, key)], 2),
];
/** What SCAN takes: one page that holds everything. */
export const onePage = [
  oneOf('0', '0', '0', '0', 'x', ''),
  options(
    2,
    option('MATCH', pattern),
    option('COUNT', oneOf('1000', '0', '-1', 'x')),
    oneOf('TYPE'),
  ),
  option('COUNT', oneOf('1000')),
];
/** How many random elements: never so many that a server would not end. */
export const draws = oneOf('0', '1', '2', '5', '1000', '-1', '-3', '-9223372036854775808', 'x', '');

/** The commands on sets. */
export const sets = [
  command('SADD', [key, times(1, 4, member)], 14),
  command('SREM', [key, times(1, 3, member)], 3),
  command('SMOVE', [key, key, member], 3),
  command('SISMEMBER', [key, member]),
  command('SMISMEMBER', [key, times(1, 3, member)]),
  command('SCARD', [key]),
  command('SMEMBERS', [key], 2),
  // What is popped at random leaves something different behind, unless that is all or nothing.
  command('SPOP', [key, oneOf('0', '1000', '1000', '-1', 'x', '9223372036854775807')]),
  command('SRANDMEMBER', [key, maybe(draws)]),
  ...operation('SINTER'),
  ...operation('SUNION'),
  ...operation('SDIFF'),
  command('SINTERCARD', [
    oneOf('1', '2', '2', '3', '0', 'x'),
    times(1, 3, key),
    maybe(option('LIMIT', integer)),
  ]),
  command('SSCAN', [key, ...onePage]),
];
