import { serverErrors } from '../../server-errors.js';
import { oneOf, rest, string, strings, token, type AnyArg } from '../args.js';
import { container, subcommand, type Command, type CommandFlag } from '../spec.js';

const ADMIN: readonly CommandFlag[] = ['admin', 'stale'];
const CHANGES: readonly CommandFlag[] = ['admin', 'stale', 'no_async_loading'];
const READS: readonly CommandFlag[] = ['stale'];
const NONDETERMINISTIC = ['nondeterministic_output'];

/** A server that is no node of a cluster. */
export function clusterDisabled(): never {
  throw serverErrors.clusterDisabled();
}

/** What a subcommand would do on a node of a cluster; here they are all refused. */
function refused<const A extends readonly AnyArg[]>(
  name: string,
  summary: string,
  args: A,
  more: {
    readonly flags?: readonly CommandFlag[];
    readonly since?: string;
    readonly tips?: readonly string[];
    readonly complexity?: string;
    readonly deprecatedSince?: string;
    readonly replacedBy?: string;
  } = {},
): Command {
  return subcommand('CLUSTER', {
    since: '3.0.0',
    group: 'cluster',
    complexity: 'O(1)',
    flags: READS,
    ...more,
    name,
    summary,
    args,
    execute: clusterDisabled,
  });
}

const words = (argv: readonly string[], at: number): readonly string[] => argv.slice(at);
const slotRanges = rest(
  [
    {
      name: 'start-slot_end-slot',
      type: 'block',
      multiple: true,
      arguments: [
        { name: 'start-slot', type: 'integer' },
        { name: 'end-slot', type: 'integer' },
      ],
    },
  ],
  2,
  words,
);
const optionsOf = (name: string, ...choices: string[]) =>
  rest(
    [
      oneOf(
        name,
        choices.map((choice) => token(choice)),
        { optional: true },
      ),
    ],
    0,
    words,
  );
const node = string('node-id');
const slot = string('slot', 'integer');

const subcommands: readonly Command[] = [
  refused('ADDSLOTS', 'Give slots to this node.', [strings('slot', 1, 'integer')], {
    flags: CHANGES,
    complexity: 'O(N) in the number of slots',
  }),
  refused('ADDSLOTSRANGE', 'Give ranges of slots to this node.', [slotRanges], {
    flags: CHANGES,
    since: '7.0.0',
    complexity: 'O(N) in the number of slots',
  }),
  refused('BUMPEPOCH', 'Raise the epoch of the configuration.', [], {
    flags: CHANGES,
    tips: NONDETERMINISTIC,
  }),
  refused('COUNT-FAILURE-REPORTS', 'Return how often a node was reported as failing.', [node], {
    flags: ADMIN,
    tips: NONDETERMINISTIC,
    complexity: 'O(N) in the number of reports',
  }),
  refused('COUNTKEYSINSLOT', 'Return how many keys a slot has.', [slot]),
  refused('DELSLOTS', 'Take slots from this node.', [strings('slot', 1, 'integer')], {
    flags: CHANGES,
    complexity: 'O(N) in the number of slots',
  }),
  refused('DELSLOTSRANGE', 'Take ranges of slots from this node.', [slotRanges], {
    flags: CHANGES,
    since: '7.0.0',
    complexity: 'O(N) in the number of slots',
  }),
  refused(
    'FAILOVER',
    'Let a replica become the master.',
    [optionsOf('options', 'FORCE', 'TAKEOVER')],
    { flags: CHANGES },
  ),
  refused('FLUSHSLOTS', 'Take all slots from this node.', [], { flags: CHANGES }),
  refused('FORGET', 'Remove a node from those that are known.', [node], { flags: CHANGES }),
  refused('GETKEYSINSLOT', 'Return some keys of a slot.', [slot, string('count', 'integer')], {
    tips: NONDETERMINISTIC,
    complexity: 'O(log(N)) in the number of keys asked for',
  }),
  refused('HELP', 'Print this help.', [], {
    flags: ['loading', 'stale'],
    since: '5.0.0',
  }),
  refused('INFO', 'Return the state of the cluster.', [], { tips: NONDETERMINISTIC }),
  refused('KEYSLOT', 'Return the slot of a key.', [string('key')], {
    complexity: 'O(N) in the length of the key',
  }),
  refused('LINKS', 'Return the connections to other nodes.', [], {
    since: '7.0.0',
    tips: NONDETERMINISTIC,
    complexity: 'O(N) in the number of nodes',
  }),
  refused(
    'MEET',
    'Make this node and another one know each other.',
    [
      string('ip'),
      string('port', 'integer'),
      rest(
        [{ name: 'cluster_bus_port', type: 'integer', since: '4.0.0', optional: true }],
        0,
        words,
      ),
    ],
    { flags: CHANGES },
  ),
  refused('MYID', 'Return the ID of this node.', []),
  refused('NODES', 'Return all nodes.', [], {
    tips: NONDETERMINISTIC,
    complexity: 'O(N) in the number of nodes',
  }),
  refused('REPLICAS', 'Return the replicas of a node.', [node], {
    flags: ADMIN,
    since: '5.0.0',
    tips: NONDETERMINISTIC,
  }),
  refused('REPLICATE', 'Make this node the replica of another one.', [node], { flags: CHANGES }),
  refused(
    'RESET',
    'Make this node as it was when it was new.',
    [optionsOf('hard_soft', 'HARD', 'SOFT')],
    { flags: ['admin', 'noscript', 'stale'], complexity: 'O(N) in the number of nodes' },
  ),
  refused('SAVECONFIG', 'Write the configuration of the cluster to disk.', [], { flags: CHANGES }),
  refused('SET-CONFIG-EPOCH', 'Set the epoch of a new node.', [string('config-epoch', 'integer')], {
    flags: CHANGES,
  }),
  refused(
    'SETSLOT',
    'Bind a slot to a node, or move it.',
    [
      slot,
      rest(
        [
          oneOf('subcommand', [
            { name: 'node-id', type: 'string', token: 'IMPORTING' },
            { name: 'node-id', type: 'string', token: 'MIGRATING' },
            { name: 'node-id', type: 'string', token: 'NODE' },
            token('STABLE'),
          ]),
        ],
        1,
        words,
      ),
    ],
    { flags: CHANGES },
  ),
  refused('SHARDS', 'Return which node has which slots.', [], {
    since: '7.0.0',
    tips: NONDETERMINISTIC,
    complexity: 'O(N) in the number of nodes',
  }),
  refused('SLAVES', 'Return the replicas of a node.', [node], {
    flags: ADMIN,
    tips: NONDETERMINISTIC,
    deprecatedSince: '5.0.0',
    replacedBy: '`CLUSTER REPLICAS`',
  }),
  refused('SLOTS', 'Return which node has which slots.', [], {
    tips: NONDETERMINISTIC,
    complexity: 'O(N) in the number of nodes',
    deprecatedSince: '7.0.0',
    replacedBy: '`CLUSTER SHARDS`',
  }),
];

export const cluster = container({
  name: 'CLUSTER',
  since: '3.0.0',
  group: 'cluster',
  summary: 'Tell about and change a cluster, of which this server is no node.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands,
});
