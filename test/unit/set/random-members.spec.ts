import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../../lib/engine/random.js';
import { SetReply, type Reply } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';
import { expectUniform } from '../../support/uniformity.js';

/** A small set is packed, a large one a table of which many slots are free. */
const SIZES = [7, 60, 500];
const DRAWS_PER_MEMBER = 200;

function fill(client: RecordingClient, size: number): string[] {
  const members = Array.from({ length: size }, (_, i) => `m${i}`);
  client.run(`SADD s ${members.join(' ')} ${members.map((name) => `gone-${name}`).join(' ')}`);
  for (const name of members) client.run(`SREM s gone-${name}`);
  return members;
}

function elements(reply: unknown): readonly Reply[] {
  return reply instanceof SetReply ? reply.members : Array.isArray(reply) ? reply : [String(reply)];
}

describe('random members of a set', () => {
  it.each(SIZES)('are all as likely with SRANDMEMBER (%i members)', (size) => {
    const { client } = recordingEngine({ random: new SeededRandom(1) });
    fill(client, size);
    const single = Array.from({ length: size * DRAWS_PER_MEMBER }, () =>
      client.run('SRANDMEMBER s'),
    );
    expectUniform(single as Reply[], size);
    expectUniform(elements(client.run(`SRANDMEMBER s -${size * DRAWS_PER_MEMBER}`)), size);
    for (const part of [Math.ceil(size / 10), Math.ceil(size / 2), size - 1]) {
      const rounds = Math.ceil((size * DRAWS_PER_MEMBER) / part);
      const drawn = Array.from({ length: rounds }, () => {
        const members = elements(client.run(`SRANDMEMBER s ${part}`));
        expect(new Set(members).size).toBe(part);
        return members;
      });
      expectUniform(drawn.flat(), size);
    }
    expect(client.run('SCARD s')).toBe(size);
  });

  it.each(SIZES)('are all as likely with SPOP (%i members)', (size) => {
    const { client } = recordingEngine({ random: new SeededRandom(2) });
    const drawn: Reply[] = [];
    for (let round = 0; round < DRAWS_PER_MEMBER; round++) {
      fill(client, size);
      const first = elements(client.run('SPOP s'));
      const more = elements(client.run(`SPOP s ${Math.ceil(size / 3)}`));
      drawn.push(...first, ...more);
      expect(new Set([...first, ...more]).size).toBe(first.length + more.length);
      expect(client.run('SCARD s')).toBe(size - first.length - more.length);
      client.run('DEL s');
    }
    expectUniform(drawn, size);
  });

  it('come one by one until the set is gone', () => {
    const { client } = recordingEngine();
    const members = fill(client, 100);
    const popped = Array.from({ length: 100 }, () => client.run('SPOP s'));
    expect(popped.toSorted()).toEqual(members.toSorted());
    expect(client.run('EXISTS s')).toBe(0);
    expect(client.run('SPOP s')).toBeNull();
  });

  it('are refused where there would be more than a reply can hold', () => {
    const { client } = recordingEngine();
    fill(client, 3);
    const refused = error('ERR value is out of range');
    expect(client.run('SRANDMEMBER s -9223372036854775807')).toEqual(refused);
    expect(client.run('SRANDMEMBER s -16777217')).toEqual(refused);
    expect(elements(client.run('SRANDMEMBER s 9223372036854775807')).length).toBe(3);
  });
});
