import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { below, SeededRandom } from '../../lib/engine/random.js';
import { EngineClient } from '../support/engine-client.js';
import type { TestClient } from '../support/test-client.js';
import { describeDifferential, differentialTable } from './harness/table.js';

const elements = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `e${from + i}`);
/** A header with another encoding, a count and whatever follows. */
const string = (encoding: string, rest: string, count = '\0\0\0\0\0\0\0\0'): string =>
  `HYLL${encoding}\0\0\0${count}${rest}`;
const STALE = '\0\0\0\0\0\0\0\x80';
const DENSE_BYTES = (16384 * 6) / 8;

differentialTable('PFADD', [
  'PFADD h a b c',
  'GET h',
  'OBJECT ENCODING h',
  'PFADD h a b c',
  'PFCOUNT h',
  'GET h',
  'PFADD h',
  'PFADD h a',
  'GET h',
  'PFADD h d',
  'GET h',
  'PFADD empty',
  'GET empty',
  'PFCOUNT empty',
  'GET empty',
  'PFADD empty',
  [
    'PFADD',
    'bytes',
    '',
    '\0',
    '\xff\xfe',
    'x'.repeat(7),
    'x'.repeat(8),
    'x'.repeat(9),
    'y'.repeat(1000),
  ],
  ['PFADD', 'bytes', '\x80'.repeat(15), '\x80'.repeat(16), '\x80'.repeat(17)],
  'GET bytes',
  'PFCOUNT bytes',
  'SET copy x EX 100',
  'DEL copy',
  'PFADD t a',
  'EXPIRE t 100',
  'PFADD t b',
  'TTL t',
  'PFADD',
  'SET s x',
  'PFADD s a',
  'PFADD s',
  'SET n 12345',
  'PFADD n a',
  'PFCOUNT n',
  'RPUSH l a',
  'PFADD l a',
  'PFADD l',
  'PFCOUNT l',
  'PFCOUNT l none',
  'PFMERGE l',
  'PFMERGE d l',
  'EXISTS d',
  'APPEND h x',
  'PFADD h a',
  'PFCOUNT h',
]);

differentialTable('PFCOUNT and PFMERGE', [
  ['PFADD', 'a', ...elements(0, 500)],
  ['PFADD', 'b', ...elements(300, 700)],
  ['PFADD', 'dense', ...elements(0, 3000)],
  'PFDEBUG ENCODING dense',
  'PFCOUNT a',
  'PFCOUNT a',
  'PFCOUNT b',
  'PFCOUNT dense',
  'PFCOUNT a b',
  'PFCOUNT a b none',
  'PFCOUNT a dense',
  'PFCOUNT none',
  'PFCOUNT none none',
  'PFCOUNT a a',
  'PFCOUNT',
  'PFMERGE ab a b',
  'GET ab',
  'PFCOUNT ab',
  'PFMERGE ab',
  'GET ab',
  'PFMERGE fresh',
  'GET fresh',
  'PFCOUNT fresh',
  'PFMERGE fresh none',
  'PFMERGE a dense',
  'PFDEBUG ENCODING a',
  'PFCOUNT a',
  'GET a',
  'PFMERGE d2 dense b',
  'GET d2',
  'PFMERGE dense b',
  'GET dense',
  'PFMERGE',
  'SET s x',
  'PFMERGE d3 a s',
  'PFMERGE s a',
  'PFCOUNT a s',
  'PFCOUNT s',
  'EXISTS d3',
  'PFADD t a',
  'EXPIRE t 100',
  'PFMERGE t b',
  'TTL t',
  'SET e x PXAT 1',
  'PFADD e a',
  'TTL e',
]);

