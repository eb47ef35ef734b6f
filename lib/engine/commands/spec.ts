import type { Bytes } from '../bytes.js';
import type { Blocked } from '../observers/blocking.js';
import type { Reply } from '../reply.js';
import { identity, type AnyArg, type ArgDoc, type Parsed } from './args.js';
import type { Context } from './context.js';

/** The group of a command as COMMAND DOCS names it. */
export type CommandGroup =
  | 'string'
  | 'generic'
  | 'connection'
  | 'server'
  | 'transactions'
  | 'pubsub'
  | 'hash'
  | 'list'
  | 'set'
  | 'sorted-set'
  | 'stream'
  | 'bitmap'
  | 'geo'
  | 'hyperloglog'
  | 'scripting'
  | 'cluster';

/** Command flags, in the order and the spelling in which COMMAND INFO lists them. */
export const COMMAND_FLAGS = [
  'write',
  'readonly',
  'denyoom',
  'module',
  'admin',
  'pubsub',
  'noscript',
  'blocking',
  'loading',
  'stale',
  'skip_monitor',
  'skip_slowlog',
  'asking',
  'fast',
  'no_auth',
  'may_replicate',
  'no_mandatory_keys',
  'no_async_loading',
  'no_multi',
  'movablekeys',
  'allow_busy',
] as const;
export type CommandFlag = (typeof COMMAND_FLAGS)[number];

/** What a command does with a key: the flags of a key specification. */
export type KeyFlag =
  | 'RO'
  | 'RW'
  | 'OW'
  | 'RM'
  | 'access'
  | 'update'
  | 'insert'
  | 'delete'
  | 'not_key'
  | 'incomplete'
  | 'variable_flags';

/** Where the keys of a command are. */
export interface KeySpec {
  readonly flags: readonly KeyFlag[];
  /** What a command line does with the keys, where the flags are `variable_flags`. @param argv the whole command */
  readonly flagsOf?: (argv: readonly Bytes[]) => readonly KeyFlag[];
  readonly notes?: string;
  /** The keys of a command line, where `begin` and `find` cannot say them. @param argv the whole command */
  readonly keysOf?: (argv: readonly Bytes[]) => readonly Bytes[];
  readonly begin:
    | { readonly index: number }
    | { readonly keyword: string; readonly startFrom: number }
    | 'unknown';
  readonly find:
    | { readonly lastKey: number; readonly step: number; readonly limit: number }
    | { readonly keyNumIndex: number; readonly firstKey: number; readonly step: number }
    | 'unknown';
}

interface CommonFacts {
  /** In capitals; `'CLIENT'`, or `'SETNAME'` within its container. */
  readonly name: string;
  /** The Redis version that has it first. */
  readonly since: string;
  readonly group: CommandGroup;
  /** One line of what it does. */
  readonly summary: string;
  readonly complexity: string;
  readonly flags: readonly CommandFlag[];
  /** ACL categories that do not follow from the flags, with their `@`. */
  readonly categories?: readonly string[];
  /** The tips of COMMAND INFO. */
  readonly tips?: readonly string[];
  readonly deprecatedSince?: string;
  readonly replacedBy?: string;
  /** What it stores is a word that it hands to {@link Keyspace.put} or {@link Keyspace.update}, nothing else. */
  readonly storesWord?: boolean;
  /** For those who look into the server, not for applications: COMMAND DOCS says `syscmd`. */
  readonly system?: boolean;
}

/** The declaration of a command; everything else derives from it. */
export interface CommandSpec<A extends readonly AnyArg[]> extends CommonFacts {
  /** What follows the name. Only the last one may take more or less than one word. */
  readonly args: A;
  /** Key specifications, where those that derive from `args` do not say it. */
  readonly keySpecs?: readonly KeySpec[];
  /** Returns the reply or throws a ReplyError; writes to nothing but the keyspace and the session. */
  execute(context: Context, ...args: Parsed<A>): Reply | Blocked;
}

/** The declaration of a command that has subcommands. */
export interface ContainerSpec extends CommonFacts {
  readonly subcommands: readonly Command[];
  /** Runs without a subcommand: only COMMAND does. */
  readonly execute?: (context: Context) => Reply;
}

/** A compiled declaration. */
export interface Command extends CommonFacts {
  /** A small number of its own, for tables with an entry per command. */
  readonly id: number;
  /** In lower case as Redis reports it: `get`, `client|setname`. */
  readonly fullName: string;
  /** How many words there are: exactly this many, or at least this many when negative. */
  readonly arity: number;
  readonly docs: readonly ArgDoc[];
  readonly keySpecs: readonly KeySpec[];
  /** By name in capitals. */
  readonly subcommands?: ReadonlyMap<string, Command>;
  /** With so many words at most it takes next to no time, whatever it works on; 0 if it can take long. */
  readonly quickWords: number;
  /** Whether it takes next to no time while its first argument is the key of something small. */
  readonly boundedByKey: boolean;
  run(context: Context, argv: readonly Bytes[]): Reply | Blocked;
  /** Whether the words of {@link runWords} may be texts of the application: the keyspace copies what it keeps. */
  readonly takesLoans: boolean;
  /** Runs the command with its words one by one, if it is quick and has a fixed number of them, at most three. */
  readonly runWords: RunWords | undefined;
}

