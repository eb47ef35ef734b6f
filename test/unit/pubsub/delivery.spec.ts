import { describe, expect, it } from '@jest/globals';
import { NULL_ARRAY, OK, PONG, Push, Replies } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';

describe('SUBSCRIBE and its relatives', () => {
  it('answer one confirmation a name', () => {
    const { client } = recordingEngine();
    expect(client.run('SUBSCRIBE a b a')).toEqual(
      new Replies([
        new Push(['subscribe', 'a', 1]),
        new Push(['subscribe', 'b', 2]),
        new Push(['subscribe', 'a', 2]),
      ]),
    );
    expect(client.run('PSUBSCRIBE p*')).toEqual(new Replies([new Push(['psubscribe', 'p*', 3])]));
    expect(client.run('SSUBSCRIBE s')).toEqual(new Replies([new Push(['ssubscribe', 's', 1])]));
    expect(client.run('UNSUBSCRIBE')).toEqual(
      new Replies([new Push(['unsubscribe', 'a', 2]), new Push(['unsubscribe', 'b', 1])]),
    );
    expect(client.run('UNSUBSCRIBE')).toEqual(new Replies([new Push(['unsubscribe', null, 1])]));
  });

  it('leave the RESP2 session with little to say, the RESP3 session with everything', () => {
    const { client, connect } = recordingEngine();
    client.run('SUBSCRIBE a');
    expect(client.run('PING')).toEqual(['pong', '']);
    expect(client.run('PING x')).toEqual(['pong', 'x']);
    expect(client.run('SET k v')).toEqual(
      error(
        "ERR Can't execute 'set': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context",
      ),
    );
    client.run('UNSUBSCRIBE');
    expect(client.run('PING')).toBe(PONG);
    const modern = connect();
    modern.run('HELLO 3');
    modern.run('SUBSCRIBE a');
    expect(modern.run('PING')).toBe(PONG);
    expect(modern.run('SET k v')).toBe(OK);
  });
});

describe('PUBLISH', () => {
  it('reaches channels first, then patterns, each subscription once', () => {
    const { client, connect } = recordingEngine();
    const both = connect();
    const pattern = connect();
    both.run('PSUBSCRIBE n* *s');
    both.run('SUBSCRIBE news');
    pattern.run('PSUBSCRIBE n*');
    expect(client.run('PUBLISH news "\\x00\\xff"')).toBe(4);
    expect(both.messages()).toEqual([
      ['message', 'news', '\0\xff'],
      ['pmessage', 'n*', 'news', '\0\xff'],
      ['pmessage', '*s', 'news', '\0\xff'],
    ]);
    expect(pattern.messages()).toEqual([['pmessage', 'n*', 'news', '\0\xff']]);
    expect(client.run('PUBLISH other x')).toBe(0);
  });

  it('is the same in every database', () => {
    const { client, connect } = recordingEngine();
    const other = connect();
    other.run('SELECT 5');
    other.run('SUBSCRIBE a');
    expect(client.run('PUBLISH a x')).toBe(1);
  });

  it('keeps shard channels apart', () => {
    const { client, connect } = recordingEngine();
    const other = connect();
    other.run('SSUBSCRIBE a');
    expect(client.run('PUBLISH a x')).toBe(0);
    expect(client.run('SPUBLISH a x')).toBe(1);
    expect(other.messages()).toEqual([['smessage', 'a', 'x']]);
  });

  it('does not reach who has gone', () => {
    const { engine, client, connect } = recordingEngine();
    const other = connect();
    other.run('SUBSCRIBE a');
    other.run('PSUBSCRIBE *');
    other.run('SSUBSCRIBE s');
    engine.disconnect(other.session);
    expect(client.run('PUBLISH a x')).toBe(0);
    expect(client.run('SPUBLISH s x')).toBe(0);
    expect(client.run('PUBSUB CHANNELS')).toEqual([]);
    expect(client.run('PUBSUB SHARDCHANNELS')).toEqual([]);
    expect(client.run('PUBSUB NUMPAT')).toBe(0);
    expect(other.messages()).toEqual([]);
  });

  it('is undone by nothing: it happens in a transaction that runs, not in one that does not', () => {
    const { client, connect } = recordingEngine();
    const other = connect();
    other.run('SUBSCRIBE a');
    client.run('WATCH k');
    client.run('SET k v');
    client.run('MULTI');
    client.run('PUBLISH a x');
    expect(client.run('EXEC')).toBe(NULL_ARRAY);
    expect(other.messages()).toEqual([]);
  });
});