differentialTable('the border between sparse and dense', [
  ...['0', '17', '18', '20', '100', '1000'].flatMap((limit, i) => [
    `CONFIG SET hll-sparse-max-bytes ${limit}`,
    ['PFADD', `k${i}`, 'a'],
    ...Array.from({ length: 30 }, (_, batch) => [
      'PFADD',
      `k${i}`,
      ...elements(20 * batch, 20 * batch + 20),
    ]).flatMap((add) => [add, `PFDEBUG ENCODING k${i}`, `GET k${i}`]),
    `PFMERGE m${i} k0 k${i}`,
    `PFMERGE n${i} k${i}`,
    `GET n${i}`,
    `PFCOUNT k${i}`,
  ]),
  'CONFIG SET hll-sparse-max-bytes 3000',
]);

differentialTable('PFDEBUG', [
  ['PFADD', 'h', ...elements(0, 100)],
  'PFDEBUG ENCODING h',
  'PFDEBUG DECODE h',
  'PFDEBUG TODENSE h',
  'PFDEBUG TODENSE h',
  'PFDEBUG ENCODING h',
  'PFDEBUG DECODE h',
  'PFDEBUG GETREG h',
  'GET h',
  ['PFADD', 'g', ...elements(0, 5)],
  'pfdebug decode g',
  'PFDEBUG GETREG g',
  'PFDEBUG encoding g',
  'PFADD empty',
  'PFDEBUG DECODE empty',
  'PFDEBUG NOSUCH g',
  'PFDEBUG NOSUCH none',
  'PFDEBUG ENCODING none',
  'PFDEBUG ENCODING',
  'PFDEBUG ENCODING g x',
  'PFDEBUG toString g',
  'SET s x',
  'PFDEBUG ENCODING s',
  'PFDEBUG NOSUCH s',
  'RPUSH l x',
  'PFDEBUG ENCODING l',
  'PFSELFTEST x',
]);

/** Sparse registers that make no sense: too few, too many, cut off. */
const NONSENSE = [
  '',
  '\x7f',
  '\x7f\xfe',
  '\x00',
  '\x3f',
  '\x80',
  '\xff',
  '\x7f\xff\x80',
  '\x7f\xff\x00',
  '\x7f\xfe\x80',
  '\x7f\xfe\x83',
  '\x7f\xfe\x00\x80',
  '\xff'.repeat(4096),
  '\xff'.repeat(4097),
  '\x40\x00\x7f\xfe',
  '\x84\x84\x84\x7f\xfc',
  '\x7f\xff\x7f',
];

differentialTable('strings from elsewhere', [
  ...NONSENSE.flatMap((opcodes): (string | string[])[] => [
    ['SET', 'k', string('\x01', opcodes, STALE)],
    'PFCOUNT k',
    'PFCOUNT k none',
    'OBJECT ENCODING k',
    'GET k',
    ['PFADD', 'k', 'a', 'b'],
    'GET k',
    ['SET', 'k', string('\x01', opcodes, STALE)],
    'PFDEBUG DECODE k',
    'PFDEBUG TODENSE k',
    'PFMERGE d k',
    'EXISTS d',
    'DEL d',
  ]),
  ['SET', 'k', string('\x01', '\x7f\xff', '\x01\x02\x03\x04\x05\x06\x07\x08')],
  'PFCOUNT k',
  ['SET', 'k', string('\x01', '\x7f\xff', '\xff\xff\xff\xff\xff\xff\xff\x7f')],
  'PFCOUNT k',
  'PFADD k a',
  'GET k',
  ['SET', 'k', string('\x00', '\0'.repeat(DENSE_BYTES))],
  'PFCOUNT k',
  'PFADD k a',
  'PFCOUNT k',
  'GET k',
  ['SET', 'k', string('\x00', '\xff'.repeat(DENSE_BYTES), STALE)],
  'PFCOUNT k',
  'GET k',
  'PFCOUNT k none',
  'PFADD k a',
  ['SET', 'k', string('\x00', '\x55\xaa\x0f'.repeat(DENSE_BYTES / 3), STALE)],
  'PFCOUNT k',
  'PFADD k a b c d e f g',
  'GET k',
  'PFDEBUG GETREG k',
  ['SET', 'k', string('\x00', '\0'.repeat(DENSE_BYTES - 1))],
  'PFCOUNT k',
  ['SET', 'k', string('\x00', '\0'.repeat(DENSE_BYTES + 1))],
  'PFADD k a',
  ['SET', 'k', string('\x02', '\0'.repeat(DENSE_BYTES))],
  'PFADD k a',
  ['SET', 'k', 'HYLL\x01\0\0\0\0\0\0\0\0\0\0'],
  'PFADD k a',
  ['SET', 'k', 'hYLL\x01\0\0\0\0\0\0\0\0\0\0\0\x7f\xff'],
  'PFADD k a',
  ['SET', 'k', `HYLL\x01abc${STALE}\x7f\xff`],
  'PFADD k a',
  'PFDEBUG TODENSE k',
  'GET k',
]);

