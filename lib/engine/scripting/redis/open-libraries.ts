import { createCoroutineLibrary } from '../lua/coroutine-library.js';
import { createBitLibrary } from '../lua/lib/bit-library.js';
import { createJsonLibrary } from '../lua/lib/json-library.js';
import type { Lrand48 } from '../lua/lib/lrand48.js';
import { createMathLibrary } from '../lua/lib/math-library.js';
import { createMsgpackLibrary } from '../lua/lib/msgpack-library.js';
import { createStringLibrary } from '../lua/lib/string-library.js';
import { createStructLibrary } from '../lua/lib/struct-library.js';
import { createTableLibrary } from '../lua/lib/table-library.js';
import type { LuaState } from '../lua/state.js';
import { LuaTable } from '../lua/table.js';
import { native, type LuaFunction, type LuaValue } from '../lua/value.js';

const DEBUG = 'debug';

/** Adds all libraries but `redis` to the globals, in the order of Redis, which is the one that `pairs(_G)` depends on. */
export function openLibraries(state: LuaState, random: Lrand48): void {
  state.register('coroutine', createCoroutineLibrary(state), 8);
  state.register('table', createTableLibrary(state), 16);
  const strings = state.register('string', createStringLibrary(state), 16);
  state.stringMetatable = new LuaTable();
  state.stringMetatable.set('__index', strings);
  state.register('math', createMathLibrary(state, random), 32);
  state.register(DEBUG, []);
  state.register('cjson', createJsonLibrary(state));
  state.register('struct', createStructLibrary(state));
  state.register('cmsgpack', createMsgpackLibrary(state));
  state.register('bit', createBitLibrary(state));
  state.globals.set('pcall', createPcall(state));
}

/** Removes what Redis needs only until its error handler is made: the global leaves a free place behind. */
export function removeDebugLibrary(state: LuaState): void {
  state.globals.set(DEBUG, undefined);
}

/** `pcall`, which in Redis gives back the message of an error of its own instead of the table. */
function createPcall(state: LuaState): LuaFunction {
  const message = (value: LuaValue): LuaValue => {
    const text = value instanceof LuaTable ? state.index(value, 'err') : undefined;
    return typeof text === 'string' || typeof text === 'number' ? text : value;
  };
  return native('pcall', (...values: LuaValue[]) => {
    // Redis has put its `true` where the function is missing.
    const [fn, ...args] = values.length === 0 ? [true] : values;
    return state.protect(
      () => [true, ...state.call(fn, ...args)],
      (error) => [false, message(error.value)],
    );
  });
}
