import { describe } from '@jest/globals';
import { OK, Status } from '../../../lib/engine/reply.js';
import { error } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const SHARED = 2 ** 31 - 1;

describe('OBJECT', () => {
  replyTable('tells the encoding', [
    ['SET k 123', OK],
    ['OBJECT ENCODING k', 'int'],
    ['SET k 0123', OK],
    ['OBJECT ENCODING k', 'embstr'],
    [`SET k ${'x'.repeat(44)}`, OK],
    ['OBJECT ENCODING k', 'embstr'],
    [`SET k ${'x'.repeat(45)}`, OK],
    ['OBJECT ENCODING k', 'raw'],
    ['SET k 1', OK],
    ['APPEND k 2', 2],
    ['OBJECT ENCODING k', 'raw'],
    ['INCR k', 13],
    ['OBJECT ENCODING k', 'int'],
    ['INCRBYFLOAT k 1', '14'],
    ['OBJECT ENCODING k', 'embstr'],
    ['OBJECT ENCODING none', null],
  ]);

  replyTable('knows which integers are shared', [
    ['SET k 9999', OK],
    ['OBJECT REFCOUNT k', SHARED],
    ['INCR k', 10_000],
    ['OBJECT REFCOUNT k', 1],
    ['DECR k', 9999],
    ['OBJECT REFCOUNT k', SHARED],
    ['COPY k c', 1],
    ['OBJECT REFCOUNT c', 1],
    ['OBJECT ENCODING c', 'int'],
    ['INCRBY c 0', 9999],
    ['OBJECT REFCOUNT c', SHARED],
    ['SET k text', OK],
    ['OBJECT REFCOUNT k', 1],
  ]);

  replyTable('counts the seconds since a key was used', [
    ['SET k v', OK],
    'advance 10s',
    ['OBJECT IDLETIME k', 10],
    ['EXISTS k', 1],
    ['TYPE k', new Status('string')],
    ['TTL k', -1],
    ['OBJECT IDLETIME k', 10],
    ['TOUCH k', 1],
    ['OBJECT IDLETIME k', 0],
    'advance 10s',
    ['EXPIRE k 100', 1],
    ['OBJECT IDLETIME k', 0],
    'advance 10s',
    ['GET k', 'v'],
    ['OBJECT IDLETIME k', 0],
    ['OBJECT IDLETIME none', null],
    [
      'OBJECT FREQ k',
      error(
        'ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
      ),
    ],
    ['OBJECT FREQ none', null],
    ['OBJECT FOO k', error("ERR unknown subcommand 'FOO'. Try OBJECT HELP.")],
    ['OBJECT ENCODING', error("ERR wrong number of arguments for 'object|encoding' command")],
  ]);
});
