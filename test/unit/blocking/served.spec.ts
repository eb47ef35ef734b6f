import { describe, expect, it } from '@jest/globals';
import { SessionState } from '../../../lib/engine/session.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';
import { wait } from './support.js';

/** Lines that another connection sends, after which a client waiting with `BLPOP k j 0` has its reply. */
const FEEDS: readonly (readonly [name: string, lines: readonly string[], reply: unknown])[] = [
  ['a push', ['RPUSH k x'], ['k', 'x']],
  ['a push to its second key', ['RPUSH j x'], ['j', 'x']],
  ['several elements', ['RPUSH k x y'], ['k', 'x']],
  ['both keys at once', ['MULTI', 'RPUSH j 1', 'RPUSH k 2', 'EXEC'], ['j', '1']],
  ['what a transaction has left', ['MULTI', 'RPUSH k 1', 'LPUSH k 2', 'EXEC'], ['k', '2']],
  ['RENAME', ['RPUSH l x', 'RENAME l k'], ['k', 'x']],
  ['RENAMENX', ['RPUSH l x', 'RENAMENX l k'], ['k', 'x']],
  ['COPY', ['RPUSH l x', 'COPY l k'], ['k', 'x']],
  ['COPY in place of another type', ['SET k v', 'RPUSH l x', 'COPY l k REPLACE'], ['k', 'x']],
  ['MOVE', ['SELECT 1', 'RPUSH k x', 'MOVE k 0'], ['k', 'x']],
  ['COPY from another database', ['SELECT 1', 'RPUSH k x', 'COPY k k DB 0'], ['k', 'x']],
  ['SWAPDB', ['SELECT 1', 'RPUSH k x', 'SWAPDB 0 1'], ['k', 'x']],
  ['SWAPDB the other way round', ['SELECT 1', 'RPUSH j x', 'SWAPDB 1 0'], ['j', 'x']],
  ['LMOVE', ['RPUSH l x', 'LMOVE l k LEFT LEFT'], ['k', 'x']],
  ['SORT with STORE', ['RPUSH l 2 1', 'SORT l STORE k'], ['k', '1']],
  ['a list behind a string', ['SET k v', 'DEL k', 'RPUSH k x'], ['k', 'x']],
  ['a list after a flush', ['RPUSH l x', 'FLUSHALL', 'RPUSH k x'], ['k', 'x']],
];

/** Lines after which it still waits. */
const VAIN: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['another key', ['RPUSH l x']],
  ['the same key of another database', ['SELECT 1', 'RPUSH k x']],
  ['a string', ['SET k v']],
  ['a hash', ['HSET k f v']],
  ['a set', ['SADD k v']],
  ['a sorted set', ['ZADD k 1 v']],
  ['a list that has gone again', ['MULTI', 'RPUSH k x', 'DEL k', 'EXEC']],
  ['a list that was taken again', ['MULTI', 'RPUSH k x', 'LPOP k', 'EXEC']],
  ['a list that has expired', ['MULTI', 'RPUSH k x', 'PEXPIREAT k 1', 'EXEC']],
  ['a transaction that was discarded', ['MULTI', 'RPUSH k x', 'DISCARD']],
  ['databases that were swapped', ['SELECT 2', 'RPUSH k x', 'SWAPDB 1 2']],
  ['FLUSHALL', ['FLUSHALL']],
];

function runAll(client: RecordingClient, lines: readonly string[]): void {
  for (const line of lines) client.run(line);
}

