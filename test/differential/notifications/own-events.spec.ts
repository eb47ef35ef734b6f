import { expect, it } from '@jest/globals';
import { FACES, type FaceName } from '../../support/engine-face.js';
import type { RedisServer } from '../../support/redis-server.js';
import { Comparison, QUICK_TIMEOUT_MS, type Mismatch } from '../harness/comparison.js';
import { report } from '../harness/report.js';
import { toStep } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

/** What there is, `new` and `old` apart: nothing, and a key that has expired. */
const BEFORE: readonly string[] = [
  'CONFIG SET notify-keyspace-events EKAmn',
  'SET text 1',
  'SET volatile 1 EX 1000',
  'SETBIT bits 1 1',
  'RPUSH list a b c',
  'RPUSH single a',
  'RPUSH other z',
  'HSET hash f 1 g 2',
  'HSET hash1 f 1',
  'SADD set a b c',
  'SADD set1 a',
  'SADD set2 b',
  'ZADD zset 1 a 2 b',
  'ZADD zset1 1 a',
  'XADD stream 1-1 f v',
  'XGROUP CREATE stream g 0',
  'GEOADD geo 13 38 a',
  'PFADD hll a',
];

const WRITES: Readonly<Record<string, readonly string[]>> = {
  strings: [
    'SET text 2',
    'SET new 2',
    'SET old 2',
    'SET text 2 GET',
    'SET new 2 GET',
    'SET text 2 EX 100 get',
    'SET text 2 GET PXAT 1',
    'SET text GET',
    'SETNX new 1',
    'SETEX text 10 v',
    'PSETEX new 1000 v',
    'GETSET text v',
    'GETSET new v',
    'GETSET old v',
    'GETDEL text',
    'GETDEL old',
    'GETEX text EX 100',
    'GETEX volatile PERSIST',
    'GETEX text PXAT 1',
    'MSET text 1 new 2',
    'MSETNX new 1 newer 2',
    'APPEND text x',
    'SETRANGE text 0 x',
    'INCR text',
    'DECRBY new 2',
    'INCRBYFLOAT text 1.5',
    'SETBIT bits 7 0',
    'SETBIT new 7 1',
    'BITOP NOT new bits',
    'BITOP NOT bits nosuch',
    'BITFIELD bits SET u8 0 1',
    'BITFIELD new SET u8 0 1',
    'PFADD hll b',
    'PFMERGE new hll',
    'GET nosuch',
    'GET old',
  ],
  keys: [
    'DEL text',
    'DEL text list nosuch',
    'DEL old',
    'UNLINK text',
    'EXPIRE text 100',
    'EXPIRE text -1',
    'PEXPIREAT text 99999999999999',
    'EXPIREAT text 1',
    'PEXPIRE text 100000',
    'PERSIST volatile',
    'RENAME text new',
    'RENAMENX text new',
    'COPY text new',
    'COPY text list REPLACE',
    'MOVE text 1',
    'RESTORE new 0 "\\x00\\xc0\\x01\\x0a\\x00\\xde\\x5c\\x22\\xe0\\x3c\\xf9\\xb3\\x9e"',
    'SORT list ALPHA STORE new',
    'SORT nosuch STORE list',
    'EXISTS nosuch',
    'FLUSHDB',
    'SWAPDB 0 1',
  ],
  lists: [
    'LPUSH list x',
    'LPUSH new x',
    'RPUSH old x',
    'LPUSHX list x',
    'RPUSHX list x',
    'LINSERT list BEFORE a x',
    'LSET list 0 x',
    'LREM list 0 a',
    'LREM single 0 a',
    'LTRIM list 1 1',
    'LTRIM single 1 1',
    'LPOP list',
    'LPOP single',
    'LPOP list 2',
    'RPOP single 2',
    'LPOP old',
    'LMOVE list new LEFT LEFT',
    'LMOVE single other LEFT RIGHT',
    'LMOVE list old RIGHT LEFT',
    'RPOPLPUSH single other',
    'RPOPLPUSH single single',
    'LMPOP 1 list LEFT COUNT 2',
    'LMPOP 2 nosuch single RIGHT',
    'BLPOP old single 0',
    'BRPOP list 0',
    'BLMOVE single new LEFT LEFT 0',
    'BRPOPLPUSH single other 0',
    'BLMPOP 0 1 single LEFT',
  ],
  'hashes and sets': [
    'HSET hash f 2',
    'HSET new f 2 g 3',
    'HSET old f 2',
    'HSETNX hash h 1',
    'HMSET hash f 2',
    'HINCRBY hash f 1',
    'HINCRBYFLOAT hash f 1.5',
    'HDEL hash f',
    'HDEL hash1 f',
    'SADD set z',
    'SREM set a',
    'SREM set1 a',
    'SPOP set1',
    'SPOP set1 2',
    'SPOP set 100',
    'SMOVE set set2 a',
    'SMOVE set1 new a',
    'SINTERSTORE new set set2',
    'SINTERSTORE set nosuch',
    'SUNIONSTORE new set',
    'SUNIONSTORE set nosuch',
    'SDIFFSTORE new set set2',
    'SDIFFSTORE set set set',
  ],
  'sorted sets': [
    'ZADD zset 3 c',
    'ZADD new 3 c',
    'ZADD zset INCR 1 a',
    'ZADD zset XX GT 0 a',
    'ZINCRBY zset 1 a',
    'ZREM zset a',
    'ZREM zset1 a',
    'ZREMRANGEBYRANK zset 0 0',
    'ZREMRANGEBYSCORE zset 1 1',
    'ZREMRANGEBYLEX zset - +',
    'ZUNIONSTORE new 1 zset',
    'ZUNIONSTORE zset 1 nosuch',
    'ZINTERSTORE new 2 zset zset1',
    'ZINTERSTORE zset 1 nosuch',
    'ZDIFFSTORE new 1 zset',
    'ZDIFFSTORE zset 2 zset1 zset1',
    'ZRANGESTORE new zset 0 -1',
    'ZRANGESTORE zset nosuch 0 -1',
    'GEOADD geo 1 1 b',
    'GEOSEARCHSTORE new geo FROMLONLAT 13 38 BYRADIUS 9 km',
    'GEOSEARCHSTORE geo geo FROMLONLAT 1 1 BYRADIUS 9 km',
    'GEORADIUS geo 13 38 9 km STORE new',
  ],
  streams: [
    'XADD stream 5-1 f v',
    'XADD new 5-1 f v',
    'XADD stream MAXLEN 1 5-1 f v',
    'XDEL stream 1-1',
    'XTRIM stream MAXLEN 0',
    'XSETID stream 9-9',
    'XGROUP CREATE stream h 0',
    'XGROUP CREATE new h 0 MKSTREAM',
    'XGROUP SETID stream g 0',
    'XGROUP CREATECONSUMER stream g c',
    'XGROUP DELCONSUMER stream g c',
    'XGROUP DESTROY stream g',
    'XREADGROUP GROUP g c BLOCK 1 STREAMS nosuch >',
  ],
  'what runs others': [
    'PUBLISH mine hi',
    "EVAL \"redis.call('RPUSH','list','x') return redis.call('INCR','text')\" 0",
    'CLIENT REPLY SKIP; RPUSH list x; PING',
  ],
  'what serves others': [
    '2> BLPOP key 0; RPUSH key x y',
    '2> BLPOP key 0; LMOVE list key LEFT LEFT',
    '2> BLPOP key 0; RENAME list key',
    '2> BLMOVE key new LEFT LEFT 0; LPUSH key x',
    '2> XREAD BLOCK 0 STREAMS key 0; XADD key 1-1 f v',
  ],
  'what others serve': [
    'BLPOP key 0; 2> RPUSH key x',
    'BRPOP key 0; 2> RPUSH key x y',
    'BLMOVE key new LEFT LEFT 0; 2> RPUSH key x',
    'BRPOPLPUSH key list 0; 2> RPUSH key x',
    'BLMPOP 0 1 key LEFT COUNT 2; 2> RPUSH key x y z',
    'BLPOP key 0; 2> MULTI; 2> LPOP list; 2> RPUSH key x; 2> EXEC',
    'BLPOP key 0; 3> BLPOP key 0; 2> RPUSH key x y',
    'BLPOP key 0; 2> SET key x; 2> DEL key; 2> CLIENT UNBLOCK 999999',
  ],
};

