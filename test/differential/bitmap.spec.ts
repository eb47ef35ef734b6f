import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { below, SeededRandom, type Random } from '../../lib/engine/random.js';
import { EngineClient } from '../support/engine-client.js';
import { describeDifferential, differentialTable } from './harness/table.js';

differentialTable('SETBIT and GETBIT', [
  'SETBIT b 7 1',
  'GET b',
  'OBJECT ENCODING b',
  'SETBIT b 7 0',
  'GET b',
  'SETBIT b 0 1',
  'SETBIT b 23 1',
  'GET b',
  'STRLEN b',
  'GETBIT b 0',
  'GETBIT b 1',
  'GETBIT b 23',
  'GETBIT b 24',
  'GETBIT b 4294967295',
  'GETBIT b 4294967296',
  'GETBIT b -1',
  'GETBIT b x',
  'GETBIT b #1',
  'GETBIT b',
  'GETBIT none 100',
  'GETBIT none x',
  'SETBIT b -1 1',
  'SETBIT b x 1',
  'SETBIT b x x',
  'SETBIT b 4294967296 1',
  'SETBIT b 9223372036854775808 1',
  'SETBIT b 1 2',
  'SETBIT b 1 -1',
  'SETBIT b 1 x',
  'SETBIT b 1 1.0',
  'SETBIT b 1',
  'SETBIT b 1 1 1',
  'SETBIT none 1 2',
  'EXISTS none',
  'SET n 12345',
  'GETBIT n 3',
  'OBJECT ENCODING n',
  'SETBIT n 3 1',
  'OBJECT ENCODING n',
  'GET n',
  'SETBIT n 7 0',
  'GET n',
  'INCR n',
  'SET s hello',
  'SETBIT s 6 0',
  'OBJECT ENCODING s',
  'GET s',
  'SET t x EX 100',
  'SETBIT t 20 0',
  'TTL t',
  'GET t',
  'SET e ""',
  'SETBIT e 0 0',
  'GET e',
  'SETBIT z 15 0',
  'GET z',
  'RPUSH l 1',
  'SETBIT l 1 1',
  'SETBIT l x 1',
  'SETBIT l 1 x',
  'GETBIT l 1',
  'GETBIT l x',
  'SETBIT far 8000000 1',
  'STRLEN far',
  'BITCOUNT far',
  'BITPOS far 1',
  'BITPOS far 0',
  'COPY far other',
  'SETBIT other 8000000 0',
  'BITCOUNT far',
  'BITCOUNT other',
  'APPEND other \xff',
  'BITPOS other 1',
  'CONFIG SET proto-max-bulk-len 1mb',
  'SETBIT far 8388607 1',
  'SETBIT far 8388608 1',
  'GETBIT far 8388608',
  'BITFIELD far SET u8 8388600 255',
  'BITFIELD far SET u8 8388601 255',
  'BITFIELD far GET u8 8388608',
  'CONFIG SET proto-max-bulk-len 512mb',
]);

const INDEXES = [
  '-9223372036854775808',
  '-17',
  '-6',
  '-5',
  '-1',
  '0',
  '1',
  '3',
  '5',
  '6',
  '47',
  '100',
];
const UNITS = ['', ' BYTE', ' bit'];

differentialTable('BITCOUNT', [
  'SET s foobar',
  'SET n 1234567',
  'BITCOUNT s',
  'BITCOUNT n',
  'BITCOUNT n 1 2',
  'BITCOUNT none',
  ...INDEXES.flatMap((start) =>
    INDEXES.flatMap((end) => UNITS.map((unit) => `BITCOUNT s ${start} ${end}${unit}`)),
  ),
  'BITCOUNT s 9223372036854775807 9223372036854775807',
  'BITCOUNT s 0',
  'BITCOUNT none 0',
  'BITCOUNT none x y z',
  'BITCOUNT s x 1',
  'BITCOUNT s 1 x',
  'BITCOUNT s 1 2 NIBBLE',
  'BITCOUNT s x 2 NIBBLE',
  'BITCOUNT s -1 -2 NIBBLE',
  'BITCOUNT s 1 2 BIT x',
  'BITCOUNT s 1 2 3 4 5',
  'SET e ""',
  'BITCOUNT e',
  'BITCOUNT e 0 -1',
  'BITCOUNT e 0 -1 BIT',
  'RPUSH l 1',
  'BITCOUNT l',
  'BITCOUNT l x y',
  'BITCOUNT',
]);

