import {
  Redis,
  type ChainableCommander,
  type Command,
  type Pipeline,
  type RedisOptions,
} from 'ioredis';
import type { InMemoryCache } from '../engine/engine.js';
import { ReplyError } from '../engine/reply.js';
import { BackgroundSweep } from './background-sweep.js';
import {
  copiedOptions,
  readDestination,
  type ConnectionManagerOptions,
  type Destination,
} from './connection-options.js';
import { isForTheStream } from './direct-command.js';
import { DirectLane } from './direct-lane.js';
import { replaceMethods } from './direct-methods.js';
import { completeDirectPipeline, pipelineClassOf, type DirectPipeline } from './direct-pipeline.js';
import { replaceScriptMethods } from './direct-scripts.js';
import { EmbeddedStream } from './embedded-stream.js';
import { speedUpProperties, speedUpStrings } from './fast-properties.js';
import { checkScript } from './ioredis-options.js';
import { toError } from './replies.js';
import { later, turns } from './turns.js';

/** What ioredis writes a command to: its socket, or what collects the commands of a pipeline. */
type WriteTarget = Parameters<Redis['sendCommand']>[1];
/** What ioredis 6 tells its Commands about the connection. */
type ReplyContext = Parameters<Command['setReplyContext']>[0];

/** ioredis adds these to its prototype, and types them apart from the class. */
const { pipeline: realPipeline, multi: realMulti } = Redis.prototype as unknown as {
  pipeline(this: Redis, commands?: unknown[][]): Pipeline;
  multi(this: Redis, commands?: unknown, options?: unknown): Pipeline;
};

/**
 * An ioredis connection, hence usable wherever one is: callbacks and promises, `...Buffer` variants, pipelines,
 * transactions, pub/sub, scan streams and so on are ioredis'. Without an address it is a connection to an engine in
 * this process, {@link engine}; with `url`, `server` or ioredis' own `host`, `port`, `path` or `sentinels` it is one
 * to a real server, and nothing is different from `new Redis()`.
 *
 * ```ts
 * const redis = new ConnectionManager();
 * await redis.set('greeting', 'hello', 'EX', 60);
 * ```
 *
 * Embedded, commands are executed by the engine at once, with no protocol in between; replies arrive in order, and
 * at the latest every millisecond one lets timers and I/O have their turn. Connecting, subscribing and the like go
 * through ioredis' own machinery, over a stream within the process.
 */
export class ConnectionManager extends Redis {
  /** The engine in this process; `undefined` on a real server. */
  declare readonly engine: InMemoryCache | undefined;
  /** @internal The way past the protocol, while the connection is ready. */
  declare lane: DirectLane | undefined;
  /** @internal The class of its pipelines, `null` for ioredis' own; known until it is given further commands. */
  declare pipelineClass: typeof DirectPipeline | null | undefined;

  static {
    replaceMethods(this.prototype);
    replaceStatus(this.prototype);
    replaceDuplicate(this.prototype);
    completeDirectPipeline();
  }

  /**
   * @param options where the data is, and how ioredis talks to it (default: a new engine)
   * @throws InvalidOptionError naming the option
   */
  constructor(options?: ConnectionManagerOptions) {
    const destination = readDestination(options);
    super(...redisArguments(destination));
    if (destination.kind === 'embedded') this.engine = destination.engine;
  }

  /** @internal */
  get isEmbedded(): boolean {
    return this.engine !== undefined;
  }

  /** Sends a command: embedded to the engine at once, unless ioredis has something special to do with it. */
  override sendCommand(command: Command, stream?: WriteTarget): unknown {
    const { lane } = this;
    if (lane === undefined) return super.sendCommand(command, stream);
    // Not by way of its pipeline, which waits until all commands of it are written.
    if (isForTheStream(command) || !lane.admits(this, command)) return super.sendCommand(command);
    // ioredis 5 has no such context.
    command.setReplyContext?.(this.condition as ReplyContext);
    const settle = execute(this, lane, command);
    const turn = turns.take();
    if (turn === undefined) settle();
    else void turn.then(settle);
    return command.promise;
  }

  /**
   * Makes methods of a Lua script: `name`, and `nameBuffer` for replies in Buffers.
   * @param definition the script, and how many of its arguments are keys (default: the first argument says so)
   * @throws InvalidOptionError naming the argument
   */
  override defineCommand(
    name: string,
    definition: { lua: string; numberOfKeys?: number; readOnly?: boolean },
  ): void {
    checkScript(name, definition);
    super.defineCommand(name, definition);
    replaceScriptMethods(this, name);
    this.pipelineClass = undefined;
  }

  /** @internal Makes methods of a command that ioredis does not know. */
  override addBuiltinCommand(name: string): void {
    super.addBuiltinCommand(name);
    this.pipelineClass = undefined;
  }

  /**
   * Collects commands to send them at once.
   * @param commands commands to begin with: their names and arguments
   */
  override pipeline(commands?: unknown[][]): ChainableCommander {
    return collect(this, false, commands);
  }

