import { describe, expect, it } from '@jest/globals';
import { OK, SetReply } from '../../../lib/engine/reply.js';
import { recordingEngine } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const many = (count: number, name = 'm'): string =>
  Array.from({ length: count }, (_, i) => `${name}${i}`).join(' ');
const X64 = 'x'.repeat(64);

/** Only since 7.2 is a small set of anything but integers a listpack, as its release notes and CONFIG tell. */
describe('OBJECT ENCODING of a set', () => {
  replyTable('is listpack while the set is small', [
    ['SADD s a', 1],
    ['OBJECT ENCODING s', 'listpack'],
    ['SADD s 1 2', 2],
    ['OBJECT ENCODING s', 'listpack'],
    ['SREM s a', 1],
    ['OBJECT ENCODING s', 'listpack'],
  ]);

  replyTable('turns from intset to listpack with the first member that is no integer', [
    ['SADD s 1 2 3', 3],
    ['OBJECT ENCODING s', 'intset'],
    ['SADD s a', 1],
    ['OBJECT ENCODING s', 'listpack'],
    [`SADD i ${many(128, '')}`, 128],
    ['OBJECT ENCODING i', 'intset'],
    ['SADD i a', 1],
    ['OBJECT ENCODING i', 'hashtable'],
  ]);

  replyTable('is hashtable beyond set-max-listpack-entries', [
    [`SADD s ${many(128)}`, 128],
    ['OBJECT ENCODING s', 'listpack'],
    ['SADD s one-more', 1],
    ['OBJECT ENCODING s', 'hashtable'],
    ['SREM s one-more', 1],
    ['OBJECT ENCODING s', 'hashtable'],
  ]);

  replyTable('is hashtable beyond set-max-listpack-value', [
    [`SADD s ${X64}`, 1],
    ['OBJECT ENCODING s', 'listpack'],
    [`SADD s ${X64}y`, 1],
    ['OBJECT ENCODING s', 'hashtable'],
    ['CONFIG SET set-max-listpack-value 3', OK],
    ['SADD i 1234', 1],
    ['SADD i a', 1],
    ['OBJECT ENCODING i', 'hashtable'],
  ]);

  replyTable('is hashtable beyond set-max-intset-entries', [
    [`SADD s ${many(512, '')}`, 512],
    ['OBJECT ENCODING s', 'intset'],
    ['SADD s 512', 1],
    ['OBJECT ENCODING s', 'hashtable'],
  ]);

  replyTable('follows how many members one SADD brings', [
    ['CONFIG SET set-max-listpack-entries 3', OK],
    ['SADD s a a a a', 1],
    ['OBJECT ENCODING s', 'hashtable'],
    ['SADD t a b', 2],
    ['SADD t a a a a', 0],
    ['OBJECT ENCODING t', 'hashtable'],
    ['CONFIG SET set-max-intset-entries 3', OK],
    ['SADD i 1 1 1 1', 1],
    ['OBJECT ENCODING i', 'hashtable'],
    ['CONFIG SET set-max-intset-entries 0', OK],
    ['SADD j 1', 1],
    ['OBJECT ENCODING j', 'listpack'],
  ]);

  it('is listpack again when SPOP has left a small part', () => {
    const { client } = recordingEngine();
    client.run(`SADD s ${many(200)}`);
    client.run('SPOP s 100');
    expect(client.run('OBJECT ENCODING s')).toBe('hashtable');
    client.run('SPOP s 90');
    expect(client.run('OBJECT ENCODING s')).toBe('listpack');
    client.run('CONFIG SET set-max-listpack-value 2');
    client.run(`SADD t ${many(200, 'long')}`);
    client.run('SPOP t 195');
    expect(client.run('OBJECT ENCODING t')).toBe('hashtable');
  });

  replyTable('is the smallest that a stored result fits', [
    ['SADD a 1 2 3 x', 4],
    ['SADD b 2 3 4 y', 4],
    ['SINTERSTORE d a b', 2],
    ['OBJECT ENCODING d', 'intset'],
    ['SUNIONSTORE d a b', 6],
    ['OBJECT ENCODING d', 'listpack'],
    ['SDIFFSTORE d a b', 2],
    ['OBJECT ENCODING d', 'listpack'],
    ['SADD c x', 1],
    ['SINTERSTORE d a c', 1],
    ['OBJECT ENCODING d', 'listpack'],
    ['SMOVE a moved x', 1],
    ['OBJECT ENCODING moved', 'listpack'],
    ['SMOVE a ints 1', 1],
    ['OBJECT ENCODING ints', 'intset'],
    ['COPY moved copy', 1],
    ['OBJECT ENCODING copy', 'listpack'],
    ['SMEMBERS copy', new SetReply(['x'])],
  ]);
});
