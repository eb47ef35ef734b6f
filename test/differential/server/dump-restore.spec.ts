import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { OK } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { toStep, type Row } from '../harness/step.js';
import { describeDifferential, differentialTable } from '../harness/table.js';

const many = (count: number, make: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => make(i));
const pairs = (count: number): string[] =>
  many(count, String).flatMap((i) => [`field${i}`, `value${i}`]);

/** Values whose bytes are the same on both sides: how to make the key `k`. */
const SAME_BYTES: Readonly<Record<string, readonly Row[]>> = {
  'an empty string': ['SET k ""'],
  'a short string': ['SET k hello'],
  'strings that are integers': ['SET k 5'],
  'a negative integer': ['SET k -129'],
  'an integer of 32 bits': ['SET k 2147483647'],
  'a larger integer': ['SET k 2147483648'],
  'the largest integer': ['SET k 9223372036854775807'],
  'a string like an integer': ['SET k 0012'],
  'a string of any bytes': [['SET', 'k', many(256, (i) => String.fromCharCode(i)).join('')]],
  'a string that repeats itself': [['SET', 'k', 'a'.repeat(1000)]],
  'a string that repeats itself with others between': [
    ['SET', 'k', 'abcdefgh-'.repeat(40) + 'xyz'],
  ],
  'a string of words': [['SET', 'k', many(300, (i) => `word${(i * 7919) % 31} `).join('')]],
  'a long string with long repetitions': [
    ['SET', 'k', many(60, (i) => `${'xy'.repeat(i)}${i}`).join('')],
  ],
  'a string of a length of 14 bits': [
    ['SET', 'k', many(5000, (i) => String.fromCharCode((i * i * 31) % 251)).join('')],
  ],
  'a string of a length of 32 bits': [
    ['SET', 'k', many(20_000, (i) => String.fromCharCode((i * i * 31 + (i >> 3)) % 256)).join('')],
  ],
  'a string that was edited': ['SET k hello', 'APPEND k " world, how are you doing today"'],
  'a list': [
    'RPUSH k a b 3 -1 127 128 -4096 4095 4096 -32768 32768 8388607 8388608 2147483648 -9223372036854775808',
  ],
  'a list of long elements': [
    ['RPUSH', 'k', 'x'.repeat(63), 'y'.repeat(64), 'z'.repeat(4095), 'w'.repeat(4096)],
  ],
  'a list of several nodes': [['RPUSH', 'k', ...many(3000, (i) => `element ${i}`)]],
  'a list of elements that fill nodes': [
    ['RPUSH', 'k', ...many(30, (i) => String(i).repeat(1500))],
  ],
  'an intset of 16 bits': ['SADD k 1 2 3 -5 32767'],
  'an intset of 32 bits': ['SADD k 1 2 3 -5 32768'],
  'an intset of 64 bits': ['SADD k 1 -2147483649'],
  'a set of one string': ['SADD k hello'],
  'a sorted set': ['ZADD k 1 a 2.5 b -inf c inf d 0.1 e 1e300 f -0 g 100 h 3 5'],
  'a large sorted set': [
    ['ZADD', 'k', ...many(200, (i) => `${i / 3} member${i}`).flatMap((pair) => pair.split(' '))],
  ],
  'a hash': ['HSET k f v n 12345 g ""'],
  'a hash that was changed': ['HSET k a 1 b 2 c 3', 'HDEL k b', 'HSET k a xx d 4'],
  'a hash of one long field': [['HSET', 'k', 'f', 'v'.repeat(100)]],
  'a hash of many fields': [['HSET', 'k', ...pairs(100)]],
  'a stream': [
    'XADD k 1-1 a 1 b 2',
    'XADD k 1-2 a 3 b 4',
    'XADD k 5-0 c 1',
    'XADD k 5-1 a 1 b hello',
  ],
  'a stream of several nodes': many(250, (i) => `XADD k ${i + 1}-0 field value${i}`),
  'a stream with groups': [
    'XADD k 1-1 a 1',
    'XADD k 2-1 a 1',
    'XGROUP CREATE k empty $',
    'XGROUP CREATE k unknown 1-5',
  ],
  'a stream without entries': ['XGROUP CREATE k g $ MKSTREAM'],
};

