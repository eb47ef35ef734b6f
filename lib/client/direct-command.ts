import { Command as IoredisCommand } from 'ioredis';
import { commandTable } from '../engine/commands/table.js';
import type { Command } from '../engine/commands/spec.js';
import type { WordRules } from './arguments.js';

/** What ioredis turns into `utf8`, or leaves as Buffers. */
export type ReplyEncoding = 'utf8' | null;

/** Commands that change what ioredis knows of the connection, or are answered otherwise than by one reply. */
const FOR_THE_STREAM = new Set([
  'subscribe',
  'psubscribe',
  'ssubscribe',
  'unsubscribe',
  'punsubscribe',
  'sunsubscribe',
  'monitor',
  'quit',
  'reset',
  'hello',
  'select',
  'client',
  // They may not be answered at all, or with a message in front.
  'shutdown',
  'replconf',
  'debug',
  // They can wait, although they are not flagged as blocking.
  'wait',
  'waitaof',
]);

type ArgumentTransformer = (args: unknown[]) => unknown[];
type ReplyTransformer = (reply: unknown, context: TransformContext) => unknown;

/** The transformers of ioredis, by command name. */
interface Transformers {
  readonly argument: Record<string, ArgumentTransformer | undefined>;
  readonly reply: Record<string, ReplyTransformer | undefined>;
}

interface TransformContext {
  readonly commandName: string;
  readonly protocol: 2 | 3;
  readonly replyMapping: 'legacy' | 'resp3';
}

/** ioredis' own registry: applications may add to it at any time. */
export const { _transformer: transformers } = IoredisCommand as unknown as {
  readonly _transformer: Transformers;
};

/** A command that can go past the protocol, prepared for the direct way. */
export class DirectCommand implements WordRules {
  /** How far its keys are apart, from the first argument on; Infinity when there is but one, 0 when they are elsewhere. */
  readonly keyStep: number;
  /** Whether its only key is its first argument. */
  readonly keyFirst: boolean;
  /** Whether it has keys at all. */
  readonly keyed: boolean;
  readonly keepsFirst: boolean;
  readonly keepsRest: boolean;
  /** What ioredis does to its arguments; kept here, because a look into the registry takes long. */
  argumentTransformer: ArgumentTransformer | undefined;
  /** What ioredis does to its reply. */
  replyTransformer: ReplyTransformer | undefined;

  /** @param name as ioredis sends it */
  constructor(
    readonly command: Command,
    readonly name: string,
  ) {
    // What scripts hand on to be kept is made fit for it there.
    const keeps = !command.flags.includes('readonly') && command.group !== 'scripting';
    this.keyStep = keyStepOf(command);
    this.keyFirst = this.keyStep === Infinity;
    this.keyed = hasKeys(command);
    this.keepsFirst = keeps && !this.keyFirst;
    this.keepsRest = keeps;
    this.argumentTransformer = transformers.argument[name];
    this.replyTransformer = transformers.reply[name];
    Object.defineProperty(transformers.argument, name, {
      get: () => this.argumentTransformer,
      set: (transformer: ArgumentTransformer) => {
        this.argumentTransformer = transformer;
      },
      configurable: true,
      enumerable: true,
    });
    Object.defineProperty(transformers.reply, name, {
      get: () => this.replyTransformer,
      set: (transformer: ReplyTransformer) => {
        this.replyTransformer = transformer;
      },
      configurable: true,
      enumerable: true,
    });
  }
}

/** The commands that can go past the protocol, by the name of ioredis' method. */
export const directCommands: ReadonlyMap<string, DirectCommand> = new Map(
  commandTable.commands.flatMap((command) => {
    const name = command.name.toLowerCase();
    if (FOR_THE_STREAM.has(name) || command.flags.includes('blocking')) return [];
    return [[name, new DirectCommand(command, name)]];
  }),
);

/**
 * The commands whose name may be given as an argument, in lower case or in capitals. By the latter ioredis finds no
 * transformers, and it looks for the end of a transaction by the former.
 */
export const namedCommands: ReadonlyMap<string, DirectCommand> = new Map(
  [...directCommands.values()].flatMap((direct) => {
    const { command, name } = direct;
    if (command.group === 'transactions') return [];
    const capitals = name.toUpperCase();
    return [
      [name, direct],
      [capitals, new DirectCommand(command, capitals)],
    ];
  }),
);

/** Whether a command, or a subcommand of it, has keys. */
function hasKeys({ keySpecs, flags, subcommands }: Command): boolean {
  return (
    keySpecs.length > 0 ||
    flags.includes('movablekeys') ||
    [...(subcommands?.values() ?? [])].some(hasKeys)
  );
}

function keyStepOf({ keySpecs }: Command): number {
  const [only] = keySpecs;
  if (keySpecs.length !== 1 || !only || only.begin === 'unknown' || only.find === 'unknown')
    return 0;
  if (!('index' in only.begin) || only.begin.index !== 1 || !('lastKey' in only.find)) return 0;
  const { lastKey, step } = only.find;
  if (lastKey === 0) return Infinity;
  return lastKey === -1 ? step : 0;
}

/**
 * The arguments of a command as ioredis sends them: flattened, transformed and with the `keyPrefix` before the keys.
 * @param prefix the `keyPrefix` of the connection
 * @returns `undefined` when they are a matter for ioredis
 */
export function sentArguments(
  direct: DirectCommand,
  args: readonly unknown[],
  prefix: unknown,
): readonly unknown[] | undefined {
  let sent = flattened(args);
  const { argumentTransformer } = direct;
  if (argumentTransformer !== undefined) {
    try {
      sent = argumentTransformer([...sent]);
    } catch {
      return undefined;
    }
  }
  return prefix && direct.keyed ? prefixed(direct, sent, prefix) : sent;
}

/** Arguments as ioredis flattens them; they may be the same array. */
export function flattened(args: readonly unknown[]): readonly unknown[] {
  const [only] = args;
  // `flat` takes as long as the command.
  if (args.length === 1) return Array.isArray(only) ? only : args;
  for (let i = 0; i < args.length; i++) if (Array.isArray(args[i])) return args.flat();
  return args;
}

function prefixed(
  { keyStep }: DirectCommand,
  args: readonly unknown[],
  prefix: unknown,
): readonly unknown[] | undefined {
  if (keyStep === 0 || args.length === 0 || typeof prefix !== 'string') return undefined;
  const sent = [...args];
  return prefixKeys(sent, prefix, 0, sent.length, keyStep) ? sent : undefined;
}

/**
 * Puts the `keyPrefix` before the arguments that are keys.
 * @param end where there are no more, if there are as many arguments
 * @param step how far they are apart
 * @returns whether it could: other keys than texts and numbers are a matter for ioredis
 */
export function prefixKeys(
  args: unknown[],
  prefix: string,
  begin: number,
  end: number,
  step: number,
): boolean {
  for (let i = begin; i < end && i < args.length; i += step) {
    const key = args[i];
    if (typeof key !== 'string' && typeof key !== 'number') return false;
    args[i] = prefix + key;
  }
  return true;
}

/** Whether a Command of ioredis has to go over the stream, whatever the state of the connection. */
export function isForTheStream(command: IoredisCommand): boolean {
  const name = command.name.toLowerCase();
  return FOR_THE_STREAM.has(name) || (commandTable.find(name)?.flags.includes('blocking') ?? false);
}
