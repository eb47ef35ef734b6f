import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { countUnblocked } from '../../observers/waited.js';
import { oneOf, readInt, rest, token } from '../args.js';
import { subcommand } from '../spec.js';

interface Unblocking {
  readonly id: Int64;
  readonly how: 'timeout' | 'error';
}

function readUnblocking(argv: readonly Bytes[], at: number): Unblocking {
  if (argv.length > at + 2) throw errors.subcommandSyntax('CLIENT', argv[at - 1]!);
  const how = (argv[at + 1] ?? 'timeout').toLowerCase();
  if (how !== 'timeout' && how !== 'error') throw errors.unblockReason();
  return { id: readInt(argv[at]!), how };
}

/** CLIENT UNBLOCK: 1 when the connection was waiting, else 0. */
export const clientUnblock = subcommand('CLIENT', {
  name: 'UNBLOCK',
  since: '5.0.0',
  group: 'connection',
  summary: 'End the waiting of a blocking command of another connection.',
  complexity: 'O(1)',
  flags: ['admin', 'noscript', 'loading', 'stale'],
  categories: ['@connection'],
  args: [
    rest(
      [
        { name: 'client-id', type: 'integer' },
        oneOf('unblock-type', [token('TIMEOUT'), token('ERROR')], { optional: true }),
      ],
      1,
      readUnblocking,
    ),
  ],
  execute({ engine, argv }, { id, how }) {
    const session = engine.sessionOf(id);
    const blocked = session && engine.blocked.unblock(session, how);
    if (blocked === undefined) return 0;
    countUnblocked(engine, blocked, how === 'error' ? errors.unblocked() : undefined);
    // An error that comes while a command runs is one of that command.
    if (how === 'error') engine.stats.failedBehind(engine.table.resolve(argv)!);
    return 1;
  },
});
