import { command, database, maybe, oneOf, option, options, value, word } from './arguments.js';

/** The commands on a connection, and those on whole databases. */
export const connection = [
  command('PING', [maybe(value)]),
  command('ECHO', [value]),
  command('SELECT', [database], 2),
  command('SWAPDB', [database, database]),
  command('DBSIZE', [], 2),
  command('FLUSHDB', [maybe(oneOf('SYNC', 'ASYNC', 'x'))]),
  command('FLUSHALL', [maybe(oneOf('sync', 'async', 'x'))]),
  command('CLIENT', [word('SETNAME'), oneOf('me', 'a-b', '', 'a b', '\xff', 'a\n')]),
  command('CLIENT', [word('GETNAME')]),
  command('CLIENT', [word('NO-EVICT'), oneOf('on', 'OFF', 'x')]),
  command('CLIENT', [oneOf('NOSUCH', 'GETNAME', 'SETNAME')]),
  command('AUTH', [oneOf('pw', 'default', 'x'), maybe(oneOf('', 'pw'))]),
  command('RESET'),
];

/** What changes the protocol; not for transactions, whose array Redis would begin in one and end in the other. */
export const handshake = [
  command('HELLO', [
    oneOf('2', '3', '3', '1', '4', 'x', ''),
    options(
      2,
      option('SETNAME', oneOf('he', 'a b')),
      option('AUTH', oneOf('default', 'x'), oneOf('', 'pw')),
    ),
  ]),
];

/** What every server and every instant answers in its own way. */
export const identity = [
  command('TIME'),
  command('CLIENT', [word('ID')]),
  command('CLIENT', [oneOf('INFO', 'LIST')], 2),
];

/** What silences a connection; not for transactions, in which Redis cuts EXEC's array off. */
export const muting = [command('CLIENT', [word('REPLY'), oneOf('ON', 'ON', 'SKIP', 'OFF', 'x')])];
