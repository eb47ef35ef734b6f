import type { Bytes } from '../bytes.js';

/** What access rules see of a command, a container or a subcommand. */
export interface CatalogCommand {
  /** A small number of its own. */
  readonly id: number;
  /** In lower case: `get`, `client|setname`. */
  readonly fullName: string;
  /** By name in capitals. */
  readonly subcommands?: ReadonlyMap<string, CatalogCommand>;
}

/** The commands that rules can name, and the categories that they belong to. */
export class AclCatalog {
  /** One more than the highest {@link CatalogCommand.id}. */
  readonly size: number;
  /** Containers and plain commands, each container followed by its subcommands. */
  readonly commands: readonly CatalogCommand[];
  /** The names of the categories, without their `@`. */
  readonly categories: readonly string[];
  private readonly byName = new Map<Bytes, CatalogCommand>();
  private readonly members = new Map<string, CatalogCommand[]>();

  /**
   * @param commands containers and plain commands
   * @param categories the names of all categories, with their `@`, in the order in which they are listed
   * @param categoriesOf those of a command, with their `@`
   */
  constructor(
    commands: readonly CatalogCommand[],
    categories: readonly string[],
    categoriesOf: (command: CatalogCommand) => readonly string[],
  ) {
    this.commands = commands.flatMap((command) => [
      command,
      ...(command.subcommands?.values() ?? []),
    ]);
    this.categories = categories.map((name) => name.slice(1));
    for (const name of this.categories) this.members.set(name, []);
    for (const command of this.commands) {
      this.byName.set(command.fullName, command);
      for (const category of categoriesOf(command)) {
        this.members.get(category.slice(1))?.push(command);
      }
    }
    this.size = Math.max(-1, ...this.commands.map(({ id }) => id)) + 1;
  }

  /** The command of a full name such as `get` or `client|id`, in any case. */
  find(fullName: Bytes): CatalogCommand | undefined {
    return this.byName.get(fullName.toLowerCase());
  }

  /**
   * The commands, containers and subcommands of a category.
   * @param category its name without `@`, in any case
   * @returns `undefined` when there is no such category
   */
  membersOf(category: Bytes): readonly CatalogCommand[] | undefined {
    return this.members.get(category.toLowerCase());
  }
}
