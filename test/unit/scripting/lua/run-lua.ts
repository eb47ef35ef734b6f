import { createCoroutineLibrary } from '../../../../lib/engine/scripting/lua/coroutine-library.js';
import { LuaSyntaxError } from '../../../../lib/engine/scripting/lua/lexer.js';
import { createMathLibrary } from '../../../../lib/engine/scripting/lua/lib/math-library.js';
import { Lrand48 } from '../../../../lib/engine/scripting/lua/lib/lrand48.js';
import { createStringLibrary } from '../../../../lib/engine/scripting/lua/lib/string-library.js';
import { createTableLibrary } from '../../../../lib/engine/scripting/lua/lib/table-library.js';
import { type LuaLimits, LuaState } from '../../../../lib/engine/scripting/lua/state.js';
import { LuaTable } from '../../../../lib/engine/scripting/lua/table.js';
import { LuaError, type LuaValue, native } from '../../../../lib/engine/scripting/lua/value.js';

/** A reply as a client sees it; an error as its message. */
export type Outcome = null | number | string | readonly Outcome[] | { readonly err: string };

/** A state with the libraries of Lua and globals as protected as in Redis. */
export function createState(limits: LuaLimits = { time: 5000, memory: 128 * 2 ** 20 }): LuaState {
  const state = new LuaState(limits);
  const strings = state.register('string', createStringLibrary(state));
  state.stringMetatable = new LuaTable();
  state.stringMetatable.set('__index', strings);
  const libraries = [
    strings,
    state.register('table', createTableLibrary(state)),
    state.register('math', createMathLibrary(state, new Lrand48())),
    state.register('coroutine', createCoroutineLibrary(state)),
  ];
  for (const library of libraries) library.readonly = true;
  const guard = new LuaTable();
  guard.set(
    '__index',
    native('index', (_table, name) =>
      state.error(`Script attempted to access nonexistent global variable '${String(name)}'`),
    ),
  );
  for (const name of ['KEYS', 'ARGV']) state.globals.set(name, new LuaTable());
  state.globals.metatable = guard;
  state.globals.readonly = true;
  return state;
}

/** Runs a script and converts its first result as EVAL does. */
export function runLua(source: string, state = createState()): Outcome {
  try {
    return outcome(state.run(state.load(source, '@user_script'))[0]);
  } catch (error) {
    if (error instanceof LuaSyntaxError) {
      return { err: `ERR Error compiling script (new function): ${error.message}` };
    }
    if (error instanceof LuaError) return { err: `ERR ${String(error.value ?? 'nil')}` };
    throw error;
  }
}

function outcome(value: LuaValue): Outcome {
  switch (typeof value) {
    case 'number':
      return Math.trunc(value) + 0;
    case 'string':
      return value;
    case 'boolean':
      return value ? 1 : null;
    default:
      return value instanceof LuaTable ? tableOutcome(value) : null;
  }
}

function tableOutcome(table: LuaTable): Outcome {
  const err = table.getString('err');
  if (typeof err === 'string') return { err };
  const ok = table.getString('ok');
  if (typeof ok === 'string') return ok;
  const items: Outcome[] = [];
  for (let i = 1; table.get(i) !== undefined; i++) items.push(outcome(table.get(i)));
  return items;
}
