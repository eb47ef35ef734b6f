import { stopwatch } from '../../clock.js';
import { ArgumentChecks } from './argument-checks.js';
import { formatNumber, parseNumber } from './number.js';
import { LuaTable } from './table.js';
import {
  all,
  first,
  LimitError,
  LuaError,
  type LuaFunction,
  type LuaResult,
  LuaUserdata,
  type LuaValue,
  typeName,
} from './value.js';

/** How long and how large a script may grow. */
export interface LuaLimits {
  /** ms that one run may take. */
  readonly time: number;
  /** Bytes that one run may add. */
  readonly memory: number;
}

/** A library: names and what they are, in the order in which they are set. */
export type LuaLibrary = readonly (readonly [name: string, value: LuaValue])[];

/** Units of work between two looks at the time. */
const TICKS = 20_000;

/**
 * One interpreter: its globals, its metatables, the limits of the script that runs, and what native functions need of
 * Lua: checked arguments, errors with positions, calls.
 */
export class LuaState extends ArgumentChecks {
  readonly globals = new LuaTable();
  /** The metatable that all strings share. */
  stringMetatable: LuaTable | undefined;
  /** Work left until the next look at the time. */
  private ticks = TICKS;
  /** Bytes left until the next look at the memory. */
  private bytes = 0;
  private deadline = Infinity;

  constructor(private readonly limits: LuaLimits) {
    super();
  }

  /** Makes a table of a library and a global of it. */
  register(name: string, library: LuaLibrary): LuaTable {
    const table = new LuaTable();
    for (const [key, value] of library) table.set(key, value);
    this.globals.set(name, table);
    return table;
  }

  /**
   * Raises an error whose message begins with the position of a caller, like C's `luaL_error`.
   * @param level 1: the Lua function that called the native function
   * @throws LuaError
   */
  error(message: string, level = 1): never {
    throw new LuaError(this.where(level) + message);
  }

  /** Raises an error with a value as it is, without a position. @throws LuaError */
  raise(value: LuaValue): never {
    throw new LuaError(value);
  }

  override argumentError(index: number, message: string): never {
    return this.error(`bad argument #${index} to '?' (${message})`);
  }

  /** `user_script:3: ` for the function at a level of the stack; empty when that is not written in Lua. */
  where(level: number): string {
    return level === 0 ? '' : '';
  }

  /** Calls a function or a value with `__call`. @returns all results. @throws LuaError what the function raises */
  call(fn: LuaValue, ...args: LuaValue[]): readonly LuaValue[] {
    return all(this.invoke(fn, args));
  }

  /** {@link call} for callers that want the first result only. */
  call1(fn: LuaValue, ...args: LuaValue[]): LuaValue {
    return first(this.invoke(fn, args));
  }

  private invoke(fn: LuaValue, args: LuaValue[]): LuaResult {
    if (typeof fn === 'function') return fn(...args);
    const handler = this.metafield(fn, '__call');
    if (typeof handler === 'function') return handler(fn, ...args);
    return this.error(`attempt to call a ${typeName(fn)} value`);
  }

  /**
   * Counts work: whatever native code does in a loop whose length a script chooses.
   * @param amount about as many steps of a loop in Lua
   * @throws LimitError when the script has run for too long
   */
  tick(amount: number): void {
    if ((this.ticks -= amount) < 0) this.checkTime();
  }

  /**
   * Counts memory before it is taken: strings that are built, tables that grow.
   * @throws LimitError when the script takes too much
   */
  allocate(bytes: number): void {
    if ((this.bytes -= bytes) < 0) this.checkMemory(bytes);
  }

  private checkTime(): void {
    this.ticks = TICKS;
    if (stopwatch() > this.deadline) throw new LimitError('Script killed: it ran for too long');
  }

  private checkMemory(bytes: number): void {
    if (bytes > this.limits.memory) throw new LimitError('not enough memory');
    this.bytes = this.limits.memory;
  }

  metatable(value: LuaValue): LuaTable | undefined {
    if (value instanceof LuaTable || value instanceof LuaUserdata) return value.metatable;
    return typeof value === 'string' ? this.stringMetatable : undefined;
  }

  /** A field of the metatable of a value, such as `__index`; nil when it has none. */
  metafield(value: LuaValue, event: string): LuaValue {
    return this.metatable(value)?.getString(event);
  }

  /** What the function `tostring` answers, `__tostring` included. */
  tostring(value: LuaValue): LuaValue {
    const handler = this.metafield(value, '__tostring');
    if (handler !== undefined) return this.call1(handler, value);
    return this.tostringRaw(value);
  }

  /** {@link tostring} without metamethods. */
  tostringRaw(value: LuaValue): string {
    switch (typeof value) {
      case 'string':
        return value;
      case 'number':
        return formatNumber(value);
      case 'undefined':
        return 'nil';
      case 'boolean':
        return String(value);
      default:
        return `${typeName(value)}: ${this.address(value)}`;
    }
  }

  /** A string or a number as a string (`lua_tostring`); undefined for anything else. */
  asString(value: LuaValue): string | undefined {
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? formatNumber(value) : undefined;
  }

  /** A number, or a string that reads as one, as a number (`lua_tonumber`); undefined for anything else. */
  asNumber(value: LuaValue): number | undefined {
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? parseNumber(value) : undefined;
  }

  /** `a < b` with metamethods. @throws LuaError "attempt to compare ..." */
  lessThan(a: LuaValue, b: LuaValue): boolean {
    if (typeof a === 'number' && typeof b === 'number') return a < b;
    if (typeof a === 'string' && typeof b === 'string') return a < b;
    return this.error('attempt to compare');
  }

  /** `a == b` with metamethods. */
  equal(a: LuaValue, b: LuaValue): boolean {
    return a === b;
  }

  /** `object[key]` with metamethods. @throws LuaError "attempt to index ..." */
  index(object: LuaValue, key: LuaValue): LuaValue {
    return object instanceof LuaTable ? object.get(key) : this.error('attempt to index');
  }

  /** `object[key] = value` with metamethods. @throws LuaError "attempt to index ...", "table index is nil" ... */
  setIndex(object: LuaValue, key: LuaValue, value: LuaValue): void {
    if (object instanceof LuaTable) object.set(key, value);
    else this.error('attempt to index');
  }

  /**
   * Sets a raw value on behalf of a native function, as `lua_rawset` does.
   * @throws LuaError "Attempt to modify a readonly table"
   */
  rawSet(table: LuaTable, key: LuaValue, value: LuaValue): void {
    if (table.readonly) this.error('Attempt to modify a readonly table');
    table.set(key, value);
  }

  /** What `tostring` shows behind the type: `0x...`, the same for the same object. */
  address(_object: LuaTable | LuaFunction | object): string {
    return '0x55d0c0de0000';
  }
}
