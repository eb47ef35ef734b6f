import { describe, expect, it } from '@jest/globals';
import { crc64 } from '../../../lib/engine/crc64.js';
import { compress, decompress } from '../../../lib/engine/lzf.js';
import { OK, ReplyError, type Reply } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

/** A payload of a value: version and checksum are added. */
function payload(value: string, version = 10): string {
  const versioned = `${value}${String.fromCharCode(version)}\0`;
  const sum = Buffer.alloc(8);
  sum.writeBigUInt64LE(crc64(versioned));
  return versioned + sum.latin1Slice();
}

/** A string of RDB. */
function string(bytes: string): string {
  if (bytes.length < 64) return String.fromCharCode(bytes.length) + bytes;
  const { length } = bytes;
  return String.fromCharCode(0x40 | (length >> 8), length & 0xff) + bytes;
}

function restore(client: RecordingClient, value: string, version?: number): unknown {
  return client.engine.execute(client.session, ['RESTORE', 'k', '0', payload(value, version)]);
}

/** A ziplist of entries that are encoded already. */
function ziplist(...entries: string[]): string {
  let body = '';
  let previous = 0;
  let tail = 10;
  for (const entry of entries) {
    tail = 10 + body.length;
    const full = String.fromCharCode(previous) + entry;
    body += full;
    previous = full.length;
  }
  const header = Buffer.alloc(10);
  header.writeUInt32LE(10 + body.length + 1);
  header.writeUInt32LE(tail, 4);
  header.writeUInt16LE(entries.length, 8);
  return `${header.latin1Slice()}${body}\xff`;
}

const ENTRIES = [
  '\x01a',
  '\x40\x03xyz',
  '\x80\0\0\0\x02hi',
  '\xf1',
  '\xfd',
  '\xfe\x80',
  '\xc0\xff\x7f',
  '\xf0\0\0\x80',
  '\xd0\0\0\0\x80',
  '\xe0\0\0\0\0\0\0\0\x80',
];
const TEXTS = [
  'a',
  'xyz',
  'hi',
  '0',
  '12',
  '-128',
  '32767',
  '-8388608',
  '-2147483648',
  '-9223372036854775808',
];

describe('RESTORE of what older and newer servers wrote', () => {
  it.each([
    ['a list', `\x01\x02${string('a')}${string('b')}`, 'LRANGE k 0 -1', ['a', 'b']],
    ['a list as a ziplist', `\x0a${string(ziplist(...ENTRIES))}`, 'LRANGE k 0 -1', TEXTS],
    [
      'a list of ziplists',
      `\x0e\x02${string(ziplist('\x01a'))}${string(ziplist('\x01b', '\xf2'))}`,
      'LRANGE k 0 -1',
      ['a', 'b', '1'],
    ],
    ['a list with a plain node', `\x12\x01\x01${string('long')}`, 'LRANGE k 0 -1', ['long']],
    [
      'a hash as a zipmap',
      `\x09${string('\x02\x01f\x02\x01vw?\x01g\x01\0x\xff')}`,
      'HMGET k f g',
      ['vw', 'x'],
    ],
    ['a hash as a ziplist', `\x0d${string(ziplist('\x01f', '\xf3'))}`, 'HGETALL k', ['f', '2']],
    [
      'a sorted set with scores as text',
      `\x03\x03${string('a')}\x031.5${string('b')}\xfe${string('c')}\xff`,
      'ZRANGE k 0 -1',
      ['c', 'a', 'b'],
    ],
    [
      'a sorted set as a ziplist',
      `\x0c${string(ziplist('\x01a', '\xf3', '\x01b', '\x031.5'))}`,
      'ZRANGE k 0 -1',
      ['b', 'a'],
    ],
    [
      'a set as a listpack',
      `\x14${string('\x0d\0\0\0\x02\0\x81a\x02\x05\x01\xff'.replace('\x0d', '\x0c'))}`,
      'SMISMEMBER k a 5',
      [1, 1],
    ],
  ])('reads %s', (_, value, look, expected) => {
    const { client } = recordingEngine();
    expect(restore(client, value, 11)).toEqual(OK);
    const seen = client.run(look) as Reply & { words?: Reply };
    expect(seen?.words ?? seen).toEqual(expected);
  });

  it('refuses what is newer', () => {
    const { client } = recordingEngine();
    expect(restore(client, `\0${string('v')}`, 11)).toEqual(OK);
    client.run('DEL k');
    expect(restore(client, `\0${string('v')}`, 12)).toEqual(
      error('ERR DUMP payload version or checksum are wrong'),
    );
  });

  it.each([
    ['no type', ''],
    ['an unknown type', '\x63\x01a'],
    ['a string that ends too early', '\0\x3fabc'],
    ['a string of an unknown encoding', '\0\xc4abcdefgh'],
    ['a compressed string that is none', '\0\xc3\x02\x0aab'],
    ['a list that is empty', '\x01\0'],
    ['a length of too many', '\x01\x81\xff\xff\xff\xff\xff\xff\xff\xff'],
    ['a set with a member twice', '\x02\x02\x01a\x01a'],
    ['an intset of a wrong width', `\x0b${string('\x03\0\0\0\x01\0\0\0abc')}`],
    ['a hash with a field twice', '\x04\x02\x01a\x01x\x01a\x01y'],
    ['a ziplist that is none', `\x0a${string('0123456789abc')}`],
    ['a listpack that is none', `\x10${string('0123456789abc')}`],
    ['a score that is no number', '\x03\x01\x01a\x03abc'],
    ['a score of NaN', '\x03\x01\x01a\xfd'],
  ])('refuses %s', (_, value) => {
    const { client } = recordingEngine();
    expect(restore(client, value)).toEqual(error('ERR Bad data format'));
    expect(client.run('EXISTS k')).toBe(0);
  });
});

