import { Pipeline, type Command as IoredisCommand } from 'ioredis';
import { NullArray, ReplyError, type Reply } from '../engine/reply.js';
import { withCallback, type Callback } from './callbacks.js';
import { DirectCall, DirectCallMethod } from './direct-call.js';
import { directCommands } from './direct-command.js';
import type { DirectLane } from './direct-lane.js';
import { generatedNames, type EmbeddedRedis } from './direct-methods.js';
import { scriptCallMethods } from './direct-scripts.js';
import { toError, type CommandError } from './replies.js';
import { areBatchesTraced } from './tracing.js';
import { handOver, handOverError, handOverList } from './turns.js';
import { youngList } from './young-list.js';

/** `[null, reply]` or `[error]`, as ioredis reports each command of a pipeline. */
type Result = [error: Error] | [error: null, reply: unknown];
/** The error of a transaction, and those of the commands that could not be queued. */
type TransactionError = CommandError & { previousErrors?: CommandError[] };
type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;

const MULTI = directCommands.get('multi')!;
const EXEC = directCommands.get('exec')!;

/**
 * A pipeline or transaction that collects nothing but words and runs them in one go. It is an instance of ioredis'
 * Pipeline; as soon as anything is asked of it that needs more, it makes a real one, repeats on it what was called so
 * far, and only stands in for it from then on.
 */
export class DirectPipeline {
  readonly isPipeline = true;
  readonly isCluster = false;
  private readonly calls: DirectCall[] = youngList();
  private real: Pipeline | undefined;
  private done: Promise<unknown> | undefined;

  /**
   * @param isTransaction whether MULTI and EXEC go around the commands
   * @param makeReal makes ioredis' own pipeline or transaction
   */
  constructor(
    readonly redis: EmbeddedRedis,
    private readonly isTransaction: boolean,
    private readonly makeReal: () => Pipeline,
  ) {}

  get options(): EmbeddedRedis['options'] {
    return this.redis.options;
  }

  /** How many commands there are, MULTI included. */
  get length(): number {
    return this.real?.length ?? this.calls.length + (this.isTransaction ? 1 : 0);
  }

  /** @returns one result per command; for a transaction `null` when a watched key has changed */
  exec(callback?: Callback): Promise<unknown> {
    if (this.real) return execute(this.real, callback);
    this.done ??= this.execute();
    return withCallback(this.done, callback);
  }

  /** As a pipeline of ioredis does: see there. */
  sendCommand(command: IoredisCommand): this {
    this.materialize().sendCommand(command);
    return this;
  }

  /** ioredis' own pipeline, with all that was called so far. */
  materialize(): Pipeline {
    if (this.real === undefined) {
      const real = (this.real = this.makeReal());
      for (const { method, asked } of this.calls) invoke(real, method.property, asked);
    }
    return this.real;
  }

  /** @internal */
  record(method: DirectCallMethod, args: unknown[]): this {
    // What runs at once has no reply among those of EXEC.
    const isQueued = !this.isTransaction || method.direct.command.group !== 'transactions';
    if (this.real === undefined && isQueued) {
      const call = DirectCall.of(method, args, this.redis.options.keyPrefix);
      if (call !== undefined) {
        this.calls.push(call);
        return this;
      }
    }
    invoke(this.materialize(), method.property, args);
    return this;
  }

  private execute(): Promise<unknown> {
    const { redis } = this;
    const { lane } = redis;
    if (lane === undefined || !lane.isPlain || areBatchesTraced() || !this.isReady(lane)) {
      return execute(this.materialize());
    }
    try {
      return this.isTransaction ? this.transact(lane) : handOverList(this.runAll(lane));
    } catch (fault) {
      return handOverError(fault);
    }
  }

  /** Whether the engine knows all scripts that are called by their digest alone. */
  private isReady(lane: DirectLane): boolean {
    const { calls } = this;
    for (let i = 0; i < calls.length; i++) {
      const { sha } = calls[i]!.method;
      if (sha !== undefined && !lane.knowsScript(sha)) return false;
    }
    return true;
  }

  private runAll(lane: DirectLane): Result[] {
    const { calls } = this;
    const results: Result[] = youngList();
    for (let i = 0; i < calls.length; i++) {
      const call = calls[i]!;
      const reply = lane.runCall(call);
      const failed = reply instanceof ReplyError;
      results.push(failed ? [this.failure(lane, call, reply)] : this.result(lane, call, reply));
    }
    return results;
  }

  private transact(lane: DirectLane): Promise<Result[] | null> {
    const replies = lane.transact(this.calls);
    if (replies !== undefined) return handOverList(this.results(lane, replies));
    const refusals: CommandError[] = [];
    lane.run(MULTI, ['multi']);
    for (const call of this.calls) {
      const reply = lane.run(call.method.direct, call.argv);
      if (reply instanceof ReplyError) refusals.push(this.failure(lane, call, reply));
    }
    const reply = lane.run(EXEC, ['exec']);
    if (reply instanceof ReplyError) {
      const error: TransactionError = toError(reply);
      error.command = { name: 'exec', args: [] };
      error.previousErrors = refusals;
      return handOverError(error);
    }
    if (reply instanceof NullArray || reply === null) return handOver(null);
    return handOverList(this.results(lane, reply as Reply[]));
  }

