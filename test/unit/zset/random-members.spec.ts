import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../../lib/engine/random.js';
import { DoubleReply, type Reply } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';
import { expectUniform } from '../../support/uniformity.js';

const SIZES = [7, 500];
const DRAWS_PER_MEMBER = 200;

describe('ZRANDMEMBER', () => {
  it.each(SIZES)('draws all members as likely (%i members)', (size) => {
    const { client } = recordingEngine({ random: new SeededRandom(3) });
    const pairs = Array.from({ length: size }, (_, i) => `${i % 5} m${i}`);
    client.run(`ZADD z ${pairs.join(' ')}`);
    const total = size * DRAWS_PER_MEMBER;
    expectUniform(
      Array.from({ length: total }, () => client.run('ZRANDMEMBER z') as Reply),
      size,
    );
    expectUniform(client.run(`ZRANDMEMBER z -${total}`) as Reply[], size);
    for (const part of [Math.ceil(size / 10), size - 1]) {
      const drawn = Array.from({ length: Math.ceil(total / part) }, () => {
        const members = client.run(`ZRANDMEMBER z ${part}`) as Reply[];
        expect(new Set(members).size).toBe(part);
        return members;
      });
      expectUniform(drawn.flat(), size);
    }
  });

  it('draws members with their own scores', () => {
    const { client } = recordingEngine();
    client.run('ZADD z 1 m1 2 m2 3 m3 4 m4');
    const reply = client.run('ZRANDMEMBER z -50 WITHSCORES') as Reply[];
    expect(reply.length).toBe(100);
    for (let i = 0; i < reply.length; i += 2) {
      expect(reply[i + 1]).toEqual(new DoubleReply(Number(String(reply[i]).slice(1))));
    }
  });

  it('refuses more than a reply can hold', () => {
    const { client } = recordingEngine();
    client.run('ZADD z 1 a');
    expect(client.run('ZRANDMEMBER z -9223372036854775807')).toEqual(
      error('ERR value is out of range'),
    );
  });
});
