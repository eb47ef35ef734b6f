import { Command as IoredisCommand, type Redis } from 'ioredis';
import { decode, type Bytes } from '../engine/bytes.js';
import type { RunWords } from '../engine/commands/spec.js';
import type { InMemoryCache } from '../engine/engine.js';
import { Blocked } from '../engine/observers/blocking.js';
import { MapReply, ReplyError, type Reply } from '../engine/reply.js';
import { ShortCuts } from '../engine/short-cuts.js';
import { SessionState, type Session } from '../engine/session.js';
import { word, wordsOf } from './arguments.js';
import type { DirectCall } from './direct-call.js';
import {
  directCommands,
  transformers,
  type DirectCommand,
  type ReplyEncoding,
} from './direct-command.js';
import {
  toBuffers,
  toError,
  toRecord,
  toText,
  type CommandError,
  type ReplyShape,
} from './replies.js';
import { isTraced } from './tracing.js';
import { handOver, handOverError } from './turns.js';

/** ioredis' own transformer of HGETALL's reply. */
const toHash = transformers.reply['hgetall'];

/**
 * The way from an ioredis connection straight to the gate of the engine, with no socket and no protocol in between.
 * It exists while the connection is ready and shares the session of its stream. Whatever is special takes ioredis'
 * own way over the stream instead; both keep one order.
 */
export class DirectLane {
  private readonly gate: InMemoryCache['gate'];
  /** Where the most frequent commands have to do the least. */
  readonly shortCuts: ShortCuts;
  private readonly context: { readonly protocol: 2 | 3; readonly replyMapping: 'legacy' | 'resp3' };
  /** Whether the options of the connection ask for nothing special; they are read when it becomes ready. */
  private readonly hasPlainOptions: boolean;
  /** Whether there is no `keyPrefix`. */
  private readonly unprefixed: boolean;
  /** Whether commands are sent one by one: there is no `enableAutoPipelining`. */
  readonly unbatched: boolean;
  private readonly hasShortOptions: boolean;

  constructor(
    private readonly engine: InMemoryCache,
    readonly session: Session,
    readonly shape: ReplyShape,
    private readonly redis: Redis,
    private readonly sendCommand: Redis['sendCommand'],
  ) {
    this.gate = engine.gate;
    this.shortCuts = new ShortCuts(engine);
    this.context = {
      protocol: shape.protocol,
      replyMapping: shape.resp3 ? 'resp3' : 'legacy',
    };
    const { options } = redis;
    this.hasPlainOptions =
      options.commandTimeout === undefined &&
      !options.showFriendlyErrorStack &&
      !options.reconnectOnError;
    this.unprefixed = !options.keyPrefix;
    this.unbatched = !options.enableAutoPipelining;
    this.hasShortOptions =
      this.hasPlainOptions && this.unprefixed && this.unbatched && !shape.stringNumbers;
  }

  /** Whether commands may run without a Command of ioredis: nothing of what that does is asked for. */
  get isPlain(): boolean {
    const { redis } = this;
    return (
      this.hasPlainOptions &&
      (this.session.state & ~SessionState.RESTRICTED) === 0 &&
      !this.gate.pausing &&
      redis.commandQueue.length === 0 &&
      // Who replaced it wants to see the commands.
      redis.sendCommand === this.sendCommand &&
      !isTraced()
    );
  }

  /**
   * The first word of a command. A key is hashed on the way, for the look-up that follows.
   * @returns `undefined` when it is a matter for ioredis
   */
  firstWord(direct: DirectCommand, arg: unknown): Bytes | undefined {
    if (direct.keyFirst && typeof arg === 'string') {
      return this.engine.databases[this.session.db]!.busy.nameOf(arg);
    }
    return word(arg, direct.keepsFirst);
  }

  /**
   * A further word of a command, for {@link answerWords}: where the engine copies what it keeps, it is lent the text.
   * @returns `undefined` when it is a matter for ioredis
   */
  nextWord(direct: DirectCommand, arg: unknown): Bytes | undefined {
    if (typeof arg === 'string' && direct.command.takesLoans && this.gate.lending) {
      return arg;
    }
    return word(arg, direct.keepsRest);
  }

  /** Whether moreover a command goes alone and takes its arguments as they are, neither transformed nor prefixed. */
  sendsAsGiven(direct: DirectCommand): boolean {
    return (
      this.unbatched &&
      direct.argumentTransformer === undefined &&
      (this.unprefixed || !direct.keyed) &&
      this.isPlain
    );
  }

  /** Whether moreover it may take a short cut: its reply is handed over as it is. */
  mayBeShort(direct: DirectCommand): boolean {
    const { redis } = this;
    return (
      this.hasShortOptions &&
      direct.argumentTransformer === undefined &&
      direct.replyTransformer === undefined &&
      redis.commandQueue.length === 0 &&
      redis.sendCommand === this.sendCommand &&
      !isTraced()
    );
  }

