import type { Bytes } from '../../bytes.js';
import { libraryErrors } from '../../script-errors.js';
import type { LibraryFunction } from '../function-registry.js';
import type { LuaState } from '../lua/state.js';
import { LuaTable } from '../lua/table.js';
import { native, NOTHING, type LuaFunction, type LuaValue } from '../lua/value.js';
import { isLibraryName, SCRIPT_FLAGS, scriptFlag, type ScriptFlag } from '../shebang.js';
import { errorTable } from './error-table.js';

/** What a library has registered so far while it is loaded. */
export class LoadingLibrary {
  readonly functions: LibraryFunction[] = [];

  has(name: Bytes): boolean {
    return this.functions.some((each) => each.name === name);
  }
}

/** What `redis.register_function` was given. */
interface Registration {
  name?: Bytes;
  callback?: LuaFunction;
  description?: Bytes;
  flags?: readonly ScriptFlag[];
}

/**
 * `redis.register_function`, in both of its forms.
 * @param loading the library that is being loaded right now
 */
export function createRegisterFunction(
  state: LuaState,
  loading: () => LoadingLibrary | undefined,
): LuaFunction {
  const raise = (message: string): never => state.raise(errorTable(message));

  const text = (value: LuaValue, message: string): Bytes => state.asString(value) ?? raise(message);

  const readFlags = (value: LuaValue): readonly ScriptFlag[] => {
    if (!(value instanceof LuaTable)) return raise(libraryErrors.registerFlags);
    const flags: ScriptFlag[] = [];
    for (let i = 1; value.getIndex(i) !== undefined; i++) {
      const flag = scriptFlag(value.getIndex(i));
      if (flag === undefined) return raise(libraryErrors.registerFlag);
      flags.push(flag);
    }
    return SCRIPT_FLAGS.filter((flag) => flags.includes(flag));
  };

  const readNamed = (table: LuaTable): Registration => {
    const given: Registration = {};
    for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
      const key = table.keyAt(slot);
      const value = table.valueAt(slot);
      switch (typeof key === 'string' ? key.toLowerCase() : undefined) {
        case 'function_name':
          given.name = text(value, libraryErrors.registerNameField);
          break;
        case 'description':
          given.description = text(value, libraryErrors.registerDescription);
          break;
        case 'callback':
          if (typeof value !== 'function') return raise(libraryErrors.registerCallbackField);
          given.callback = value;
          break;
        case 'flags':
          given.flags = readFlags(value);
          break;
        default:
          return raise(libraryErrors.registerUnknown);
      }
    }
    return given;
  };

  const readPositional = (args: readonly LuaValue[]): Registration => {
    const name = text(args[0], libraryErrors.registerNameType);
    const callback = args[1];
    if (typeof callback !== 'function') return raise(libraryErrors.registerCallbackType);
    return { name, callback };
  };

  const read = (args: readonly LuaValue[]): Registration => {
    if (args.length === 2) return readPositional(args);
    if (args.length !== 1) return raise(libraryErrors.registerArguments);
    const [table] = args;
    return table instanceof LuaTable ? readNamed(table) : raise(libraryErrors.registerTable);
  };

  return native('register_function', (...args: LuaValue[]) => {
    const library = loading();
    if (library === undefined) return raise(libraryErrors.registerOutsideLoad);
    const { name, callback, description, flags = [] } = read(args);
    if (name === undefined) return raise(libraryErrors.registerName);
    if (callback === undefined) return raise(libraryErrors.registerCallback);
    if (!isLibraryName(name)) return raise(libraryErrors.registerBadName);
    if (library.has(name)) return raise(libraryErrors.registerTwice);
    library.functions.push({ name, callback, description, flags });
    return NOTHING;
  });
}
