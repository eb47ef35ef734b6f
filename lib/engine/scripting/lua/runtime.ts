import { ARITHMETIC } from './arithmetic.js';
import { RUNTIME_NAMES } from './compiler.js';
import { createIteration } from './iteration.js';
import { Operators } from './operators.js';
import { SUSPENDED } from './heap-frames.js';
import type { LuaState } from './state.js';
import { VALUES_AT_ONCE } from './table-layout.js';
import { LuaTable } from './table.js';
import { all, first, type LuaFunction, type LuaValue, NOTHING } from './value.js';

type Operator = (a: LuaValue, b: LuaValue) => LuaValue;

/** What generated code needs, under the names by which it knows it. */
export type Runtime = Record<(typeof RUNTIME_NAMES)[number], unknown>;

/** Bytes that an empty table and one of its entries take, about. */
const TABLE_BYTES = 96;
const ENTRY_BYTES = 32;

/** Keys and values in turns; {@link NOTHING} stands for the key of a value that gets the next number. */
type LuaPairs = readonly (LuaValue | typeof NOTHING)[];

/** A table of fields in the order of the text. @param rest the values that follow without keys */
function record(
  state: LuaState,
  pairs: LuaPairs,
  arrayHint: number,
  nodeHint: number,
  rest: readonly LuaValue[],
): LuaTable {
  state.allocate(TABLE_BYTES + ENTRY_BYTES * (pairs.length / 2 + rest.length));
  const values: LuaValue[] = [];
  let numbered = false;
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i] === NOTHING) values.push(pairs[i + 1] as LuaValue);
    else if (typeof pairs[i] === 'number') numbered = true;
  }
  for (const value of rest) values.push(value);
  const size = Math.max(values.length, arrayHint);
  const table = new LuaTable(numbered ? [] : values, size, nodeHint);
  let seen = 0;
  let stored = 0;
  const store = (until: number): void => {
    for (; stored < until; stored++) table.set(stored + 1, values[stored]);
  };
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i];
    if (key !== NOTHING) table.set(key as LuaValue, pairs[i + 1] as LuaValue);
    else if (++seen % VALUES_AT_ONCE === 0 && numbered) store(seen);
  }
  if (numbered) store(values.length);
  return table;
}

/** Makes the runtime of a state, which all its chunks share. */
export function createRuntime(
  state: LuaState,
  operators: Operators,
  next: LuaFunction,
  nextIndex: LuaFunction,
): Runtime {
  const arithmetic =
    (event: string, compute: (a: number, b: number) => number): Operator =>
    (a, b) =>
      typeof a === 'number' && typeof b === 'number'
        ? compute(a, b)
        : operators.arithmetic(event, a, b, compute);
  return {
    $s: state,
    $1: first,
    $all: all,
    $none: NOTHING,
    $suspended: SUSPENDED,
    $callable: (value: LuaValue) => operators.callable(value),
    $index: (object: LuaValue, key: LuaValue) => {
      if (object instanceof LuaTable) {
        const value = object.get(key);
        if (value !== undefined || object.metatable === undefined) return value;
      }
      return operators.index(object, key);
    },
    $field: (object: LuaValue, key: string) => {
      if (object instanceof LuaTable) {
        const value = object.getString(key);
        if (value !== undefined || object.metatable === undefined) return value;
      }
      return operators.index(object, key);
    },
    $setIndex: (object: LuaValue, key: LuaValue, value: LuaValue) => {
      if (
        object instanceof LuaTable &&
        object.metatable === undefined &&
        !object.readonly &&
        key !== undefined &&
        key === key
      ) {
        object.set(key, value);
      } else operators.setIndex(object, key, value);
    },
    $add: arithmetic('__add', ARITHMETIC['+']),
    $sub: arithmetic('__sub', ARITHMETIC['-']),
    $mul: arithmetic('__mul', ARITHMETIC['*']),
    $div: arithmetic('__div', ARITHMETIC['/']),
    $mod: arithmetic('__mod', ARITHMETIC['%']),
    $pow: arithmetic('__pow', ARITHMETIC['^']),
    $unm: (a: LuaValue) =>
      typeof a === 'number' ? -a : operators.arithmetic('__unm', a, a, (value) => -value),
    $len: (value: LuaValue) => operators.length(value),
    $cat: (a: LuaValue, b: LuaValue) => {
      if (typeof a !== 'string' || typeof b !== 'string') return operators.concat(a, b, 0);
      const text = a + b;
      state.allocate(text.length);
      return text;
    },
    $cats: (operands: LuaValue[]) => operators.concatAll(operands),
    $eq: (a: LuaValue, b: LuaValue) => a === b || operators.equal(a, b),
    $lt: (a: LuaValue, b: LuaValue) => operators.lessThan(a, b),
    $le: (a: LuaValue, b: LuaValue) => operators.lessEqual(a, b),
    $table: () => {
      state.allocate(TABLE_BYTES);
      return new LuaTable();
    },
    $array: (values: LuaValue[], hint: number) => {
      state.allocate(TABLE_BYTES + ENTRY_BYTES * values.length);
      return new LuaTable(values, Math.max(values.length, hint));
    },
    $record: (
      pairs: LuaPairs,
      arrayHint: number,
      nodeHint: number,
      rest: readonly LuaValue[] = NOTHING,
    ) => record(state, pairs, arrayHint, nodeHint, rest),
    $key: (key: LuaValue) => {
      if (key === undefined) state.error('table index is nil', 0);
      if (key !== key) state.error('table index is NaN', 0);
      return key;
    },
    $for: (start: LuaValue, limit: LuaValue, step: LuaValue) => [
      forNumber(start, 'initial value'),
      forNumber(limit, 'limit'),
      forNumber(step, 'step'),
    ],
    $iterate: createIteration(state, next, nextIndex),
    $arg: (values: LuaValue[]) => {
      const table = new LuaTable(values.slice(), values.length, 1);
      table.set('n', values.length);
      return table;
    },
    // These know the environment of the chunk.
    $g: undefined,
    $setGlobal: undefined,
  };

  function forNumber(value: LuaValue, what: string): number {
    return state.asNumber(value) ?? state.error(`'for' ${what} must be a number`, 0);
  }
}
