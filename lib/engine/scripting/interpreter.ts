import type { Bytes } from '../bytes.js';
import type { InMemoryCache } from '../engine.js';
import type { Reply, ReplyError } from '../reply.js';
import { LuaState, type LuaLimits } from './lua/state.js';
import { LuaSyntaxError } from './lua/lexer.js';
import { first, LimitError, LuaError, type LuaFunction, type LuaValue } from './lua/value.js';
import type { Lrand48 } from './lua/lib/lrand48.js';
import { openLibraries } from './redis/open-libraries.js';
import { RedisCall } from './redis/redis-call.js';
import type { ScriptLog } from './redis/redis-library.js';
import { createErrorHandler, endedReply, failedReply } from './redis/script-failure.js';
import type { ScriptRun } from './redis/script-run.js';
import { toReply } from './redis/to-reply.js';

/** What interpreters are made with. */
export interface InterpreterParts {
  readonly engine: InMemoryCache;
  readonly run: ScriptRun;
  readonly limits: LuaLimits;
  readonly log: ScriptLog;
  /** What `math.random` draws from. */
  readonly random: Lrand48;
}

/** An interpreter of Lua with the way back into the engine. Scripts have one, functions another. */
export abstract class Interpreter {
  protected readonly state: LuaState;
  protected readonly call: RedisCall;
  protected readonly errorHandler: LuaValue;

  constructor(private readonly parts: InterpreterParts) {
    const { engine, run, limits, random } = parts;
    this.state = new LuaState(limits);
    this.errorHandler = createErrorHandler(this.state);
    openLibraries(this.state, random);
    this.call = new RedisCall(engine, this.state, run);
  }

  /** Compiles a chunk. @param failed makes the error of one that does not compile */
  protected compileChunk(
    text: Bytes,
    name: string,
    failed: (message: Bytes) => ReplyError,
  ): LuaFunction {
    try {
      return this.state.load(text, name);
    } catch (error) {
      if (error instanceof LuaSyntaxError) throw failed(error.message);
      throw error;
    }
  }

  /**
   * Runs a script or function to its end.
   * @param name what errors call it
   */
  protected run(name: Bytes, main: LuaFunction, args: readonly LuaValue[]): Reply {
    const { state, errorHandler } = this;
    const { run } = this.parts;
    state.errorHandler = errorHandler;
    try {
      const value = first(state.run(main, ...args));
      return toReply(value, run.session.protocol, run);
    } catch (error) {
      if (error instanceof LuaError) return failedReply(state, error, name);
      if (error instanceof LimitError) return endedReply(error, name);
      throw error;
    }
  }
}
