import { LuaTable } from './table.js';

/**
 * A value of Lua 5.1. `nil` is undefined, numbers are doubles, strings hold one byte per char (latin1), functions are
 * plain JavaScript functions. No Lua value is an array, so that an array can stand for a list of results.
 */
export type LuaValue =
  undefined | boolean | number | string | LuaTable | LuaFunction | LuaUserdata | LuaThread;

/**
 * What a function gives back: exactly one value as it is, any other number of values as an array ({@link NOTHING} for
 * none). An array of one value is allowed, too.
 */
export type LuaResult = LuaValue | readonly LuaValue[];

/**
 * Anything that Lua can call. Arguments are positional; what the caller left out is undefined, and `arguments.length`
 * tells `f()` from `f(nil)`. A native function must call Lua functions through {@link LuaState.call} alone, and must
 * be made with {@link native} so that error positions count it as a level of the stack.
 */
export type LuaFunction = (...args: LuaValue[]) => LuaResult;

/** No results. */
export const NOTHING: readonly LuaValue[] = Object.freeze([]);

/** What the names of native functions begin with, by which a stack trace tells them. */
export const NATIVE = 'lua native ';

/** Marks a function written in TypeScript as one that Lua calls. @returns the same function */
export function native<F extends LuaFunction>(name: string, fn: F): F {
  return Object.defineProperty(fn, 'name', { value: NATIVE + name });
}

/** A full userdata without content (newproxy) or a light one, which is an address and nothing else. */
export class LuaUserdata {
  metatable: LuaTable | undefined;

  /** @param address how `tostring` shows a light userdata; a full one gets an address of its own */
  constructor(readonly address?: string) {}
}

/** A coroutine; what it does is in coroutine.ts. */
export abstract class LuaThread {
  abstract readonly status: 'suspended' | 'running' | 'normal' | 'dead';
}

/** Where an error was raised: the source of the chunk, and the line. */
export interface ErrorPosition {
  readonly source: string;
  readonly line: number;
}

/** What `error` and failing operations throw: `pcall` catches it. */
export class LuaError extends Error {
  /** @param value the error value, most often a string with its position; what a handler has made of it */
  constructor(readonly value: LuaValue) {
    super();
  }

  override get message(): string {
    return typeof this.value === 'string'
      ? this.value
      : `(error object is a ${typeName(this.value)} value)`;
  }
}

/** The end of a script that ran too long or took too much memory: nothing in Lua catches it. */
export class LimitError extends Error {}

export type LuaTypeName =
  'nil' | 'boolean' | 'number' | 'string' | 'table' | 'function' | 'userdata' | 'thread';

/** What `type` answers. */
export function typeName(value: LuaValue): LuaTypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'function':
      return 'function';
    case 'undefined':
      return 'nil';
    default:
      if (value instanceof LuaTable) return 'table';
      return value instanceof LuaUserdata ? 'userdata' : 'thread';
  }
}

/** Everything but nil and false is true. */
export function isTrue(value: LuaValue): boolean {
  return value !== undefined && value !== false;
}

/** Tells a list of results from one value. */
export function isList(result: LuaResult): result is readonly LuaValue[] {
  return Array.isArray(result);
}

/** The first of the results. */
export function first(result: LuaResult): LuaValue {
  return isList(result) ? result[0] : result;
}

/** All results as a list. */
export function all(result: LuaResult): readonly LuaValue[] {
  return isList(result) ? result : [result];
}