describe('RESTORE of anything', () => {
  const VALUES = [
    'SET k "abc abc abc abc abc abc abc abc abc"',
    'RPUSH k a 1 -5 70000 long-long-long-long',
    'SADD k 1 2 3',
    'SADD k a b c',
    'ZADD k 1 a 2.5 b',
    'HSET k f v g 1',
    'XADD k 1-1 a 1 b 2',
  ];

  it('answers OK or an error, and what it has made can be used', () => {
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    const { client } = recordingEngine();
    const seen = new Set<string>();
    for (const create of VALUES) {
      client.run('FLUSHALL');
      client.run(create);
      if (create.startsWith('XADD')) {
        client.run('XADD k 2-1 other 1');
        client.run('XGROUP CREATE k g 0');
        client.run('XREADGROUP GROUP g c STREAMS k >');
      }
      const good = (client.run('DUMP k') as string).slice(0, -10);
      for (let i = 0; i < 1500; i++) {
        let bad = good;
        for (let changes = 1 + random(3); changes > 0; changes--) {
          const at = random(bad.length);
          bad = bad.slice(0, at) + String.fromCharCode(random(256)) + bad.slice(at + 1);
        }
        client.run('DEL k');
        const reply = restore(client, bad);
        seen.add(reply instanceof ReplyError ? reply.message : 'OK');
        for (const look of ['DUMP k', 'COPY k l REPLACE', 'DEBUG OBJECT k', 'XRANGE k - +']) {
          client.run(look);
        }
      }
    }
    expect([...seen].sort()).toEqual(['ERR Bad data format', 'OK']);
  });
});

describe('LZF', () => {
  it.each([
    '',
    'abc',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabcabc',
    'x'.repeat(100_000),
    Array.from({ length: 5000 }, (_, i) => (i * i) % 97).join(' '),
  ])('takes apart what it has compressed (%#)', (text) => {
    const packed = compress(text);
    if (packed !== undefined) {
      expect(packed.length).toBeLessThanOrEqual(text.length - 4);
      expect(decompress(packed, text.length)).toBe(text);
    } else expect(text.length).toBeLessThan(10);
  });

  it('leaves alone what does not become shorter', () => {
    const bytes = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('');
    expect(compress(bytes)).toBeUndefined();
  });
});
