import { describe, expect, it } from '@jest/globals';
import { NO_REPLY, OK, PONG, Push, Replies } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';

describe('CLIENT REPLY', () => {
  it('SKIP silences the next command only, whatever it is', () => {
    const { client } = recordingEngine();
    for (const line of ['PING', 'NOPE', 'GET', 'CLIENT REPLY nope', 'SET k v']) {
      expect(client.run('CLIENT REPLY SKIP')).toEqual(NO_REPLY);
      expect(client.run(line)).toEqual(NO_REPLY);
      expect(client.run('PING')).toBe(PONG);
    }
  });

  it('OFF silences everything until ON', () => {
    const { client } = recordingEngine();
    expect(client.run('CLIENT REPLY OFF')).toEqual(NO_REPLY);
    expect(client.run('SET k v')).toEqual(NO_REPLY);
    expect(client.run('NOPE')).toEqual(NO_REPLY);
    expect(client.run('CLIENT REPLY SKIP')).toEqual(NO_REPLY);
    expect(client.run('PING')).toEqual(NO_REPLY);
    expect(client.run('CLIENT REPLY ON')).toBe(OK);
    expect(client.run('GET k')).toBe('v');
  });

  it('OFF lets pushes through', () => {
    const { client, connect } = recordingEngine();
    client.run('CLIENT REPLY OFF');
    expect(client.run('SUBSCRIBE a')).toEqual(new Replies([new Push(['subscribe', 'a', 1])]));
    connect().run('PUBLISH a x');
    expect(client.messages()).toEqual([['message', 'a', 'x']]);
  });

  it('refuses any other word', () => {
    const { client } = recordingEngine();
    expect(client.run('CLIENT REPLY nope')).toEqual(error('ERR syntax error'));
    expect(client.run('PING')).toBe(PONG);
  });
});
