import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { NO_REPLY, OK, type Reply } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { oneOf, readInt, rest, string, strings, token, type ArgDoc } from '../args.js';
import { command, type Command, type CommandFlag } from '../spec.js';

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript'];
const PORT_MAX = 65_535;

/** A master without replicas. */
const role = command({
  name: 'ROLE',
  since: '2.8.12',
  group: 'server',
  summary: 'Return the role in replication: a master without replicas.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast'],
  categories: ['@admin', '@dangerous'],
  args: [],
  execute: () => ['master', 0, []],
});

const MASTER: ArgDoc = oneOf('args', [
  {
    name: 'host-port',
    type: 'block',
    arguments: [
      { name: 'host', type: 'string' },
      { name: 'port', type: 'integer' },
    ],
  },
  { name: 'no-one', type: 'block', arguments: [token('NO'), token('ONE')] },
]);

/** NO ONE is what this server is; it cannot follow a master. */
function follow(host: Bytes, port: Bytes): Reply {
  if (host.toUpperCase() === 'NO' && port.toUpperCase() === 'ONE') return OK;
  const number = readInt(port, serverErrors.invalidMasterPort);
  if (number < 0 || number > PORT_MAX) throw serverErrors.invalidMasterPort();
  throw serverErrors.noReplication();
}

/** REPLICAOF and SLAVEOF. */
const replicaof = (name: string, since: string, deprecation = {}): Command =>
  command({
    ...deprecation,
    name,
    since,
    group: 'server',
    summary: 'Make this server a replica of another one, which it cannot be, or of none.',
    complexity: 'O(1)',
    flags: [...ADMIN, 'stale', 'no_async_loading'],
    // Two words, documented as one argument.
    args: [
      { ...string('host'), docs: [MASTER] },
      { ...string('port'), docs: [] },
    ],
    execute: (_, host, port) => follow(host, port),
  });

/** Reads FAILOVER's options. @throws the error of an option, or that there is nothing to fail over to */
function readFailover(argv: readonly Bytes[], at: number): 'start' | 'abort' {
  let abort = false;
  let others = false;
  for (let i = at; i < argv.length; i++) {
    const option = argv[i]!.toUpperCase();
    if (option === 'TO' && i + 2 < argv.length) {
      readInt(argv[i + 2]!);
      i += 2;
      others = true;
    } else if (option === 'TIMEOUT' && i + 1 < argv.length) {
      if (readInt(argv[++i]!) <= 0) throw serverErrors.failoverTimeout();
      others = true;
    } else if (option === 'FORCE') others = true;
    else if (option === 'ABORT') abort = true;
    else throw errors.syntax();
  }
  if (abort && others) throw errors.syntax();
  return abort ? 'abort' : 'start';
}

const failover = command({
  name: 'FAILOVER',
  since: '6.2.0',
  group: 'server',
  summary: 'Make a replica the master, if there were one.',
  complexity: 'O(1)',
  flags: [...ADMIN, 'stale'],
  args: [
    rest(
      [
        {
          name: 'target',
          type: 'block',
          token: 'TO',
          optional: true,
          arguments: [
            { name: 'host', type: 'string' },
            { name: 'port', type: 'integer' },
            token('FORCE', { optional: true }),
          ],
        },
        token('ABORT', { optional: true }),
        { name: 'milliseconds', type: 'integer', token: 'TIMEOUT', optional: true },
      ],
      0,
      readFailover,
    ),
  ],
  execute(_, what) {
    throw what === 'abort' ? serverErrors.noFailover() : serverErrors.noReplicas();
  },
});

const psync = command({
  name: 'PSYNC',
  since: '2.8.0',
  group: 'server',
  summary: 'Begin replication, which is not available here.',
  complexity: 'O(1)',
  flags: [...ADMIN, 'no_async_loading', 'no_multi'],
  args: [
    string('replicationid'),
    rest([{ name: 'offset', type: 'integer' }], 1, (argv, at) => argv.slice(at)),
  ],
  execute(_, __, [offset]) {
    readInt(offset!);
    throw serverErrors.noReplication();
  },
});

const sync = command({
  name: 'SYNC',
  since: '1.0.0',
  group: 'server',
  summary: 'Begin replication, which is not available here.',
  complexity: 'O(1)',
  flags: [...ADMIN, 'no_async_loading', 'no_multi'],
  args: [],
  execute() {
    throw serverErrors.noReplication();
  },
});

/** What replicas tell before they begin. Nothing follows from it here, as SYNC and PSYNC are refused. */
const replconf = command({
  name: 'REPLCONF',
  since: '3.0.0',
  group: 'server',
  summary: 'Tell the master about a replica.',
  complexity: 'O(1)',
  flags: [...ADMIN, 'loading', 'stale', 'allow_busy'],
  system: true,
  args: [{ ...strings('option', 0), docs: [] }],
  execute(_, words) {
    if (words.length % 2 === 1) throw errors.syntax();
    for (let i = 0; i < words.length; i += 2) {
      switch (words[i]!.toLowerCase()) {
        case 'listening-port':
        case 'rdb-only':
          readInt(words[i + 1]!);
          break;
        case 'ip-address':
        case 'capa':
          break;
        case 'ack':
        case 'getack':
          // They are for those who replicate, and are not answered.
          return NO_REPLY;
        default:
          throw serverErrors.unknownReplicationOption(words[i]!);
      }
    }
    return OK;
  },
});

export const replicationCommands: readonly Command[] = [
  role,
  replicaof('REPLICAOF', '5.0.0'),
  replicaof('SLAVEOF', '1.0.0', { deprecatedSince: '5.0.0', replacedBy: '`REPLICAOF`' }),
  failover,
  psync,
  sync,
  replconf,
];
