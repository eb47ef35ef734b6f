import { describe } from '@jest/globals';
import { OK } from '../../../lib/engine/reply.js';
import { error } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const SYNTAX = error('ERR syntax error');
const EXPIRE = error("ERR invalid expire time in 'set' command");

describe('SET', () => {
  replyTable('stores what it is told when it is told', [
    ['SET k v', OK],
    ['SET k w NX', null],
    ['SET none w XX', null],
    ['SET k w XX', OK],
    ['SET k x GET', 'w'],
    ['SET k y NX GET', 'x'],
    ['SET n 1 NX GET', null],
    ['GET n', '1'],
    ['SET none 1 XX GET', null],
    ['EXISTS none', 0],
  ]);

  replyTable('sets, keeps and drops an expiry', [
    ['SET k v EX 10', OK],
    ['PTTL k', 10_000],
    ['SET k w KEEPTTL', OK],
    ['PTTL k', 10_000],
    ['SET k w', OK],
    ['PTTL k', -1],
    ['SET k v PX 1500', OK],
    ['PTTL k', 1500],
    'advance 1500ms',
    ['GET k', 'v'],
    'advance 1ms',
    ['GET k', null],
    ['SET k v PXAT 1', OK],
    ['EXISTS k', 0],
    ['SET k v EXAT 4102444800', OK],
    ['PEXPIRETIME k', 4_102_444_800_000],
    ['SET k v PXAT 9223372036854775807', OK],
    ['PEXPIRETIME k', 9223372036854775807n],
    ['EXPIRETIME k', 9223372036854776n],
  ]);

  replyTable('refuses options that do not fit, and leaves the key alone', [
    ['SET k v', OK],
    ['SET k w NX XX', SYNTAX],
    ['SET k w EX', SYNTAX],
    ['SET k w EX 1 PX 1', SYNTAX],
    ['SET k w EX 1 KEEPTTL', SYNTAX],
    ['SET k w KEEPTTL PX 1', SYNTAX],
    ['SET k w PERSIST', SYNTAX],
    ['SET k w EX 0', EXPIRE],
    ['SET k w PX -1', EXPIRE],
    ['SET k w EX 9223372036854775807', EXPIRE],
    ['SET k w PX 9223372036854775807', EXPIRE],
    ['SET k w EX one', error('ERR value is not an integer or out of range')],
    ['SET k', error("ERR wrong number of arguments for 'set' command")],
    ['GET k', 'v'],
    ['TTL k', -1],
  ]);

  replyTable('has older relatives', [
    ['SETEX k 10 v', OK],
    ['TTL k', 10],
    ['PSETEX k 1500 v', OK],
    ['PTTL k', 1500],
    ['SETEX k 0 v', error("ERR invalid expire time in 'setex' command")],
    ['PSETEX k -1 v', error("ERR invalid expire time in 'psetex' command")],
    ['SETNX k w', 0],
    ['SETNX n w', 1],
    ['GETSET n x', 'w'],
    ['GETSET m x', null],
  ]);
});

describe('GETEX and GETDEL', () => {
  replyTable('read a key and change its life', [
    ['SET k v', OK],
    ['GETEX k', 'v'],
    ['GETEX k EX 10', 'v'],
    ['TTL k', 10],
    ['GETEX k PX 2500', 'v'],
    ['PTTL k', 2500],
    ['GETEX k PERSIST', 'v'],
    ['TTL k', -1],
    ['GETEX k EXAT 4102444800', 'v'],
    ['EXPIRETIME k', 4_102_444_800],
    ['GETEX k EX 0', error("ERR invalid expire time in 'getex' command")],
    ['GETEX k KEEPTTL', SYNTAX],
    ['GETEX k EX 1 PERSIST', SYNTAX],
    ['GETEX none EX 0', null],
    ['GETEX k PXAT 1', 'v'],
    ['EXISTS k', 0],
    ['SET k v', OK],
    ['GETDEL k', 'v'],
    ['GETDEL k', null],
  ]);
});

describe('MSET, MSETNX and MGET', () => {
  replyTable('take several keys at once', [
    ['MSET a 1 b 2 a 3', OK],
    ['MGET a b c', ['3', '2', null]],
    ['MSETNX c 1 a 2', 0],
    ['EXISTS c', 0],
    ['MSETNX c 1 d 2', 1],
    ['MSET a 1 b', error("ERR wrong number of arguments for 'mset' command")],
    ['MSETNX a 1 b', error("ERR wrong number of arguments for 'msetnx' command")],
    ['MGET a b c d', ['3', '2', '1', '2']],
  ]);
});
