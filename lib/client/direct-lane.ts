import { Command as IoredisCommand, type Redis } from 'ioredis';
import type { Bytes } from '../engine/bytes.js';
import { commandTable } from '../engine/commands/table.js';
import type { Command } from '../engine/commands/spec.js';
import type { InMemoryCache } from '../engine/engine.js';
import { Blocked } from '../engine/observers/blocking.js';
import { ReplyError, type Reply } from '../engine/reply.js';
import { SessionState, type Session } from '../engine/session.js';
import { words, wordsOf, type WordRules } from './arguments.js';
import { toBuffers, toError, toText, type CommandError, type ReplyShape } from './replies.js';
import { isTraced } from './tracing.js';

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
  // They can wait, although they are not flagged as blocking.
  'wait',
  'waitaof',
]);

/** The transformers of ioredis, by command name. */
interface Transformers {
  readonly argument: Record<string, ((args: unknown[]) => unknown[]) | undefined>;
  readonly reply: Record<
    string,
    ((reply: unknown, context: TransformContext) => unknown) | undefined
  >;
}

interface TransformContext {
  readonly commandName: string;
  readonly protocol: 2 | 3;
  readonly replyMapping: 'legacy' | 'resp3';
}

/** ioredis' own registry: applications may add to it at any time. */
const { _transformer: transformers } = IoredisCommand as unknown as {
  readonly _transformer: Transformers;
};

/** A command that can go past the protocol, prepared for the direct way. */
export interface DirectCommand extends WordRules {
  readonly command: Command;
  /** Whether its only key is its first argument. */
  readonly keyFirst: boolean;
  /** Whether it has keys at all. */
  readonly keyed: boolean;
}

/** The commands that can go past the protocol, by the name of ioredis' method. */
export const directCommands: ReadonlyMap<string, DirectCommand> = new Map(
  commandTable.commands.flatMap((command) => {
    const name = command.name.toLowerCase();
    if (FOR_THE_STREAM.has(name) || command.flags.includes('blocking')) return [];
    return [[name, prepare(command, name)]];
  }),
);

function prepare(command: Command, name: string): DirectCommand {
  // That there is none is found ten times as fast when it is said.
  transformers.argument[name] ??= undefined;
  transformers.reply[name] ??= undefined;
  const keyFirst = isKeyFirst(command);
  const reads = command.flags.includes('readonly');
  return {
    command,
    name,
    keyFirst,
    keyed: command.keySpecs.length > 0 || command.flags.includes('movablekeys'),
    keepsFirst: !reads && !keyFirst,
    keepsRest: !reads,
  };
}

function isKeyFirst({ keySpecs }: Command): boolean {
  const [only] = keySpecs;
  if (keySpecs.length !== 1 || !only || only.begin === 'unknown' || only.find === 'unknown')
    return false;
  return (
    'index' in only.begin &&
    only.begin.index === 1 &&
    'lastKey' in only.find &&
    only.find.lastKey === 0
  );
}

/** Whether the arguments of a command are sent as they are: neither transformed nor prefixed. */
export function areSentAsGiven({ name, keyed }: DirectCommand, prefix: unknown): boolean {
  return transformers.argument[name] === undefined && (!prefix || !keyed);
}

/**
 * The words of a command, or `undefined` when its arguments are a matter for ioredis.
 * @param prefix the `keyPrefix` of the connection
 */
export function directWords(
  direct: DirectCommand,
  args: readonly unknown[],
  prefix: unknown,
): Bytes[] | undefined {
  if (transformers.argument[direct.name] !== undefined) return undefined;
  if (!prefix || !direct.keyed) return words(direct, args);
  const [key, ...others] = args;
  if (!direct.keyFirst || typeof prefix !== 'string' || typeof key !== 'string') return undefined;
  return words(direct, [prefix + key, ...others]);
}

