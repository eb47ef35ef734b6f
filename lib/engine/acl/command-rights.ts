import type { Bytes } from '../bytes.js';
import type { AclCatalog, CatalogCommand } from './catalog.js';
import { RuleFault } from './rule-fault.js';

/** Which commands a selector lets run. */
export class CommandRights {
  /** Every command, those of later versions as well: `+@all` and nothing taken away since. */
  all = false;
  /** Whether what is not named is allowed: `+@all` rather than `-@all` is what the rules start from. */
  subtractive = false;
  /** 1 for a command that is allowed, by {@link CatalogCommand.id}. */
  private readonly allowed: Uint8Array;
  /** The first arguments with which a command is allowed that is not allowed otherwise. */
  private readonly firstArgs: Map<number, readonly Bytes[]>;

  constructor(
    private readonly catalog: AclCatalog,
    from?: CommandRights,
  ) {
    this.allowed = from ? from.allowed.slice() : new Uint8Array(catalog.size);
    this.firstArgs = new Map(from?.firstArgs);
    this.all = from?.all ?? false;
    this.subtractive = from?.subtractive ?? false;
  }

  /** Whether a command is allowed with whatever arguments. */
  has(command: CatalogCommand): boolean {
    return this.allowed[command.id] === 1;
  }

  /** The first arguments with which a command is allowed. */
  firstArgsOf(command: CatalogCommand): readonly Bytes[] {
    return this.firstArgs.get(command.id) ?? [];
  }

  /** @param argv the whole command; a subcommand has no first arguments of its own */
  allows(command: CatalogCommand, argv: readonly Bytes[]): boolean {
    if (this.all || this.has(command)) return true;
    const firstArg = argv[1]?.toLowerCase();
    return this.firstArgsOf(command).some((allowed) => allowed.toLowerCase() === firstArg);
  }

  /** Allows or denies all commands. */
  setAll(allow: boolean): void {
    this.all = this.subtractive = allow;
    this.allowed.fill(allow ? 1 : 0);
    this.firstArgs.clear();
  }

  /** Allows or denies a command, and what is below it. */
  set(command: CatalogCommand, allow: boolean): void {
    this.mark(command, allow);
    for (const sub of command.subcommands?.values() ?? []) this.mark(sub, allow);
  }

  private mark(command: CatalogCommand, allow: boolean): void {
    if (!allow) this.all = false;
    this.allowed[command.id] = allow ? 1 : 0;
    this.firstArgs.delete(command.id);
  }

  /**
   * Applies a rule about commands: `+get`, `-config|set`, `+select|0`, `+@read`, `allcommands` and the like.
   * @returns what is wrong with it
   */
  apply(rule: Bytes): RuleFault | undefined {
    const word = rule.toLowerCase();
    if (word === 'allcommands' || word === '+@all') return void this.setAll(true);
    if (word === 'nocommands' || word === '-@all') return void this.setAll(false);
    const allow = rule[0] === '+';
    if (rule[1] === '@') return this.setCategory(rule.slice(2), allow);
    const bar = rule.lastIndexOf('|');
    if (allow && bar >= 0) return this.allowBelow(rule.slice(1, bar), rule.slice(bar + 1));
    const command = this.catalog.find(rule.slice(1));
    if (!command) return RuleFault.UNKNOWN;
    this.set(command, allow);
    return undefined;
  }

  private setCategory(name: Bytes, allow: boolean): RuleFault | undefined {
    const members = this.catalog.membersOf(name);
    if (!members) return RuleFault.UNKNOWN;
    for (const command of members) this.set(command, allow);
    return undefined;
  }

  /** `+command|word`: a subcommand, or else the first argument of a command that has none. */
  private allowBelow(name: Bytes, word: Bytes): RuleFault | undefined {
    const command = this.catalog.find(name);
    if (!command) return RuleFault.UNKNOWN;
    if (command.fullName.includes('|')) return RuleFault.ARGUMENT_OF_SUBCOMMAND;
    if (word === '') return RuleFault.SYNTAX;
    if (command.subcommands) {
      const sub = command.subcommands.get(word.toUpperCase());
      if (!sub) return RuleFault.UNKNOWN;
      this.set(sub, true);
      return undefined;
    }
    const known = this.firstArgsOf(command);
    if (!known.some((one) => one.toLowerCase() === word.toLowerCase())) {
      this.firstArgs.set(command.id, [...known, word]);
    }
    return undefined;
  }

  /**
   * The shortest rules that lead to the same rights, as far as Redis looks for them: from all or nothing through the
   * categories that fit best to single commands.
   */
  describe(): string {
    const { catalog, subtractive } = this;
    const reached = new CommandRights(catalog);
    reached.setAll(subtractive);
    const rules = [subtractive ? '+@all' : '-@all'];
    const left = new CommandRights(catalog, this);
    const unused = new Set(catalog.categories);
    for (;;) {
      const category = left.bestCategory(unused, !subtractive);
      if (category === undefined) break;
      unused.delete(category);
      reached.setCategory(category, !subtractive);
      left.setCategory(category, subtractive);
      rules.push(`${subtractive ? '-' : '+'}@${category}`);
    }
    for (const command of catalog.commands) {
      const allowed = this.has(command);
      if (allowed !== reached.has(command)) {
        reached.set(command, allowed);
        rules.push(`${allowed ? '+' : '-'}${command.fullName}`);
      }
      if (allowed) continue;
      for (const word of this.firstArgsOf(command)) rules.push(`+${command.fullName}|${word}`);
    }
    return rules.join(' ');
  }

  /**
   * The category most of whose commands are left to be named, with the fewest others; of several of these the one
   * with the most.
   */
  private bestCategory(among: ReadonlySet<string>, allowed: boolean): string | undefined {
    let best: string | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    let most = 0;
    for (const category of among) {
      const members = this.catalog.membersOf(category)!;
      const same = members.filter((command) => this.has(command) === allowed).length;
      const others = members.length - same;
      if (same <= others || others > fewest || (others === fewest && same <= most)) continue;
      best = category;
      fewest = others;
      most = same;
    }
    return best;
  }
}
