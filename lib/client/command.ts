import { Command as IoredisCommand, type RedisOptions } from 'ioredis';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { anythingWith } from '../engine/known-options.js';
import {
  as,
  checkConverter,
  convertResponse,
  type CacheResponse,
  type FromCacheResponse,
} from './from-cache-response.js';
import { ArgumentTypeError, ArgumentWriter, type Argument } from './to-arg.js';

/** What a {@link Command} is sent to: any ioredis connection, embedded, to a server or to a cluster. */
export interface CommandTarget {
  callBuffer(command: string, ...args: (string | Buffer)[]): Promise<unknown>;
}

/** What matters of a connection that collects its commands in pipelines by itself. */
interface AutoPipelining {
  readonly options: Partial<Pick<RedisOptions, 'enableAutoPipelining' | 'keyPrefix'>>;
  readonly isEmbedded: boolean;
  sendCommand(command: IoredisCommand): unknown;
}

/** What {@link Command.into} adds to: any ioredis pipeline or transaction. */
export interface PipelineTarget {
  callBuffer(command: string, ...args: (string | Buffer)[]): unknown;
}

/** What a {@link CommandPipeline} is sent to. */
export interface PipelineSource {
  pipeline(): unknown;
  multi(): unknown;
}

const aConnection = anythingWith('callBuffer', 'an ioredis connection');
const aPipeline = anythingWith('callBuffer', 'an ioredis pipeline');
const aSource = anythingWith('multi', 'an ioredis connection');

/**
 * A command in the making, for typed arguments and typed replies:
 *
 * ```ts
 * await cmd('SET').arg('visits').arg(1).query(redis);
 * const visits = await cmd('GET').arg('visits').query(redis, as.optional(as.bigint));
 * ```
 */
export class Command {
  private readonly writer: ArgumentWriter;

  /** @param name such as `SET`; a subcommand is its first argument. @throws ArgumentTypeError when it is no name */
  constructor(readonly name: string) {
    if (typeof name !== 'string' || name === '') {
      throw new ArgumentTypeError('cmd()', 1, 'the name of a command', name);
    }
    this.writer = new ArgumentWriter(name.toUpperCase());
  }

  /** The arguments so far, as they are sent. */
  get words(): readonly (string | Buffer)[] {
    return this.writer.words;
  }

  /**
   * Adds an argument, or several when it is an iterable.
   * @throws ArgumentTypeError naming the command and the position; nothing is added then
   */
  arg(value: Argument): this {
    this.writer.write(value);
    return this;
  }

  /** Sends the command. @returns the reply, bytes as Buffers */
  query(connection: CommandTarget): Promise<CacheResponse>;
  /**
   * Sends the command.
   * @param converter makes the type of the reply that is wanted
   * @throws ResponseTypeError when the reply does not fit, naming the command; ioredis' error for an error reply
   * @throws InvalidOptionError when it is given no connection, or no converter; nothing is sent then
   */
  query<T>(connection: CommandTarget, converter: FromCacheResponse<T>): Promise<T>;
  async query(
    connection: CommandTarget,
    converter: FromCacheResponse<unknown> = as.raw,
  ): Promise<unknown> {
    aConnection(`${this.name}: connection`, connection);
    checkConverter(`${this.name}: converter`, converter);
    const response = await this.send(connection);
    return this.read(converter, response as CacheResponse);
  }

  /**
   * Adds the command to a pipeline or transaction of ioredis.
   * @returns the pipeline
   * @throws InvalidOptionError when it is none
   */
  into<P extends PipelineTarget>(pipeline: P): P {
    aPipeline(`${this.name}: pipeline`, pipeline);
    pipeline.callBuffer(this.sentName, ...this.words);
    return pipeline;
  }

  /**
   * Converts a reply to this command.
   * @throws ResponseTypeError when it does not fit
   * @throws InvalidOptionError when it is given no converter
   */
  read<T>(converter: FromCacheResponse<T>, response: CacheResponse): T {
    checkConverter(`${this.name}: converter`, converter);
    return convertResponse(this.name.toUpperCase(), converter, response);
  }

  private send(connection: CommandTarget): Promise<unknown> {
    const { options, isEmbedded, sendCommand } = connection as Partial<AutoPipelining>;
    if (options?.enableAutoPipelining !== true || isEmbedded || sendCommand === undefined) {
      return connection.callBuffer(this.sentName, ...this.words);
    }
    // There ioredis would leave out the name of the command.
    const { keyPrefix } = options;
    const sent = { replyEncoding: null, ...(keyPrefix === undefined ? {} : { keyPrefix }) };
    const command = new IoredisCommand(this.sentName, [...this.words], sent);
    return sendCommand.call(connection, command) as Promise<unknown>;
  }

  /** In lower case, by which ioredis knows where the keys are and how replies look in RESP3. */
  private get sentName(): string {
    return this.name.toLowerCase();
  }
}

/**
 * Begins a command.
 * @param name such as `SET`; a subcommand is its first argument
 */
export function cmd(name: string): Command {
  return new Command(name);
}

/**
 * Several commands that are sent at once, each with its converter:
 *
 * ```ts
 * const [visits, isNew] = await pipe()
 *   .add(cmd('INCR').arg('visits'), as.number)
 *   .add(cmd('SETNX').arg('first').arg(1), as.boolean)
 *   .atomic()
 *   .query(redis);
 * ```
 */
export class CommandPipeline<T extends unknown[] = []> {
  private readonly steps: { command: Command; converter: FromCacheResponse<unknown> }[] = [];
  private isAtomic = false;

  /**
   * Adds a command.
   * @param converter makes the type of its reply
   * @throws InvalidOptionError when it is no command, or no converter
   */
  add<U>(command: Command, converter: FromCacheResponse<U>): CommandPipeline<[...T, U]> {
    if (!(command instanceof Command)) {
      throw new InvalidOptionError('command', 'a command of cmd()', command);
    }
    checkConverter(`${command.name}: converter`, converter);
    this.steps.push({ command, converter });
    return this as unknown as CommandPipeline<[...T, U]>;
  }

  /** Makes it a transaction, between MULTI and EXEC. */
  atomic(): this {
    this.isAtomic = true;
    return this;
  }

  /**
   * Sends the commands.
   * @returns the converted replies; `null` when it is atomic and a watched key has changed
   * @throws the first error reply, or ResponseTypeError for the first reply that does not fit
   * @throws InvalidOptionError when it is given no connection
   */
  async query(connection: PipelineSource): Promise<T | null> {
    aSource('connection', connection);
    const pipeline = (
      this.isAtomic ? connection.multi() : connection.pipeline()
    ) as PipelineTarget & {
      exec(): Promise<readonly (readonly [Error | null, unknown?])[] | null>;
    };
    for (const { command } of this.steps) command.into(pipeline);
    const results = await pipeline.exec();
    if (results === null) return null;
    return this.steps.map(({ command, converter }, i) => {
      const [error, response] = results[i]!;
      if (error) throw error;
      return command.read(converter, response as CacheResponse);
    }) as T;
  }
}

/** Begins a list of commands that are sent at once. */
export function pipe(): CommandPipeline {
  return new CommandPipeline();
}
