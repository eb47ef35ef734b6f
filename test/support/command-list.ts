import { commandTable } from '../../lib/engine/commands/table.js';
import type { Command, CommandGroup } from '../../lib/engine/commands/spec.js';

/** The groups in the order in which the README lists them. */
const GROUPS: Readonly<Record<CommandGroup, string>> = {
  string: 'Strings',
  bitmap: 'Bitmaps',
  hyperloglog: 'HyperLogLog',
  list: 'Lists',
  hash: 'Hashes',
  set: 'Sets',
  'sorted-set': 'Sorted sets',
  geo: 'Geo',
  stream: 'Streams',
  generic: 'Keys of any type',
  transactions: 'Transactions',
  pubsub: 'Pub/sub',
  connection: 'Connection',
  server: 'Server',
  scripting: 'Scripting',
  cluster: 'Cluster',
};

function nameOf(command: Command): string {
  if (!command.subcommands) return command.name;
  return `${command.name} (${[...command.subcommands.keys()].toSorted().join(' ')})`;
}

/** The commands of the engine as a table in Markdown, made from their declarations. */
export function commandList(): string {
  const rows = Object.entries(GROUPS).flatMap(([group, title]) => {
    const names = commandTable.commands
      .filter((command) => command.group === group)
      .map(nameOf)
      .toSorted();
    return names.length === 0 ? [] : [`| ${title} | ${names.join(', ')} |`];
  });
  return ['| Group | Commands |', '| --- | --- |', ...rows].join('\n');
}
