import { describe, expect, it } from '@jest/globals';
import { MapReply, type Reply } from '../../../lib/engine/reply.js';
import { recordingEngine } from '../../support/recording-client.js';

/** Two entries are pending for `a`, delivered 1 s after each other, 10 s ago. */
function withPending() {
  const system = recordingEngine();
  const { client, clock } = system;
  client.run('XADD s 1-0 f 1');
  client.run('XADD s 2-0 f 2');
  client.run('XGROUP CREATE s g 0');
  client.run('XREADGROUP GROUP g a COUNT 1 STREAMS s >');
  clock.advance('1s');
  client.run('XREADGROUP GROUP g a STREAMS s >');
  clock.advance('10s');
  return system;
}

/** Idle time of each consumer in ms. */
function idleTimes(reply: unknown): [Reply, Reply][] {
  return (reply as MapReply[]).map(({ entries }) => {
    const facts = new Map(entries.map(([name, value]) => [String(name), value]));
    return [facts.get('name')!, facts.get('idle')!];
  });
}

describe('the idle time of pending entries', () => {
  it('is counted from the last delivery', () => {
    const { client } = withPending();
    expect(client.run('XPENDING s g - + 10')).toEqual([
      ['1-0', 'a', 11_000, 1],
      ['2-0', 'a', 10_000, 1],
    ]);
    client.run('XREADGROUP GROUP g a COUNT 1 STREAMS s 0');
    expect(client.run('XPENDING s g - + 10')).toEqual([
      ['1-0', 'a', 0, 2],
      ['2-0', 'a', 10_000, 1],
    ]);
  });

  it('is what XPENDING, XCLAIM and XAUTOCLAIM filter by, to the ms', () => {
    const { client } = withPending();
    expect(client.run('XPENDING s g IDLE 10001 - + 10')).toEqual([['1-0', 'a', 11_000, 1]]);
    expect(client.run('XCLAIM s g b 10001 1-0 2-0 JUSTID')).toEqual(['1-0']);
    expect(client.run('XAUTOCLAIM s g b 10001 0 JUSTID')).toEqual(['0-0', [], []]);
    expect(client.run('XAUTOCLAIM s g b 10000 0 JUSTID')).toEqual(['0-0', ['2-0'], []]);
    expect(client.run('XPENDING s g - + 10')).toEqual([
      ['1-0', 'b', 0, 1],
      ['2-0', 'b', 0, 1],
    ]);
  });

  it('is what IDLE and TIME of XCLAIM set, unless that were in the future', () => {
    const { client, clock } = withPending();
    client.run('XCLAIM s g b 0 1-0 IDLE 5000 JUSTID');
    client.run(`XCLAIM s g b 0 2-0 TIME ${clock.now() - 70} JUSTID`);
    expect(client.run('XPENDING s g - + 10')).toEqual([
      ['1-0', 'b', 5000, 1],
      ['2-0', 'b', 70, 1],
    ]);
    client.run(`XCLAIM s g b 0 2-0 TIME ${clock.now() + 70} JUSTID`);
    expect(client.run('XPENDING s g 2 + 10')).toEqual([['2-0', 'b', 0, 1]]);
  });

  it('is never negative, although the clock goes back', () => {
    const { client, clock } = withPending();
    clock.set(clock.now() - 60_000);
    expect(client.run('XPENDING s g - + 1')).toEqual([['1-0', 'a', 0, 1]]);
    expect(idleTimes(client.run('XINFO CONSUMERS s g'))).toEqual([['a', 0]]);
  });
});

describe('the idle time of a consumer', () => {
  it('is counted from when it was given something, not from when it asked in vain', () => {
    const { client, clock } = withPending();
    expect(idleTimes(client.run('XINFO CONSUMERS s g'))).toEqual([['a', 10_000]]);
    client.run('XREADGROUP GROUP g a STREAMS s >');
    client.run('XCLAIM s g a 0 9-9');
    expect(idleTimes(client.run('XINFO CONSUMERS s g'))).toEqual([['a', 10_000]]);
    client.run('XREADGROUP GROUP g a STREAMS s 0');
    client.run('XGROUP CREATECONSUMER s g b');
    clock.advance(7);
    expect(idleTimes(client.run('XINFO CONSUMERS s g'))).toEqual([
      ['a', 7],
      ['b', 7],
    ]);
  });

  // 7.2 adds active-time and inactive; these are the fields of 7.0.
  it('comes with its name and what is pending', () => {
    const { client } = withPending();
    const [consumer] = client.run('XINFO CONSUMERS s g') as MapReply[];
    expect(consumer).toEqual(
      MapReply.of([
        ['name', 'a'],
        ['pending', 2],
        ['idle', 10_000],
      ]),
    );
  });
});
