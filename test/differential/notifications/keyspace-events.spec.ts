import { expect, it } from '@jest/globals';
import { Comparison } from '../harness/comparison.js';
import { report } from '../harness/report.js';
import { toStep } from '../harness/step.js';
import { describeDifferential, differentialTable } from '../harness/table.js';

differentialTable('events of strings and keys, in order', [
  'CONFIG SET notify-keyspace-events KEAnm',
  '2> PSUBSCRIBE __key*__:*',
  'SET k v',
  'SET k v EX 100',
  'GET nosuch',
  'SETEX k 10 v',
  'PSETEX k 10000 v',
  'SETNX k v',
  'SETNX n 1',
  'INCR n',
  'DECRBY n 2',
  'INCRBYFLOAT n 1.5',
  'APPEND k more',
  'SETRANGE k 1 x',
  'GETSET k v',
  'GETDEL k',
  'GETEX n PX 100000',
  'GETEX n PERSIST',
  'MSET a 1 b 2',
  'MSETNX c 3 d 4',
  'EXPIRE a 100',
  'PERSIST a',
  'EXPIREAT a 1',
  'PEXPIRE b -1',
  'RENAME c e',
  'RENAMENX d f',
  'COPY e g',
  'MOVE g 1',
  'DEL e nosuch f',
  'UNLINK n',
  'MULTI',
  'SET t 1',
  'DEL t',
  'EXEC',
  'FLUSHALL',
  'CONFIG SET notify-keyspace-events ""',
]);

differentialTable('only what was asked for', [
  '2> PSUBSCRIBE *',
  'CONFIG SET notify-keyspace-events K',
  'SET k v',
  'CONFIG SET notify-keyspace-events $',
  'SET k v',
  'CONFIG SET notify-keyspace-events K$',
  'SET k v',
  'DEL k',
  'CONFIG SET notify-keyspace-events Eg',
  'SET k v',
  'DEL k',
  'CONFIG SET notify-keyspace-events En',
  'SET k v',
  'SET k w',
  'CONFIG SET notify-keyspace-events Em',
  'GET k',
  'GET nosuch',
  'EXISTS nosuch',
  'TTL nosuch',
  'CONFIG SET notify-keyspace-events ""',
]);

differentialTable('events reach their own session before the reply', [
  'HELLO 3',
  'CONFIG SET notify-keyspace-events KEA',
  'PSUBSCRIBE __key*',
  'SET k v',
  'DEL k',
  'CONFIG SET notify-keyspace-events ""',
]);

describeDifferential('expired, when a key is met again', (server) => {
  const rows = [
    'CONFIG SET notify-keyspace-events Ex',
    '2> PSUBSCRIBE *',
    'SET k v PX 10',
    '@wait 25',
    'GET k',
    'SET k v PX 10',
    '@wait 25',
    'DBSIZE',
    'EXISTS k',
    'DBSIZE',
    'SET k v PX 10',
    '@wait 25',
    'SET k w',
    'CONFIG SET notify-keyspace-events ""',
  ];
  it.each([2, 3] as const)('answers as Redis on RESP%i', async (protocol) => {
    const client = await server().connect();
    await client.call('DEBUG', 'SET-ACTIVE-EXPIRE', '0');
    const mismatches = await new Comparison(server(), protocol).run(rows.map(toStep));
    await client.call('DEBUG', 'SET-ACTIVE-EXPIRE', '1');
    await client.close();
    expect(report(mismatches)).toBe('');
  });
});
