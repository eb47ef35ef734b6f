import { stopwatch } from '../../clock.js';
import { createBaseLibrary } from './base-library.js';
import { CallStack } from './call-stack.js';
import { cString } from './c-string.js';
import { Chunk } from './chunk.js';
import { heapSize, liveHeapSize } from './heap-size.js';
import type { Source } from './lexer.js';
import { formatNumber, parseNumber } from './number.js';
import { Operators } from './operators.js';
import { createRuntime, type Runtime } from './runtime.js';
import { growth, LuaTable } from './table.js';
import {
  LimitError,
  type LuaFunction,
  type LuaThread,
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

/** A script is looked at whenever it has asked for such a part of what it may have. */
const MEMORY_LOOKS = 8;
const OUT_OF_MEMORY = 'not enough memory';
/** KiB that the libraries take. */
const LIBRARIES_SIZE = 40;
/** Units of work between two looks at the time. */
const TICKS = 20_000;
/** Objects get addresses that look like those of the server. */
const FIRST_ADDRESS = 0x55d0c0de0000;
const ADDRESS_STEP = 64;
/**
 * One interpreter: its globals, its metatables, the limits of the script that runs, and what native functions need of
 * Lua: checked arguments, errors with positions, calls.
 */
export class LuaState extends CallStack {
  /** Where chunks find their globals. At first there is as much room as Lua 5.1 has, for the order of `pairs`. */
  globals = new LuaTable([], 0, 2);
  /** The metatable that all strings share. */
  stringMetatable: LuaTable | undefined;
  /** Work left until the next look at the time. */
  ticks = TICKS;
  /** Bytes left until the next look at the memory. */
  bytes = 0;
  private deadline = Infinity;
  private heapAtStart: number | undefined;
  private readonly addresses = new WeakMap<object, string>();
  private nextAddress = FIRST_ADDRESS;
  private readonly operators = new Operators(this);
  private readonly runtime: Runtime;
  private lastChunk = 0;

  constructor(private readonly limits: LuaLimits) {
    super();
    const base = createBaseLibrary(this);
    for (const [name, value] of base.library) this.globals.set(name, value);
    this.runtime = createRuntime(this, this.operators, base.next, base.nextIndex);
  }

  /**
   * Compiles a chunk.
   * @param chunkName `@user_script` for messages that begin with `user_script:`; anything else is quoted as source
   * @param environment where its globals are
   * @returns a function that runs it
   * @throws LuaSyntaxError with the message of Lua 5.1
   */
  load(source: Source, chunkName: string, environment = this.globals): LuaFunction {
    const chunk = new Chunk(++this.lastChunk, cString(chunkName), source, this.nativeCalls);
    const fn = chunk.link(
      {
        ...this.runtime,
        $g: (name: string) => this.operators.index(environment, name),
        $setGlobal: (name: string, value: LuaValue) =>
          this.operators.setIndex(environment, name, value),
      },
      environment,
    );
    this.remember(chunk);
    return fn;
  }

  /**
   * Runs a function of Lua for the host, with fresh limits.
   * @returns its results
   * @throws LuaError what the script raises
   * @throws LimitError when it ran too long or took too much memory
   */
  run(fn: LuaFunction, ...args: LuaValue[]): readonly LuaValue[] {
    this.ticks = TICKS;
    this.bytes = this.limits.memory / MEMORY_LOOKS;
    this.heapAtStart = undefined;
    growth.bytes = 0;
    this.deadline = stopwatch() + this.limits.time;
    try {
      return this.call(fn, ...args);
    } catch (error) {
      // The stack of JavaScript was nearly used up when the script began, or a string got longer than it can be.
      if (error instanceof RangeError) throw new LimitError(OUT_OF_MEMORY);
      throw error;
    } finally {
      this.unwind();
    }
  }

  protected override callable(value: LuaValue, operand?: number): LuaFunction {
    return this.operators.callable(value, operand);
  }

  /** Makes a table of a library and a global of it. @param room how many entries it is made for, a power of two */
  register(name: string, library: LuaLibrary, room = 0): LuaTable {
    const table = new LuaTable([], 0, room);
    for (const [key, value] of library) table.set(key, value);
    this.globals.set(name, table);
    return table;
  }

  /**
   * Counts work: whatever native code does in a loop whose length a script chooses.
   * @param amount about as many steps of a loop in Lua
   * @throws LimitError when the script has run for too long
   */
  override tick(amount: number): void {
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
    const { bytes } = growth;
    growth.bytes = 0;
    this.allocate(bytes);
  }

  /**
   * A string that is built of pieces, with one more. As long as nobody looks into it, it hardly takes memory, however
   * long it is; so its length is checked as well.
   * @throws LimitError when it takes too much memory
   */
  append(text: string, piece: string): string {
    this.allocate(piece.length);
    const { memory } = this.limits;
    if (text.length + piece.length > memory) throw new LimitError(OUT_OF_MEMORY);
    return text + piece;
  }

  /** Garbage is not held against a script: what counts is how much the heap has grown without it. */
  private checkMemory(bytes: number): void {
    const { memory } = this.limits;
    const part = memory / MEMORY_LOOKS;
    if (bytes > memory) throw new LimitError(OUT_OF_MEMORY);
    this.heapAtStart ??= heapSize() - part;
    let grown = heapSize() - this.heapAtStart + bytes;
    if (grown > memory) grown = liveHeapSize() - this.heapAtStart + bytes;
    if (grown > memory) throw new LimitError(OUT_OF_MEMORY);
    this.bytes = part;
  }

  /** What `collectgarbage('count')` answers, in KiB. */
  memoryInUse(): number {
    return LIBRARIES_SIZE + (this.limits.memory / MEMORY_LOOKS - this.bytes) / 1024;
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
    return this.operators.lessThan(a, b);
  }

  /** `a == b` with metamethods. */
  equal(a: LuaValue, b: LuaValue): boolean {
    return this.operators.equal(a, b);
  }

  /** `object[key]` with metamethods. @throws LuaError "attempt to index ..." */
  index(object: LuaValue, key: LuaValue): LuaValue {
    return this.operators.index(object, key);
  }

  /** `object[key] = value` with metamethods. @throws LuaError "attempt to index ...", "table index is nil" ... */
  setIndex(object: LuaValue, key: LuaValue, value: LuaValue): void {
    this.operators.setIndex(object, key, value);
  }

  /**
   * Sets a raw value on behalf of a native function, as `lua_rawset` does.
   * @throws LuaError "Attempt to modify a readonly table", "table index is nil", "table index is NaN"
   */
  rawSet(table: LuaTable, key: LuaValue, value: LuaValue): void {
    this.operators.store(table, key, value);
  }

  /** What `tostring` shows behind the type: `0x...`, the same for the same object. */
  address(object: LuaTable | LuaFunction | LuaUserdata | LuaThread): string {
    if (object instanceof LuaUserdata && object.address !== undefined) return object.address;
    let address = this.addresses.get(object);
    if (address === undefined) {
      address = `0x${(this.nextAddress += ADDRESS_STEP).toString(16)}`;
      this.addresses.set(object, address);
    }
    return address;
  }
}
