import { describe, expect, it } from '@jest/globals';
import { OK, QUEUED, NO_REPLY, NULL_ARRAY } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';

describe('EXEC', () => {
  it('runs the queue as one unit, in which time stands still', () => {
    const { client } = recordingEngine();
    expect(client.run('MULTI')).toBe(OK);
    expect(client.run('SET k 1 PX 100')).toBe(QUEUED);
    expect(client.run('INCR k')).toBe(QUEUED);
    expect(client.run('PTTL k')).toBe(QUEUED);
    expect(client.run('EXEC')).toEqual([OK, 2, 100]);
    expect(client.run('EXEC')).toEqual(error('ERR EXEC without MULTI'));
  });

  it('queues commands of sessions independently', () => {
    const { client, connect } = recordingEngine();
    const other = connect();
    client.run('MULTI');
    client.run('SET k mine');
    expect(other.run('SET k theirs')).toBe(OK);
    expect(other.run('GET k')).toBe('theirs');
    expect(client.run('EXEC')).toEqual([OK]);
    expect(other.run('GET k')).toBe('mine');
  });

  it('delivers the messages of the whole transaction at its end, in order', () => {
    const { client, connect } = recordingEngine();
    const listener = connect();
    client.run('CONFIG SET notify-keyspace-events E$g');
    listener.run('PSUBSCRIBE *');
    client.run('MULTI');
    client.run('SET k v');
    client.run('PUBLISH news one');
    client.run('DEL k');
    client.run('PUBLISH news two');
    expect(listener.messages()).toEqual([]);
    client.run('EXEC');
    expect(listener.messages()).toEqual([
      ['pmessage', '*', '__keyevent@0__:set', 'k'],
      ['pmessage', '*', 'news', 'one'],
      ['pmessage', '*', '__keyevent@0__:del', 'k'],
      ['pmessage', '*', 'news', 'two'],
    ]);
  });

  it.each([
    ['GET', "ERR wrong number of arguments for 'get' command"],
    ['NOPE', "ERR unknown command 'NOPE', with args beginning with: "],
    ['CLIENT NOPE', "ERR unknown subcommand 'NOPE'. Try CLIENT HELP."],
  ])('is aborted after %s could not be queued', (line, message) => {
    const { client } = recordingEngine();
    client.run('MULTI');
    client.run('SET k v');
    expect(client.run(line)).toEqual(error(message));
    expect(client.run('SET k w')).toBe(QUEUED);
    expect(client.run('EXEC')).toEqual(
      error('EXECABORT Transaction discarded because of previous errors.'),
    );
    expect(client.run('GET k')).toBeNull();
  });

  it('goes on after an error of a command that ran', () => {
    const { client } = recordingEngine();
    client.run('SET k text');
    client.run('MULTI');
    client.run('INCR k');
    client.run('GET k');
    expect(client.run('EXEC')).toEqual([
      error('ERR value is not an integer or out of range'),
      'text',
    ]);
  });

  it('keeps the database that the transaction has selected', () => {
    const { client } = recordingEngine();
    client.run('MULTI');
    client.run('SELECT 2');
    client.run('SET k v');
    client.run('EXEC');
    expect(client.session.db).toBe(2);
    expect(client.run('GET k')).toBe('v');
  });

  it('is gone with its session', () => {
    const { engine, client, connect } = recordingEngine();
    client.run('WATCH k');
    client.run('MULTI');
    client.run('SET k v');
    engine.disconnect(client.session);
    expect(connect().run('GET k')).toBeNull();
    expect(engine.watches.active).toBe(false);
  });

  it('leaves nothing to run behind QUIT', () => {
    const { client, connect } = recordingEngine();
    client.run('MULTI');
    client.run('SET k v');
    expect(client.run('QUIT')).toBe(OK);
    expect(client.run('EXEC')).toBe(NO_REPLY);
    expect(connect().run('GET k')).toBeNull();
  });
});

describe('WATCH', () => {
  it.each([
    ['the key is written', ['SET k 2']],
    ['the key is written with the value that it has', ['SET k 1']],
    ['the key is deleted', ['DEL k']],
    ['the key gets a deadline', ['EXPIRE k 10']],
    ['the key is renamed', ['RENAME k l']],
    ['another key takes its name', ['SET l 1', 'RENAME l k']],
    ['the key is moved', ['MOVE k 1']],
    ['the database is flushed', ['FLUSHDB']],
    ['all databases are flushed', ['FLUSHALL']],
    ['the database is exchanged for an empty one', ['SWAPDB 0 1']],
  ])('stops EXEC when %s', (_, lines) => {
    const { client, connect } = recordingEngine();
    const other = connect();
    client.run('SET k 1');
    client.run('WATCH k');
    for (const line of lines) expect(other.run(line)).not.toBeInstanceOf(Error);
    client.run('MULTI');
    client.run('SET k mine');
    expect(client.run('EXEC')).toBe(NULL_ARRAY);
    expect(client.run('EXEC')).toEqual(error('ERR EXEC without MULTI'));
  });

  it.each([
    ['the key is read', ['GET k', 'EXISTS k', 'TTL k']],
    ['another key is written', ['SET other 1']],
    ['the key of another database is written', ['SELECT 1', 'SET k 1', 'FLUSHDB']],
    ['a write fails', ['INCRBY k x', 'SETNX k 1', 'PERSIST k']],
    ['other databases are exchanged', ['SWAPDB 2 3']],
  ])('lets EXEC run when %s', (_, lines) => {
    const { client, connect } = recordingEngine();
    const other = connect();
    client.run('SET k 1');
    client.run('WATCH k');
    for (const line of lines) other.run(line);
    client.run('MULTI');
    client.run('PING');
    expect(client.run('EXEC')).toHaveLength(1);
  });

  it('stops EXEC when the key has expired, met by nobody', () => {
    const { clock, client } = recordingEngine();
    client.run('SET k v PX 100');
    client.run('WATCH k');
    client.run('MULTI');
    clock.advance(101);
    expect(client.run('EXEC')).toBe(NULL_ARRAY);
  });

  it('stops EXEC when the key was expired by a reader or by the sweeper', () => {
    const { clock, engine, client, connect } = recordingEngine();
    for (const expire of [() => connect().run('GET k'), () => engine.sweep(Infinity)]) {
      client.run('SET k v PX 100');
      client.run('WATCH k');
      clock.advance(101);
      expire();
      client.run('SET k v');
      client.run('MULTI');
      expect(client.run('EXEC')).toBe(NULL_ARRAY);
      client.run('DEL k');
    }
  });

  it('does not mind that a key goes which had expired when it was watched', () => {
    const { clock, engine, client } = recordingEngine();
    client.run('SET k v PX 100');
    clock.advance(101);
    client.run('WATCH k');
    engine.sweep(Infinity);
    client.run('FLUSHALL');
    client.run('MULTI');
    expect(client.run('EXEC')).toEqual([]);
  });

  it('marks every session that watches the key', () => {
    const { client, connect } = recordingEngine();
    const others = [connect(), connect()];
    for (const other of others) other.run('WATCH a k');
    client.run('SET k v');
    for (const other of others) {
      other.run('MULTI');
      expect(other.run('EXEC')).toBe(NULL_ARRAY);
    }
  });

  it('costs writers nothing once nobody watches', () => {
    const { engine, client } = recordingEngine();
    client.run('WATCH a b c');
    expect(engine.watches.active).toBe(true);
    client.run('UNWATCH');
    expect(engine.watches.active).toBe(false);
    client.run('WATCH a');
    client.run('MULTI');
    client.run('DISCARD');
    expect(engine.watches.active).toBe(false);
  });
});
