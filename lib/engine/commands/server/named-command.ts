import type { Bytes } from '../../bytes.js';
import type { CommandTable } from '../command-table.js';
import type { Command } from '../spec.js';

/** The command of a full name, `get` or `client|id`, in any case. */
export function named(table: CommandTable, fullName: Bytes): Command | undefined {
  const [name = '', sub, ...more] = fullName.split('|');
  const command = table.find(name);
  if (sub === undefined) return command;
  return more.length === 0 ? command?.subcommands?.get(sub.toUpperCase()) : undefined;
}
