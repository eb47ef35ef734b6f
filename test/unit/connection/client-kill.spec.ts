import { describe, expect, it } from '@jest/globals';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';

describe('CLIENT KILL', () => {
  it('ends a connection by its address, as the old form does', () => {
    const { client, connect, engine } = recordingEngine();
    const other = connect({ address: '10.0.0.1:5000' });
    expect(client.run('CLIENT KILL 10.0.0.1:5000')).toBe(OK);
    expect(other.closed).toBe(1);
    expect(engine.sessionCount).toBe(1);
    expect(client.run('CLIENT KILL 10.0.0.1:5000')).toEqual(error('ERR No such client'));
  });

  it.each([
    ['ADDR 10.0.0.1:5000', 1],
    ['LADDR 10.0.0.9:6379', 2],
    ['ADDR 10.0.0.1:5000 LADDR nowhere', 0],
    ['TYPE pubsub', 1],
    ['TYPE normal', 2],
    ['TYPE replica', 0],
    ['ID 2', 1],
    ['ID 2 TYPE pubsub', 0],
    ['USER default', 3],
  ])('counts those that pass %s', (filters, count) => {
    const { client, connect } = recordingEngine();
    connect({ address: '10.0.0.1:5000', localAddress: '10.0.0.9:6379' });
    connect({ address: '10.0.0.2:5000', localAddress: '10.0.0.9:6379' });
    connect().run('SUBSCRIBE a');
    expect(client.run(`CLIENT KILL ${filters}`)).toBe(count);
  });

  it('answers who kills itself before it closes', () => {
    const { client, engine } = recordingEngine();
    expect(client.run(`CLIENT KILL ID ${client.session.id} SKIPME no`)).toBe(1);
    expect(client.closed).toBe(1);
    expect(engine.sessionCount).toBe(1);
  });

  it('ends what the other one was waiting for, and its subscriptions', () => {
    const { client, connect, engine } = recordingEngine();
    connect().run('BLPOP l 0');
    const subscriber = connect();
    subscriber.run('SUBSCRIBE a');
    expect(client.run('CLIENT KILL SKIPME yes')).toBe(2);
    expect(engine.blocked.count).toBe(0);
    expect(client.run('PUBLISH a b')).toBe(0);
    expect(subscriber.messages()).toEqual([]);
  });
});
