import { expect, it } from '@jest/globals';
import { matchGlob } from '../../lib/engine/glob.js';
import { Dice } from './generators/dice.js';
import { describeDifferential } from './harness/table.js';

const PAIRS = 10_000;
const PIECES = [
  '*',
  '*',
  '?',
  '[',
  ']',
  '^',
  '-',
  '\\',
  'a',
  'b',
  'c',
  '\xff',
  '[a-c]',
  '[^b]',
  '[\\a]',
];
const CHARS = ['a', 'b', 'c', '-', ']', '[', '^', '\\', '*', '\xff'];

describeDifferential('globs', (server) => {
  it('match what they match in Redis', async () => {
    const dice = new Dice(Number(process.env['REDNEST_SEED'] ?? 1));
    const some = (most: number, choices: readonly string[]): string =>
      Array.from({ length: dice.below(most + 1) }, () => dice.pick(choices)).join('');
    const pairs = Array.from({ length: PAIRS }, () => [some(6, PIECES), some(5, CHARS)] as const);
    const client = await server().connect();
    const replies = await client.pipeline(
      pairs.flatMap(([pattern, text]) => [
        ['SET', text, ''],
        ['KEYS', pattern],
        ['DEL', text],
      ]),
    );
    await client.close();
    const differing = pairs.filter(([pattern, text], i) => {
      // KEYS has a shortcut that the pattern itself has not.
      const matches = pattern === '*' || matchGlob(pattern, text);
      return matches !== ((replies[3 * i + 1] as readonly string[]).length === 1);
    });
    expect(differing).toEqual([]);
  });
});
