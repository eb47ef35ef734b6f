import { describe } from '@jest/globals';
import { DoubleReply, NULL_ARRAY, OK } from '../../../lib/engine/reply.js';
import { error } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const SYNTAX = error('ERR syntax error');

/** WITHSCORE came with 7.2; this is what its documentation says. */
describe('ZRANK and ZREVRANK with WITHSCORE', () => {
  replyTable('answer rank and score', [
    ['ZADD z 1 a 2.5 b inf c', 3],
    ['ZRANK z b WITHSCORE', [1, new DoubleReply(2.5)]],
    ['ZREVRANK z a withscore', [2, new DoubleReply(1)]],
    ['ZRANK z c WITHSCORE', [2, new DoubleReply(Infinity)]],
    ['ZRANK z b', 1],
  ]);

  replyTable('answer a null array where there is no member or no key', [
    ['ZADD z 1 a', 1],
    ['ZRANK z b WITHSCORE', NULL_ARRAY],
    ['ZREVRANK none a WITHSCORE', NULL_ARRAY],
    ['ZRANK z b', null],
    ['ZRANK none b', null],
  ]);

  replyTable('refuse anything else', [
    ['ZRANK z a WITHSCORES', SYNTAX],
    ['ZREVRANK z a x', SYNTAX],
    ['ZRANK z a WITHSCORE x', error("ERR wrong number of arguments for 'zrank' command")],
    ['SET s 1', OK],
    [
      'ZRANK s a WITHSCORE',
      error('WRONGTYPE Operation against a key holding the wrong kind of value'),
    ],
  ]);
});