/**
 * How near the deadline of the key is that expires, in ms: a busy machine may let one pass before the real server has
 * learned of it.
 */
const DEADLINES_MS = [8, 100];

async function differences(
  server: RedisServer,
  lines: readonly string[],
  face: FaceName,
): Promise<readonly Mismatch[]> {
  let found: readonly Mismatch[] = [];
  for (const deadline of DEADLINES_MS) {
    // Only RESP3 lets a subscriber do anything else.
    found = await new Comparison(server, 3, 9, QUICK_TIMEOUT_MS, deadline, face).run(
      lines.map(toStep),
    );
    if (found.length === 0) break;
  }
  return found;
}

const CASES = Object.entries(WRITES).flatMap(([name, writes]) =>
  FACES.map((face) => [name, face, writes] as const),
);

describeDifferential('who listens to itself', (server) => {
  it.each(CASES)(
    'hears of %s before or behind the reply as from Redis, through the %s',
    async (_name, face, writes) => {
      const different: string[] = [];
      for (const write of writes) {
        const lines = [
          ...BEFORE,
          'SET old 1',
          '@expire old',
          'SUBSCRIBE mine',
          'PSUBSCRIBE __key*__:*',
          ...write.split('; '),
        ];
        const found = await differences(server(), lines, face);
        if (found.length > 0) different.push(`${write}\n${report(found)}`);
      }
      expect(different.join('\n')).toBe('');
    },
  );
});
