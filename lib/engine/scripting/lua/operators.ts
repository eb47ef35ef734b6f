import type { LuaState } from './state.js';
import { LuaTable } from './table.js';
import { isTrue, type LuaFunction, type LuaValue, typeName } from './value.js';

/** How many `__index` and `__newindex` may follow each other. */
const MAX_CHAIN = 100;

/** The operators of Lua as functions: what generated code and native functions do with values. */
export class Operators {
  constructor(private readonly state: LuaState) {}

  index(object: LuaValue, key: LuaValue): LuaValue {
    let target = object;
    for (let i = 0; i < MAX_CHAIN; i++) {
      let handler: LuaValue;
      if (target instanceof LuaTable) {
        const value = target.get(key);
        if (value !== undefined || target.metatable === undefined) return value;
        handler = target.metatable.getString('__index');
        if (handler === undefined) return undefined;
      } else {
        handler = this.state.metafield(target, '__index');
        if (handler === undefined) this.state.typeFailure('index', target, i === 0 ? 0 : -1);
      }
      if (typeof handler === 'function') return this.state.call1(handler, target, key);
      target = handler;
    }
    return this.state.error('loop in gettable', 0);
  }

  setIndex(object: LuaValue, key: LuaValue, value: LuaValue): void {
    let target = object;
    for (let i = 0; i < MAX_CHAIN; i++) {
      let handler: LuaValue;
      if (target instanceof LuaTable) {
        const { metatable } = target;
        handler = metatable?.getString('__newindex');
        if (handler === undefined || target.get(key) !== undefined) {
          this.store(target, key, value);
          return;
        }
        // Lua 5.1 makes room for the key before it asks who is to be called.
        this.store(target, key, undefined);
      } else {
        handler = this.state.metafield(target, '__newindex');
        if (handler === undefined) this.state.typeFailure('index', target, i === 0 ? 0 : -1);
      }
      if (typeof handler === 'function') {
        this.state.call(handler, target, key, value);
        return;
      }
      target = handler;
    }
    this.state.error('loop in settable', 0);
  }

  /** Sets a raw value after the checks that Lua makes. */
  store(table: LuaTable, key: LuaValue, value: LuaValue): void {
    if (table.readonly) this.state.error('Attempt to modify a readonly table', 0);
    if (key === undefined) this.state.error('table index is nil', 0);
    if (key !== key) this.state.error('table index is NaN', 0);
    table.set(key, value);
  }

  arithmetic(event: string, a: LuaValue, b: LuaValue, compute: (a: number, b: number) => number) {
    const { state } = this;
    const x = state.asNumber(a);
    const y = state.asNumber(b);
    if (x !== undefined && y !== undefined) return compute(x, y);
    const handler = state.metafield(a, event) ?? state.metafield(b, event);
    if (handler !== undefined) return state.call1(handler, a, b);
    const at = x === undefined ? 0 : 1;
    return state.typeFailure('perform arithmetic on', at === 0 ? a : b, at);
  }

  /** @param at the number of the left operand among those of the whole concatenation */
  concat(a: LuaValue, b: LuaValue, at: number): LuaValue {
    const { state } = this;
    const x = state.asString(a);
    const y = state.asString(b);
    if (x !== undefined && y !== undefined) {
      state.allocate(x.length + y.length);
      return x + y;
    }
    const handler = state.metafield(a, '__concat') ?? state.metafield(b, '__concat');
    if (handler !== undefined) return state.call1(handler, a, b);
    return x === undefined
      ? state.typeFailure('concatenate', a, at)
      : state.typeFailure('concatenate', b, at + 1);
  }

  concatAll(operands: LuaValue[]): LuaValue {
    let result = operands.at(-1);
    for (let i = operands.length - 2; i >= 0; i--) result = this.concat(operands[i], result, i);
    return result;
  }

  length(value: LuaValue): LuaValue {
    if (value instanceof LuaTable) return value.length();
    if (typeof value === 'string') return value.length;
    const handler = this.state.metafield(value, '__len');
    if (handler !== undefined) return this.state.call1(handler, value);
    return this.state.typeFailure('get length of', value, 0);
  }

  equal(a: LuaValue, b: LuaValue): boolean {
    if (a === b) return true;
    const { state } = this;
    if (typeof a !== 'object' || typeof b !== 'object') return false;
    if (a instanceof LuaTable !== b instanceof LuaTable) return false;
    const handler = state.metafield(a, '__eq');
    if (handler === undefined) return false;
    const other = state.metafield(b, '__eq');
    return other === handler && isTrue(state.call1(handler, a, b));
  }

  lessThan(a: LuaValue, b: LuaValue): boolean {
    if (typeof a === 'number' && typeof b === 'number') return a < b;
    if (typeof a === 'string' && typeof b === 'string') return a < b;
    return this.compare('__lt', a, b) ?? this.incomparable(a, b);
  }

  lessEqual(a: LuaValue, b: LuaValue): boolean {
    if (typeof a === 'number' && typeof b === 'number') return a <= b;
    if (typeof a === 'string' && typeof b === 'string') return a <= b;
    const answer = this.compare('__le', a, b);
    if (answer !== undefined) return answer;
    const reverse = this.compare('__lt', b, a);
    return reverse === undefined ? this.incomparable(a, b) : !reverse;
  }

  private compare(event: string, a: LuaValue, b: LuaValue): boolean | undefined {
    const { state } = this;
    if (typeName(a) !== typeName(b)) return undefined;
    const handler = state.metafield(a, event);
    if (handler === undefined || handler !== state.metafield(b, event)) return undefined;
    return isTrue(state.call1(handler, a, b));
  }

  private incomparable(a: LuaValue, b: LuaValue): never {
    const left = typeName(a);
    const right = typeName(b);
    return this.state.error(
      left === right
        ? `attempt to compare two ${left} values`
        : `attempt to compare ${left} with ${right}`,
      0,
    );
  }

  /** A function that does what calling a value does that is no function. */
  callable(value: LuaValue, operand = 0): LuaFunction {
    const handler = this.state.metafield(value, '__call');
    if (typeof handler === 'function') return (...args) => handler(value, ...args);
    return () => this.state.typeFailure('call', value, operand);
  }
}
