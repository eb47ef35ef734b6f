import type { Bytes } from '../bytes.js';
import type { Reply } from '../reply.js';
import { scriptErrors } from '../script-errors.js';
import { Interpreter, type InterpreterParts } from './interpreter.js';
import { LuaTable } from './lua/table.js';
import type { LuaFunction } from './lua/value.js';
import { removeDebugLibrary } from './redis/open-libraries.js';
import { createEvalLibrary, createRedisLibrary } from './redis/redis-library.js';
import { protectGlobals, refuseUnknownNames } from './redis/sandbox.js';

/** How messages call a script. */
const CHUNK = '@user_script';

/** The interpreter of EVAL. */
export class ScriptInterpreter extends Interpreter {
  constructor(parts: InterpreterParts) {
    super(parts);
    const { state, call } = this;
    const { run, log } = parts;
    const { globals } = state;
    state.register('redis', [
      ...createRedisLibrary({ state, call, run, log }),
      ...createEvalLibrary(),
    ]);
    removeDebugLibrary(state);
    globals.set('__redis__err__handler', this.errorHandler);
    // Code finds the cells of these two when it is compiled.
    globals.set('KEYS', new LuaTable());
    globals.set('ARGV', new LuaTable());
    refuseUnknownNames(state, globals);
    protectGlobals(state, globals);
  }

  /** Compiles the text of a script. @throws ReplyError as EVAL answers it */
  readonly compile = (text: Bytes): LuaFunction =>
    this.compileChunk(text, CHUNK, scriptErrors.doesNotCompile);

  /**
   * Runs a script.
   * @param sha what errors call it
   */
  execute(sha: string, main: LuaFunction, keys: LuaTable, args: LuaTable): Reply {
    const { globals } = this.state;
    globals.set('KEYS', keys);
    globals.set('ARGV', args);
    return this.run(sha, main, []);
  }
}