/** Runs a command with as many words behind its name as it takes; `context.argv` is not there. */
export type RunWords = (context: Context, a: Bytes, b: Bytes, c: Bytes) => Reply | Blocked;

let nextId = 0;

/** What only compiling a declaration tells. */
type CompiledFacts = Pick<
  Command,
  'fullName' | 'arity' | 'docs' | 'keySpecs' | 'subcommands' | 'run' | 'runWords'
>;

/** All commands have the same fields in the same order: the gate then finds them where it found the last one's. */
class CompiledCommand implements Command {
  readonly id = nextId++;
  readonly fullName: string;
  readonly arity: number;
  readonly subcommands: ReadonlyMap<string, Command> | undefined;
  readonly run: Command['run'];
  readonly runWords: RunWords | undefined;
  readonly name: string;
  readonly since: string;
  readonly group: CommandGroup;
  readonly summary: string;
  readonly complexity: string;
  readonly flags: readonly CommandFlag[];
  readonly categories: readonly string[] | undefined;
  readonly tips: readonly string[] | undefined;
  readonly deprecatedSince: string | undefined;
  readonly replacedBy: string | undefined;
  readonly system: boolean | undefined;
  readonly docs: readonly ArgDoc[];
  readonly keySpecs: readonly KeySpec[];
  readonly quickWords: number;
  readonly boundedByKey: boolean;
  readonly takesLoans: boolean;

  constructor(facts: CommonFacts, compiled: CompiledFacts) {
    this.fullName = compiled.fullName;
    this.arity = compiled.arity;
    this.subcommands = compiled.subcommands;
    this.run = compiled.run;
    this.name = facts.name;
    this.since = facts.since;
    this.group = facts.group;
    this.summary = facts.summary;
    this.complexity = facts.complexity;
    this.flags = facts.flags;
    this.categories = facts.categories;
    this.tips = facts.tips;
    this.deprecatedSince = facts.deprecatedSince;
    this.replacedBy = facts.replacedBy;
    this.system = facts.system;
    this.docs = compiled.docs;
    this.keySpecs = compiled.keySpecs;
    this.quickWords = quickWordsOf(facts, compiled);
    this.boundedByKey = isBoundedByKey(facts, compiled);
    this.takesLoans = facts.storesWord === true;
    const isQuick = this.quickWords > 0 && !facts.flags.includes('blocking');
    this.runWords = isQuick ? compiled.runWords : undefined;
  }
}

/** Words of a command that is quick for each of them, or in all. */
const FEW_WORDS = 16;
/** They are not flagged `fast` for what they may have to free, which here the collector does. */
const QUICK_ALTHOUGH_FREEING = new Set(['set', 'setex', 'psetex', 'mset', 'msetnx', 'del']);

/** A command is quick as long as it is given little, unless a number tells it to do much. */
function quickWordsOf(facts: CommonFacts, { fullName, arity, docs }: CompiledFacts): number {
  const { flags, complexity, group } = facts;
  if (QUICK_ALTHOUGH_FREEING.has(fullName)) return FEW_WORDS;
  // One that waits is no example of those that do not.
  if (flags.includes('blocking')) return 0;
  if (complexity === 'O(1)' && group === 'list') return FEW_WORDS;
  if (!flags.includes('fast') || group === 'pubsub') return 0;
  return docs.some((doc) => doc.name === 'count') ? Math.abs(arity) : FEW_WORDS;
}

const DATA_GROUPS: readonly CommandGroup[] = [
  'string',
  'bitmap',
  'list',
  'hash',
  'set',
  'sorted-set',
  'geo',
  'stream',
];

/** Whether what a command does is bounded by what its first argument, its only key, holds. */
function isBoundedByKey({ name, group, flags }: CommonFacts, { keySpecs }: CompiledFacts): boolean {
  const [only] = keySpecs;
  if (keySpecs.length !== 1 || !DATA_GROUPS.includes(group) || flags.includes('fast')) return false;
  if (group !== 'list' && group !== 'sorted-set' && !flags.includes('readonly')) return false;
  const { begin, find } = only!;
  const isFirst = begin !== 'unknown' && 'index' in begin && begin.index === 1;
  const isOne = find !== 'unknown' && 'lastKey' in find && find.lastKey === 0;
  // A negative count draws the same elements again and again.
  return isFirst && isOne && !name.includes('RAND');
}

/** Compiles a declaration. */
export function command<const A extends readonly AnyArg[]>(spec: CommandSpec<A>): Command {
  return compile(spec, spec.name.toLowerCase(), 1);
}

