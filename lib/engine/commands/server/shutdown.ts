import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { NO_REPLY } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { SessionState } from '../../session.js';
import { oneOf, rest, token } from '../args.js';
import { command } from '../spec.js';

const OPTIONS: readonly string[] = ['NOSAVE', 'SAVE', 'NOW', 'FORCE', 'ABORT'];

function readOptions(argv: readonly Bytes[], at: number): ReadonlySet<string> {
  const options = new Set(argv.slice(at).map((word) => word.toUpperCase()));
  const unknown = [...options].some((option) => !OPTIONS.includes(option));
  const conflict = options.has('SAVE') && options.has('NOSAVE');
  if (unknown || conflict || (options.has('ABORT') && options.size > 1)) throw errors.syntax();
  return options;
}

/** The application decides whether and how its server can be ended from within: `InMemoryCache.onShutdown`. */
export const shutdown = command({
  name: 'SHUTDOWN',
  since: '1.0.0',
  group: 'server',
  summary: 'End the server, where the application around it allows that.',
  complexity: 'O(1)',
  flags: ['admin', 'noscript', 'loading', 'stale', 'no_multi', 'allow_busy'],
  args: [
    rest(
      [
        oneOf('nosave_save', [token('NOSAVE'), token('SAVE')], { optional: true }),
        token('NOW', { since: '7.0.0', optional: true }),
        token('FORCE', { since: '7.0.0', optional: true }),
        token('ABORT', { since: '7.0.0', optional: true }),
      ],
      0,
      readOptions,
    ),
  ],
  execute({ engine, session }, options) {
    if (options.has('ABORT')) throw serverErrors.noShutdownInProgress();
    if (session.is(SessionState.EXECUTING) && !options.has('NOW')) {
      throw serverErrors.shutdownBlocked();
    }
    const end = engine.onShutdown;
    if (end === undefined) throw serverErrors.noShutdown();
    if (options.has('SAVE') && !options.has('FORCE')) throw serverErrors.shutdownFailed();
    // The command has to be over before everything ends.
    queueMicrotask(end);
    return NO_REPLY;
  },
});