differentialTable('BITPOS', [
  ['SET', 's', '\xff\xf0\x00'],
  ['SET', 'ones', '\xff\xff\xff'],
  ['SET', 'zeros', '\0\0\0'],
  ['SET', 'mid', '\0\x0f\xff\0'],
  ...['s', 'ones', 'zeros', 'mid', 'none'].flatMap((key) =>
    [0, 1].flatMap((bit) => [
      `BITPOS ${key} ${bit}`,
      ...['-3', '-2', '-1', '0', '1', '2', '3', '12', '20', '100'].flatMap((start) => [
        `BITPOS ${key} ${bit} ${start}`,
        ...['-100', '-4', '-1', '0', '1', '2', '13', '23', '100'].flatMap((end) =>
          UNITS.map((unit) => `BITPOS ${key} ${bit} ${start} ${end}${unit}`),
        ),
      ]),
    ]),
  ),
  'SET e ""',
  'BITPOS e 0',
  'BITPOS e 1',
  'BITPOS e 0 0',
  'BITPOS e 0 0 -1',
  'SET n 77',
  'BITPOS n 1',
  'BITPOS n 0 1',
  'BITPOS s 2',
  'BITPOS s -1',
  'BITPOS s x',
  'BITPOS s 1 x',
  'BITPOS s 1 0 x',
  'BITPOS s 1 0 1 x',
  'BITPOS s 1 x 1 x',
  'BITPOS s 1 0 x x',
  'BITPOS s 1 0 1 BIT x',
  'BITPOS none 1 x',
  'BITPOS none 2',
  'BITPOS none 0 1 2 3 4 5',
  'BITPOS s 1 9223372036854775807',
  'BITPOS s 0 -9223372036854775808 9223372036854775807 BIT',
  'RPUSH l 1',
  'BITPOS l 1',
  'BITPOS l x',
  'BITPOS l 1 x',
  'BITPOS l',
]);

differentialTable('BITOP', [
  ['SET', 'a', 'foobar\xff\0\x01'],
  'SET b abcdef',
  'SET n 12345',
  'SET e ""',
  ...['AND', 'or', 'Xor'].flatMap((operation) =>
    ['a', 'a b', 'b a', 'a none', 'none a', 'a b n', 'n', 'none', 'e', 'a a', 'a e'].flatMap(
      (sources) => [`BITOP ${operation} d ${sources}`, 'GET d', 'OBJECT ENCODING d', 'STRLEN d'],
    ),
  ),
  'BITOP NOT d a',
  'GET d',
  'BITOP NOT d n',
  'GET d',
  'BITOP NOT d none',
  'EXISTS d',
  'BITOP NOT d a b',
  'BITOP NOT a a',
  'GET a',
  'SET d x EX 100',
  'BITOP OR d b',
  'TTL d',
  'BITOP NAND d b',
  'BITOP NAND d l',
  'RPUSH l 1',
  'BITOP OR d l',
  'BITOP OR d b l none',
  'BITOP NOT d l',
  'BITOP OR l b',
  'TYPE l',
  'RPUSH m 1',
  'BITOP OR m none',
  'EXISTS m',
  'BITOP OR d',
  'BITOP',
  'SETRANGE big 70000 xyz',
  ['SETRANGE', 'big', '33333', '\xff\x01\x80'],
  'SETRANGE other 66665 abcdefg',
  ['BITOP', 'XOR', 'd', 'big', 'other', 'a'],
  'GET d',
  ['BITOP', 'AND', 'd', 'big', 'other'],
  'GET d',
  'BITOP NOT d big',
  'BITCOUNT d',
  'BITPOS d 0',
  'BITPOS d 0 50000',
]);

const TYPES = [
  'u1',
  'i1',
  'u8',
  'i8',
  'u32',
  'i32',
  'u33',
  'i33',
  'i53',
  'u53',
  'i54',
  'u54',
  'u63',
  'i64',
];
const OPERANDS = [
  '0',
  '1',
  '-1',
  '100',
  '-130',
  '255',
  '4294967295',
  '-9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
];

