import { describe, expect, it } from '@jest/globals';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const SAME = error('ERR source and destination objects are the same');
const NO_DB = error('ERR DB index is out of range');

describe('RENAME and RENAMENX', () => {
  replyTable('take value and expiry along', [
    ['RENAME a b', error('ERR no such key')],
    ['RENAMENX a a', error('ERR no such key')],
    ['SET a 1 EX 10', OK],
    ['SET b 2', OK],
    ['RENAMENX a b', 0],
    ['RENAME a b', OK],
    ['MGET a b', [null, '1']],
    ['TTL b', 10],
    ['RENAMENX b c', 1],
    ['RENAME c c', OK],
    ['RENAMENX c c', 0],
    ['TTL c', 10],
  ]);

  it('are one change of two keys', () => {
    const { client, engine, connect } = recordingEngine();
    const watcher = connect();
    client.run('MSET a 1 b 2');
    const before = engine.stats.dirty;
    watcher.run('WATCH b');
    client.run('RENAME a b');
    expect(engine.stats.dirty - before).toBe(1);
    watcher.run('MULTI');
    expect(watcher.run('EXEC')).not.toEqual([]);
  });
});

describe('COPY and MOVE', () => {
  replyTable('copy within a database and between two', [
    ['COPY a b', 0],
    ['SET a 1 EX 10', OK],
    ['COPY a b', 1],
    ['COPY a b', 0],
    ['TTL b', 10],
    ['INCR b', 2],
    ['COPY a b REPLACE', 1],
    ['GET b', '1'],
    ['COPY a a', SAME],
    ['COPY a a DB 0', SAME],
    ['COPY a a DB 1', 1],
    ['COPY a a DB 16', NO_DB],
    ['COPY a a DB x', error('ERR value is not an integer or out of range')],
    [
      'COPY a a DB 2147483648',
      error('ERR value is out of range, value must between -2147483648 and 2147483647'),
    ],
    ['COPY a b FOO', error('ERR syntax error')],
    ['APPEND a x', 2],
    ['COPY a c', 1],
    ['APPEND c y', 3],
    ['MGET a c', ['1x', '1xy']],
  ]);

  replyTable('move a key that is not there yet', [
    ['MOVE a 1', 0],
    ['SET a 1 EX 10', OK],
    ['MOVE a 0', SAME],
    ['MOVE a 16', NO_DB],
    ['MOVE a -1', NO_DB],
    ['MOVE a x', error('ERR value is not an integer or out of range')],
    ['MOVE a 1', 1],
    ['EXISTS a', 0],
    ['SET a 2', OK],
    ['MOVE a 1', 0],
    ['SELECT 1', OK],
    ['GET a', '1'],
    ['TTL a', 10],
  ]);
});
