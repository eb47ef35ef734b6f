import type { Bytes } from '../../bytes.js';
import { OK, type ReplyError } from '../../reply.js';
import { scriptErrors } from '../../script-errors.js';
import { oneOf, rest, string, strings, token, type ArgDoc } from '../args.js';
import { help } from '../help.js';
import { container, subcommand } from '../spec.js';

const common = { group: 'scripting', categories: ['@scripting'] } as const;
const ALL_SUCCEED = 'response_policy:all_succeeded';

/**
 * SYNC or ASYNC, which are the same here: nothing is left to be done later.
 * @param docs what COMMAND DOCS says besides
 * @param invalid makes the error for anything else
 */
export const flushMode = (
  docs: Partial<ArgDoc>,
  invalid: (argv: readonly Bytes[], at: number) => ReplyError,
) =>
  rest(
    [oneOf('async', [token('ASYNC'), token('SYNC')], { optional: true, ...docs })],
    0,
    (argv, at) => {
      const known = argv.length === at || /^a?sync$/i.test(argv[at]!);
      if (!known || argv.length > at + 1) throw invalid(argv, at);
    },
  );

/** SCRIPT KILL and FUNCTION KILL. @param what ends by itself, or by its limits */
export const killing = (what: 'script' | 'function') =>
  ({
    ...common,
    name: 'KILL',
    summary: `Answer that no ${what} runs: a ${what} ends by itself or by its limits.`,
    complexity: 'O(1)',
    flags: ['noscript', 'allow_busy'],
    tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
    args: [],
    execute(): never {
      throw scriptErrors.notBusy();
    },
  }) as const;

const load = subcommand('SCRIPT', {
  ...common,
  name: 'LOAD',
  since: '2.6.0',
  summary: 'Remember a script for EVALSHA without running it.',
  complexity: 'O(N) in the length of the script',
  flags: ['noscript', 'stale'],
  tips: ['request_policy:all_nodes', ALL_SUCCEED],
  args: [string('script')],
  execute: ({ engine }, body) => engine.scripting.load(body),
});

const exists = subcommand('SCRIPT', {
  ...common,
  name: 'EXISTS',
  since: '2.6.0',
  summary: 'Tell of each SHA-1 whether its script is remembered.',
  complexity: 'O(N) in the number of scripts asked for',
  flags: ['noscript'],
  tips: ['request_policy:all_shards', 'response_policy:agg_logical_and'],
  args: [strings('sha1')],
  execute: ({ engine }, shas) => shas.map((sha) => Number(engine.scripting.exists(sha))),
});

const flush = subcommand('SCRIPT', {
  ...common,
  name: 'FLUSH',
  since: '2.6.0',
  summary: 'Forget all scripts.',
  complexity: 'O(N) in the number of scripts',
  flags: ['noscript'],
  tips: ['request_policy:all_nodes', ALL_SUCCEED],
  args: [flushMode({ since: '6.2.0' }, scriptErrors.scriptFlushOption)],
  execute({ engine }) {
    engine.scripting.flush();
    return OK;
  },
});

const kill = subcommand('SCRIPT', { ...killing('script'), since: '2.6.0' });

const debug = subcommand('SCRIPT', {
  ...common,
  name: 'DEBUG',
  since: '3.2.0',
  summary: 'Accept NO: there is no debugger for scripts.',
  complexity: 'O(1)',
  flags: ['noscript'],
  args: [
    {
      ...string('mode'),
      docs: [oneOf('mode', [token('YES'), token('SYNC'), token('NO')])],
    },
  ],
  execute(_context, mode) {
    switch (mode.toUpperCase()) {
      case 'NO':
        return OK;
      case 'YES':
      case 'SYNC':
        throw scriptErrors.noDebugger();
      default:
        throw scriptErrors.debugMode();
    }
  },
});

/** SCRIPT and its subcommands. */
export const script = container({
  group: 'scripting',
  name: 'SCRIPT',
  since: '2.6.0',
  summary: 'Commands about the scripts that are remembered.',
  complexity: 'That of the subcommand',
  flags: [],
  subcommands: [
    debug,
    exists,
    flush,
    help('SCRIPT', { since: '5.0.0', group: 'scripting', categories: ['@scripting'] }),
    kill,
    load,
  ],
});
