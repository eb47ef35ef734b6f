import { describe, expect, it } from '@jest/globals';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

describe('EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT', () => {
  replyTable('set a deadline to the millisecond', [
    ['SET k v', OK],
    ['PEXPIRE k 1500', 1],
    ['TTL k', 2],
    ['PTTL k', 1500],
    'advance 1500ms',
    ['PTTL k', 0],
    ['EXISTS k', 1],
    'advance 1ms',
    ['EXISTS k', 0],
    ['TTL k', -2],
    ['EXPIRE k 10', 0],
  ]);

  replyTable('know when they may', [
    ['SET k v', OK],
    ['EXPIRE k 10 XX', 0],
    ['EXPIRE k 10 GT', 0],
    ['EXPIRE k 10 LT', 1],
    ['EXPIRE k 20 NX', 0],
    ['EXPIRE k 20 LT', 0],
    ['EXPIRE k 10 GT', 0],
    ['EXPIRE k 20 XX GT', 1],
    ['EXPIRE k 20 LT', 0],
    ['EXPIRE k 5 XX LT', 1],
    ['PERSIST k', 1],
    ['PERSIST k', 0],
    ['EXPIRE k 30 NX', 1],
    ['TTL k', 30],
    ['EXPIRE k -1 GT', 0],
    ['EXPIRE k -1 LT', 1],
    ['EXISTS k', 0],
  ]);

  replyTable('delete at once when the time is past', [
    ['SET k v', OK],
    ['PEXPIREAT k 1', 1],
    ['EXISTS k', 0],
    ['SET k v', OK],
    ['EXPIRE k 0', 1],
    ['EXISTS k', 0],
  ]);

  replyTable('refuse what does not fit', [
    ['SET k v', OK],
    ['EXPIRE k x', error('ERR value is not an integer or out of range')],
    ['EXPIRE k 10 FOO', error('ERR Unsupported option FOO')],
    ['EXPIRE k 10 "a\\r\\n"', error('ERR Unsupported option a')],
    [
      'EXPIRE k 10 NX XX',
      error('ERR NX and XX, GT or LT options at the same time are not compatible'),
    ],
    ['EXPIRE k 10 GT LT', error('ERR GT and LT options at the same time are not compatible')],
    ['EXPIRE k 9223372036854776', error("ERR invalid expire time in 'expire' command")],
    ['PEXPIRE k 9223372036854775807', error("ERR invalid expire time in 'pexpire' command")],
    ['EXPIREAT k -9223372036854776', error("ERR invalid expire time in 'expireat' command")],
    ['PEXPIREAT k 9223372036854775807', 1],
    ['PEXPIRETIME k', 9223372036854775807n],
    ['SET k w KEEPTTL', OK],
    ['PEXPIRETIME k', 9223372036854775807n],
    ['PEXPIREAT k 9223372036854775806 LT', 1],
    ['PERSIST k', 1],
    ['PEXPIREAT k 9007199254740991', 1],
    ['PEXPIRETIME k', 9007199254740991],
  ]);

  it('let nobody see an expired key, whatever the command', () => {
    for (const line of [
      'GET k',
      'GETDEL k',
      'EXISTS k',
      'TOUCH k',
      'DEL k',
      'KEYS *',
      'RANDOMKEY',
    ]) {
      const { client, clock } = recordingEngine();
      client.run('SET k v PX 10');
      clock.advance(11);
      expect([null, 0, []]).toContainEqual(client.run(line));
    }
  });
});