describe('a client that waits for two lists', () => {
  it.each(FEEDS)('is served by %s', (_, lines, reply) => {
    const { client, connect, engine } = recordingEngine();
    const pop = wait(client, 'BLPOP k j 0');
    runAll(connect(), lines);
    expect(pop.replies).toEqual([reply]);
    expect(engine.blocked.count).toBe(0);
    expect(client.session.is(SessionState.BLOCKED)).toBe(false);
  });

  it.each(VAIN)('waits on after %s', (_, lines) => {
    const { client, connect, engine } = recordingEngine();
    const pop = wait(client, 'BLPOP k j 0');
    const other = connect();
    runAll(other, lines);
    expect(pop.replies).toEqual([]);
    expect(engine.blocked.count).toBe(1);
    runAll(other, ['SELECT 0', 'DEL k j', 'RPUSH j later']);
    expect(pop.replies).toEqual([['j', 'later']]);
  });

  it('is served once, although it has named a key twice', () => {
    const { client, connect } = recordingEngine();
    const pop = wait(client, 'BLPOP k k 0');
    const other = connect();
    other.run('RPUSH k x y');
    expect(pop.replies).toEqual([['k', 'x']]);
    expect(other.run('LLEN k')).toBe(1);
  });

  it('takes nothing once its session has gone', () => {
    const { client, connect, engine } = recordingEngine();
    const pop = wait(client, 'BLPOP k 1');
    engine.disconnect(client.session);
    expect(engine.blocked.count).toBe(0);
    const other = connect();
    other.run('RPUSH k x');
    expect(pop.replies).toEqual([]);
    expect(other.run('LLEN k')).toBe(1);
  });

  it('goes with the engine', () => {
    const { client, clock, engine } = recordingEngine();
    const pop = wait(client, 'BLPOP k 1');
    engine.close();
    expect(engine.blocked.count).toBe(0);
    clock.advance('1h');
    expect(pop.replies).toEqual([]);
    expect(client.closed).toBe(1);
  });

  it('can send nothing else meanwhile', () => {
    const { client } = recordingEngine();
    wait(client, 'BLPOP k 0');
    expect(() => client.run('PING')).toThrow('The session waits for a blocking command');
  });
});

describe('several clients', () => {
  it('are served first come, first served, for each key', () => {
    const { client, connect } = recordingEngine();
    const a = wait(client, 'BLPOP k 0');
    const b = wait(connect(), 'BLPOP j k 0');
    const c = wait(connect(), 'BRPOP k 0');
    const d = wait(connect(), 'BLPOP j 0');
    connect().run('RPUSH k 1 2 3 4');
    expect([a, b, c, d].map(({ replies }) => replies)).toEqual([
      [['k', '1']],
      [['k', '2']],
      [['k', '4']],
      [],
    ]);
    connect().run('RPUSH j 5');
    expect(d.replies).toEqual([['j', '5']]);
  });

  it('are served by what serving another one has fed', () => {
    const { client, connect, engine } = recordingEngine();
    const last = wait(client, 'BLPOP c 0');
    const second = wait(connect(), 'BLMOVE b c LEFT LEFT 0');
    const first = wait(connect(), 'BLMOVE a b LEFT LEFT 0');
    const other = connect();
    other.run('RPUSH a x');
    expect([first, second, last].map(({ replies }) => replies)).toEqual([
      ['x'],
      ['x'],
      [['c', 'x']],
    ]);
    expect(other.run('EXISTS a b c')).toBe(0);
    expect(engine.blocked.active).toBe(false);
  });

  it('may feed themselves', () => {
    const { client, connect } = recordingEngine();
    const move = wait(client, 'BLMOVE k k LEFT RIGHT 0');
    const other = connect();
    other.run('RPUSH k 1 2');
    expect(move.replies).toEqual(['1']);
    expect(other.run('LRANGE k 0 -1')).toEqual(['2', '1']);
  });

  it('pass on what one of them cannot take', () => {
    const { client, connect } = recordingEngine();
    const move = wait(client, 'BLMOVE k text LEFT LEFT 0');
    const pop = wait(connect(), 'BLPOP k 0');
    const other = connect();
    other.run('SET text v');
    other.run('RPUSH k x');
    expect(move.replies).toEqual([
      error('WRONGTYPE Operation against a key holding the wrong kind of value'),
    ]);
    expect(pop.replies).toEqual([['k', 'x']]);
  });

  it('see the events of what served them in order', () => {
    const { client, connect } = recordingEngine();
    const listener = connect();
    listener.run('CONFIG SET notify-keyspace-events KEA');
    listener.run('PSUBSCRIBE __keyevent*');
    listener.messages();
    wait(client, 'BLMOVE k l LEFT LEFT 0');
    connect().run('RPUSH k x');
    const events = listener.messages().map((message) => {
      const [, , channel, key] = message as string[];
      return `${channel!.split(':')[1]} ${key}`;
    });
    expect(events).toEqual(['rpush k', 'lpush l', 'lpop k', 'del k']);
  });
});