  override multi(options: { pipeline: false }): Promise<'OK'>;
  override multi(options: { pipeline: true }): ChainableCommander;
  override multi(commands?: unknown[][]): ChainableCommander;
  /**
   * Begins a transaction.
   * @param commands commands to begin with, or `{ pipeline: false }` to send MULTI by itself
   */
  override multi(
    commands?: unknown[][] | { pipeline: boolean },
    options?: { pipeline: boolean },
  ): ChainableCommander | Promise<'OK'> {
    const list = Array.isArray(commands) ? commands : undefined;
    if ((options ?? (list ? undefined : (commands as { pipeline: boolean })))?.pipeline === false) {
      return realMulti.call(this, { pipeline: false }) as unknown as Promise<'OK'>;
    }
    return collect(this, true, list);
  }
}

// Functions instead of methods, whose names an application may give to commands of its own.

function collect(
  redis: ConnectionManager,
  isTransaction: boolean,
  commands?: unknown[][],
): ChainableCommander {
  const makeReal = (): Pipeline => (isTransaction ? realMulti : realPipeline).call(redis);
  const Direct = redis.isEmbedded ? (redis.pipelineClass ??= pipelineClassOf(redis) ?? null) : null;
  const pipeline = Direct === null ? makeReal() : new Direct(redis, isTransaction, makeReal);
  const chainable = pipeline as unknown as ChainableCommander & Pick<Pipeline, 'addBatch'>;
  if (Array.isArray(commands)) chainable.addBatch(commands);
  return chainable;
}

/** @returns what settles the command */
function execute(redis: ConnectionManager, lane: DirectLane, command: Command): () => void {
  try {
    const reply = lane.runCommand(command);
    if (!(reply instanceof ReplyError)) {
      const { replyEncoding } = command as unknown as { readonly replyEncoding?: string | null };
      const result = lane.convert(reply, replyEncoding === 'utf8' ? 'utf8' : null);
      return () => command.resolve(result);
    }
    const error = toError(reply);
    error.command = { name: command.name, args: command.args };
    const select = redis.condition?.select ?? 0;
    return () => redis.handleReconnection(error, { command, stream: redis.stream, select });
  } catch (fault) {
    return () => command.reject(fault as Error);
  }
}

/** What the constructor of ioredis takes. */
type RedisArguments = [path: string, options: RedisOptions & { replyMapping?: 'legacy' }];

function redisArguments(destination: Destination): RedisArguments {
  const { options } = destination;
  const url = destination.kind === 'server' ? destination.url : undefined;
  // The constructor takes the options alone as well.
  return (url === undefined ? [options] : [url, options]) as RedisArguments;
}

/**
 * Makes copies of a connection managers as well, on the same engine or server: ioredis makes plain connections. The
 * two versions of ioredis type the method differently, hence it stays as it is typed there.
 */
function replaceDuplicate(prototype: ConnectionManager): void {
  const duplicate = function (
    this: ConnectionManager,
    override: Partial<ConnectionManagerOptions> = {},
  ): ConnectionManager {
    return new ConnectionManager(copiedOptions(this.options, override));
  };
  Object.defineProperty(prototype, 'duplicate', {
    value: duplicate,
    configurable: true,
    writable: true,
  });
}

/**
 * Follows the status that ioredis sets, which it announces with `process.nextTick`: under fake timers, never.
 */
function replaceStatus(prototype: ConnectionManager): void {
  const internals = prototype as unknown as {
    setStatus(this: ConnectionManager, status: ConnectionManager['status'], arg?: unknown): void;
  };
  const original = internals.setStatus;
  internals.setStatus = function (status, arg) {
    // The constructor of ioredis sets a status before there is an engine property.
    const { engine } = this.options as ConnectionManagerOptions;
    if (engine === undefined) return original.call(this, status, arg);
    this.status = status;
    this.lane = undefined;
    if (status === 'connecting') BackgroundSweep.of(engine)?.use(this);
    if (status === 'end') BackgroundSweep.of(engine)?.release(this);
    later(() => {
      // Not before: replies would overtake the event.
      if (status === 'ready' && this.status === 'ready') this.lane = openLane(this, engine);
      this.emit(status, arg);
    });
  };
}

function openLane(redis: ConnectionManager, engine: InMemoryCache): DirectLane | undefined {
  const { stream, options, condition } = redis;
  speedUpStrings();
  speedUpProperties(options);
  if (options.monitor || !((stream as unknown) instanceof EmbeddedStream)) return undefined;
  const { session } = stream as unknown as EmbeddedStream;
  const { replyMapping } = (condition ?? {}) as { readonly replyMapping?: string };
  const shape = {
    protocol: session.protocol,
    resp3: replyMapping === 'resp3',
    stringNumbers: options.stringNumbers === true,
  };
  return new DirectLane(engine, session, shape, redis, ConnectionManager.prototype.sendCommand);
}
