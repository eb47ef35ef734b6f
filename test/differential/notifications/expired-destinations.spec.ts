import { differentialTable } from '../harness/table.js';

/** Commands that store nothing, because there is nothing. */
const EMPTY = [
  'SDIFFSTORE a none',
  'SUNIONSTORE a none',
  'SINTERSTORE a none set',
  'SINTERSTORE a none',
  'ZUNIONSTORE a 1 none',
  'ZINTERSTORE a 2 none z',
  'ZDIFFSTORE a 1 none',
  'ZRANGESTORE a none 0 -1',
  'ZRANGESTORE a z 9 9',
  'SORT none STORE a',
  'BITOP AND a none',
  'GEOSEARCHSTORE a none FROMLONLAT 1 1 BYRADIUS 1 m',
  'GEORADIUS none 1 1 1 m STORE a',
];

differentialTable('a destination that has expired', [
  'CONFIG SET notify-keyspace-events KEA',
  '3> PSUBSCRIBE __key*',
  'SADD set m',
  'ZADD z 1 m',
  ...EMPTY.flatMap((line) => ['SET a 1', '@expire a', line, 'SET a 1', line, line]),
]);
