import { expect, it } from '@jest/globals';
import { RecordingClient } from '../support/recording-client.js';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { Comparison, QUICK_TIMEOUT_MS } from './harness/comparison.js';
import { report } from './harness/report.js';
import { toRow, toStep } from './harness/step.js';
import { describeDifferential } from './harness/table.js';

/** Who waits for `k`, alone and with others, and what lets all of them go. */
const WAITING: readonly (readonly [
  name: string,
  waiting: readonly string[],
  end: readonly string[],
])[] = [
  ['BLPOP', ['2> BLPOP k 0'], ['RPUSH k z', 'DEL k', 'RPUSH k 1']],
  [
    'BLMOVE and BLMPOP',
    ['2> BLMOVE k moved LEFT RIGHT 0', '3> BLMPOP 0 2 j k RIGHT COUNT 2'],
    ['RPUSH k z', 'DEL k', 'RPUSH k 1 2 3'],
  ],
  ['BZPOPMIN', ['2> BZPOPMIN k 0'], ['ZADD k 1 z', 'DEL k', 'ZADD k 1 a']],
  [
    'BZPOPMAX and BZMPOP',
    ['2> BZPOPMAX j k 0', '3> BZMPOP 0 1 k MIN COUNT 2'],
    ['ZADD k 1 z', 'DEL k', 'ZADD k 1 a 2 b 3 c'],
  ],
  ['XREAD', ['2> XREAD BLOCK 0 STREAMS k 5-5'], ['DEL k', 'XADD k 99-1 f v']],
  [
    'BLPOP, BZPOPMIN and XREAD',
    ['2> BLPOP k 0', '3> BZPOPMIN k 0', '4> XREAD BLOCK 0 STREAMS k 5-5'],
    ['RPUSH k z', 'DEL k', 'RPUSH k 1', 'DEL k', 'ZADD k 1 a', 'DEL k', 'XADD k 99-1 f v'],
  ],
  [
    'BLPOP, while others wait for other keys',
    ['2> BLPOP k 0', '3> BZPOPMIN j 0', '4> XREAD BLOCK 0 STREAMS j 0'],
    ['RPUSH k z', 'DEL k j', 'RPUSH k 1', 'ZADD j 1 a', 'DEL j', 'XADD j 99-1 f v'],
  ],
];

/** What `k` becomes while they wait, on ways that serve nobody who waits for this type. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  'a string': ['SET k 1'],
  'a set': ['SADD k 1 2'],
  'a list': ['SET k 1', 'SORT list STORE k'],
  'a sorted set': ['SET k 1', 'ZUNIONSTORE k 1 zset'],
  'a stream': ['XADD k 1-1 f v'],
};

/** What the writes take from. */
const SOURCES: readonly string[] = [
  'SELECT 1',
  'RPUSH k 1 2 3',
  'SELECT 0',
  'RPUSH list 2 1',
  'ZADD zset 1 a 2 b',
  'GEOADD geo 1 1 here',
  'XADD stream 9-9 f v',
  'XGROUP CREATE stream g 0',
  'SADD set a b',
  'SET text x',
  'PFADD hll a',
];

/** What DUMP answers about one of them, as it is typed. */
function dumped(source: string): string {
  const client = new RecordingClient(new InMemoryCache());
  for (const line of SOURCES) client.run(line);
  return toRow({ on: 1, argv: [String(client.run(`DUMP ${source}`))] });
}

/** Every kind of write that can create a key, or give it another value. */
const WRITES: readonly string[] = [
  'LPUSH k x',
  'RPUSH k x y',
  'LPUSHX k x',
  'LINSERT k BEFORE 1 x',
  'LSET k 0 x',
  'LTRIM k 0 0',
  'LREM k 1 1',
  'LMOVE list k LEFT LEFT',
  'RPOPLPUSH list k',
  'RPOPLPUSH k k',
  'BLMOVE list k LEFT LEFT 0',
  'SORT list STORE k',
  'SORT zset ALPHA STORE k',
  'SORT none STORE k',
  'ZADD k 3 x',
  'ZADD k XX CH 7 1',
  'ZADD k INCR 1 x',
  'ZINCRBY k 1 x',
  'ZREM k 1',
  'ZUNIONSTORE k 1 zset',
  'ZUNIONSTORE k 2 k zset',
  'ZINTERSTORE k 1 zset',
  'ZDIFFSTORE k 1 zset',
  'ZDIFFSTORE k 2 zset zset',
  'ZRANGESTORE k zset 0 -1',
  'ZRANGESTORE k zset 9 9',
  'GEOADD k 1 1 x',
  'GEOSEARCHSTORE k geo FROMLONLAT 1 1 BYRADIUS 9 km',
  'GEORADIUS geo 1 1 9 km STORE k',
  'XADD k 9-1 f v',
  'XADD k NOMKSTREAM 9-1 f v',
  'XTRIM k MAXLEN 0',
  'XDEL k 1-1',
  'XSETID k 8-8',
  'XGROUP CREATE k g 0 MKSTREAM',
  'XREADGROUP GROUP g c STREAMS stream >',
  'SET k x',
  'SET k x GET',
  'SETNX k x',
  'GETSET k x',
  'APPEND k x',
  'SETBIT k 7 1',
  'BITOP NOT k text',
  'MSET k x',
  'MSETNX k x',
  'INCR k',
  'PFADD k x',
  'PFMERGE k hll',
  'SADD k x',
  'SUNIONSTORE k set',
  'SDIFFSTORE k set set',
  'SPOP k 9',
  'HSET k f v',
  'DEL k',
  'PEXPIREAT k 1',
  'EXPIRE k 100',
  'GETEX k EX 100',
  'FLUSHDB',
  'SWAPDB 0 1',
  'MOVE k 1',
  'SELECT 1; MOVE k 0; SELECT 0',
  'SELECT 1; COPY k k DB 0 REPLACE; SELECT 0',
  'MULTI; DEL k; SORT list STORE k; EXEC',
  'MULTI; DEL k; ZADD k 1 x; DEL k; SET k 1; SORT list STORE k; EXEC',
  'MULTI; DEL k; RPUSH k x; DEL k; SET k 1; ZUNIONSTORE k 1 zset; EXEC',
  'MULTI; DEL k; HSET k f v; SORT list STORE k; EXEC',
  ...['list', 'zset', 'stream', 'text', 'set'].flatMap((source) => [
    `RENAME ${source} k`,
    `RENAMENX ${source} k`,
    `COPY ${source} k`,
    `COPY ${source} k REPLACE`,
    `RESTORE k 0 ${dumped(source)}`,
    `RESTORE k 0 ${dumped(source)} REPLACE`,
  ]),
  "EVAL \"redis.call('LPUSH', KEYS[1], 'x') redis.call('RPUSH', KEYS[1], 'y')\" 1 k",
];

const CASES = WAITING.flatMap(([name, waiting, end]) =>
  Object.entries(BEFORE).map(([type, before]) => [name, type, waiting, before, end] as const),
);

describeDifferential('who waits', (server) => {
  it.each(CASES)('with %s while the key is %s is woken as in Redis', async (...facts) => {
    const [, , waiting, before, end] = facts;
    const different: string[] = [];
    for (const write of WRITES) {
      const lines = [...SOURCES, ...waiting, ...before, ...write.split('; '), ...end];
      const comparison = new Comparison(server(), 2, 1, QUICK_TIMEOUT_MS);
      const found = await comparison.run(lines.map(toStep));
      if (found.length > 0) different.push(`${write}\n${report(found)}`);
    }
    expect(different.join('\n')).toBe('');
  });
});
