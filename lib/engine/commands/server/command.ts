import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { matchGlob } from '../../glob.js';
import type { Reply } from '../../reply.js';
import { categoriesOf } from '../acl-categories.js';
import { oneOf, rest, strings } from '../args.js';
import type { CommandTable } from '../command-table.js';
import { help } from '../help.js';
import { hasKeys, keysOf, type KeyUse } from '../key-extraction.js';
import { container, subcommand, type Command, type CommandFlag } from '../spec.js';
import { docsOf } from './command-docs.js';
import { infoOf, statuses, subcommandsOf } from './command-info.js';
import { named } from './named-command.js';

const FLAGS: readonly CommandFlag[] = ['loading', 'stale'];
const UNORDERED = ['nondeterministic_output_order'];
const common = { group: 'server', flags: FLAGS, categories: ['@connection'] } as const;

const count = subcommand('COMMAND', {
  ...common,
  name: 'COUNT',
  since: '2.8.13',
  summary: 'Return how many commands there are.',
  complexity: 'O(1)',
  args: [],
  execute: ({ engine }) => engine.table.commands.length,
});

const info = subcommand('COMMAND', {
  ...common,
  name: 'INFO',
  since: '2.8.13',
  summary: 'Return arity, flags, keys and categories of these commands, or of all.',
  complexity: 'O(N) in the number of commands asked for',
  tips: UNORDERED,
  args: [strings('command-name', 0)],
  execute({ engine: { table } }, names) {
    if (names.length === 0) return table.commands.map(infoOf);
    return names.map((name) => {
      const found = named(table, name);
      return found ? infoOf(found) : null;
    });
  },
});

const docs = subcommand('COMMAND', {
  ...common,
  name: 'DOCS',
  since: '7.0.0',
  summary: 'Return summary and arguments of these commands, or of all.',
  complexity: 'O(N) in the number of commands asked for',
  tips: UNORDERED,
  args: [strings('command-name', 0)],
  execute({ engine: { table } }, names) {
    if (names.length === 0) return docsOf(table.commands);
    return docsOf(names.flatMap((name) => named(table, name) ?? []));
  },
});

/** The keys of the command line that follows. */
function keyUses(table: CommandTable, argv: readonly Bytes[]): KeyUse[] {
  const command = table.resolve(argv);
  if (!command) throw errors.invalidCommandSpecified();
  if (!hasKeys(command)) throw errors.noKeyArguments();
  const { arity } = command;
  if (arity > 0 ? argv.length !== arity : argv.length < -arity) throw errors.invalidArgumentCount();
  const found = keysOf(command, argv);
  if (found?.length) return found;
  if (command.flags.includes('no_mandatory_keys')) return [];
  throw errors.invalidArguments();
}

/** GETKEYS and GETKEYSANDFLAGS. */
const keysSubcommand = (
  name: string,
  since: string,
  summary: string,
  describe: (use: KeyUse) => Reply,
): Command =>
  subcommand('COMMAND', {
    ...common,
    name,
    since,
    summary,
    complexity: 'O(N) in the number of arguments of the command',
    args: [
      rest(
        [
          { name: 'command', type: 'string' },
          { name: 'arg', type: 'string', optional: true, multiple: true },
        ],
        2,
        (argv, at) => argv.slice(at),
      ),
    ],
    execute: ({ engine }, argv) => keyUses(engine.table, argv).map(describe),
  });

const getkeys = keysSubcommand(
  'GETKEYS',
  '2.8.13',
  'Return the keys of a whole command.',
  ({ key }) => key,
);
const getkeysandflags = keysSubcommand(
  'GETKEYSANDFLAGS',
  '7.0.0',
  'Return the keys of a whole command, and what it does with them.',
  ({ key, flags }) => [key, statuses(flags)],
);

type Filter = (command: Command) => boolean;

function readFilter(argv: readonly Bytes[], at: number): Filter | undefined {
  if (argv.length === at) return undefined;
  if (argv.length !== at + 3 || argv[at]!.toUpperCase() !== 'FILTERBY') throw errors.syntax();
  const value = argv[at + 2]!;
  switch (argv[at + 1]!.toUpperCase()) {
    case 'MODULE':
      return () => false;
    case 'ACLCAT': {
      const category = `@${value.toLowerCase()}`;
      return (command) => categoriesOf(command).some((own) => own === category);
    }
    case 'PATTERN':
      return (command) => matchGlob(value, command.fullName, true);
    default:
      throw errors.syntax();
  }
}

const list = subcommand('COMMAND', {
  ...common,
  name: 'LIST',
  since: '7.0.0',
  summary: 'Return the names of all commands, or of those of a category or that match a pattern.',
  complexity: 'O(N) in the number of commands',
  tips: UNORDERED,
  args: [
    rest(
      [
        oneOf(
          'filterby',
          [
            { name: 'module-name', type: 'string', token: 'MODULE' },
            { name: 'category', type: 'string', token: 'ACLCAT' },
            { name: 'pattern', type: 'pattern', token: 'PATTERN' },
          ],
          { token: 'FILTERBY', optional: true },
        ),
      ],
      0,
      readFilter,
    ),
  ],
  execute({ engine }, filter) {
    const all = engine.table.commands.flatMap((command) => [command, ...subcommandsOf(command)]);
    const listed = filter ? all.filter(filter) : all;
    return listed.map(({ fullName }) => fullName);
  },
});

/** COMMAND alone answers as COMMAND INFO without names. */
export const commandContainer = container({
  ...common,
  name: 'COMMAND',
  since: '2.8.13',
  summary: 'Return what there is to know about all commands.',
  complexity: 'O(N) in the number of commands',
  tips: UNORDERED,
  subcommands: [
    count,
    info,
    docs,
    list,
    getkeys,
    getkeysandflags,
    help('COMMAND', { since: '5.0.0', group: 'server', categories: ['@connection'] }),
  ],
  execute: ({ engine }) => engine.table.commands.map(infoOf),
});
