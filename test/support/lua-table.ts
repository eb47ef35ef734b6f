import { expect, it } from '@jest/globals';
import { Lrand48 } from '../../lib/engine/scripting/lua/lib/lrand48.js';
import { LuaState } from '../../lib/engine/scripting/lua/state.js';
import { openLibraries } from '../../lib/engine/scripting/redis/open-libraries.js';
import { protectGlobals } from '../../lib/engine/scripting/redis/sandbox.js';

/** Longer than any script of a test takes. */
const TIME_MS = 60_000;
const MEMORY = 128 * 1024 * 1024;

/**
 * An interpreter of its own, with the libraries of scripts but `redis`.
 * @param limits ms and bytes that a script may take
 */
export function createLua(limits: { time?: number; memory?: number } = {}): LuaState {
  const state = new LuaState({ time: limits.time ?? TIME_MS, memory: limits.memory ?? MEMORY });
  openLibraries(state, new Lrand48());
  protectGlobals(state, state.globals);
  return state;
}

/** Expressions of Lua and what `pcall` and `tostring` make of their values on a real server, with spaces between. */
export function luaTable(name: string, rows: readonly (readonly [string, string])[]): void {
  it.each(rows)(`${name}: %s`, (expression, expected) => {
    expect(resultsOf(expression)).toBe(expected);
  });
}

/** What an expression is worth: `true 1 2`, or `false` and the message. */
function resultsOf(expression: string): string {
  const state = createLua();
  const main = state.load(`return pcall(function() return ${expression} end)`, '@user_script');
  return state
    .run(main)
    .map((value) => state.tostring(value))
    .join(' ');
}
