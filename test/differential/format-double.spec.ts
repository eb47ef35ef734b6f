import { expect, it } from '@jest/globals';
import { formatDouble } from '../../lib/engine/float.js';
import { SeededRandom, type Random } from '../../lib/engine/random.js';
import { describeDifferential } from './harness/table.js';

const DOUBLES = 20_000;
const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);

/** Any finite double, by its bits; every third one has a short fraction, where ties are. */
function anyDouble(random: Random, i: number): number {
  if (i % 3 === 0) return (random.uint32() * 2 ** 21 + random.uint32()) / 2 ** (i % 27);
  do {
    words[0] = random.uint32();
    words[1] = random.uint32();
  } while (!Number.isFinite(double[0]!));
  return double[0]!;
}

describeDifferential('doubles', (server) => {
  it('are printed as Redis prints them', async () => {
    const random = new SeededRandom(Number(process.env['REDNEST_SEED'] ?? 1));
    const values = Array.from({ length: DOUBLES }, (_, i) => anyDouble(random, i));
    const client = await server().connect();
    const commands = values.flatMap((value) => [
      ['ZADD', 'z', String(value), 'm'],
      ['ZSCORE', 'z', 'm'],
    ]);
    const replies = await client.pipeline(commands);
    await client.close();
    expect(values.map(formatDouble)).toEqual(values.map((_, i) => replies[2 * i + 1]));
  });
});