/**
 * The way from an ioredis connection straight to the gate of the engine, with no socket and no protocol in between.
 * It exists while the connection is ready and shares the session of its stream. Whatever is special takes ioredis'
 * own way over the stream instead; both keep one order.
 */
export class DirectLane {
  private readonly gate: InMemoryCache['gate'];
  private readonly context: { readonly protocol: 2 | 3; readonly replyMapping: 'legacy' | 'resp3' };

  constructor(
    private readonly engine: InMemoryCache,
    readonly session: Session,
    readonly shape: ReplyShape,
    private readonly sendCommand: Redis['sendCommand'],
  ) {
    this.gate = engine.gate;
    this.context = {
      protocol: shape.protocol,
      replyMapping: shape.resp3 ? 'resp3' : 'legacy',
    };
  }

  /** Whether commands may run without a Command of ioredis: nothing of what that does is asked for. */
  isPlain(redis: Redis): boolean {
    if (this.session.state !== 0 || redis.commandQueue.length !== 0) return false;
    const { options } = redis;
    return (
      options.commandTimeout === undefined &&
      !options.showFriendlyErrorStack &&
      !options.reconnectOnError &&
      // Who replaced it wants to see the commands.
      redis.sendCommand === this.sendCommand &&
      !isTraced()
    );
  }

  /** Whether a Command of ioredis may go straight to the engine. */
  admits(redis: Redis, command: IoredisCommand): boolean {
    return (
      (this.session.state & ~SessionState.MULTI) === 0 &&
      redis.commandQueue.length === 0 &&
      redis.options.commandTimeout === undefined &&
      // A script decides between EVAL and EVALSHA when it is written.
      command.toWritable === IoredisCommand.prototype.toWritable &&
      !isTraced()
    );
  }

  /** Runs a command. An exception is a bug of the engine. */
  run(direct: DirectCommand, argv: readonly Bytes[]): Reply {
    return answered(this.gate.run(this.session, direct.command, argv));
  }

  /** Runs a Command of ioredis, whose reply may be an error as well. */
  runCommand(command: IoredisCommand): Reply {
    const direct = directCommands.get(command.name);
    if (direct) return this.run(direct, wordsOf(command.name, command.args));
    const argv = wordsOf(command.name, command.args);
    return answered(this.engine.execute(this.session, argv));
  }

  /** A reply that is no error as ioredis hands it to its Command. */
  convert(reply: Reply, encoding: ReplyEncoding): unknown {
    return encoding === null ? toBuffers(reply, this.shape) : toText(reply, this.shape);
  }

  /** What the application gets for a reply that is no error. */
  result(name: string, reply: Reply, encoding: ReplyEncoding): unknown {
    const transform = transformers.reply[name];
    if (transform === undefined) return this.convert(reply, encoding);
    return transform(this.convert(reply, encoding), { commandName: name, ...this.context });
  }

  /**
   * The error that an error reply rejects with; it names the command and its arguments as ioredis sends them.
   * @param prefix the `keyPrefix` of the connection
   */
  failure(
    direct: DirectCommand,
    args: readonly unknown[],
    reply: ReplyError,
    prefix: unknown,
  ): CommandError {
    const error = toError(reply);
    const sent = args.map((arg) => (typeof arg === 'number' ? String(arg) : arg));
    if (prefix && direct.keyed && sent.length > 0)
      sent[0] = `${prefix as string}${sent[0] as string}`;
    error.command = { name: direct.name, args: sent };
    return error;
  }
}

/** Commands that can wait go over the stream, so that those behind them wait as well. */
function answered(reply: Reply | Blocked): Reply {
  if (reply instanceof Blocked) throw new TypeError(`${reply.command.name} cannot wait here`);
  return reply;
}

/** Whether a Command of ioredis has to go over the stream, whatever the state of the connection. */
export function isForTheStream(command: IoredisCommand): boolean {
  const name = command.name.toLowerCase();
  return FOR_THE_STREAM.has(name) || (commandTable.find(name)?.flags.includes('blocking') ?? false);
}
