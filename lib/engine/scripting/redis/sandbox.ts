import { libraryErrors } from '../../script-errors.js';
import { cString } from '../lua/c-string.js';
import type { LuaState } from '../lua/state.js';
import { LuaTable } from '../lua/table.js';
import { native, type LuaValue } from '../lua/value.js';

/** Makes reading what a table does not have an error, as it is for the globals of scripts. */
export function refuseUnknownNames(state: LuaState, table: LuaTable): void {
  const metatable = new LuaTable();
  metatable.set(
    '__index',
    native('__index', (...args: LuaValue[]) => {
      if (args.length !== 2) return state.error(libraryErrors.indexArguments);
      const name = state.asString(args[1]);
      if (name === undefined) return state.error(libraryErrors.indexKey);
      return state.error(libraryErrors.unknownGlobal(cString(name)));
    }),
  );
  table.metatable = metatable;
}

/** Makes all that the globals lead to read-only, and the metatable of strings. */
export function protectGlobals(state: LuaState, ...globals: readonly LuaTable[]): void {
  for (const table of globals) protect(table);
  if (state.stringMetatable !== undefined) protect(state.stringMetatable);
}

/** Makes a table, all tables in it and their metatables read-only. */
function protect(table: LuaTable): void {
  if (table.readonly) return;
  table.readonly = true;
  if (table.metatable !== undefined) protect(table.metatable);
  for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
    const value = table.valueAt(slot);
    if (value instanceof LuaTable) protect(value);
  }
}
