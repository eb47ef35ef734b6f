import { expect, it } from '@jest/globals';
import type { RedisServer } from '../support/redis-server.js';
import type { ProtocolVersion } from '../../lib/protocol/reply-encoder.js';
import type { FaceName } from '../support/engine-face.js';
import { scenarios, type Scenario } from './generators/index.js';
import { Comparison, QUICK_TIMEOUT_MS } from './harness/comparison.js';
import { isExcluded } from './harness/exclusions.js';
import { asTable, report } from './harness/report.js';
import { randomSequence } from './harness/sequence.js';
import { shrink } from './harness/shrink.js';
import { describeDifferential } from './harness/table.js';
import type { Step } from './harness/step.js';

/** Commands in all, over the scenarios and both protocols. `REDNEST_COMMANDS` asks for more. */
const COMMANDS = Number(process.env['REDNEST_COMMANDS'] ?? 300_000);
/** The first seed. `REDNEST_SEED` repeats another run, `REDNEST_SEED=random` tries what nobody tried. */
const SEED =
  process.env['REDNEST_SEED'] === 'random'
    ? Date.now() % 1_000_000_000
    : Number(process.env['REDNEST_SEED'] ?? 1);
const LENGTH = 100;
/** Failing sequences that are shrunk and told before a run gives up. */
const SHOWN = Number(process.env['REDNEST_SHOWN'] ?? 3);
const PROTOCOLS = [2, 3] as const;
const RUNS = scenarios.flatMap((scenario) =>
  PROTOCOLS.map((protocol) => [scenario.name, protocol, scenario] as const),
);
const SEQUENCES = Math.ceil(COMMANDS / RUNS.length / LENGTH);

describeDifferential('random commands', (server) => {
  it.each(RUNS)(
    'about %s are answered as Redis does on RESP%i',
    async (_name, protocol, scenario) => {
      expect(await differences(server(), protocol, scenario)).toBe('');
    },
    300_000,
  );
});

/** Every so many sequences one goes through the RESP server of this engine. */
const THROUGH_THE_SERVER = 4;

/** What failed, each as a minimal table with its replies; empty when nothing did. */
async function differences(
  server: RedisServer,
  protocol: ProtocolVersion,
  scenario: Scenario,
): Promise<string> {
  let face: FaceName = 'gate';
  const compare = (steps: readonly Step[]) =>
    new Comparison(server, protocol, 1, QUICK_TIMEOUT_MS, undefined, face).run(steps);
  const fails = async (steps: readonly Step[]) =>
    !steps.some(({ argv }) => isExcluded(argv)) && (await compare(steps)).length > 0;
  const found: string[] = [];
  for (let seed = SEED; seed < SEED + SEQUENCES && found.length < SHOWN; seed++) {
    face = seed % THROUGH_THE_SERVER === 0 ? 'server' : 'gate';
    const steps = randomSequence(seed, scenario, LENGTH);
    // A machine that stalls can let a key expire too early; a true difference repeats itself.
    if (!(await fails(steps)) || !(await fails(steps))) continue;
    const again = await compare(steps);
    if (again.length === 0) continue;
    const smallest = await shrink(steps, fails);
    const last = await compare(smallest);
    const name = `${scenario.name}, RESP${protocol}, through the ${face}, seed ${seed}`;
    found.push(
      last.length > 0
        ? `${asTable(name, smallest)}\n${report(last)}`
        : `${name} differs, but not always:\n${report(again)}`,
    );
  }
  return found.join('\n\n');
}
