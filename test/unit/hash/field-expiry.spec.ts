import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { MapReply, ReplyError, type Push, type Status } from '../../../lib/engine/reply.js';
import { replyTable } from '../../support/reply-table.js';

/** 2024-01-01T00:00:00Z, where a ManualClock begins. */
const START = 1_704_067_200;

const missing = new ReplyError(
  'ERR Mandatory argument FIELDS is missing or not at the right position',
);
const notPositive = new ReplyError('ERR Parameter `numFields` should be greater than 0');
const mismatch = new ReplyError('ERR The `numfields` parameter must match the number of arguments');
const wrongType = new ReplyError(
  'WRONGTYPE Operation against a key holding the wrong kind of value',
);

describe('the deadlines of fields (Redis 7.4)', () => {
  replyTable('HEXPIRE answers field by field', [
    ['HSET h a 1 b 2 c 3', 3],
    ['HEXPIRE h 10 FIELDS 3 a none b', [1, -2, 1]],
    ['HTTL h FIELDS 4 a b c none', [10, 10, -1, -2]],
    ['HPTTL h FIELDS 2 a c', [10_000, -1]],
    ['HEXPIRETIME h FIELDS 2 a c', [START + 10, -1]],
    ['HPEXPIRETIME h FIELDS 2 a c', [(START + 10) * 1000, -1]],
    ['HEXPIRE none 10 FIELDS 2 a b', [-2, -2]],
    ['HTTL none FIELDS 2 a b', [-2, -2]],
    ['HPERSIST none FIELDS 1 a', [-2]],
    ['HPERSIST h FIELDS 3 a c none', [1, -1, -2]],
    ['HTTL h FIELDS 1 a', [-1]],
  ]);

  replyTable('the conditions of HEXPIRE', [
    ['HSET h a 1 b 2', 2],
    ['HEXPIRE h 10 XX FIELDS 1 a', [0]],
    ['HEXPIRE h 10 GT FIELDS 1 a', [0]],
    ['HEXPIRE h 10 NX FIELDS 1 a', [1]],
    ['HEXPIRE h 20 NX FIELDS 2 a b', [0, 1]],
    ['HEXPIRE h 5 GT FIELDS 1 a', [0]],
    ['HEXPIRE h 15 GT FIELDS 1 a', [1]],
    ['HEXPIRE h 30 LT FIELDS 1 a', [0]],
    ['HEXPIRE h 3 LT FIELDS 1 a', [1]],
    ['HEXPIRE h 4 xx fields 1 a', [1]],
    ['HTTL h FIELDS 2 a b', [4, 20]],
  ]);

  replyTable('a deadline in the past removes the field, and the hash with the last one', [
    ['HSET h a 1 b 2 c 3', 3],
    ['HEXPIRE h 0 FIELDS 1 a', [2]],
    ['HPEXPIREAT h 1 FIELDS 1 b', [2]],
    ['HKEYS h', ['c']],
    ['HEXPIREAT h 1 FIELDS 1 c', [2]],
    ['EXISTS h', 0],
  ]);

  replyTable('fields leave when their time has come, to the millisecond', [
    ['HSET h a 1 b 2', 2],
    ['HPEXPIRE h 1500 FIELDS 1 a', [1]],
    'advance 1500ms',
    ['HGET h a', '1'],
    ['HTTL h FIELDS 1 a', [0]],
    'advance 1ms',
    ['HGET h a', null],
    ['HLEN h', 1],
    ['HGETALL h', MapReply.of([['b', '2']])],
    ['HTTL h FIELDS 1 a', [-2]],
    ['HPEXPIRE h 10 FIELDS 1 b', [1]],
    'advance 11ms',
    ['EXISTS h', 0],
    ['TYPE h', expect.objectContaining({ text: 'none' }) as never],
  ]);

  replyTable('writing a field takes its deadline away, counting keeps it', [
    ['HSET h a 1 n 5 f 1', 3],
    ['HEXPIRE h 10 FIELDS 3 a n f', [1, 1, 1]],
    ['HSET h a 2', 0],
    ['HINCRBY h n 1', 6],
    ['HINCRBYFLOAT h f 0.5', '1.5'],
    ['HTTL h FIELDS 3 a n f', [-1, 10, 10]],
  ]);

  replyTable('deadlines of fields go along with the hash', [
    ['HSET h a 1 b 2', 2],
    ['HEXPIRE h 10 FIELDS 1 a', [1]],
    ['COPY h copy', 1],
    ['RENAME h renamed', expect.objectContaining({ text: 'OK' }) as never],
    ['HTTL copy FIELDS 2 a b', [10, -1]],
    ['HTTL renamed FIELDS 2 a b', [10, -1]],
    ['MOVE copy 1', 1],
    'advance 11s',
    ['HKEYS renamed', ['b']],
    ['SELECT 1', expect.objectContaining({ text: 'OK' }) as never],
    ['HKEYS copy', ['b']],
  ]);

  replyTable('what is refused', [
    ['HSET h a 1', 1],
    ['SET s 1', expect.objectContaining({ text: 'OK' }) as never],
    ['HEXPIRE s 1 FIELDS 1 a', wrongType],
    ['HTTL s FIELDS 1 a', wrongType],
    ['HPERSIST s FIELDS 1 a', wrongType],
    ['HEXPIRE h x FIELDS 1 a', new ReplyError('ERR value is not an integer or out of range')],
    ['HEXPIRE h -1 FIELDS 1 a', new ReplyError('ERR invalid expire time, must be >= 0')],
    [
      'HEXPIRE h 9223372036854775807 FIELDS 1 a',
      new ReplyError("ERR invalid expire time in 'hexpire' command"),
    ],
    ['HEXPIRE h 1 FOO 1 a', missing],
    ['HEXPIRE h 1 NX XX FIELDS 1 a', missing],
    ['HEXPIRE h 1 FIELDS 0 a', notPositive],
    ['HEXPIRE h 1 FIELDS x a', notPositive],
    ['HEXPIRE h 1 FIELDS 2 a', mismatch],
    ['HTTL h FIELDS 1 a b', mismatch],
    ['HTTL h FOO 1 a', missing],
    ['HEXPIRE h 1 FIELDS 1', new ReplyError("ERR wrong number of arguments for 'hexpire' command")],
    ['HTTL h FIELDS 1 a', [-1]],
  ]);

  it('are met by the sweeper and told as events', () => {
    const clock = new ManualClock();
    const engine = new InMemoryCache({ clock });
    const events: string[] = [];
    const push = (message: Push | Status): void => {
      if ('elements' in message) events.push(message.elements.slice(2).join(' '));
    };
    const listener = engine.connect({ push, close() {} });
    const session = engine.connect({ push, close() {} });
    engine.execute(session, ['CONFIG', 'SET', 'notify-keyspace-events', 'EA']);
    engine.execute(listener, ['PSUBSCRIBE', '__keyevent@0__:*']);
    const fields = Array.from({ length: 2000 }, (_, i) => `f${i}`);
    engine.execute(session, ['HSET', 'h', ...fields.flatMap((field) => [field, 'v'])]);
    engine.execute(session, ['HPEXPIRE', 'h', '100', 'FIELDS', '1999', ...fields.slice(1)]);
    const full = engine.memory();
    clock.advance(101);
    engine.sweep(Number.POSITIVE_INFINITY);
    expect(engine.memory()).toBeLessThan(full * 0.6);
    expect(engine.execute(session, ['HKEYS', 'h'])).toEqual(['f0']);
    engine.execute(session, ['HPEXPIRE', 'h', '100', 'FIELDS', '1', 'f0']);
    engine.execute(session, ['HPERSIST', 'h', 'FIELDS', '1', 'f0']);
    engine.execute(session, ['HPEXPIRE', 'h', '100', 'FIELDS', '1', 'f0']);
    clock.advance(101);
    engine.sweep(Number.POSITIVE_INFINITY);
    expect(engine.execute(session, ['DBSIZE'])).toBe(0);
    expect(events.map((event) => event.replace('__keyevent@0__:', ''))).toEqual([
      'hset h',
      'hexpire h',
      'hexpired h',
      'hexpire h',
      'hpersist h',
      'hexpire h',
      'hexpired h',
      'del h',
    ]);
  });

  it('cost nothing that grows when they are set again and again', () => {
    const clock = new ManualClock();
    const engine = new InMemoryCache({ clock });
    const session = engine.connect({ push() {}, close() {} });
    engine.execute(session, ['HSET', 'h', 'a', '1']);
    for (let i = 0; i < 10_000; i++) {
      engine.execute(session, ['HPEXPIRE', 'h', String(1000 + i), 'FIELDS', '1', 'a']);
    }
    clock.advance(1001);
    engine.sweep(Number.POSITIVE_INFINITY);
    expect(engine.execute(session, ['HGET', 'h', 'a'])).toBe('1');
    clock.advance(9999);
    expect(engine.execute(session, ['HGET', 'h', 'a'])).toBeNull();
  });
});
