import { describe, expect, it } from '@jest/globals';
import { Blocked } from '../../../lib/engine/observers/blocking.js';
import { DoubleReply, NULL_ARRAY, type Reply } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

/** Runs a command that has to wait. @returns its answers, of which there is at most one */
function wait(client: RecordingClient, line: string): Reply[] {
  const answers: Reply[] = [];
  const blocked = client.run(line);
  if (!(blocked instanceof Blocked)) throw new Error(`${line} did not wait`);
  blocked.whenAnswered((reply) => answers.push(reply));
  return answers;
}

const popped = (key: string, member: string, score: number): Reply => [
  key,
  member,
  new DoubleReply(score),
];

describe('blocking commands of sorted sets', () => {
  it('are served first come, first served', () => {
    const { client, connect } = recordingEngine();
    const first = wait(connect(), 'BZPOPMAX z 0');
    const second = wait(connect(), 'BZPOPMIN z 0');
    const third = wait(connect(), 'BZMPOP 0 1 z MIN COUNT 10');
    const fourth = wait(connect(), 'BZPOPMIN z 0');
    client.run('ZADD z 1 a 2 b 3 c 4 d');
    expect(first).toEqual([popped('z', 'd', 4)]);
    expect(second).toEqual([popped('z', 'a', 1)]);
    expect(third).toEqual([
      [
        'z',
        [
          ['b', new DoubleReply(2)],
          ['c', new DoubleReply(3)],
        ],
      ],
    ]);
    expect(fourth).toEqual([]);
    expect(client.run('EXISTS z')).toBe(0);
    client.run('ZINCRBY z 5 last');
    expect(fourth).toEqual([popped('z', 'last', 5)]);
  });

  it('see the whole transaction that fed them', () => {
    const { client, connect } = recordingEngine();
    const waiting = wait(connect(), 'BZPOPMIN z 0');
    for (const line of ['MULTI', 'ZADD z 5 five', 'ZADD z 1 one', 'ZADD z 3 three']) {
      client.run(line);
      expect(waiting).toEqual([]);
    }
    client.run('EXEC');
    expect(waiting).toEqual([popped('z', 'one', 1)]);
  });

  it('go on waiting when the transaction takes back what it gave', () => {
    const { client, connect } = recordingEngine();
    const waiting = wait(connect(), 'BZPOPMIN z 0');
    for (const line of ['MULTI', 'ZADD z 5 five', 'DEL z', 'EXEC']) client.run(line);
    expect(waiting).toEqual([]);
    for (const line of ['MULTI', 'ZADD z 5 five', 'DEL z', 'SADD z a', 'EXEC']) client.run(line);
    expect(waiting).toEqual([]);
    for (const line of ['DEL z', 'ZADD z 1 a']) client.run(line);
    expect(waiting).toEqual([popped('z', 'a', 1)]);
  });

  it('take from the first key that has something, in the order of the command', () => {
    const { client, connect } = recordingEngine();
    const waiting = wait(connect(), 'BZPOPMIN x y z 0');
    client.run('ZADD z 1 c');
    expect(waiting).toEqual([popped('z', 'c', 1)]);
    client.run('ZADD y 1 b');
    client.run('ZADD z 1 c');
    expect(client.run('BZPOPMIN x y z 0')).toEqual(popped('y', 'b', 1));
  });

  it('give up after their timeout, of which fractions count', () => {
    const { clock, connect } = recordingEngine();
    const short = wait(connect(), 'BZPOPMIN z 0.25');
    const long = wait(connect(), 'BZMPOP 1.5 1 z MAX');
    clock.advance('249ms');
    expect(short).toEqual([]);
    clock.advance('1ms');
    expect(short).toEqual([NULL_ARRAY]);
    clock.advance('1249ms');
    expect(long).toEqual([]);
    clock.advance('1ms');
    expect(long).toEqual([NULL_ARRAY]);
  });

  it('end by CLIENT UNBLOCK and leave nothing behind when their client goes', () => {
    const { client, engine, connect } = recordingEngine();
    const timed = connect();
    const failed = connect();
    const gone = connect();
    const answers = [timed, failed].map((each) => wait(each, 'BZPOPMIN z 0'));
    const forgotten = wait(gone, 'BZPOPMAX z 0');
    expect(client.run(`CLIENT UNBLOCK ${timed.session.id}`)).toBe(1);
    expect(client.run(`CLIENT UNBLOCK ${failed.session.id} ERROR`)).toBe(1);
    engine.disconnect(gone.session);
    client.run('ZADD z 1 a');
    expect(answers).toEqual([
      [NULL_ARRAY],
      [error('UNBLOCKED client unblocked via CLIENT UNBLOCK')],
    ]);
    expect(forgotten).toEqual([]);
    expect(client.run('ZCARD z')).toBe(1);
  });
});
