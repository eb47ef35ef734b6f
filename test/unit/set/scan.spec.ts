import { describe, expect, it } from '@jest/globals';
import { recordingEngine } from '../../support/recording-client.js';

describe('SSCAN', () => {
  it('visits every member that is there all the time, while others come and go', () => {
    const { client } = recordingEngine();
    const stable = Array.from({ length: 700 }, (_, i) => `stable-${i}`);
    client.run(`SADD s ${stable.join(' ')}`);
    const seen = new Set<unknown>();
    let cursor = '0';
    let round = 0;
    do {
      const [next, members] = client.run(`SSCAN s ${cursor} COUNT 7`) as [string, string[]];
      for (const member of members) seen.add(member);
      cursor = next;
      const others = Array.from({ length: 50 }, (_, i) => `other-${round}-${i}`).join(' ');
      client.run(round % 40 < 20 ? `SADD s ${others}` : `SREM s ${others}`);
      if (++round > 5000) break;
    } while (cursor !== '0');
    expect(stable.filter((member) => !seen.has(member))).toEqual([]);
  });

  it('answers a small set at once, whatever COUNT says', () => {
    const { client } = recordingEngine();
    const integers = Array.from({ length: 512 }, (_, i) => String(i));
    client.run(`SADD ints ${integers.join(' ')}`);
    const [cursor, members] = client.run('SSCAN ints 0 COUNT 1') as [string, string[]];
    expect(cursor).toBe('0');
    expect(members.toSorted()).toEqual(integers.toSorted());
  });
});
