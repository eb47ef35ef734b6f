import { cString } from './c-string.js';
import { LuaSyntaxError, type Source } from './lexer.js';
import { parseUnsigned } from './number.js';
import type { LuaLibrary, LuaState } from './state.js';
import { LuaTable } from './table.js';
import {
  isTrue,
  type LuaFunction,
  type LuaResult,
  type LuaValue,
  native,
  NOTHING,
  typeName,
} from './value.js';

/** As many values as Lua 5.1 has room for on the stack of a native function, its arguments included. */
const MAX_RESULTS = 8000;

/**
 * A function of Lua 5.1 that Redis does not let in. The table of globals makes room for its name all the same, which
 * has its part in the order of `pairs(_G)`.
 */
const REFUSED = undefined;

/** The functions without a library, and the two of them that loops know. */
export function createBaseLibrary(state: LuaState): {
  library: LuaLibrary;
  next: LuaFunction;
  nextIndex: LuaFunction;
} {
  function createNext(): LuaFunction {
    return native('next', function (table: LuaValue, key: LuaValue) {
      const t = state.checkTable(table, 1, arguments.length);
      const slot = t.slotOf(key);
      if (slot === -2) return state.error("invalid key to 'next'", 0);
      const following = t.nextSlot(slot);
      return following < 0 ? undefined : [t.keyAt(following), t.valueAt(following)];
    });
  }

  /** The iterator of `pairs` does what `next` does, and is another function. */
  const next = createNext();

  const nextIndex = native('ipairs iterator', function (table: LuaValue, index: LuaValue) {
    const i = state.checkInt(index, 2, arguments.length) + 1;
    const value = state.checkTable(table, 1, arguments.length).get(i);
    return value === undefined ? NOTHING : [i, value];
  });

  function loadText(text: Source, name: string): LuaResult {
    try {
      return state.load(text, name);
    } catch (error) {
      if (!(error instanceof LuaSyntaxError)) throw error;
      if (!error.isRaised) return [undefined, error.message];
      return state.protect(
        () => state.raise(error.message),
        (raised) => [undefined, raised.value],
        state.errorHandler,
      );
    }
  }

  function toNumber(value: LuaValue, radix: number): LuaValue {
    const text = state.checkString(value, 1, 1);
    if (radix < 2 || radix > 36) state.argumentError(2, 'base out of range');
    return parseUnsigned(text, radix);
  }

  /** The pieces of a chunk that a reader function gives. */
  function pieces(reader: LuaFunction): Source {
    let text = '';
    let reads = 0;
    return () => {
      let part = state.call1(reader);
      // The parser looks ahead, and forgets that it has seen the end.
      if (reads++ === 0 && (part === undefined || part === '')) part = state.call1(reader);
      if (part === undefined) return undefined;
      const piece = state.asString(part);
      if (piece === undefined) return state.error('reader function must return a string');
      state.tick(1);
      text = state.append(text, piece);
      return piece;
    };
  }

  const functions: LuaLibrary = natives([
    [
      'assert',
      function (...args) {
        state.checkAny(1, args.length);
        if (isTrue(args[0])) return args;
        return state.error(cString(state.optString(args[1], 2, 'assertion failed!')));
      },
    ],
    [
      'collectgarbage',
      function (option) {
        const what = state.checkOption(option, 1, arguments.length, COLLECT, 'collect');
        if (what === 'step') return false;
        return what === 'count' ? state.memoryInUse() : 0;
      },
    ],
    ['dofile', REFUSED],
    [
      'error',
      function (value, level) {
        const at = state.optInt(level, 2, 1);
        const text = state.asString(value);
        return state.raise(text !== undefined && at > 0 ? state.where(at) + text : value);
      },
    ],
    ['gcinfo', () => Math.trunc(state.memoryInUse())],
    ['getfenv', REFUSED],
    [
      'getmetatable',
      function (value) {
        state.checkAny(1, arguments.length);
        return state.metafield(value, '__metatable') ?? state.metatable(value);
      },
    ],
    ['loadfile', REFUSED],
    [
      'load',
      function (reader, name) {
        const fn = state.checkFunction(reader, 1, arguments.length);
        const chunkName = state.optString(name, 2, '=(load)');
        return state.protect(
          () => loadText(pieces(fn), chunkName),
          (error) => [undefined, error.value],
          state.errorHandler,
        );
      },
    ],
    [
      'loadstring',
      function (text, name) {
        const source = state.checkString(text, 1, arguments.length);
        return loadText(source, state.optString(name, 2, source));
      },
    ],
    ['next', createNext()],
    [
      'pcall',
      function (fn, ...args) {
        state.checkAny(1, arguments.length);
        return state.protect(
          () => [true, ...state.call(fn, ...args)],
          (error) => [false, error.value],
        );
      },
    ],
    ['print', REFUSED],
    [
      'rawequal',
      function (a, b) {
        state.checkAny(1, arguments.length);
        state.checkAny(2, arguments.length);
        return a === b;
      },
    ],
    [
      'rawget',
      function (table, key) {
        const t = state.checkTable(table, 1, arguments.length);
        state.checkAny(2, arguments.length);
        return t.get(key);
      },
    ],
    [
      'rawset',
      function (table, key, value) {
        const t = state.checkTable(table, 1, arguments.length);
        state.checkAny(2, arguments.length);
        state.checkAny(3, arguments.length);
        state.rawSet(t, key, value);
        return t;
      },
    ],
    [
      'select',
      function (n, ...args) {
        if (typeof n === 'string' && n.startsWith('#')) return args.length;
        const at = state.checkInt(n, 1, arguments.length);
        const from = at < 0 ? args.length + at : at - 1;
        if (from < 0) return state.argumentError(1, 'index out of range');
        return args.slice(from);
      },
    ],
    ['setfenv', REFUSED],
    [
      'setmetatable',
      function (table, metatable) {
        const t = state.checkTable(table, 1, arguments.length);
        const given = metatable instanceof LuaTable || metatable === undefined;
        if (!given || arguments.length < 2) {
          return state.argumentError(2, 'nil or table expected');
        }
        if (t.metatable?.getString('__metatable') !== undefined) {
          return state.error('cannot change a protected metatable');
        }
        if (t.readonly) return state.error('Attempt to modify a readonly table', 0);
        t.metatable = metatable;
        return t;
      },
    ],
    [
      'tonumber',
      function (value, base) {
        const radix = state.optInt(base, 2, 10);
        if (radix !== 10) return toNumber(value, radix);
        state.checkAny(1, arguments.length);
        return state.asNumber(value);
      },
    ],
    [
      'tostring',
      function (value) {
        state.checkAny(1, arguments.length);
        return state.tostring(value);
      },
    ],
    [
      'type',
      function (value) {
        state.checkAny(1, arguments.length);
        return typeName(value);
      },
    ],
    [
      'unpack',
      function (table, from, to) {
        const t = state.checkTable(table, 1, arguments.length);
        const i = state.optInt(from, 2, 1);
        const last = to === undefined ? t.length() : state.checkInt(to, 3, arguments.length);
        if (i > last) return NOTHING;
        const count = last - i + 1;
        if (count >= MAX_RESULTS || arguments.length + count > MAX_RESULTS) {
          return state.error('too many results to unpack');
        }
        const results: LuaValue[] = [];
        for (let k = i; k <= last; k++) results.push(t.get(k));
        return results;
      },
    ],
    [
      'xpcall',
      function (fn, handler) {
        state.checkAny(2, arguments.length);
        return state.protect(
          () => [true, ...state.call(fn)],
          (error) => [false, error.value],
          handler ?? false,
        );
      },
    ],
  ]);
  const iterators = natives([
    [
      'ipairs',
      function (table) {
        return [nextIndex, state.checkTable(table, 1, arguments.length), 0];
      },
    ],
    [
      'pairs',
      function (table) {
        return [next, state.checkTable(table, 1, arguments.length), undefined];
      },
    ],
  ]);
  const library: LuaLibrary = [
    ['_G', state.globals],
    ...functions,
    ['_VERSION', 'Lua 5.1'],
    ...iterators,
    ['newproxy', REFUSED],
  ];
  return { library, next, nextIndex };
}

function natives(
  functions: readonly (readonly [name: string, fn: LuaFunction | typeof REFUSED])[],
): LuaLibrary {
  return functions.map(([name, fn]) => [name, fn === REFUSED ? REFUSED : native(name, fn)]);
}

const COLLECT = ['stop', 'restart', 'collect', 'count', 'step', 'setpause', 'setstepmul'] as const;
