import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { SeededRandom, below } from '../../lib/engine/random.js';
import { EngineClient } from '../support/engine-client.js';
import { describeDifferential } from './harness/table.js';

const PAIRS = 6000;
const SEED = 20_240_101;

type Draw = (bound: number) => number;

function digits(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => draw(10)).join('');
}

/** Numbers of every notation, length and size, ties of both roundings included. */
function numeral(draw: Draw): string {
  const sign = ['', '-', '', '+'][draw(4)]!;
  switch (draw(9)) {
    case 0:
      return sign + String(draw(1000));
    case 1:
      return `${sign}${draw(1000)}.${digits(draw, 1 + draw(6))}`;
    case 2:
      return `${sign}${digits(draw, 1 + draw(25))}.${digits(draw, draw(40))}`;
    case 3:
      return `${sign}${draw(10)}.${digits(draw, draw(25))}e${draw(60) - 30}`;
    case 4:
      return `${sign}${draw(10)}.${digits(draw, draw(25))}E${draw(9900) - 4950}`;
    case 5: {
      const hex = Array.from({ length: 1 + draw(20) }, () => draw(16).toString(16)).join('');
      return `${sign}0x${draw(16).toString(16)}.${hex}p${draw(160) - 80}`;
    }
    case 6:
      // A multiple of half a last printed digit.
      return `${sign}0x1p-${draw(20) + 50}`;
    case 7:
      // Just around the largest integers of 64 bits.
      return `${sign}${(2n ** BigInt(60 + draw(8)) + BigInt(draw(5) - 2)).toString()}.${draw(2) * 5}`;
    default:
      return `${sign}0.${'0'.repeat(draw(17))}${digits(draw, 1 + draw(4))}5`;
  }
}

describeDifferential('INCRBYFLOAT of random numbers', (server) => {
  it(`prints ${PAIRS} sums as Redis does`, async () => {
    const random = new SeededRandom(SEED);
    const draw: Draw = (bound) => below(random, bound);
    const theirs = await server().connect(2);
    const ours = await EngineClient.connect(new InMemoryCache(), 2);
    try {
      const commands = Array.from({ length: PAIRS }, () => [
        ['SET', 'n', numeral(draw)],
        ['INCRBYFLOAT', 'n', numeral(draw)],
      ]).flat();
      const expected = await theirs.pipeline(commands);
      const actual = await ours.pipeline(commands);
      const wrong = commands.flatMap((command, i) =>
        JSON.stringify(actual[i]) === JSON.stringify(expected[i])
          ? []
          : [{ set: commands[i - 1], command, redis: expected[i], engine: actual[i] }],
      );
      expect(wrong.slice(0, 5)).toEqual([]);
    } finally {
      await theirs.close();
      await ours.close();
    }
  });
});
