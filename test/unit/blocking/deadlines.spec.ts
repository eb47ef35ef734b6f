import { describe, expect, it } from '@jest/globals';
import { NULL_ARRAY, ReplyError } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';
import { wait } from './support.js';

describe('the deadline of a blocking command', () => {
  it('is as many seconds away as the timeout says, fractions rounded up to ms', () => {
    const { clock, client, engine } = recordingEngine();
    const pop = wait(client, 'BLPOP k 0.2501');
    clock.advance(250);
    expect(pop.replies).toEqual([]);
    clock.advance(1);
    expect(pop.replies).toEqual([NULL_ARRAY]);
    expect(engine.blocked.count).toBe(0);
    expect(client.run('PING')).toMatchObject({ text: 'PONG' });
  });

  it('never comes for a timeout of 0', () => {
    const { clock, client } = recordingEngine();
    const pop = wait(client, 'BRPOP k 0');
    clock.advance('7d');
    expect(pop.replies).toEqual([]);
  });

  it('comes for everybody whose time is up, whoever came first', () => {
    const { clock, client, connect, engine } = recordingEngine();
    const late = wait(client, 'BLPOP k 3');
    const early = wait(connect(), 'BLMOVE k l LEFT LEFT 1');
    const middle = wait(connect(), 'BLMPOP 2 1 k LEFT');
    clock.advance('1s');
    expect([early, middle, late].map(({ replies }) => replies.length)).toEqual([1, 0, 0]);
    clock.advance('10s');
    expect([early, middle, late].map(({ replies }) => replies)).toEqual([
      [NULL_ARRAY],
      [NULL_ARRAY],
      [NULL_ARRAY],
    ]);
    expect(engine.blocked.active).toBe(false);
  });

  it('still comes when the one before it was served', () => {
    const { clock, client, connect } = recordingEngine();
    const served = wait(client, 'BLPOP a 1');
    const kept = wait(connect(), 'BLPOP b 2');
    connect().run('RPUSH a x');
    expect(served.replies).toEqual([['a', 'x']]);
    clock.advance('1s');
    expect(kept.replies).toEqual([]);
    clock.advance('1s');
    expect(kept.replies).toEqual([NULL_ARRAY]);
  });

  it('does not count once the command was served', () => {
    const { clock, client, connect } = recordingEngine();
    const first = wait(client, 'BLPOP k 1');
    connect().run('RPUSH k x');
    const second = wait(client, 'BLPOP k 0');
    clock.advance('1h');
    expect(first.replies).toHaveLength(1);
    expect(second.replies).toEqual([]);
  });

  it('does not move when the command is woken in vain', () => {
    const { clock, client, connect } = recordingEngine();
    const pop = wait(client, 'BLPOP k 1');
    clock.advance(600);
    connect().run('SET k text');
    clock.advance(400);
    expect(pop.replies).toEqual([NULL_ARRAY]);
  });
});

describe('WAIT and WAITAOF', () => {
  it.each(['WAIT 1 500', 'WAITAOF 0 1 500'])('%s gives up after so many ms', (line) => {
    const { clock, client } = recordingEngine();
    const waiting = wait(client, line);
    clock.advance(499);
    expect(waiting.replies).toEqual([]);
    clock.advance(1);
    expect(waiting.replies).toEqual([line.startsWith('WAITAOF') ? [0, 0] : 0]);
  });

  // WAITAOF came with 7.2: what its documentation says of a server without append-only file and replicas.
  it.each([
    ['WAITAOF 0 0 0', [0, 0]],
    ['WAITAOF 1 0 0', 'WAITAOF cannot be used when numlocal is set but appendonly is disabled.'],
    ['WAITAOF 2 0 0', 'value is out of range, value must between 0 and 1'],
    ['WAITAOF -1 0 0', 'value is out of range, value must between 0 and 1'],
    ['WAITAOF x 0 0', 'value is not an integer or out of range'],
    ['WAITAOF 0 -1 0', 'value is out of range, must be positive'],
    ['WAITAOF 0 x 0', 'value is not an integer or out of range'],
    ['WAITAOF 0 0 x', 'timeout is not an integer or out of range'],
    ['WAITAOF 0 0 -1', 'timeout is negative'],
    ['WAITAOF 0 0', "wrong number of arguments for 'waitaof' command"],
  ])('%s', (line, expected) => {
    const reply = recordingEngine().client.run(line);
    expect(reply).toEqual(typeof expected === 'string' ? error(`ERR ${expected}`) : expected);
  });

  it('do not wait inside a transaction', () => {
    const { client } = recordingEngine();
    for (const line of ['MULTI', 'WAIT 1 0', 'WAITAOF 0 1 0']) client.run(line);
    expect(client.run('EXEC')).toEqual([0, [0, 0]]);
  });
});

describe('CLIENT UNBLOCK', () => {
  it('answers in place of the deadline', () => {
    const { clock, client, connect } = recordingEngine();
    const other = connect();
    const pop = wait(client, 'BLPOP k 1');
    expect(other.run(`CLIENT UNBLOCK ${client.session.id}`)).toBe(1);
    expect(pop.replies).toEqual([NULL_ARRAY]);
    clock.advance('1s');
    expect(pop.replies).toHaveLength(1);
    expect(other.run(`CLIENT UNBLOCK ${client.session.id}`)).toBe(0);
    expect(other.run('CLIENT UNBLOCK 12345')).toBe(0);
  });

  it('can end the waiting with an error', () => {
    const { client, connect, engine } = recordingEngine();
    const pop = wait(client, 'BLPOP k 0');
    connect().run(`CLIENT UNBLOCK ${client.session.id} error`);
    expect(pop.replies).toEqual([error('UNBLOCKED client unblocked via CLIENT UNBLOCK')]);
    expect(pop.replies[0]).toBeInstanceOf(ReplyError);
    expect(engine.blocked.count).toBe(0);
  });

  it('leaves the others in their order', () => {
    const { client, connect } = recordingEngine();
    const [first, second, third] = [client, connect(), connect()].map((each) => ({
      each,
      ...wait(each, 'BLPOP k 0'),
    }));
    const other = connect();
    other.run(`CLIENT UNBLOCK ${first!.each.session.id}`);
    other.run('RPUSH k x');
    expect([second!.replies, third!.replies]).toEqual([[['k', 'x']], []]);
  });
});
