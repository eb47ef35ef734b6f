import { describe, expect, it } from '@jest/globals';
import {
  BigNumberReply,
  DoubleReply,
  MapReply,
  NO_REPLY,
  NULL_ARRAY,
  OK,
  Push,
  Replies,
  ReplyError,
  SetReply,
  Status,
  VerbatimReply,
  type Reply,
} from '../../lib/engine/reply.js';
import { encodeReply } from '../../lib/protocol/reply-encoder.js';

const LONG = 'x'.repeat(2000);

describe('the bytes of a reply', () => {
  it.each<[name: string, reply: Reply, resp2: string, resp3: string]>([
    ['OK', OK, '+OK\r\n', '+OK\r\n'],
    ['a status', new Status('PONG'), '+PONG\r\n', '+PONG\r\n'],
    ['an error', new ReplyError('ERR no'), '-ERR no\r\n', '-ERR no\r\n'],
    ['an error of two lines', new ReplyError('ERR a\r\nb'), '-ERR a  b\r\n', '-ERR a  b\r\n'],
    ['zero', 0, ':0\r\n', ':0\r\n'],
    ['a negative integer', -1, ':-1\r\n', ':-1\r\n'],
    ['a large integer', 123456789, ':123456789\r\n', ':123456789\r\n'],
    ['the largest integer', 2n ** 63n - 1n, ':9223372036854775807\r\n', ':9223372036854775807\r\n'],
    ['an empty string', '', '$0\r\n\r\n', '$0\r\n\r\n'],
    ['bytes', '\0\r\n\xff', '$4\r\n\0\r\n\xff\r\n', '$4\r\n\0\r\n\xff\r\n'],
    ['a long string', LONG, `$2000\r\n${LONG}\r\n`, `$2000\r\n${LONG}\r\n`],
    ['null', null, '$-1\r\n', '_\r\n'],
    ['the null array', NULL_ARRAY, '*-1\r\n', '_\r\n'],
    ['true', true, ':1\r\n', '#t\r\n'],
    ['false', false, ':0\r\n', '#f\r\n'],
    [
      'a double',
      new DoubleReply(0.1),
      '$19\r\n0.10000000000000001\r\n',
      ',0.10000000000000001\r\n',
    ],
    ['an integral double', new DoubleReply(3), '$1\r\n3\r\n', ',3\r\n'],
    ['infinity', new DoubleReply(-Infinity), '$4\r\n-inf\r\n', ',-inf\r\n'],
    [
      'a big number',
      new BigNumberReply(10n ** 20n),
      `$21\r\n${10n ** 20n}\r\n`,
      `(${10n ** 20n}\r\n`,
    ],
    ['text', new VerbatimReply('a\nb'), '$3\r\na\nb\r\n', '=7\r\ntxt:a\nb\r\n'],
    ['markdown', new VerbatimReply('#', 'mkd'), '$1\r\n#\r\n', '=5\r\nmkd:#\r\n'],
    [
      'an array',
      ['a', 1, [null]],
      '*3\r\n$1\r\na\r\n:1\r\n*1\r\n$-1\r\n',
      '*3\r\n$1\r\na\r\n:1\r\n*1\r\n_\r\n',
    ],
    ['an empty array', [], '*0\r\n', '*0\r\n'],
    ['a map', MapReply.of([['a', 1]]), '*2\r\n$1\r\na\r\n:1\r\n', '%1\r\n$1\r\na\r\n:1\r\n'],
    ['a set', new SetReply(['a']), '*1\r\n$1\r\na\r\n', '~1\r\n$1\r\na\r\n'],
    ['a push', new Push(['a']), '*1\r\n$1\r\na\r\n', '>1\r\n$1\r\na\r\n'],
    ['replies', new Replies([1, new Push([2])]), ':1\r\n*1\r\n:2\r\n', ':1\r\n>1\r\n:2\r\n'],
    ['no reply', NO_REPLY, '', ''],
  ])('for %s', (_name, reply, resp2, resp3) => {
    expect(encodeReply(reply, 2)).toBe(resp2);
    expect(encodeReply(reply, 3)).toBe(resp3);
  });
});