for (const classes of ['KEA', 'KEAnm']) {
  differentialTable(`HyperLogLog events with ${classes}`, [
    `CONFIG SET notify-keyspace-events ${classes}`,
    '2> PSUBSCRIBE __key*',
    'PFADD h a',
    'PFADD h a',
    'PFADD h',
    'PFADD h b c',
    'PFADD empty',
    'PFCOUNT h',
    'PFCOUNT h none',
    'PFCOUNT none',
    'PFMERGE h none',
    'PFMERGE new h none',
    'PFMERGE other',
    'PFDEBUG TODENSE h',
    'PFDEBUG ENCODING none',
    ['SET', 'k', string('\x01', '\x3f', STALE)],
    'PFADD k a b c d e f g',
    'PFCOUNT k',
    'PFMERGE n2 k',
  ]);
}

differentialTable('what WATCH sees of a HyperLogLog', [
  'PFADD h a',
  '2> WATCH h',
  'PFCOUNT h',
  '2> MULTI',
  '2> PING',
  '2> EXEC',
  '2> WATCH h',
  'PFCOUNT h',
  'PFADD h a',
  '2> MULTI',
  '2> PING',
  '2> EXEC',
  '2> WATCH h',
  'PFDEBUG TODENSE h',
  '2> MULTI',
  '2> PING',
  '2> EXEC',
]);

const SEED = 3;
const ROUNDS = 400;

describeDifferential('a HyperLogLog that moves to and fro', (server) => {
  it('counts the same on both sides, byte for byte', async () => {
    const theirs = await server().connect();
    const ours = await EngineClient.connect(new InMemoryCache());
    const random = new SeededRandom(SEED);
    const handOver = async (from: TestClient, to: TestClient): Promise<void> => {
      await to.call('SET', 'h', (await from.call('GET', 'h')) as string);
    };
    const encodings = new Set<unknown>();
    try {
      await theirs.call('FLUSHALL');
      await Promise.all([ours.call('PFADD', 'h'), theirs.call('PFADD', 'h')]);
      for (let round = 0; round < ROUNDS; round++) {
        // Few at first, so that hundreds of rounds are sparse, then enough to become dense.
        const size = 1 + below(random, round < 300 ? 8 : 60);
        const added = Array.from({ length: size }, () => `element ${random.uint32()}`);
        const first = round % 2 === 0 ? ours : theirs;
        const second = round % 2 === 0 ? theirs : ours;
        expect(await first.call('PFADD', 'h', ...added)).toBe(
          await second.call('PFADD', 'h', ...added),
        );
        expect(await ours.call('GET', 'h')).toBe(await theirs.call('GET', 'h'));
        if (round % 3 === 0) await handOver(first, second);
        expect(await ours.call('PFCOUNT', 'h')).toBe(await theirs.call('PFCOUNT', 'h'));
        expect(await ours.call('GET', 'h')).toBe(await theirs.call('GET', 'h'));
        const encoding = await ours.call('PFDEBUG', 'ENCODING', 'h');
        encodings.add(JSON.stringify(encoding));
        expect(encoding).toEqual(await theirs.call('PFDEBUG', 'ENCODING', 'h'));
      }
      expect(encodings.size).toBe(2);
    } finally {
      await theirs.close();
      await ours.close();
    }
  }, 60_000);
});
