import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { below, SeededRandom } from '../../lib/engine/random.js';
import { EngineClient } from '../support/engine-client.js';
import { describeDifferential, differentialTable } from './harness/table.js';

const EDGES = ['-9223372036854775808', '-100', '-6', '-5', '-2', '-1', '0', '1', '4', '5', '100'];

differentialTable('GETRANGE and SUBSTR', [
  'SET s Hello',
  ...EDGES.flatMap((start) => EDGES.map((end) => `GETRANGE s ${start} ${end}`)),
  'GETRANGE s 0 9223372036854775807',
  'GETRANGE s 9223372036854775807 9223372036854775807',
  'GETRANGE s x 1',
  'GETRANGE s 1 x',
  'GETRANGE s 1 9223372036854775808',
  'GETRANGE s 1',
  'GETRANGE missing 0 -1',
  'GETRANGE missing x 1',
  'SUBSTR s 1 3',
  'SUBSTR s 1',
  'SET n 12345',
  'GETRANGE n 1 3',
  'SET e ""',
  'GETRANGE e 0 -1',
  'GETRANGE e -1 0',
  'SETRANGE s 7 x',
  'GETRANGE s 4 7',
  'GETRANGE s -3 100',
]);

differentialTable('APPEND and SETRANGE', [
  'APPEND a 12',
  'OBJECT ENCODING a',
  'APPEND a 3',
  'OBJECT ENCODING a',
  'GET a',
  'INCR a',
  'APPEND a ""',
  'OBJECT ENCODING a',
  'GET a',
  'APPEND e ""',
  'EXISTS e',
  'OBJECT ENCODING e',
  'APPEND e ""',
  'OBJECT ENCODING e',
  'APPEND a',
  'APPEND a b c',
  'SETEX t 100 x',
  'APPEND t y',
  'TTL t',
  'SETRANGE t 0 z',
  'TTL t',
  'GET t',
  'SETRANGE m 0 ""',
  'EXISTS m',
  'SETRANGE m 5 ""',
  'EXISTS m',
  'SETRANGE m 5 abc',
  'GET m',
  'STRLEN m',
  'OBJECT ENCODING m',
  'SETRANGE m 1 XY',
  'GET m',
  'SETRANGE m 0 ""',
  'SETRANGE m -1 x',
  'SETRANGE m -1 ""',
  'SETRANGE m x x',
  'SETRANGE m 1.0 x',
  'SETRANGE m 9223372036854775808 x',
  'SETRANGE m 9223372036854775807 x',
  'SETRANGE m 9223372036854775807 ""',
  'SETRANGE m 536870912 x',
  'SETRANGE m 536870911 xx',
  'SETRANGE none 536870912 x',
  'SETRANGE none 536870912 ""',
  'EXISTS none',
  'SETRANGE m 1',
  'SET n 12345',
  'SETRANGE n 1 99',
  'OBJECT ENCODING n',
  'GET n',
  'INCR n',
  'OBJECT ENCODING n',
  'SET s abc',
  'SETRANGE s 0 ""',
  'OBJECT ENCODING s',
  'SETRANGE s 1 "\\x00\\xff"',
  'GET s',
  'CONFIG SET proto-max-bulk-len 1mb',
  'SETRANGE b 1048575 x',
  'APPEND b y',
  'APPEND b ""',
  'SETRANGE b 1048576 x',
  'SETRANGE b 1048575 y',
  'GETRANGE b 1048570 -1',
  'STRLEN b',
  'CONFIG GET proto-max-bulk-len',
  'CONFIG SET proto-max-bulk-len 1048575',
  'CONFIG SET proto-max-bulk-len -1',
  'CONFIG SET proto-max-bulk-len abc',
  'CONFIG SET proto-max-bulk-len 1tb',
  'CONFIG SET proto-max-bulk-len 99999999999999999999',
  'CONFIG SET proto-max-bulk-len 2G',
  'CONFIG GET proto-max-bulk-len',
  'CONFIG SET proto-max-bulk-len 3m',
  'CONFIG GET proto-max-bulk-len',
  'CONFIG SET proto-max-bulk-len 9223372036854775807',
  'CONFIG GET proto-max-bulk-len',
  'CONFIG SET proto-max-bulk-len 9223372036854775808',
  'CONFIG SET proto-max-bulk-len 17179869185gb',
  'CONFIG GET proto-max-bulk-len',
  'CONFIG SET proto-max-bulk-len 512MB',
  'SET m v PXAT 1',
  'APPEND m x',
  'TTL m',
]);

differentialTable('LCS', [
  'MSET a ohmytext b mynewtext',
  'LCS a b',
  'LCS a b LEN',
  'LCS a b IDX',
  'LCS a b IDX MINMATCHLEN 4',
  'LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN',
  'LCS a b idx withmatchlen minmatchlen 0',
  'LCS a b IDX MINMATCHLEN -5',
  'LCS a b IDX MINMATCHLEN 9223372036854775807',
  'LCS a b IDX LEN',
  'LCS a b MINMATCHLEN',
  'LCS a b MINMATCHLEN x',
  'LCS a b FOO',
  'LCS a b LEN WITHMATCHLEN MINMATCHLEN 3',
  'LCS a b WITHMATCHLEN',
  'LCS a missing',
  'LCS missing a LEN',
  'LCS missing missing IDX',
  'LCS missing missing2 FOO',
  'LCS a',
  'LCS a a',
  'LCS a a IDX WITHMATCHLEN',
  'SET n 123456',
  'SET m 2467',
  'LCS n m',
  'LCS n m IDX WITHMATCHLEN',
  'SETRANGE pad 20000 x',
  'LCS pad pad',
  'CONFIG SET proto-max-bulk-len 1mb',
  'LCS pad pad LEN',
  'SETRANGE half 510 x',
  'LCS half half LEN',
  'SETRANGE half 511 x',
  'LCS half half LEN',
  'CONFIG SET proto-max-bulk-len 512mb',
]);

const PAIRS = 150;
const SEED = 7;

describeDifferential('LCS of random strings', (server) => {
  it('finds the same subsequence and the same matches', async () => {
    const random = new SeededRandom(SEED);
    const word = (): string =>
      Array.from({ length: below(random, 30) }, () => 'abcd'[below(random, 4)]!).join('');
    const commands = Array.from({ length: PAIRS }, () => [
      ['MSET', 'a', word(), 'b', word()],
      ['LCS', 'a', 'b'],
      ['LCS', 'a', 'b', 'IDX', 'WITHMATCHLEN', 'MINMATCHLEN', String(below(random, 4))],
    ]).flat();
    const theirs = await server().connect(3);
    const ours = await EngineClient.connect(new InMemoryCache(), 2);
    ours.session.protocol = 3;
    try {
      expect(await ours.pipeline(commands)).toEqual(await theirs.pipeline(commands));
    } finally {
      await theirs.close();
      await ours.close();
    }
  });
});
