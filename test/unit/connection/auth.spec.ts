import { describe, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { MapReply, OK, PONG } from '../../../lib/engine/reply.js';
import { hashSecret, matchesSecret } from '../../../lib/engine/secret.js';
import { error, recordingEngine } from '../../support/recording-client.js';

const NOAUTH = error('NOAUTH Authentication required.');
const WRONGPASS = error('WRONGPASS invalid username-password pair or user is disabled.');

describe('the password option', () => {
  it('is asked for until AUTH or HELLO has told it', () => {
    const { client, connect } = recordingEngine({ password: 'pässword' });
    expect(client.run('GET k')).toEqual(NOAUTH);
    expect(client.run('AUTH wrong')).toEqual(WRONGPASS);
    expect(client.run('AUTH someone "p\\xc3\\xa4ssword"')).toEqual(WRONGPASS);
    expect(client.run('AUTH "p\\xc3\\xa4ssword"')).toBe(OK);
    expect(client.run('GET k')).toBeNull();
    const other = connect();
    expect(other.run('HELLO 3 AUTH default "p\\xc3\\xa4ssword"')).toBeInstanceOf(MapReply);
    expect(other.run('PING')).toBe(PONG);
  });

  it('is what CONFIG GET requirepass shows, and CONFIG SET changes', () => {
    const { engine, client, connect } = recordingEngine({ password: 'one' });
    client.run('AUTH one');
    expect(client.run('CONFIG GET requirepass')).toEqual(MapReply.of([['requirepass', 'one']]));
    expect(client.run('CONFIG SET requirepass two')).toBe(OK);
    expect(client.run('PING')).toBe(PONG);
    expect(connect().run('AUTH one')).toEqual(WRONGPASS);
    expect(connect().run('AUTH two')).toBe(OK);
    expect(client.run('CONFIG SET requirepass ""')).toBe(OK);
    expect(connect().run('PING')).toBe(PONG);
    expect(engine.password).toBe('');
  });

  it.each([5, null, {}, ['secret']])('cannot be %j', (password) => {
    expect(() => new InMemoryCache({ password: password as unknown as string })).toThrow(
      InvalidOptionError,
    );
  });
});

describe('the comparison of passwords', () => {
  it.each([
    ['', '', true],
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'aa', false],
    ['a', '', false],
    ['\0\xff', '\0\xff', true],
    ['\xff', '\x7f', false],
  ])('of %j and %j says %s', (secret, claim, same) => {
    expect(matchesSecret([hashSecret(secret)], claim)).toBe(same);
    expect(matchesSecret([hashSecret('other'), hashSecret(secret)], claim)).toBe(same);
    expect(matchesSecret([], claim)).toBe(false);
  });
});
