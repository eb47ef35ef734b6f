import { Status } from '../reply.js';
import type { ArgDoc } from './args.js';
import { subcommand, type Command, type CommandGroup, type CommandFlag } from './spec.js';

/**
 * The HELP subcommand of a container. Its lines are made of the declarations of the other subcommands.
 * @param container the container's name in capitals
 */
export function help(
  container: string,
  facts: {
    readonly since: string;
    readonly group: CommandGroup;
    readonly categories?: readonly string[];
    readonly flags?: readonly CommandFlag[];
  },
): Command {
  return subcommand(container, {
    flags: ['loading', 'stale'],
    ...facts,
    name: 'HELP',
    summary: 'Print this help.',
    complexity: 'O(1)',
    args: [],
    execute: ({ engine }) =>
      helpLines(engine.table.find(container)!).map((line) => new Status(line)),
  });
}

function helpLines(container: Command): string[] {
  const lines = [`${container.name} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`];
  if (container.arity === -1) lines.push('(no subcommand)', `    ${container.summary}`);
  const all = [...container.subcommands!.values()];
  const isHelp = ({ name }: Command): boolean => name === 'HELP';
  const subcommands = [...all.filter((one) => !isHelp(one)), ...all.filter(isHelp)];
  for (const { name, docs, summary } of subcommands) {
    lines.push([name, ...docs.map(syntaxOf)].join(' '), `    ${summary}`);
  }
  return lines;
}

/** An argument as a syntax line prints it: `<name>`, `TOKEN <name>`, `(A|B)`, `[optional]`, `<many> [<many> ...]`. */
export function syntaxOf(doc: ArgDoc): string {
  const one = [doc.token, valueOf(doc)].filter((part) => part !== undefined).join(' ');
  const again = doc.token !== undefined && !doc.multipleToken ? (valueOf(doc) ?? one) : one;
  if (doc.optional) return doc.multiple ? `[${one} [${again} ...]]` : `[${one}]`;
  return doc.multiple ? `${one} [${again} ...]` : one;
}

function valueOf(doc: ArgDoc): string | undefined {
  switch (doc.type) {
    case 'pure-token':
      return undefined;
    case 'oneof':
      return `(${(doc.arguments ?? []).map(syntaxOf).join('|')})`;
    case 'block':
      return (doc.arguments ?? []).map(syntaxOf).join(' ');
    default:
      return `<${doc.name}>`;
  }
}
