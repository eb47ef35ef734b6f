import { describe, expect, it } from '@jest/globals';
import { MapReply, OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const TOO_LONG = error('ERR string exceeds maximum allowed size (proto-max-bulk-len)');

describe('APPEND, SETRANGE, GETRANGE and STRLEN', () => {
  replyTable('build and cut strings of bytes', [
    ['APPEND s Hello', 5],
    ['APPEND s " World"', 11],
    ['STRLEN s', 11],
    ['GETRANGE s 0 4', 'Hello'],
    ['GETRANGE s -5 -1', 'World'],
    ['GETRANGE s 5 1', ''],
    ['GETRANGE s 0 -100', 'H'],
    ['SUBSTR s 6 100', 'World'],
    ['SETRANGE s 6 "Redis\\xff"', 12],
    ['GET s', 'Hello Redis\xff'],
    ['SETRANGE gap 3 x', 4],
    ['GET gap', '\0\0\0x'],
    ['SETRANGE none 3 ""', 0],
    ['EXISTS none', 0],
    ['STRLEN none', 0],
    ['GETRANGE none 0 -1', ''],
  ]);

  replyTable('refuse what is out of range', [
    ['SETRANGE s -1 x', error('ERR offset is out of range')],
    ['SETRANGE s one x', error('ERR value is not an integer or out of range')],
    ['SETRANGE s 536870912 x', TOO_LONG],
    ['SETRANGE s 9223372036854775807 x', TOO_LONG],
    ['CONFIG SET proto-max-bulk-len 1mb', OK],
    ['SETRANGE s 1048575 x', 1_048_576],
    ['APPEND s y', TOO_LONG],
    ['STRLEN s', 1_048_576],
  ]);

  it('never make a string that JavaScript cannot hold', () => {
    const { client } = recordingEngine();
    client.run('CONFIG SET proto-max-bulk-len 4gb');
    expect(client.run('SETRANGE s 536870900 x')).toEqual(TOO_LONG);
    expect(client.run('EXISTS s')).toBe(0);
  });

  it('account for strings that grow in place', () => {
    const { client, engine } = recordingEngine();
    client.run('APPEND s x');
    const before = engine.memory();
    client.run('SETRANGE s 100000 x');
    expect(engine.memory() - before).toBeGreaterThan(100_000);
    client.run('DEL s');
    expect(engine.memory()).toBeLessThan(before);
  });
});

describe('LCS', () => {
  replyTable('finds the longest common subsequence', [
    ['MSET a ohmytext b mynewtext', OK],
    ['LCS a b', 'mytext'],
    ['LCS a b LEN', 6],
    [
      'LCS a b IDX',
      MapReply.of([
        [
          'matches',
          [
            [
              [4, 7],
              [5, 8],
            ],
            [
              [2, 3],
              [0, 1],
            ],
          ],
        ],
        ['len', 6],
      ]),
    ],
    [
      'LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN',
      MapReply.of([
        ['matches', [[[4, 7], [5, 8], 4]]],
        ['len', 6],
      ]),
    ],
    ['LCS a none', ''],
    ['LCS a b IDX LEN', error('ERR If you want both the length and indexes, please just use IDX.')],
    ['LCS a b MINMATCHLEN', error('ERR syntax error')],
    ['LCS a b MINMATCHLEN x', error('ERR value is not an integer or out of range')],
    ['SETRANGE long 20000 x', 20_001],
    [
      'LCS long long',
      error('ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len'),
    ],
  ]);
});