differentialTable('BITFIELD', [
  'BITFIELD f INCRBY i5 100 1 GET u4 0',
  'BITFIELD f SET i8 #0 100 SET i8 #1 200 GET u16 0',
  'GET f',
  'BITFIELD f',
  'BITFIELD none',
  'BITFIELD none GET u8 0 GET i63 100',
  'EXISTS none',
  'BITFIELD f get u8 0 set u8 0 255 incrby u8 0 1 overflow sat incrby u8 0 300 Overflow Fail incrby u8 0 1',
  'BITFIELD new OVERFLOW FAIL INCRBY u8 100 256',
  'EXISTS new',
  'STRLEN new',
  'BITFIELD new OVERFLOW FAIL SET u8 0 256 OVERFLOW WRAP SET u8 0 257',
  'BITFIELD sized SET u8 100 0',
  'STRLEN sized',
  ...TYPES.flatMap((type) =>
    ['WRAP', 'SAT', 'FAIL'].flatMap((overflow) =>
      OPERANDS.flatMap((operand) => [
        `BITFIELD t OVERFLOW ${overflow} SET ${type} 3 ${operand} GET ${type} 3 GET u63 0`,
        `BITFIELD t OVERFLOW ${overflow} INCRBY ${type} 3 ${operand} INCRBY ${type} 70 ${operand}`,
        `BITFIELD t INCRBY ${type} #3 ${operand} GET i64 #0 GET i64 #1 GET i64 #2`,
      ]),
    ),
  ),
  'SET n 12345',
  'BITFIELD n GET u8 0 GET i64 0 GET u63 33',
  'OBJECT ENCODING n',
  'BITFIELD n SET u8 0 49',
  'OBJECT ENCODING n',
  'BITFIELD n GET u64 0',
  'BITFIELD n GET u0 0',
  'BITFIELD n GET i65 0',
  'BITFIELD n GET u-1 0',
  'BITFIELD n GET x8 0',
  'BITFIELD n GET u 0',
  'BITFIELD n GET "" 0',
  'BITFIELD n GET U8 0',
  'BITFIELD n GET u8 -1',
  'BITFIELD n GET u8 #-1',
  'BITFIELD n GET u8 #',
  'BITFIELD n GET u8 x',
  'BITFIELD n GET u8 4294967295',
  'BITFIELD n GET u8 4294967296',
  'BITFIELD n GET u8 #536870911',
  'BITFIELD n GET u8 #536870912',
  'BITFIELD n GET i64 #9223372036854775807',
  'BITFIELD n GET u2 #4611686018427387904',
  'BITFIELD n GET i64 #288230376151711744',
  'BITFIELD n SET u8 0 x',
  'BITFIELD n SET u8 0 9223372036854775808',
  'BITFIELD n SET u8 0',
  'BITFIELD n GET u8',
  'BITFIELD n INCRBY u8 0',
  'BITFIELD n OVERFLOW',
  'BITFIELD n OVERFLOW NONE',
  'BITFIELD n OVERFLOW SAT',
  'BITFIELD n OVERFLOW SAT GET u8 0',
  'BITFIELD n FOO u8 0 1',
  'BITFIELD n GET u8 0 FOO',
  'BITFIELD n SET u8 0 1 GET u99 0',
  'GET n',
  'RPUSH l 1',
  'BITFIELD l GET u8 0',
  'BITFIELD l SET u8 0 1',
  'BITFIELD l SET u8 x 1',
  'BITFIELD l',
  'BITFIELD_RO l GET u8 0',
  'BITFIELD_RO n GET u8 0 GET i16 #1',
  'BITFIELD_RO n',
  'BITFIELD_RO none GET u8 0',
  'BITFIELD_RO n SET u8 0 1',
  'BITFIELD_RO l SET u8 0 1',
  'BITFIELD_RO n INCRBY u8 0 1',
  'BITFIELD_RO n OVERFLOW SAT GET u8 0',
  'BITFIELD_RO n GET u64 0',
  'BITFIELD_RO n FOO',
  'BITFIELD_RO',
  'BITFIELD',
  'SET t2 x EX 100',
  'BITFIELD t2 SET u8 16 1',
  'TTL t2',
]);

