import { describe, expect, it } from '@jest/globals';
import { Replies, type Reply } from '../../../lib/engine/reply.js';
import { recordingEngine, type RecordingClient } from '../../support/recording-client.js';

const CHANNEL = '__redis__:invalidate';

/** A RESP3 client that tracks, and another one that writes. */
function tracked(options = '') {
  const engine = recordingEngine();
  const writer = engine.connect();
  engine.client.run('HELLO 3');
  engine.client.run(`CLIENT TRACKING on ${options}`);
  return { ...engine, writer };
}

/** A client that redirects what it tracks to a RESP2 subscriber. */
function redirected(options = '') {
  const engine = recordingEngine();
  const subscriber = engine.connect();
  const writer = engine.connect();
  subscriber.run(`SUBSCRIBE ${CHANNEL}`);
  engine.client.run(`CLIENT TRACKING on REDIRECT ${subscriber.session.id} ${options}`);
  return { ...engine, subscriber, writer };
}

/** The reply to a line and what came behind it. */
function replies(client: RecordingClient, line: string): readonly Reply[] {
  const reply = client.run(line);
  expect(reply).toBeInstanceOf(Replies);
  return (reply as Replies).replies.map((each) =>
    typeof each === 'object' && each !== null && 'elements' in each ? each.elements : each,
  );
}

describe('CLIENT TRACKING', () => {
  it('tells of a key that was read and changes, once', () => {
    const { client, writer } = tracked();
    client.run('GET k');
    writer.run('SET k 1');
    writer.run('SET k 2');
    expect(client.messages()).toEqual([['invalidate', ['k']]]);
  });

  it('tells of own changes behind the reply', () => {
    const { client } = tracked();
    client.run('GET n');
    expect(replies(client, 'INCR n')).toEqual([1, ['invalidate', ['n']]]);
    expect(client.messages()).toEqual([]);
  });

  it('tells what a transaction changes behind its reply', () => {
    const { client } = tracked();
    client.run('GET n');
    client.run('MULTI');
    client.run('INCR n');
    expect(replies(client, 'EXEC')).toEqual([[1], ['invalidate', ['n']]]);
  });

  it('tells who waits of what serves another one', () => {
    const { client, writer, connect } = tracked();
    client.run('LRANGE l 0 -1');
    connect().run('BLPOP l 0');
    writer.run('RPUSH l 1');
    expect(client.messages()).toEqual([['invalidate', ['l']]]);
  });

  it('tells who waits itself, although it does not want its own changes', () => {
    const { client, writer } = tracked('NOLOOP');
    client.run('GET k');
    client.run('BLPOP l 0');
    writer.run('SET k 1');
    expect(client.messages()).toEqual([['invalidate', ['k']]]);
  });

  it('tells of keys that expire, also by the sweeper', () => {
    const { client, clock, engine, writer } = tracked();
    writer.run('SET k v PX 10');
    client.run('GET k');
    clock.advance(11);
    engine.sweep(Infinity);
    expect(client.messages()).toEqual([['invalidate', ['k']]]);
  });

  it('tells all to forget everything by FLUSHALL, once', () => {
    const { client, writer, engine } = tracked('NOLOOP');
    client.run('GET k');
    writer.run('FLUSHALL');
    expect(client.messages()).toEqual([['invalidate', null]]);
    expect(engine.tracking.keyCount).toBe(0);
  });

  it('forgets who goes', () => {
    const { client, engine } = tracked();
    client.run('GET k');
    expect(engine.tracking).toMatchObject({ active: true, keyCount: 1, itemCount: 1 });
    engine.disconnect(client.session);
    expect(engine.tracking).toMatchObject({ active: false, keyCount: 0, itemCount: 0 });
  });

  it('remembers no more keys than it may, and tells of those it forgets', () => {
    const { client, writer } = tracked();
    writer.run('CONFIG SET tracking-table-max-keys 2');
    client.run('GET a');
    client.run('GET b');
    expect(replies(client, 'GET c')).toEqual([null, ['invalidate', ['a']]]);
    expect(client.engine.tracking.keyCount).toBe(2);
  });

  it('tells of keys that a script has read, declared or not, as Redis does since 7.2', () => {
    const { client, writer } = tracked();
    client.run(`EVAL "return redis.call('GET', 'k')" 0`);
    writer.run('SET k 1');
    expect(client.messages()).toEqual([['invalidate', ['k']]]);
    writer.run(`EVAL "return redis.call('GET', 'k')" 0`);
    writer.run('SET k 2');
    expect(client.messages()).toEqual([]);
  });

  it('tells of changed keys with a prefix in one message', () => {
    const { client, writer } = tracked('BCAST PREFIX a PREFIX b');
    writer.run('MSET b1 1 a2 1 a1 1 c1 1');
    expect(client.messages()).toEqual([
      ['invalidate', ['a1', 'a2']],
      ['invalidate', ['b1']],
    ]);
    expect(replies(client, 'MSET a1 1 a2 2').slice(1)).toEqual([['invalidate', ['a1', 'a2']]]);
  });
});

describe('CLIENT TRACKING with REDIRECT', () => {
  it('tells a RESP2 subscriber by a message', () => {
    const { client, subscriber, writer } = redirected();
    client.run('MGET k l');
    writer.run('MSET k 1 l 2');
    writer.run('FLUSHALL');
    expect(subscriber.messages()).toEqual([
      ['message', CHANNEL, ['k']],
      ['message', CHANNEL, ['l']],
      ['message', CHANNEL, null],
    ]);
  });

  it('tells nobody who does not subscribe', () => {
    const { client, subscriber, writer } = redirected();
    subscriber.run('UNSUBSCRIBE');
    client.run('GET k');
    writer.run('SET k 1');
    expect(subscriber.messages()).toEqual([]);
  });

  it('tells a RESP3 connection by a push', () => {
    const { client, subscriber, writer } = redirected('BCAST');
    subscriber.run('UNSUBSCRIBE');
    subscriber.run('HELLO 3');
    subscriber.messages();
    writer.run('MSET k 1 l 2');
    expect(subscriber.messages()).toEqual([['invalidate', ['k', 'l']]]);
    expect(client.messages()).toEqual([]);
  });

  it.each([
    [2, []],
    [3, [['tracking-redir-broken', 2]]],
  ])('tells on RESP%i that the other connection has gone', (protocol, messages) => {
    const { client, subscriber, writer, engine } = redirected();
    client.run(`HELLO ${protocol}`);
    expect(client.run('CLIENT GETREDIR')).toBe(subscriber.session.id);
    client.run('GET k');
    engine.disconnect(subscriber.session);
    writer.run('SET k 1');
    expect(client.messages()).toEqual(messages);
    expect(client.run('CLIENT TRACKINGINFO')).toMatchObject({
      words: ['flags', { members: ['on', 'broken_redirect'] }, 'redirect', 2, 'prefixes', []],
    });
    expect(client.run('CLIENT LIST')).toMatchObject({ text: expect.stringContaining('flags=tR') });
  });

  it('names the connection once', () => {
    const { client } = redirected();
    const { id } = client.session;
    expect(client.run(`CLIENT TRACKING on REDIRECT ${id} REDIRECT ${id}`)).toMatchObject({
      message: 'ERR A client can only redirect to a single other client',
    });
  });
});
