import { describe, expect, it } from '@jest/globals';
import { Blocked } from '../../../lib/engine/observers/blocking.js';
import { OK, type Reply } from '../../../lib/engine/reply.js';
import { recordingEngine, type RecordingClient } from '../../support/recording-client.js';

/** What a command that waits is answered, once it is. */
function waiting(client: RecordingClient, line: string): Reply[] {
  const answers: Reply[] = [];
  const blocked = client.engine.execute(client.session, line.split(' '));
  expect(blocked).toBeInstanceOf(Blocked);
  (blocked as Blocked).whenAnswered((reply) => answers.push(reply));
  return answers;
}

describe('CLIENT PAUSE', () => {
  it('lets writes wait until the time is up, first come, first served', () => {
    const { clock, client, connect } = recordingEngine();
    expect(client.run('CLIENT PAUSE 100 WRITE')).toBe(OK);
    const first = waiting(connect(), 'APPEND k a');
    const second = waiting(connect(), 'APPEND k b');
    expect(client.run('GET k')).toBeNull();
    clock.advance(99);
    expect([...first, ...second]).toEqual([]);
    clock.advance(1);
    expect([...first, ...second]).toEqual([1, 2]);
    expect(client.run('GET k')).toBe('ab');
  });

  it('lets everything wait, the end of the pause too', () => {
    const { clock, client, connect } = recordingEngine();
    client.run('CLIENT PAUSE 100');
    const unpause = waiting(connect(), 'CLIENT UNPAUSE');
    clock.advance(100);
    expect(unpause).toEqual([OK]);
  });

  it('ends with CLIENT UNPAUSE, behind what was sent with it', async () => {
    const { client, connect } = recordingEngine();
    client.run('CLIENT PAUSE 100 WRITE');
    const answers = waiting(connect(), 'INCR n');
    client.run('CLIENT UNPAUSE');
    expect(client.run('INCRBY n 10')).toBe(10);
    await Promise.resolve();
    expect(answers).toEqual([11]);
  });

  it('is extended, and grows to all commands, but is never shortened', () => {
    const { clock, client, connect } = recordingEngine();
    client.run('CLIENT PAUSE 100 WRITE');
    client.run('CLIENT PAUSE 10 ALL');
    const answers = waiting(connect(), 'PING');
    clock.advance(99);
    expect(answers).toEqual([]);
    clock.advance(1);
    expect(answers).toHaveLength(1);
  });

  it('lets a command wait on for what it waits for itself', () => {
    const { clock, client, connect } = recordingEngine();
    client.run('CLIENT PAUSE 100 WRITE');
    const answers = waiting(connect(), 'BLPOP l 0');
    clock.advance(100);
    expect(answers).toEqual([]);
    client.run('RPUSH l v');
    expect(answers).toEqual([['l', 'v']]);
  });

  it('forgets the command of a connection that goes', () => {
    const { clock, client, connect } = recordingEngine();
    client.run('CLIENT PAUSE 100 WRITE');
    const other = connect();
    const answers = waiting(other, 'SET k v');
    client.engine.disconnect(other.session);
    clock.advance(100);
    expect(answers).toEqual([]);
    expect(client.run('EXISTS k')).toBe(0);
  });

  it('does not end a command that waits for it by CLIENT UNBLOCK', () => {
    const { client, connect } = recordingEngine();
    client.run('CLIENT PAUSE 100 WRITE');
    const other = connect();
    const answers = waiting(other, 'SET k v');
    expect(client.run(`CLIENT UNBLOCK ${other.session.id} ERROR`)).toBe(0);
    expect(answers).toEqual([]);
  });

  it('keeps keys that are past their deadline, unseen', () => {
    const { clock, client } = recordingEngine();
    client.run('SET k v PX 10');
    client.run('CLIENT PAUSE 100 WRITE');
    clock.advance(50);
    expect(client.engine.sweep(Infinity)).toBe(0);
    expect(client.run('GET k')).toBeNull();
    expect(client.run('DBSIZE')).toBe(1);
    clock.advance(50);
    expect(client.run('GET k')).toBeNull();
    expect(client.run('DBSIZE')).toBe(0);
  });
});