differentialTable('the keys of BITFIELD', [
  'COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0',
  'COMMAND GETKEYSANDFLAGS BITFIELD k',
  'COMMAND GETKEYSANDFLAGS BITFIELD k OVERFLOW SAT GET u8 0',
  'COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 SET u8 0 1',
  'COMMAND GETKEYSANDFLAGS BITFIELD k GET u8',
  'COMMAND GETKEYSANDFLAGS BITFIELD k junk',
  'COMMAND GETKEYSANDFLAGS BITFIELD_RO k GET u8 0',
  'COMMAND GETKEYSANDFLAGS BITOP AND d a b',
  'COMMAND GETKEYSANDFLAGS SETBIT k 0 1',
]);

for (const classes of ['KEA', 'KEAnm']) {
  differentialTable(`bitmap events with ${classes}`, [
    `CONFIG SET notify-keyspace-events ${classes}`,
    '2> PSUBSCRIBE __key*',
    'SETBIT k 5 1',
    'SETBIT k 5 1',
    'SETBIT k 6 0',
    'SETBIT k 100 0',
    'SETBIT k 5 0',
    'GETBIT none 1',
    'BITCOUNT none',
    'BITPOS none 1',
    'BITFIELD none GET u8 0',
    'BITFIELD_RO none GET u8 0',
    'BITFIELD f SET u8 0 0',
    'BITFIELD f SET u8 0 0',
    'BITFIELD f SET u8 0 1 INCRBY u8 0 1',
    'BITFIELD f OVERFLOW FAIL INCRBY u8 0 1000',
    'BITFIELD g OVERFLOW FAIL INCRBY u8 0 1000',
    'BITFIELD f GET u8 0',
    'BITOP OR d k none',
    'BITOP AND d none none',
    'BITOP AND d none none',
    'SET e x PXAT 1',
    'SETBIT e 1 1',
  ]);
}

const SEED = 11;
const COMMANDS = 3000;

/** Commands on random bytes of random lengths, with random ranges and fields. */
function randomCommand(random: Random): string[] {
  const pick = <T>(choices: readonly T[]): T => choices[below(random, choices.length)]!;
  const key = (): string => pick(['a', 'b', 'c', 'd']);
  const number = (): string => String(below(random, 90) - 45);
  const bytes = (): string =>
    Array.from({ length: below(random, 40) }, () => pick(['\0', '\xff', '\x5a', 'q'])).join('');
  const type = (): string =>
    below(random, 2) ? `i${1 + below(random, 64)}` : `u${1 + below(random, 63)}`;
  const offset = (): string =>
    below(random, 2) ? String(below(random, 200)) : `#${below(random, 9)}`;
  const operand = (): string =>
    String(
      BigInt.asIntN(
        1 + below(random, 64),
        (BigInt(random.uint32()) << 32n) | BigInt(random.uint32()),
      ),
    );
  switch (below(random, 8)) {
    case 0:
      return ['SET', key(), bytes()];
    case 1:
      return ['SETBIT', key(), String(below(random, 400)), pick(['0', '1'])];
    case 2:
      return ['BITCOUNT', key(), number(), number(), pick(['BYTE', 'BIT'])];
    case 3:
      return ['BITPOS', key(), pick(['0', '1']), number(), number(), pick(['BYTE', 'BIT'])];
    case 4:
      return ['BITPOS', key(), pick(['0', '1']), number()];
    case 5:
      return ['BITOP', pick(['AND', 'OR', 'XOR']), key(), key(), key(), key()];
    case 6:
      return ['GET', key()];
    default:
      return [
        ...['BITFIELD', key(), 'OVERFLOW', pick(['WRAP', 'SAT', 'FAIL'])],
        ...['SET', type(), offset(), operand(), 'INCRBY', type(), offset(), operand()],
        ...['GET', type(), offset()],
      ];
  }
}

describeDifferential('random bits', (server) => {
  it('are read and written as Redis does', async () => {
    const random = new SeededRandom(SEED);
    const commands = Array.from({ length: COMMANDS }, () => randomCommand(random));
    const theirs = await server().connect();
    const ours = await EngineClient.connect(new InMemoryCache());
    try {
      await theirs.call('FLUSHALL');
      const expected = await theirs.pipeline(commands);
      const replies = await ours.pipeline(commands);
      const told = (answers: unknown[]): unknown[] =>
        answers.map((reply, i) => [i, commands[i], reply]);
      expect(told(replies)).toEqual(told(expected));
    } finally {
      await theirs.close();
      await ours.close();
    }
  });
});