  /** Whether a Command of ioredis may go straight to the engine. */
  admits(redis: Redis, command: IoredisCommand): boolean {
    return (
      (this.session.state & ~(SessionState.MULTI | SessionState.RESTRICTED)) === 0 &&
      !this.gate.pausing &&
      redis.commandQueue.length === 0 &&
      redis.options.commandTimeout === undefined &&
      // A script decides between EVAL and EVALSHA when it is written, unless that needs no decision.
      (command.toWritable === IoredisCommand.prototype.toWritable ||
        (command.name === 'evalsha' && this.knowsScript(String(command.args[0])))) &&
      !isTraced()
    );
  }

  /** Whether EVALSHA finds a script. */
  knowsScript(sha: string): boolean {
    return this.engine.scripting.exists(sha);
  }

  /**
   * Runs a command by itself.
   * @returns the promise of the application, or the error reply, which its arguments go with
   */
  answer(
    direct: DirectCommand,
    encoding: ReplyEncoding,
    argv: readonly Bytes[],
  ): Promise<unknown> | ReplyError {
    try {
      const reply = this.run(direct, argv);
      return reply instanceof ReplyError ? reply : handOver(this.result(direct, reply, encoding));
    } catch (fault) {
      return handOverError(fault);
    }
  }

  /** As {@link answer}, for a quick command whose words are in no array. */
  answerWords(
    direct: DirectCommand,
    runWords: RunWords,
    encoding: ReplyEncoding,
    a: Bytes,
    b: Bytes,
    c: Bytes,
  ): Promise<unknown> | ReplyError | undefined {
    try {
      const reply = this.gate.runWords(this.session, direct.command, runWords, a, b, c);
      if (reply === undefined || reply instanceof ReplyError) return reply;
      return handOver(this.result(direct, reply, encoding));
    } catch (fault) {
      return handOverError(fault);
    }
  }

  /** Runs a command. An exception is a bug of the engine. */
  run(direct: DirectCommand, argv: readonly Bytes[]): Reply {
    return answered(this.gate.run(this.session, direct.command, argv));
  }

  /** Runs a command of a pipeline. An exception is a bug of the engine. */
  runCall(call: DirectCall): Reply {
    const reply = this.callShort(call, false);
    return reply === undefined ? this.run(call.method.direct, call.argv) : reply;
  }

  /** Runs a transaction in one go. @returns `undefined` when its commands have to be queued one by one */
  transact(calls: readonly DirectCall[]): Reply[] | undefined {
    for (let i = 0; i < calls.length; i++) if (!calls[i]!.isPlain) return undefined;
    return this.gate.transact(this.session, () => calls.map((call) => this.callQueued(call)));
  }

  /** Runs a command of a transaction. */
  private callQueued(call: DirectCall): Reply {
    const { command } = call.method.direct;
    const short = this.shortCuts.queued(this.session, command, call.sent);
    const reply = short === undefined ? this.callShort(call, true) : short;
    return reply === undefined ? this.gate.execQueued(this.session, command, call.argv) : reply;
  }

  /** @returns `undefined` when it needs an array of words */
  private callShort(call: DirectCall, isQueued: boolean): Reply | undefined {
    const { sent } = call;
    const { direct } = call.method;
    const { command } = direct;
    const { runWords } = command;
    if (!call.isShort || runWords === undefined) return undefined;
    const count = sent.length;
    const a = this.firstWord(direct, sent[0])!;
    const b = count > 1 ? this.nextWord(direct, sent[1])! : '';
    const c = count > 2 ? this.nextWord(direct, sent[2])! : '';
    return isQueued
      ? this.gate.callWords(this.session, command, runWords, a, b, c)
      : this.gate.runWords(this.session, command, runWords, a, b, c);
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
  result(direct: DirectCommand, reply: Reply, encoding: ReplyEncoding): unknown {
    const transform = direct.replyTransformer;
    if (transform === undefined) return this.convert(reply, encoding);
    // What ioredis makes of an array of fields and values, without the array.
    if (transform === toHash && reply instanceof MapReply && encoding !== null) {
      return toRecord(reply, this.shape, decode);
    }
    const converted = this.convert(reply, encoding);
    return transform(converted, { commandName: direct.name, ...this.context });
  }

  /**
   * The error that an error reply rejects with.
   * @param sent the arguments as ioredis sends them, but for numbers
   */
  failure(direct: DirectCommand, sent: readonly unknown[], reply: ReplyError): CommandError {
    const error = toError(reply);
    const args = sent.map((arg) => (typeof arg === 'number' ? String(arg) : arg));
    error.command = { name: direct.name, args };
    return error;
  }
}

/** Commands that can wait go over the stream, so that those behind them wait as well. */
function answered(reply: Reply | Blocked): Reply {
  if (reply instanceof Blocked) throw new TypeError(`${reply.command.name} cannot wait here`);
  return reply;
}
