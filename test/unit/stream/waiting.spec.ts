import { describe, expect, it } from '@jest/globals';
import { MapReply, NULL_ARRAY } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';
import { wait } from '../blocking/support.js';

const UNBLOCKED = error('UNBLOCKED the stream key no longer exists');

describe('a command that waits for a stream', () => {
  it.each(['XREAD BLOCK 250 STREAMS s $', 'XREADGROUP GROUP g c BLOCK 250 STREAMS s >'])(
    'gives up after as many ms as it was told (%s)',
    (line) => {
      const { client, clock, engine } = recordingEngine();
      client.run('XGROUP CREATE s g $ MKSTREAM');
      const { replies } = wait(client, line);
      clock.advance(249);
      expect(replies).toEqual([]);
      clock.advance(1);
      expect(replies).toEqual([NULL_ARRAY]);
      expect(engine.blocked.active).toBe(false);
    },
  );

  it('waits for ever with BLOCK 0, and as good as for ever with the greatest number', () => {
    const { client, clock, connect } = recordingEngine();
    const { replies: forever } = wait(client, 'XREAD BLOCK 0 STREAMS s $');
    const { replies: nearly } = wait(connect(), 'XREAD BLOCK 9223372036854775807 STREAMS s $');
    clock.advance('7d');
    expect([forever, nearly]).toEqual([[], []]);
    connect().run('XADD s 1-1 f v');
    const answer = [['s', [['1-1', ['f', 'v']]]]];
    expect([forever, nearly]).toEqual([[answer], [answer]]);
  });

  it('is answered with a map on RESP3', () => {
    const { client, connect } = recordingEngine();
    client.run('HELLO 3');
    const { replies } = wait(client, 'XREAD BLOCK 0 STREAMS s $');
    connect().run('XADD s 1-1 f v');
    expect(replies).toEqual([MapReply.of([['s', [['1-1', ['f', 'v']]]]])]);
  });

  it('is given 1000 entries at most unless it asks for more', () => {
    const { client, connect } = recordingEngine();
    const { replies: some } = wait(client, 'XREAD BLOCK 0 STREAMS s 0');
    const { replies: all } = wait(connect(), 'XREAD COUNT 2000 BLOCK 0 STREAMS s 0');
    const other = connect();
    other.run('MULTI');
    for (let i = 1; i <= 1500; i++) other.run(`XADD s ${i} f v`);
    other.run('EXEC');
    const lengths = [some, all].map(([reply]) => (reply as [string, unknown[]][])[0]![1].length);
    expect(lengths).toEqual([1000, 1500]);
  });

  it('ends with CLIENT UNBLOCK, and with its connection', () => {
    const { client, connect, engine } = recordingEngine();
    const other = connect();
    const { replies } = wait(client, 'XREAD BLOCK 0 STREAMS s $');
    other.run(`CLIENT UNBLOCK ${client.session.id} ERROR`);
    expect(replies).toEqual([error('UNBLOCKED client unblocked via CLIENT UNBLOCK')]);
    const { replies: gone } = wait(client, 'XREAD BLOCK 0 STREAMS s $');
    engine.disconnect(client.session);
    other.run('XADD s 1-1 f v');
    expect(gone).toEqual([]);
    expect(engine.blocked.active).toBe(false);
  });

  it('is told by XREADGROUP that the stream has expired when the sweeper meets it', () => {
    const { client, connect, clock, engine } = recordingEngine();
    const other = connect();
    other.run('XGROUP CREATE s g $ MKSTREAM');
    other.run('PEXPIRE s 100');
    const { replies } = wait(client, 'XREADGROUP GROUP g c BLOCK 0 STREAMS s >');
    clock.advance(101);
    engine.sweep(Infinity);
    expect(replies).toEqual([UNBLOCKED]);
  });

  it('shares new entries out among the consumers of a group, first come, first served', () => {
    const { connect } = recordingEngine();
    const [a, b, other] = [connect(), connect(), connect()];
    other.run('XGROUP CREATE s g $ MKSTREAM');
    const { replies: first } = wait(a, 'XREADGROUP GROUP g a BLOCK 0 COUNT 1 STREAMS s >');
    const { replies: second } = wait(b, 'XREADGROUP GROUP g b BLOCK 0 COUNT 1 STREAMS s >');
    other.run('XADD s 1-1 f v');
    expect([first.length, second.length]).toEqual([1, 0]);
    other.run('XADD s 2-1 f v');
    expect(second).toEqual([[['s', [['2-1', ['f', 'v']]]]]]);
    expect(other.run('XPENDING s g')).toEqual([
      2,
      '1-1',
      '2-1',
      [
        ['a', '1'],
        ['b', '1'],
      ],
    ]);
  });
});
