import type { LuaLibrary, LuaState } from '../state.js';
import type { LuaTable } from '../table.js';
import {
  type LuaFunction,
  type LuaResult,
  type LuaValue,
  native,
  NOTHING,
  typeName,
} from '../value.js';
import { createSort } from './table-sort.js';

/** Moved values between two reports of the work. */
const REPORT = 1024;

/** The library `table`. */
export function createTableLibrary(state: LuaState): LuaLibrary {
  function concat(list: LuaValue, sep: LuaValue, i: LuaValue, j: LuaValue): string {
    const separator = state.optString(sep, 2, '');
    const table = state.checkTable(list, 1, arguments.length);
    const from = state.optInt(i, 3, 1);
    const to = state.optInt(j, 4, undefined) ?? table.length();
    let text = '';
    for (let index = from; index <= to; index++) {
      const piece = field(table, index) + (index < to ? separator : '');
      text = state.append(text, piece);
      state.tick(1);
    }
    return text;
  }

  function field(table: LuaTable, index: number): string {
    const value = table.get(index);
    return (
      state.asString(value) ??
      state.error(`invalid value (${typeName(value)}) at index ${index} in table for 'concat'`)
    );
  }

  function foreach(list: LuaValue, fn: LuaValue): LuaResult {
    const table = state.checkTable(list, 1, arguments.length);
    const visit = state.checkFunction(fn, 2, arguments.length);
    for (let slot = next(table, -1); slot >= 0; slot = next(table, slot)) {
      const result = state.call1(visit, table.keyAt(slot), table.valueAt(slot));
      if (result !== undefined) return result;
    }
    return NOTHING;
  }

  function next(table: LuaTable, slot: number): number {
    state.tick(1);
    return table.nextSlot(slot);
  }

  function foreachi(list: LuaValue, fn: LuaValue): LuaResult {
    const table = state.checkTable(list, 1, arguments.length);
    const size = table.length();
    const visit = state.checkFunction(fn, 2, arguments.length);
    for (let index = 1; index <= size; index++) {
      state.tick(1);
      const result = state.call1(visit, index, table.get(index));
      if (result !== undefined) return result;
    }
    return NOTHING;
  }

  function getn(list: LuaValue): number {
    return state.checkTable(list, 1, arguments.length).length();
  }

  function setn(list: LuaValue): never {
    state.checkTable(list, 1, arguments.length);
    return state.error("'setn' is obsolete");
  }

  function maxn(list: LuaValue): number {
    const table = state.checkTable(list, 1, arguments.length);
    let max = 0;
    for (let slot = next(table, -1); slot >= 0; slot = next(table, slot)) {
      const key = table.keyAt(slot);
      if (typeof key === 'number' && key > max) max = key;
    }
    return max;
  }

  function insert(list: LuaValue, position: LuaValue, value: LuaValue): LuaResult {
    const table = state.checkTable(list, 1, arguments.length);
    const end = table.length() + 1;
    if (arguments.length === 2) {
      state.rawSet(table, end, position);
      return NOTHING;
    }
    if (arguments.length !== 3) state.error("wrong number of arguments to 'insert'");
    const at = state.checkInt(position, 2, 3);
    for (let index = Math.max(at, end); index > at; index--) {
      if (index % REPORT === 0) state.tick(REPORT);
      state.rawSet(table, index, table.get(index - 1));
    }
    state.rawSet(table, at, value);
    return NOTHING;
  }

  function remove(list: LuaValue, position: LuaValue): LuaResult {
    const table = state.checkTable(list, 1, arguments.length);
    const end = table.length();
    const at = state.optInt(position, 2, end);
    if (at < 1 || at > end) return NOTHING;
    const removed = table.get(at);
    for (let index = at; index < end; index++) {
      if (index % REPORT === 0) state.tick(REPORT);
      state.rawSet(table, index, table.get(index + 1));
    }
    state.rawSet(table, end, undefined);
    return removed;
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['concat', concat],
    ['foreach', foreach],
    ['foreachi', foreachi],
    ['getn', getn],
    ['maxn', maxn],
    ['insert', insert],
    ['remove', remove],
    ['setn', setn],
    ['sort', createSort(state)],
  ];
  return functions.map(([name, fn]) => [name, native(name, fn)]);
}
