import { expect, it } from '@jest/globals';
import { below, SeededRandom } from '../../../lib/engine/random.js';
import { Comparison } from '../harness/comparison.js';
import { report } from '../harness/report.js';
import type { Step } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

const SEEDS = [1, 2, 3];
const USERS_PER_SEED = 60;
const MAX_RULES = 7;
const MISMATCHES = 5;

/** Rules about everything but categories, which hold other commands in another version; a few are mistakes. */
const RULES = [
  ...['on', 'off', 'ON', 'nopass', 'resetpass', '>a', '>b', '<a', '<b', '>', '#abc', ''],
  ...['~*', '~a*', '~b', '%R~a*', '%W~a*', '%RW~c', '%R~*', '%', '~x y', 'allkeys', 'resetkeys'],
  ...['&*', '&a', '&b*', '&', 'allchannels', 'resetchannels'],
  ...[
    '+get',
    '-get',
    '+set',
    '-set',
    '+select|1',
    '+select|2',
    '-select',
    '+config|get',
    '-config',
  ],
  ...['+config', '-config|get', '+get|x', '+@all', '-@all', 'nocommands', '+nope', '-config|nope'],
  ...['(+get ~x)', '(~* -@all)', '(%R~a +set &c)', '(', '(on)', '()', 'clearselectors', 'reset'],
  ...['sanitize-payload', 'skip-sanitize-payload', 'nope', '+', ')'],
];

/** Users of random rules, and what each of them may do. */
function steps(seed: number): Step[] {
  const random = new SeededRandom(seed);
  const pick = (): string => RULES[below(random, RULES.length)]!;
  const commands = Array.from({ length: USERS_PER_SEED }, () => {
    const name = `user${below(random, 5)}`;
    const rules = Array.from({ length: 1 + below(random, MAX_RULES) }, pick);
    return [
      ['ACL', 'SETUSER', name, ...rules],
      ['ACL', 'GETUSER', name],
      ['ACL', 'DRYRUN', name, 'GET', 'a1'],
      ['ACL', 'DRYRUN', name, 'SET', 'a1', 'v'],
      ['ACL', 'DRYRUN', name, 'SELECT', '1'],
      ['ACL', 'DRYRUN', name, 'CONFIG', 'GET', 'x'],
      ['ACL', 'DRYRUN', name, 'PUBLISH', 'b1', 'x'],
    ];
  }).flat();
  const clean = ['ACL', 'DELUSER', ...Array.from({ length: 5 }, (_, i) => `user${i}`)];
  const first = ['ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', '~*', '&*', '+@all'];
  return [first, clean, ...commands, ['ACL', 'LIST'], clean].map((argv) => ({ on: 1, argv }));
}

describeDifferential('Random rules', (server) => {
  it.each(SEEDS)('make of a user what they make of it in Redis (seed %i)', async (seed) => {
    const comparison = new Comparison(server(), 3, MISMATCHES);
    expect(report(await comparison.run(steps(seed)))).toBe('');
  });
});
