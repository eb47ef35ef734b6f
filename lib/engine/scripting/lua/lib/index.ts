import type { LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import { createBitLibrary } from './bit-library.js';
import { createJsonLibrary } from './json-library.js';
import type { Lrand48 } from './lrand48.js';
import { createMathLibrary } from './math-library.js';
import { createMsgpackLibrary } from './msgpack-library.js';
import { createStringLibrary } from './string-library.js';
import { createStructLibrary } from './struct-library.js';
import { createTableLibrary } from './table-library.js';

export { JSON_NULL } from './json-settings.js';
export { Lrand48 } from './lrand48.js';

/**
 * Makes globals of the libraries that scripts of Redis 7.0 have beside the functions of the language itself: `table`,
 * `string`, `math`, `cjson`, `struct`, `cmsgpack` and `bit`. Strings get their methods.
 * @param random what `math.random` draws from; whoever runs scripts seeds it before each
 */
export function registerLibraries(state: LuaState, random: Lrand48): void {
  state.register('table', createTableLibrary(state));
  const string = state.register('string', createStringLibrary(state));
  state.stringMetatable = new LuaTable();
  state.stringMetatable.set('__index', string);
  state.register('math', createMathLibrary(state, random));
  state.register('cjson', createJsonLibrary(state));
  state.register('struct', createStructLibrary(state));
  state.register('cmsgpack', createMsgpackLibrary(state));
  state.register('bit', createBitLibrary(state));
}
