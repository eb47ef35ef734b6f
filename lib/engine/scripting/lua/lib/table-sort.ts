import type { LuaState } from '../state.js';
import type { LuaTable } from '../table.js';
import { isTrue, type LuaFunction, type LuaResult, type LuaValue, NOTHING } from '../value.js';

/**
 * The function `table.sort`: a quicksort that compares the same values in the same order as Lua 5.1's, so that an order
 * function sees the same calls, and one that is no order gives the same result or the same error.
 */
export function createSort(state: LuaState): LuaFunction {
  return function (list: LuaValue, order: LuaValue): LuaResult {
    const table = state.checkTable(list, 1, arguments.length);
    const size = table.length();
    if (order === undefined) sort(table, 1, size, (a, b) => state.lessThan(a, b));
    else {
      const before = state.checkFunction(order, 2, arguments.length);
      sort(table, 1, size, (a, b) => isTrue(state.call1(before, a, b)));
    }
    return NOTHING;
  };

  type Before = (a: LuaValue, b: LuaValue) => boolean;

  function sort(table: LuaTable, first: number, last: number, before: Before): void {
    let low = first;
    let high = last;
    while (low < high) {
      state.tick(1);
      if (before(table.get(high), table.get(low))) swap(table, low, high);
      if (high - low === 1) return;
      const middle = Math.floor((low + high) / 2);
      if (before(table.get(middle), table.get(low))) swap(table, middle, low);
      else if (before(table.get(high), table.get(middle))) swap(table, middle, high);
      if (high - low === 2) return;
      const pivot = table.get(middle);
      swap(table, middle, high - 1);
      const split = partition(table, low, high, pivot, before);
      swap(table, high - 1, split);
      // The smaller side is sorted by recursion, which keeps it from going deep.
      if (split - low < high - split) {
        sort(table, low, split - 1, before);
        low = split + 1;
      } else {
        sort(table, split + 1, high, before);
        high = split - 1;
      }
    }
  }

  /** Moves what comes before the pivot to its left. The pivot is next to the last value. @returns its place */
  function partition(
    table: LuaTable,
    low: number,
    high: number,
    pivot: LuaValue,
    before: Before,
  ): number {
    let left = low;
    let right = high - 1;
    for (;;) {
      while (before(table.get(++left), pivot)) if (left > high) invalidOrder();
      while (before(pivot, table.get(--right))) if (right < low) invalidOrder();
      state.tick(1);
      if (right < left) return left;
      swap(table, left, right);
    }
  }

  function swap(table: LuaTable, a: number, b: number): void {
    const value = table.get(a);
    state.rawSet(table, a, table.get(b));
    state.rawSet(table, b, value);
  }

  function invalidOrder(): never {
    return state.error('invalid order function for sorting');
  }
}
