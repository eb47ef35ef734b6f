import { expect, it } from '@jest/globals';
import type { RedisServer } from '../../support/redis-server.js';
import type { ProtocolVersion } from '../../../lib/protocol/reply-encoder.js';
import { randomProgram } from '../generators/lua/program.js';
import { describeDifferential } from '../harness/table.js';
import { ProgramComparison } from './program-comparison.js';

/** Programs in all, over both protocols. `REDNEST_PROGRAMS` asks for more. */
const PROGRAMS = Number(process.env['REDNEST_PROGRAMS'] ?? 50_000);
/** The first seed. `REDNEST_SEED` repeats another run, `REDNEST_SEED=random` tries what nobody tried. */
const SEED =
  process.env['REDNEST_SEED'] === 'random'
    ? Date.now() % 1_000_000_000
    : Number(process.env['REDNEST_SEED'] ?? 1);
/** Failing programs that are shrunk and told before a run gives up. */
const SHOWN = Number(process.env['REDNEST_SHOWN'] ?? 3);
/** Programs in one round trip. */
const BATCH = 250;
const RUNS = [
  [2, SEED],
  [3, SEED + Math.ceil(PROGRAMS / 2)],
] as const;

describeDifferential('random Lua programs', (server) => {
  it.each(RUNS)(
    'answer as in Redis, and leave the same keys, on RESP%i from seed %i on',
    async (protocol, first) => {
      expect(await differences(server(), protocol, first)).toBe('');
    },
    600_000,
  );
});

/** What failed, each as a small program with both answers; empty when nothing did. */
async function differences(
  server: RedisServer,
  protocol: ProtocolVersion,
  first: number,
): Promise<string> {
  const comparison = await ProgramComparison.open(server, protocol);
  const found: string[] = [];
  for (let seed = first; seed < first + PROGRAMS / 2 && found.length < SHOWN; seed += BATCH) {
    for (const differing of await comparison.seeds(seed, BATCH)) {
      if (found.length >= SHOWN) break;
      found.push(await tell(comparison, differing));
    }
  }
  await comparison.close();
  return found.join('\n\n');
}

async function tell(comparison: ProgramComparison, seed: number): Promise<string> {
  const program = randomProgram(seed);
  const smallest = await comparison.shrink(program);
  const difference = await comparison.difference(smallest);
  if (difference === undefined) {
    return `seed ${seed} differs, but not by itself:\n${program.join('\n')}`;
  }
  return [
    `seed ${seed}:`,
    ...smallest,
    `-- redis:  ${JSON.stringify(difference.theirs)}`,
    `-- engine: ${JSON.stringify(difference.ours)}`,
  ].join('\n');
}
