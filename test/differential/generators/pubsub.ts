import { command, either, maybe, oneOf, option, through, times, value, word } from './arguments.js';

const channel = oneOf('news', 'weather', 'news:1', '\0\xff', '');
const pattern = oneOf('news*', '*', 'n?ws', '');

/** Subscriptions end more often than they begin, since RESP2 forbids the rest meanwhile. */
const subscriptions = [
  command('SUBSCRIBE', [times(1, 3, channel)]),
  command('PSUBSCRIBE', [times(1, 2, pattern)]),
  command('SSUBSCRIBE', [times(1, 2, channel)]),
  command('UNSUBSCRIBE', [times(0, 2, channel)], 3),
  command('PUNSUBSCRIBE', [times(0, 2, pattern)], 3),
  command('SUNSUBSCRIBE', [times(0, 2, channel)], 3),
  command('RESET', [], 2),
];

const messages = [
  command('PUBLISH', [channel, value], 6),
  command('SPUBLISH', [channel, value], 3),
  command('PUBSUB', [
    either(
      option('CHANNELS', maybe(pattern)),
      option('NUMSUB', times(0, 2, channel)),
      word('NUMPAT'),
      option('SHARDCHANNELS', maybe(pattern)),
      option('SHARDNUMSUB', times(0, 2, channel)),
      word('NOSUCH'),
    ),
  ]),
];

/**
 * Subscriptions of one connection, and messages of another: who publishes to itself in a transaction is told so by
 * Redis 7.0 in the middle of EXEC's array.
 */
export const pubsub = [...through(1, subscriptions), ...through(2, messages)];
