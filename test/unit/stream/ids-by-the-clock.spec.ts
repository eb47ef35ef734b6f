import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { error, recordingEngine } from '../../support/recording-client.js';

describe('XADD with an ID of its own making', () => {
  it('takes the time, and counts the entries within a millisecond', () => {
    const { client, clock } = recordingEngine();
    const now = clock.now();
    expect(client.run('XADD s * a 1')).toBe(`${now}-0`);
    expect(client.run('XADD s * a 1')).toBe(`${now}-1`);
    expect(client.run(`XADD s ${now}-* a 1`)).toBe(`${now}-2`);
    clock.advance(5);
    expect(client.run('XADD s * a 1')).toBe(`${now + 5}-0`);
  });

  it('goes on behind the last ID when the clock is behind it', () => {
    const clock = new ManualClock(1000);
    const { client } = recordingEngine({ clock });
    client.run('XADD s 2000-7 a 1');
    expect(client.run('XADD s * a 1')).toBe('2000-8');
    clock.set(500);
    expect(client.run('XADD s * a 1')).toBe('2000-9');
    client.run('XADD s 2001-18446744073709551615 a 1');
    expect(client.run('XADD s * a 1')).toBe('2002-0');
    clock.set(3000);
    expect(client.run('XADD s * a 1')).toBe('3000-0');
  });

  it('gives every entry of a transaction the same time', () => {
    const { client, clock } = recordingEngine();
    const now = clock.now();
    for (const line of ['MULTI', 'XADD s * a 1', 'XADD t * a 1', 'XADD s * a 1']) client.run(line);
    expect(client.run('EXEC')).toEqual([`${now}-0`, `${now}-0`, `${now}-1`]);
  });

  // What Redis 7.0 answers depends on the error before: it says by chance that elements are too large.
  it('has no sequence number behind the last one of a time', () => {
    const { client } = recordingEngine();
    client.run('XADD s 5-18446744073709551615 a 1');
    expect(client.run('XADD s 5-* a 1')).toEqual(error('ERR Elements are too large to be stored'));
    expect(client.run('XADD s 6-* a 1')).toBe('6-0');
  });
});
