import { differentialTable } from '../harness/table.js';

differentialTable('CLIENT PAUSE', [
  'CLIENT PAUSE',
  'CLIENT PAUSE x',
  'CLIENT PAUSE x nope',
  'CLIENT PAUSE 1.5',
  'CLIENT PAUSE -1',
  'CLIENT PAUSE 99999999999999999999',
  'CLIENT PAUSE 10 nope',
  'CLIENT PAUSE 10 WRITE x',
  'CLIENT UNPAUSE',
  'CLIENT UNPAUSE x',
  'CLIENT PAUSE 60000 write',
  'CLIENT UNPAUSE',
  'PING',
]);

differentialTable('CLIENT PAUSE of writes', [
  'SET k 1',
  'CLIENT PAUSE 60000 WRITE',
  'GET k',
  '2> SET k 2',
  '3> INCR k',
  'GET k',
  '4> MULTI',
  '4> GET k',
  '5> MULTI',
  '5> SET k 5',
  '7> PUBLISH a b',
  'CLIENT PAUSE 10 WRITE',
  'GET k',
  'CLIENT UNPAUSE',
  'GET k',
  '4> EXEC',
  '5> EXEC',
  '2> GET k',
]);

differentialTable('CLIENT PAUSE of everything', [
  '2> PING',
  '3> PING',
  'CLIENT PAUSE 50 ALL',
  '2> SET k 2',
  '3> PING',
  '@wait 80',
  'GET k',
  'CLIENT PAUSE 50 WRITE',
  'CLIENT PAUSE 30 ALL',
  '2> GET k',
  '@wait 80',
  'PING',
]);

differentialTable('CLIENT PAUSE in a transaction', [
  'MULTI',
  'CLIENT PAUSE 60000 WRITE',
  'SET k 1',
  'EXEC',
  '2> SET k 2',
  'GET k',
  'MULTI',
  'CLIENT UNPAUSE',
  'GET k',
  'EXEC',
  'GET k',
]);

differentialTable('keys that expire in a pause', [
  'SET k v',
  'SET other v',
  'CONFIG SET notify-keyspace-events KEA',
  '2> PSUBSCRIBE *',
  'PEXPIRE k 30',
  'CLIENT PAUSE 60000 WRITE',
  '@wait 60',
  'GET k',
  'EXISTS k',
  'TTL k',
  'DBSIZE',
  'KEYS *',
  'SCAN 0',
  'RANDOMKEY',
  'CLIENT UNPAUSE',
  'GET k',
  'DBSIZE',
]);

differentialTable('a blocking command that is postponed', [
  '2> PING',
  '3> PING',
  'CLIENT PAUSE 60 ALL',
  '2> BLPOP l 0',
  '3> BLPOP l 0.02',
  '@wait 150',
  'RPUSH l 1',
  '@wait 50',
]);
