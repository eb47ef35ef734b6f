import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';
import type { PauseMode } from '../../observers/pause.js';
import { OK } from '../../reply.js';
import { oneOf, rest, token } from '../args.js';
import { subcommand, type Command, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];
const common = { group: 'connection', categories: ['@connection'], flags: FLAGS } as const;

interface Pause {
  readonly ms: number;
  readonly mode: PauseMode;
}

function readPause(argv: readonly Bytes[], at: number): Pause {
  if (argv.length > at + 2) throw errors.subcommandSyntax('CLIENT', argv[at - 1]!);
  const mode = (argv[at + 1] ?? 'all').toLowerCase();
  if (mode !== 'all' && mode !== 'write') throw errors.pauseMode();
  const ms = parse(argv[at]!);
  if (ms === undefined) throw errors.timeoutNotInteger();
  if (ms < 0) throw errors.negativeTimeout();
  return { ms: Number(ms), mode };
}

const pause = subcommand('CLIENT', {
  ...common,
  name: 'PAUSE',
  since: '2.9.50',
  summary: 'Let the commands of all connections wait for some milliseconds, or those that write.',
  complexity: 'O(1)',
  args: [
    rest(
      [
        { name: 'timeout', type: 'integer' },
        oneOf('mode', [token('WRITE'), token('ALL')], { since: '6.2.0', optional: true }),
      ],
      1,
      readPause,
    ),
  ],
  execute({ engine, now }, { ms, mode }) {
    engine.pauses.pause(mode, now + ms);
    return OK;
  },
});

const unpause = subcommand('CLIENT', {
  ...common,
  name: 'UNPAUSE',
  since: '6.2.0',
  summary: 'End a pause: the commands that wait run.',
  complexity: 'O(N) in the number of connections that wait',
  args: [],
  execute({ engine }) {
    engine.pauses.unpause();
    return OK;
  },
});

/** CLIENT PAUSE and its end. */
export const clientPause: readonly Command[] = [pause, unpause];
