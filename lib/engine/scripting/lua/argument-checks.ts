import { cString } from './c-string.js';
import { formatNumber, parseNumber, toInt, toInteger } from './number.js';
import { LuaTable } from './table.js';
import { type LuaFunction, type LuaValue, typeName } from './value.js';

/**
 * The checks that native functions make of their arguments, with the errors of Lua 5.1's `luaL_check...`. Each takes
 * the argument, its number from 1, and how many arguments there are (`arguments.length`), which tells a missing one
 * ("got no value") from nil ("got nil").
 */
export abstract class ArgumentChecks {
  /** Raises `bad argument #index to 'name' (message)`. @throws LuaError */
  abstract argumentError(index: number, message: string): never;

  /** Raises `bad argument #index to 'name' (expected expected, got ...)`. @throws LuaError */
  typeError(index: number, expected: string, value: LuaValue, count: number): never {
    const got = index > count ? 'no value' : typeName(value);
    return this.argumentError(index, `${expected} expected, got ${got}`);
  }

  /** A string, or a number as a string. */
  checkString(value: LuaValue, index: number, count: number): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return formatNumber(value);
    return this.typeError(index, 'string', value, count);
  }

  /** {@link checkString}, or a default for nil. */
  optString<T>(value: LuaValue, index: number, otherwise: T): string | T {
    return value === undefined ? otherwise : this.checkString(value, index, index);
  }

  /** A number, or a string that reads as one. */
  checkNumber(value: LuaValue, index: number, count: number): number {
    if (typeof value === 'number') return value;
    const number = typeof value === 'string' ? parseNumber(value) : undefined;
    return number ?? this.typeError(index, 'number', value, count);
  }

  /** A number cut to 64 bits (`lua_Integer`). */
  checkInteger(value: LuaValue, index: number, count: number): number {
    return toInteger(this.checkNumber(value, index, count));
  }

  /** {@link checkInteger}, or a default for nil. */
  optInteger<T>(value: LuaValue, index: number, otherwise: T): number | T {
    return value === undefined ? otherwise : this.checkInteger(value, index, index);
  }

  /** A number cut to the 32 bits of a C int. */
  checkInt(value: LuaValue, index: number, count: number): number {
    return toInt(this.checkNumber(value, index, count));
  }

  /** {@link checkInt}, or a default for nil. */
  optInt<T>(value: LuaValue, index: number, otherwise: T): number | T {
    return value === undefined ? otherwise : this.checkInt(value, index, index);
  }

  checkTable(value: LuaValue, index: number, count: number): LuaTable {
    return value instanceof LuaTable ? value : this.typeError(index, 'table', value, count);
  }

  checkFunction(value: LuaValue, index: number, count: number): LuaFunction {
    return typeof value === 'function' ? value : this.typeError(index, 'function', value, count);
  }

  /** Any value, nil too, but there has to be one. */
  checkAny(index: number, count: number): void {
    if (index > count) this.argumentError(index, 'value expected');
  }

  /** One of some words. @param otherwise the word for nil; without one nil is refused */
  checkOption<T extends string>(
    value: LuaValue,
    index: number,
    count: number,
    words: readonly T[],
    otherwise?: T,
  ): T {
    const given =
      value === undefined && otherwise !== undefined
        ? otherwise
        : cString(this.checkString(value, index, count));
    const word = words.find((one) => one === given);
    return word ?? this.argumentError(index, `invalid option '${given}'`);
  }
}
