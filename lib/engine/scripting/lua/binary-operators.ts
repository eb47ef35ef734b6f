import { ARITHMETIC } from './arithmetic.js';
import type { Arithmetic, Expression } from './syntax.js';

/** Operators bind from the left and to the right as strongly as this. */
export const PRIORITIES: Readonly<Record<string, readonly [left: number, right: number]>> = {
  '+': [6, 6],
  '-': [6, 6],
  '*': [7, 7],
  '/': [7, 7],
  '%': [7, 7],
  '^': [10, 9],
  '..': [5, 4],
  '~=': [3, 3],
  '==': [3, 3],
  '<': [3, 3],
  '<=': [3, 3],
  '>': [3, 3],
  '>=': [3, 3],
  and: [2, 2],
  or: [1, 1],
};

/** The number that an operation with two of them makes; as in Lua 5.1 never NaN, and nothing is divided by zero. */
export function folded(
  op: Arithmetic,
  left: Expression,
  right: Expression,
): Expression | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  if ((op === '/' || op === '%') && right.value === 0) return undefined;
  const value = ARITHMETIC[op](left.value, right.value);
  return Number.isNaN(value) ? undefined : { kind: 'number', value };
}

export const COMPARISONS: ReadonlySet<string> = new Set(['==', '~=', '<', '<=', '>', '>=']);