/** Values that have other bytes each time, on either side. */
const SAME_VALUE: Readonly<Record<string, readonly Row[]>> = {
  'a set': [['SADD', 'k', ...many(50, (i) => `member${i}`)]],
  'a large set': [['SADD', 'k', ...many(1000, (i) => `member${i}`)]],
  'a large intset': [['SADD', 'k', ...many(600, String)]],
  'a hash table': [['HSET', 'k', ...pairs(600)]],
  'a list that was made from both ends': [
    ['LPUSH', 'k', ...many(2000, (i) => `left${i}`)],
    ['RPUSH', 'k', ...many(2000, (i) => `right${i}`)],
  ],
  'a stream with deleted entries and consumers': [
    ...many(10, (i) => `XADD k ${i + 1}-0 field value${i}`),
    'XADD k 11-0 other 1',
    'XGROUP CREATE k g 0',
    'XREADGROUP GROUP g alice COUNT 3 STREAMS k >',
    'XREADGROUP GROUP g bob COUNT 2 STREAMS k >',
    'XREADGROUP GROUP g alice COUNT 1 STREAMS k 1',
    'XACK k g 2-0',
    'XGROUP CREATECONSUMER k g carol',
    'XDEL k 3-0 9-0',
  ],
  ...SAME_BYTES,
};

/** How to see all of the value of `k`. */
const LOOKS: readonly Row[] = [
  'TYPE k',
  'PTTL k',
  'GET k',
  'LRANGE k 0 -1',
  'SORT k ALPHA',
  'ZRANGE k 0 -1 WITHSCORES',
  'HLEN k',
  'HGET k field7',
  'HGET k f',
  'XRANGE k - +',
  'XINFO GROUPS k',
  'XPENDING k g',
  'XPENDING k g - + 10 alice',
  'XINFO STREAM k',
  'OBJECT ENCODING k',
];

