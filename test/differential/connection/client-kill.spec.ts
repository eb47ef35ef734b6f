import { differentialTable } from '../harness/table.js';

differentialTable('CLIENT KILL', [
  'CLIENT KILL',
  'CLIENT KILL nobody',
  'CLIENT KILL 127.0.0.1:1',
  'CLIENT KILL ID',
  'CLIENT KILL ID x',
  'CLIENT KILL ID 0',
  'CLIENT KILL ID -1',
  'CLIENT KILL ID 99999999999999999999',
  'CLIENT KILL ID 999999999',
  'CLIENT KILL NOPE 1',
  'CLIENT KILL MAXAGE 1',
  'CLIENT KILL ID 1 2',
  'CLIENT KILL ID 999999999 TYPE',
  'CLIENT KILL TYPE nope',
  'CLIENT KILL TYPE "no\\x00pe"',
  'CLIENT KILL type PUBSUB',
  'CLIENT KILL TYPE slave',
  'CLIENT KILL TYPE replica',
  'CLIENT KILL TYPE master',
  'CLIENT KILL USER nobody',
  'CLIENT KILL USER nobody ID x',
  'CLIENT KILL USER default SKIPME yes ID 999999999',
  'CLIENT KILL SKIPME maybe',
  'CLIENT KILL SKIPME',
  'CLIENT KILL ADDR nobody',
  'CLIENT KILL LADDR nobody',
  'CLIENT KILL ADDR nobody LADDR nobody SKIPME NO',
]);

differentialTable('CLIENT KILL of others', [
  '2> SUBSCRIBE a',
  '3> PING',
  '4> MULTI',
  'CLIENT KILL TYPE pubsub',
  'PUBLISH a b',
  'CLIENT KILL TYPE normal',
  'CLIENT LIST',
  'CLIENT KILL SKIPME yes',
  'RPUSH l 1',
  'LLEN l',
]);

differentialTable('CLIENT KILL of all and of oneself', [
  '2> PING',
  'CLIENT KILL USER default SKIPME no',
  '2> PING',
  '3> PING',
]);
