import type { Bytes } from '../bytes.js';
import type { Command } from './spec.js';

/** The commands of an engine by name. */
export class CommandTable {
  /** By the spellings seen most: capitals, and lower case for clients that send it. */
  private readonly byName = new Map<Bytes, Command>();
  /** Containers and plain commands, in order of declaration. */
  readonly commands: readonly Command[];

  constructor(commands: readonly Command[]) {
    this.commands = commands;
    for (const command of commands) {
      if (this.byName.has(command.name)) throw new Error(`${command.name} is declared twice`);
      this.byName.set(command.name, command);
      this.byName.set(command.name.toLowerCase(), command);
    }
  }

  /** The command or container of a name in any case. */
  find(name: Bytes): Command | undefined {
    return this.byName.get(name) ?? this.byName.get(name.toUpperCase());
  }

  /** The command that a whole line stands for: a subcommand where there is one. */
  resolve(argv: readonly Bytes[]): Command | undefined {
    const command = argv.length === 0 ? undefined : this.find(argv[0]!);
    if (!command?.subcommands || argv.length < 2) return command;
    return command.subcommands.get(argv[1]!.toUpperCase());
  }
}
