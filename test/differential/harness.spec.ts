import { differentialTable } from './harness/table.js';

differentialTable('the harness', [
  'PING',
  'ECHO "\\xff\\x00"',
  'NOSUCH a b',
  'MULTI',
  'TIME',
  '2> PING',
  'EXEC',
  '@wait 2',
  'SUBSCRIBE a b',
  '2> PUBLISH a x',
  'UNSUBSCRIBE',
  'HELLO 3',
  'QUIT',
]);
