import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { OK } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { readInt, rest } from '../args.js';
import { help } from '../help.js';
import { container, subcommand, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['admin', 'loading', 'stale'];
const DEFAULT_COUNT = 10;

/** How many entries to return; -1 is all of them. */
function readCount(argv: readonly Bytes[], at: number): number {
  if (argv.length === at) return DEFAULT_COUNT;
  if (argv.length > at + 1) throw errors.subcommandSyntax('SLOWLOG', argv[1]!);
  const count = readInt(argv[at]!, serverErrors.slowLogCount);
  if (count < -1) throw serverErrors.slowLogCount();
  return count === -1 ? Infinity : Number(count);
}

const get = subcommand('SLOWLOG', {
  name: 'GET',
  since: '2.2.12',
  group: 'server',
  summary: 'Return the latest commands that were slow; -1 for all of them.',
  complexity: 'O(N) in the number of entries returned',
  flags: FLAGS,
  tips: ['request_policy:all_nodes', 'nondeterministic_output'],
  args: [rest([{ name: 'count', type: 'integer', optional: true }], 0, readCount)],
  execute: ({ engine }, count) =>
    engine.slowLog
      .latest(count)
      .map(({ id, time, microseconds, argv, address, clientName }) => [
        id,
        time,
        microseconds,
        argv,
        address,
        clientName,
      ]),
});

const len = subcommand('SLOWLOG', {
  name: 'LEN',
  since: '2.2.12',
  group: 'server',
  summary: 'Return how many slow commands are remembered.',
  complexity: 'O(1)',
  flags: FLAGS,
  tips: ['request_policy:all_nodes', 'response_policy:agg_sum', 'nondeterministic_output'],
  args: [],
  execute: ({ engine }) => engine.slowLog.length,
});

const reset = subcommand('SLOWLOG', {
  name: 'RESET',
  since: '2.2.12',
  group: 'server',
  summary: 'Forget the slow commands.',
  complexity: 'O(N) in the number of entries',
  flags: FLAGS,
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  args: [],
  execute({ engine }) {
    engine.slowLog.reset();
    return OK;
  },
});

export const slowlog = container({
  name: 'SLOWLOG',
  since: '2.2.12',
  group: 'server',
  summary: 'Tell which commands were slow.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands: [get, len, reset, help('SLOWLOG', { since: '6.2.0', group: 'server' })],
});
