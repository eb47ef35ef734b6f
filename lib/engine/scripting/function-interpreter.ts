import { ReplyError, type Reply } from '../reply.js';
import { libraryErrors, scriptErrors } from '../script-errors.js';
import type { Library, LibraryFunction } from './function-registry.js';
import { Interpreter, type InterpreterParts } from './interpreter.js';
import type { LuaLimits } from './lua/state.js';
import { LuaTable } from './lua/table.js';
import { LimitError, LuaError } from './lua/value.js';
import { removeDebugLibrary } from './redis/open-libraries.js';
import { createBaseLibrary, createRedisLibrary, tableOf } from './redis/redis-library.js';
import { createRegisterFunction, LoadingLibrary } from './redis/register-function.js';
import { protectGlobals, refuseUnknownNames } from './redis/sandbox.js';
import { describeUncaught } from './redis/script-failure.js';
import type { LibrarySource } from './shebang.js';

/** How messages call a library. */
const CHUNK = '@user_function';
/** How long a library may take to register its functions, in ms. */
const LOAD_TIME = 500;

/** The limits of functions; a library that is loaded has less time. */
class LibraryLimits implements LuaLimits {
  loading: LoadingLibrary | undefined;

  constructor(private readonly running: LuaLimits) {}

  get memory(): number {
    return this.running.memory;
  }

  get time(): number {
    const { time } = this.running;
    return this.loading === undefined ? time : Math.min(time, LOAD_TIME);
  }
}

/** The interpreter of FCALL: what libraries keep in their local variables lives as long as it. */
export class FunctionInterpreter extends Interpreter {
  /** What the table of globals finds, which is empty: all that there is, or while a library is loaded next to nothing. */
  private readonly names = new LuaTable();
  private readonly all: LuaTable;
  private readonly whileLoading = new LuaTable();
  private readonly limits: LibraryLimits;

  constructor(parts: InterpreterParts) {
    const limits = new LibraryLimits(parts.limits);
    super({ ...parts, limits });
    this.limits = limits;
    const { state, call, names, whileLoading } = this;
    const { run, log } = parts;
    state.register('redis', createRedisLibrary({ state, call, run, log }));
    removeDebugLibrary(state);
    const all = (this.all = state.globals);
    const globals = (state.globals = new LuaTable());
    const api = tableOf([
      ['register_function', createRegisterFunction(state, () => limits.loading)],
      ...createBaseLibrary(state, log),
    ]);
    whileLoading.set('redis', api);
    for (const table of [all, whileLoading, api]) refuseUnknownNames(state, table);
    names.set('__index', all);
    globals.metatable = names;
    protectGlobals(state, all, whileLoading, globals);
  }

  /**
   * Runs the text of a library, which registers its functions.
   * @throws ReplyError as FUNCTION LOAD answers it
   */
  load({ text, name, code }: LibrarySource): Library {
    const main = this.compileChunk(code, CHUNK, scriptErrors.functionDoesNotCompile);
    const library = new LoadingLibrary();
    this.limits.loading = library;
    this.names.set('__index', this.whileLoading);
    try {
      this.state.run(main);
    } catch (error) {
      throw this.loadFailure(error);
    } finally {
      this.limits.loading = undefined;
      this.names.set('__index', this.all);
    }
    if (library.functions.length === 0) throw scriptErrors.noFunctions();
    return { name, code: text, functions: library.functions };
  }

  /** Calls a function of a library. */
  callFunction({ name, callback }: LibraryFunction, keys: LuaTable, args: LuaTable): Reply {
    return this.run(name, callback, [keys, args]);
  }

  private loadFailure(error: unknown): ReplyError {
    if (error instanceof LimitError) {
      return scriptErrors.registeringFailed(`ERR ${libraryErrors.loadTimeout}`);
    }
    if (!(error instanceof LuaError)) throw error;
    return scriptErrors.registeringFailed(describeUncaught(this.state, error.value));
  }
}