/** Compiles the declaration of a subcommand; its container gives it the full name. */
export function subcommand<const A extends readonly AnyArg[]>(
  container: string,
  spec: CommandSpec<A>,
): Command {
  return compile(spec, `${container}|${spec.name}`.toLowerCase(), 2);
}

/** Compiles the declaration of a container. */
export function container(spec: ContainerSpec): Command {
  const { subcommands, execute } = spec;
  return new CompiledCommand(spec, {
    fullName: spec.name.toLowerCase(),
    arity: execute ? -1 : -2,
    docs: [],
    keySpecs: [],
    subcommands: new Map(subcommands.map((sub) => [sub.name, sub])),
    run: execute ?? unreachable,
    runWords: undefined,
  });
}

function unreachable(): never {
  throw new Error('A container without a handler of its own is never run');
}

function compile<A extends readonly AnyArg[]>(
  spec: CommandSpec<A>,
  fullName: string,
  nameWords: number,
): Command {
  const { args, execute, keySpecs } = spec;
  const variable = args.findIndex((arg) => arg.kind === 'rest');
  if (variable >= 0 && variable !== args.length - 1) {
    throw new Error(`${spec.name}: only the last argument can take several words`);
  }
  const minWords = args.reduce((sum, arg) => sum + arg.minWords, nameWords);
  return new CompiledCommand(spec, {
    fullName,
    arity: variable < 0 ? minWords : -minWords,
    docs: args.flatMap((arg) => arg.docs),
    keySpecs: keySpecs ?? deriveKeySpecs(args, nameWords),
    run: compileRun(args, nameWords, execute as Execute),
    runWords: compileRunWords(args, nameWords, execute as Execute),
  });
}

type Execute = (context: Context, ...args: unknown[]) => Reply | Blocked;
type Run = (context: Context, argv: readonly Bytes[]) => Reply | Blocked;

/** Reads one argument of a command. */
type Read = (argv: readonly Bytes[]) => unknown;

/** Compiles the arguments into one closure per shape, so that a call allocates nothing. */
function compileRun(args: readonly AnyArg[], at: number, execute: Execute): Run {
  const reads = args.map((arg, i): Read => {
    if (arg.kind === 'rest') return (argv) => arg.read(argv, at + i);
    return isPlain(arg) ? (argv) => argv[at + i] : (argv) => arg.read(argv[at + i]!);
  });
  const plain = args.findIndex((arg) => !isPlain(arg));
  const [a, b, c] = reads;
  switch (plain < 0 ? args.length : plain) {
    case 0:
      break;
    case 1:
      if (!b) return (context, argv) => execute(context, argv[at]);
      if (!c) return (context, argv) => execute(context, argv[at], b(argv));
      if (args.length > 3) break;
      return (context, argv) => execute(context, argv[at], b(argv), c(argv));
    default:
      if (!c) return (context, argv) => execute(context, argv[at], argv[at + 1]);
      if (args.length > 3) break;
      return (context, argv) => execute(context, argv[at], argv[at + 1], c(argv));
  }
  if (!a) return (context) => execute(context);
  if (!b) return (context, argv) => execute(context, a(argv));
  return (context, argv) => execute(context, ...reads.map((read) => read(argv)));
}

/** As {@link compileRun}, for words that are in no array; of the words that may be missing, there are none. */
function compileRunWords(
  args: readonly AnyArg[],
  at: number,
  execute: Execute,
): RunWords | undefined {
  const fixed = args.filter((arg) => arg.kind === 'one');
  const last = args.at(-1);
  if (at !== 1 || fixed.length === 0 || fixed.length > 3) return undefined;
  if (last?.kind === 'rest') {
    if (fixed.length !== 2 || last.minWords > 0) return undefined;
    const [first, second] = fixed;
    const argv: readonly Bytes[] = new Array<Bytes>(3).fill('');
    return (context, a, b) =>
      execute(context, first!.read(a), second!.read(b), last.read(argv, argv.length));
  }
  const [first, second, third] = fixed;
  const plain = fixed.every(isPlain);
  if (plain) return execute as RunWords;
  if (!second) return (context, a) => execute(context, first!.read(a));
  if (!third) return (context, a, b) => execute(context, first!.read(a), second.read(b));
  return (context, a, b, c) => execute(context, first!.read(a), second.read(b), third.read(c));
}

/** Whether a word is taken as it is. */
function isPlain(arg: AnyArg): boolean {
  return arg.kind === 'one' && arg.read === identity;
}

function deriveKeySpecs(args: readonly AnyArg[], nameWords: number): KeySpec[] {
  return args.flatMap((arg, i) =>
    arg.keys
      ? [
          {
            flags: arg.keys.flags,
            ...(arg.keys.notes === undefined ? {} : { notes: arg.keys.notes }),
            begin: { index: nameWords + i },
            find: { lastKey: arg.keys.lastKey, step: arg.keys.step, limit: 0 },
          },
        ]
      : [],
  );
}
