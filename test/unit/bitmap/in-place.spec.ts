import { describe, expect, it } from '@jest/globals';
import { ReplyError } from '../../../lib/engine/reply.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { replyTable } from '../../support/reply-table.js';

const outOfRange = new ReplyError('ERR bit offset is not an integer or out of range');
const tooLong = new ReplyError('ERR string exceeds maximum allowed size (proto-max-bulk-len)');

describe('bits of a string', () => {
  replyTable('the last bit that there can be', [
    ['SETBIT k 4294967295 1', 0],
    ['SETBIT k 4294967296 1', outOfRange],
    ['GETBIT k 4294967295', 1],
    ['GETBIT k 4294967294', 0],
    ['STRLEN k', 512 * 1024 * 1024],
    ['BITCOUNT k -2 -1', 1],
    ['BITPOS k 1 -100', 4294967295],
    ['BITFIELD k GET u2 4294967294', [1]],
    // No string of JavaScript is that long; parts of it can still be had.
    ['GET k', tooLong],
    ['GETRANGE k -1 -1', '\x01'],
    ['APPEND k x', tooLong],
    ['DEL k', 1],
  ]);

  it('are set without copying the rest', () => {
    const engine = new InMemoryCache();
    const session = engine.connect({ push() {}, close() {} });
    const run = (...argv: string[]) => engine.execute(session, argv);
    run('SETBIT', 'k', '80000000', '1');
    const memory = engine.memory();
    for (let i = 0; i < 10_000; i++) run('SETBIT', 'k', String(i * 7919), String(i & 1));
    expect(run('BITCOUNT', 'k')).toBe(5001);
    expect(engine.memory()).toBe(memory);
  });

  it('are accounted for as memory until the key goes', () => {
    const engine = new InMemoryCache();
    const session = engine.connect({ push() {}, close() {} });
    const run = (...argv: string[]) => engine.execute(session, argv);
    run('SET', 'k', 'hello');
    run('DEL', 'k');
    const empty = engine.memory();
    run('SET', 'k', 'hello');
    run('SETBIT', 'k', '8000', '1');
    expect(engine.memory() - empty).toBeGreaterThan(1000);
    run('BITFIELD', 'k', 'SET', 'u8', '800000', '1');
    expect(engine.memory() - empty).toBeGreaterThan(100_000);
    run('BITOP', 'NOT', 'other', 'k');
    expect(engine.memory() - empty).toBeGreaterThan(200_000);
    run('BITOP', 'NOT', 'k', 'k');
    run('COPY', 'k', 'third');
    run('DEL', 'k', 'other', 'third');
    expect(engine.memory()).toBe(empty);
  });
});
