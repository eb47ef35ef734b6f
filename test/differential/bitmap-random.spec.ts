import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { below, SeededRandom, type Random } from '../../lib/engine/random.js';
import { EngineClient } from '../support/engine-client.js';
import { describeDifferential } from './harness/table.js';

const SEED = 11;
const COMMANDS = 3000;

/** Commands on random bytes of random lengths, with random ranges and fields. */
function randomCommand(random: Random): string[] {
  const pick = <T>(choices: readonly T[]): T => choices[below(random, choices.length)]!;
  const key = (): string => pick(['a', 'b', 'c', 'd']);
  const number = (): string => String(below(random, 90) - 45);
  const bytes = (): string =>
    Array.from({ length: below(random, 40) }, () => pick(['\0', '\xff', '\x5a', 'q'])).join('');
  const type = (): string =>
    below(random, 2) ? `i${1 + below(random, 64)}` : `u${1 + below(random, 63)}`;
  const offset = (): string =>
    below(random, 2) ? String(below(random, 200)) : `#${below(random, 9)}`;
  const operand = (): string =>
    String(
      BigInt.asIntN(
        1 + below(random, 64),
        (BigInt(random.uint32()) << 32n) | BigInt(random.uint32()),
      ),
    );
  switch (below(random, 8)) {
    case 0:
      return ['SET', key(), bytes()];
    case 1:
      return ['SETBIT', key(), String(below(random, 400)), pick(['0', '1'])];
    case 2:
      return ['BITCOUNT', key(), number(), number(), pick(['BYTE', 'BIT'])];
    case 3:
      return ['BITPOS', key(), pick(['0', '1']), number(), number(), pick(['BYTE', 'BIT'])];
    case 4:
      return ['BITPOS', key(), pick(['0', '1']), number()];
    case 5:
      return ['BITOP', pick(['AND', 'OR', 'XOR']), key(), key(), key(), key()];
    case 6:
      return ['GET', key()];
    default:
      return [
        ...['BITFIELD', key(), 'OVERFLOW', pick(['WRAP', 'SAT', 'FAIL'])],
        ...['SET', type(), offset(), operand(), 'INCRBY', type(), offset(), operand()],
        ...['GET', type(), offset()],
      ];
  }
}

describeDifferential('random bits', (server) => {
  it('are read and written as Redis does', async () => {
    const random = new SeededRandom(SEED);
    const commands = Array.from({ length: COMMANDS }, () => randomCommand(random));
    const theirs = await server().connect();
    const ours = await EngineClient.connect(new InMemoryCache());
    try {
      await theirs.call('FLUSHALL');
      const expected = await theirs.pipeline(commands);
      const replies = await ours.pipeline(commands);
      const told = (answers: unknown[]): unknown[] =>
        answers.map((reply, i) => [i, commands[i], reply]);
      expect(told(replies)).toEqual(told(expected));
    } finally {
      await theirs.close();
      await ours.close();
    }
  });
});
