import { ARITHMETIC } from './arithmetic.js';
import { stripped } from './emitter.js';
import type { Arithmetic, Comparison, Expression } from './syntax.js';

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
function folded(op: Arithmetic, left: Expression, right: Expression): Expression | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  if ((op === '/' || op === '%') && right.value === 0) return undefined;
  const value = ARITHMETIC[op](left.value, right.value);
  return Number.isNaN(value) ? undefined : { kind: 'number', value };
}

export const COMPARISONS: ReadonlySet<string> = new Set(['==', '~=', '<', '<=', '>', '>=']);

/** @param line where Lua 5.1 says that the operation happens */
export function operation(
  op: string,
  left: Expression,
  right: Expression,
  line: number,
): Expression {
  switch (op) {
    case 'and':
    case 'or':
      return { kind: op, left, right };
    case '..': {
      const rest = stripped(right);
      return rest.kind === 'concat'
        ? { ...rest, operands: [left, ...rest.operands] }
        : { kind: 'concat', operands: [left, right], line };
    }
    case '==':
    case '~=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { kind: 'comparison', op: op satisfies Comparison, left, right, line };
    default: {
      const value = folded(op as Arithmetic, stripped(left), stripped(right));
      return value ?? { kind: 'arithmetic', op: op as Arithmetic, left, right, line };
    }
  }
}
