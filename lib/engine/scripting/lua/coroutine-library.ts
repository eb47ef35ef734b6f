import { Coroutine } from './coroutine.js';
import type { LuaLibrary, LuaState } from './state.js';
import { type LuaFunction, type LuaValue, NATIVE, native } from './value.js';

/** The library `coroutine`. */
export function createCoroutineLibrary(state: LuaState): LuaLibrary {
  function checkCoroutine(value: LuaValue): Coroutine {
    return value instanceof Coroutine ? value : state.argumentError(1, 'coroutine expected');
  }

  function create(value: LuaValue): Coroutine {
    if (typeof value !== 'function' || value.name.startsWith(NATIVE)) {
      return state.argumentError(1, 'Lua function expected');
    }
    return new Coroutine(state, value);
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['create', (fn) => create(fn)],
    [
      'resume',
      (coroutine, ...args) => {
        const outcome = checkCoroutine(coroutine).resume(args);
        return 'error' in outcome ? [false, outcome.error] : [true, ...outcome.results];
      },
    ],
    ['running', () => state.running],
    ['status', (coroutine) => checkCoroutine(coroutine).status],
    [
      'wrap',
      (fn) => {
        const coroutine = create(fn);
        return native('wrap', (...args) => {
          const outcome = coroutine.resume(args);
          if (!('error' in outcome)) return outcome.results;
          const text = state.asString(outcome.error);
          return state.raise(text === undefined ? outcome.error : state.where(1) + text);
        });
      },
    ],
    ['yield', (...values) => state.yield(values)],
  ];
  return functions.map(([name, fn]) => [name, native(name, fn)]);
}
