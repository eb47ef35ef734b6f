import { expect, it } from '@jest/globals';
import type { RedisServer } from '../support/redis-server.js';
import { KEYS } from './generators/arguments.js';
import { THRESHOLDS, thresholds } from './generators/encodings.js';
import { groups, type Scenario } from './generators/index.js';
import { Comparison } from './harness/comparison.js';
import { asTable, report } from './harness/report.js';
import { randomSequence } from './harness/sequence.js';
import { shrink } from './harness/shrink.js';
import { toStep, type Step } from './harness/step.js';
import { describeDifferential } from './harness/table.js';

/** Random sequences for each type. `REDNEST_SEQUENCES` asks for more. */
const SEQUENCES = Number(process.env['REDNEST_SEQUENCES'] ?? 40);
const LENGTH = 100;
/** Failing sequences that are shrunk and told before a run gives up. */
const SHOWN = 3;
const PREAMBLE = THRESHOLDS.map(([[name], start]) => `CONFIG SET ${name} ${start}`);

const MIXTURES: Readonly<Record<string, Scenario['mixture']>> = {
  hashes: [[groups.hashes, 8]],
  'sets and sorted sets': [
    [groups.sets, 8],
    [groups.zsets, 8],
    [groups.geo, 1],
  ],
  'lists and what SORT makes of values': [
    [groups.lists, 8],
    [groups.sets, 1],
    [groups.zsets, 1],
    [groups.sorting, 2],
  ],
  'strings and HyperLogLogs': [
    [groups.strings, 8],
    [groups.bitmaps, 2],
    [groups.hyperloglogs, 1],
  ],
};

/** Since 7.2 SADD chooses the encoding by how many members it is given, those that come twice included. */
function addsTwice({ argv }: Step): boolean {
  return argv[0]?.toUpperCase() === 'SADD' && new Set(argv).size < argv.length;
}

/** Asks behind every command for the encodings of the keys that it names. */
function inquisitive(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [
    step,
    ...KEYS.filter((key) => step.argv.includes(key, 1)).map((key) => ({
      on: step.on,
      argv: ['OBJECT', 'ENCODING', key],
    })),
  ]);
}

/** What failed, each as a minimal table with its replies; empty when nothing did. */
async function differences(server: RedisServer, scenario: Scenario): Promise<string> {
  const preamble = PREAMBLE.map(toStep);
  const compare = (steps: readonly Step[]) =>
    new Comparison(server, 2).run([...preamble, ...steps]);
  const fails = async (steps: readonly Step[]) =>
    !steps.some(addsTwice) && (await compare(steps)).length > 0;
  const found: string[] = [];
  for (let seed = 1; seed <= SEQUENCES && found.length < SHOWN; seed++) {
    const steps = inquisitive(
      randomSequence(seed, scenario, LENGTH).filter((step) => !addsTwice(step)),
    );
    if (!(await fails(steps)) || !(await fails(steps))) continue;
    const smallest = await shrink(steps, fails);
    const name = `${scenario.name}, seed ${seed}`;
    found.push(`${asTable(name, smallest)}\n${report(await compare(smallest))}`);
  }
  return found.join('\n\n');
}

describeDifferential('encodings', (server) => {
  it.each(Object.entries(MIXTURES))(
    'of %s are those of Redis after every write, while the thresholds change',
    async (name, mixture) => {
      const scenario: Scenario = {
        name,
        mixture: [...mixture, [groups.keys, 2], [thresholds, 2]],
        preamble: [],
        connections: 1,
      };
      expect(await differences(server(), scenario)).toBe('');
    },
    120_000,
  );
});
