import type { Bytes } from '../../bytes.js';
import type { CommandTable } from '../../commands/command-table.js';
import type { Command } from '../../commands/spec.js';
import { parse } from '../../int64.js';

/** Commands that change nothing here, but would change something on a replica: a read-only script may not call them. */
const REPLICATED = new Set(['publish', 'spublish', 'pfcount']);
/** Commands that 7.0 keeps out of scripts because they can wait; without a flag that would tell since 7.2. */
const WAITING = new Set(['blpop', 'brpop', 'blmove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'wait']);
/** Commands that a script may call as long as they do not ask to wait. */
const MAY_BLOCK = new Set(['xread', 'xreadgroup']);
/** How many spellings of names are kept; what scripts make up must not fill the memory. */
const MAX_NAMES = 1000;

/** A command as scripts call it: what is asked at every call, looked up once. */
export class CalledCommand {
  readonly allowed: boolean;
  readonly writes: boolean;
  readonly deniedWithoutMemory: boolean;
  readonly mayBlock: boolean;
  /** The first argument that the engine may keep as it is given. */
  readonly keptFrom: number;
  private readonly arity: number;

  constructor(readonly command: Command) {
    const { flags, fullName, keySpecs } = command;
    this.allowed = !flags.includes('noscript') && !WAITING.has(fullName);
    this.writes = flags.includes('write') || REPLICATED.has(fullName);
    this.deniedWithoutMemory = flags.includes('denyoom');
    this.mayBlock = MAY_BLOCK.has(fullName);
    this.arity = command.arity;
    const [keys] = keySpecs;
    const keyFirst =
      keys !== undefined &&
      typeof keys.begin === 'object' &&
      'index' in keys.begin &&
      keys.begin.index === 1;
    // An index of keys makes its own copies.
    this.keptFrom = flags.includes('write') ? (keyFirst ? 2 : 1) : Infinity;
  }

  /** Whether the command takes so many words, its name among them. */
  takes(words: number): boolean {
    return this.arity > 0 ? words === this.arity : words >= -this.arity;
  }
}

/** The commands that scripts have called, by their names as scripts spell them. */
export class CalledCommands {
  private readonly byName = new Map<Bytes, CalledCommand>();
  private readonly byId = new Map<number, CalledCommand>();

  constructor(private readonly table: CommandTable) {}

  /** The command that a line stands for; `undefined` when there is none. @param argv the name and the arguments */
  find(argv: readonly Bytes[]): CalledCommand | undefined {
    const name = argv[0]!;
    const known = this.byName.get(name) ?? this.lookUp(name);
    const subcommands = known?.command.subcommands;
    if (subcommands === undefined || argv.length < 2) return known;
    const sub = subcommands.get(argv[1]!.toUpperCase());
    return sub && this.of(sub);
  }

  private lookUp(name: Bytes): CalledCommand | undefined {
    const command = this.table.find(name);
    if (command === undefined) return undefined;
    const called = this.of(command);
    if (this.byName.size < MAX_NAMES) this.byName.set(name, called);
    return called;
  }

  private of(command: Command): CalledCommand {
    let called = this.byId.get(command.id);
    if (called === undefined) this.byId.set(command.id, (called = new CalledCommand(command)));
    return called;
  }
}

/** Whether an XREAD or XREADGROUP asks to wait, as far as its options can be read. */
export function asksToBlock(argv: readonly Bytes[]): boolean {
  for (let i = 1; i < argv.length - 1; i++) {
    switch (argv[i]!.toUpperCase()) {
      case 'BLOCK':
        return true;
      case 'COUNT':
        if (parse(argv[++i]!) === undefined) return false;
        break;
      case 'GROUP':
        i += 2;
        break;
      case 'NOACK':
        break;
      default:
        return false;
    }
  }
  return false;
}