  /** What the commands of a transaction answered, each with its error or its reply, in the array of the replies. */
  private results(lane: DirectLane, replies: (Reply | Result)[]): Result[] {
    const { calls } = this;
    for (let i = 0; i < calls.length; i++) {
      const reply = replies[i] as Reply;
      const failed = reply instanceof ReplyError;
      replies[i] = failed ? [toError(reply)] : this.result(lane, calls[i]!, reply);
    }
    return replies as Result[];
  }

  private failure(lane: DirectLane, { method, sent }: DirectCall, reply: ReplyError): CommandError {
    return lane.failure(method.direct, sent, reply);
  }

  /** A transformer of replies may throw, which is the error of its command alone. */
  private result(
    lane: DirectLane,
    { method: { direct, encoding } }: DirectCall,
    reply: Reply,
  ): Result {
    try {
      return youngList(null, lane.result(direct, reply, encoding)) as Result;
    } catch (error) {
      return [error as Error];
    }
  }
}

/** An argument that is undefined would be one of EXEC. */
function execute(pipeline: Pipeline, callback?: Callback): Promise<unknown> {
  return invoke(pipeline, 'exec', callback ? [callback] : []) as Promise<unknown>;
}

function invoke(target: Pipeline, property: string, args: readonly unknown[]): unknown {
  return (target as unknown as Methods)[property]!(...args);
}

type PipelineMethod = (this: DirectPipeline, ...args: unknown[]) => unknown;

function delegate(property: string): PipelineMethod {
  return function (...args) {
    const real = this.materialize();
    const returned = invoke(real, property, args);
    return returned === real ? this : returned;
  };
}

function recorder(method: DirectCallMethod): PipelineMethod {
  return function (...args) {
    return this.record(method, args);
  };
}

const INTERNALS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(DirectPipeline.prototype),
  ...['redis', 'isTransaction', 'makeReal', 'calls', 'real', 'done', 'isPipeline', 'isCluster'],
]);

/**
 * The class of the pipelines of a connection, which have the commands that the application has defined on it.
 * @returns `undefined` when one of them is called as something that the class needs itself
 */
export function pipelineClassOf(redis: EmbeddedRedis): typeof DirectPipeline | undefined {
  const scripts = scriptCallMethods(redis);
  const { addedBuiltinSet } = redis as unknown as { readonly addedBuiltinSet: ReadonlySet<string> };
  if (scripts.length === 0 && addedBuiltinSet.size === 0) return DirectPipeline;
  const methods: Record<string, PipelineMethod> = {};
  for (const name of addedBuiltinSet) {
    for (const property of [name, `${name}Buffer`]) methods[property] = delegate(property);
  }
  for (const script of scripts) methods[script.property] = recorder(script);
  if (Object.keys(methods).some((property) => INTERNALS.has(property))) return undefined;
  class OwnPipeline extends DirectPipeline {}
  Object.assign(OwnPipeline.prototype, methods);
  return OwnPipeline;
}

/** What ioredis keeps on its own pipelines. */
const KEPT_BY_IOREDIS = [
  'promise',
  'resolve',
  'reject',
  'replyPending',
  'leftRedirections',
  'scriptsSet',
  'addedBuiltinSet',
  '_queue',
  '_result',
  '_transactions',
  '_shaToScript',
  'preferKey',
];

function define(property: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(DirectPipeline.prototype, property, { configurable: true, ...descriptor });
}

/** Makes DirectPipeline a Pipeline of ioredis: its prototype chain, the methods of the commands, the rest by delegation. */
export function completeDirectPipeline(): void {
  Object.setPrototypeOf(DirectPipeline.prototype, Pipeline.prototype);
  const others = ['multi', 'multiBuffer', 'execBuffer', 'call', 'callBuffer', 'send_command'];
  for (const property of [
    ...generatedNames,
    ...generatedNames.map((name) => `${name}Buffer`),
    ...others,
  ]) {
    define(property, { value: delegate(property), writable: true });
  }
  for (const name of generatedNames) {
    const direct = directCommands.get(name);
    if (direct === undefined) continue;
    for (const encoding of ['utf8', null] as const) {
      const property = encoding === null ? `${name}Buffer` : name;
      const method = new DirectCallMethod(property, direct, encoding);
      define(property, { value: recorder(method), writable: true });
    }
  }
  for (const property of KEPT_BY_IOREDIS) {
    define(property, {
      get(this: DirectPipeline): unknown {
        return Reflect.get(this.materialize(), property);
      },
      set(this: DirectPipeline, value: unknown) {
        Reflect.set(this.materialize(), property, value);
      },
    });
  }
}