describeDifferential('DUMP and RESTORE', (server) => {
  async function withClients(work: (ours: TestClient, theirs: TestClient) => Promise<void>) {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    try {
      for (const client of [ours, theirs]) await client.call('FLUSHALL');
      await work(ours, theirs);
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  }

  const make = async (client: TestClient, rows: readonly Row[]): Promise<void> => {
    for (const row of rows) await client.call(...toStep(row).argv);
  };

  const look = async (client: TestClient): Promise<unknown[]> => {
    const seen: unknown[] = [];
    for (const row of LOOKS) {
      const reply = await client.call(...toStep(row).argv);
      // What tells of time, or of how a server stores a value.
      const text = JSON.stringify(reply, (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ).replace(/"radix-tree-(keys|nodes)",\d+|"(idle|inactive)",\d+/g, '');
      if (row === 'XPENDING k g - + 10 alice') {
        seen.push([row, text.replace(/,\d+,(\d+)\]/g, ',$1]')]);
        continue;
      }
      seen.push([row, text.replace(/"(listpack|quicklist|hashtable|embstr|raw)"/, '"encoded"')]);
    }
    return seen;
  };

  it.each(Object.keys(SAME_BYTES))('writes %s in the bytes of Redis', async (name) => {
    await withClients(async (ours, theirs) => {
      for (const client of [ours, theirs]) await make(client, SAME_BYTES[name]!);
      const [mine, expected] = [await ours.call('DUMP', 'k'), await theirs.call('DUMP', 'k')];
      const hex = (bytes: unknown): string => Buffer.from(String(bytes), 'latin1').toString('hex');
      expect(hex(mine)).toBe(hex(expected));
    });
  });

  it.each(Object.keys(SAME_VALUE))('reads what Redis has written of %s', async (name) => {
    await withClients(async (ours, theirs) => {
      await make(theirs, SAME_VALUE[name]!);
      const payload = String(await theirs.call('DUMP', 'k'));
      expect(await ours.call('RESTORE', 'k', '0', payload)).toEqual(OK);
      expect(await look(ours)).toEqual(await look(theirs));
    });
  });

  it.each(Object.keys(SAME_VALUE))('writes %s so that Redis reads it', async (name) => {
    await withClients(async (ours, theirs) => {
      await make(ours, SAME_VALUE[name]!);
      const payload = String(await ours.call('DUMP', 'k'));
      expect(await theirs.call('RESTORE', 'k', '0', payload)).toEqual(OK);
      expect(await look(theirs)).toEqual(await look(ours));
    });
  });

  it('refuses payloads that were changed, as Redis does, and none harms it', async () => {
    await withClients(async (ours, theirs) => {
      await make(theirs, SAME_VALUE['a stream with deleted entries and consumers']!);
      const payload = String(await theirs.call('DUMP', 'k'));
      for (let i = 0; i < payload.length; i += 3) {
        const changed = payload.slice(0, i) + '\xa5' + payload.slice(i + 1);
        expect(await ours.call('RESTORE', 'x', '0', changed)).toEqual(
          await theirs.call('RESTORE', 'x', '0', changed),
        );
      }
    });
  });
});

const HELLO = '\0\x05hello\n\0';

differentialTable('arguments of DUMP and RESTORE', [
  'DUMP',
  'DUMP nosuch',
  'DUMP a b',
  'RESTORE k 0',
  ['RESTORE', 'k', '0', ''],
  ['RESTORE', 'k', '0', 'x'.repeat(20)],
  ['RESTORE', 'k', '0', `${HELLO}\0\0\0\0\0\0\0\0`],
  ['RESTORE', 'k', 'x', `${HELLO}\0\0\0\0\0\0\0\0`],
  ['RESTORE', 'k', '-1', 'x'],
  ['RESTORE', 'k', '0', 'x', 'NOPE'],
  ['RESTORE', 'k', '0', 'x', 'IDLETIME'],
  ['RESTORE', 'k', '0', 'x', 'IDLETIME', '-1'],
  ['RESTORE', 'k', '0', 'x', 'IDLETIME', 'x'],
  ['RESTORE', 'k', '0', 'x', 'FREQ', '256'],
  ['RESTORE', 'k', '0', 'x', 'FREQ', '1', 'IDLETIME', '1'],
  ['RESTORE', 'k', '0', 'x', 'IDLETIME', '1', 'FREQ', '1'],
  'SET k v',
  ['RESTORE', 'k', '0', 'x'],
  ['RESTORE', 'k', '0', 'x', 'REPLACE'],
  'GET k',
]);

const PAYLOAD = '\0\x05hello\n\0\x03\xd0\xa2\x83\xfb\x07\x85R';

differentialTable('what RESTORE does with a payload', [
  'SET k hello',
  'DUMP k',
  'CONFIG SET notify-keyspace-events KEA',
  '2> PSUBSCRIBE __key*',
  ['RESTORE', 'k', '0', PAYLOAD],
  ['RESTORE', 'new', '0', PAYLOAD],
  ['RESTORE', 'new', '100000', PAYLOAD, 'REPLACE'],
  'PTTL new',
  ['RESTORE', 'new', '1', PAYLOAD, 'REPLACE', 'ABSTTL'],
  'EXISTS new',
  ['RESTORE', 'newer', '1', PAYLOAD, 'ABSTTL'],
  'EXISTS newer',
  ['RESTORE', 'newer', '99999999999999', PAYLOAD, 'absttl'],
  'PEXPIRETIME newer',
  ['RESTORE', 'idle', '0', PAYLOAD, 'IDLETIME', '1000'],
  'OBJECT IDLETIME idle',
  ['RESTORE', 'idle', '0', PAYLOAD, 'FREQ', '10', 'REPLACE'],
  ['RESTORE-ASKING', 'asking', '0', PAYLOAD],
  'GET asking',
  'CONFIG SET notify-keyspace-events ""',
]);

differentialTable('MIGRATE', [
  'MIGRATE',
  'MIGRATE localhost 1 nosuch 0 10',
  'MIGRATE localhost 1 nosuch 0 10 COPY REPLACE AUTH x',
  'MIGRATE localhost 1 nosuch 0 10 NOPE',
  'MIGRATE localhost 1 nosuch x 10',
  'MIGRATE localhost 1 nosuch 0 x',
  'MIGRATE localhost 1 "" 0 10 KEYS a b',
  'MIGRATE localhost 1 k 0 10 KEYS a b',
  'COMMAND GETKEYS MIGRATE localhost 1 k 0 10',
  'COMMAND GETKEYS MIGRATE localhost 1 k 0 10 KEYS a b',
  'COMMAND GETKEYS MIGRATE localhost 1 k 0 10 KEYS',
  'COMMAND GETKEYS MIGRATE localhost 1 k 0 10 AUTH KEYS x',
  'COMMAND GETKEYS MIGRATE localhost 1 k 0 10 AUTH2 KEYS KEYS x',
  'COMMAND GETKEYS MIGRATE localhost 1 k 0 10 foo keys x',
  'COMMAND GETKEYS MIGRATE localhost 1 "" 0 10 foo keys x y',
  'COMMAND GETKEYS MIGRATE localhost 1 "" 0 10',
  'COMMAND GETKEYS MIGRATE localhost 1 "" 0 10 COPY KEYS a b',
]);
