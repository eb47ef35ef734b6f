import { stripped } from './emitter.js';
import type { Expression, Variable } from './syntax.js';

/** A size as an instruction of Lua 5.1 can hold it: three bits and an exponent, rounded up. */
export function sizeHint(size: number): number {
  let mantissa = size;
  let scale = 1;
  for (; mantissa >= 16; scale *= 2) mantissa = (mantissa + 1) >> 1;
  return mantissa * scale;
}

/** A local variable that a function called on the way may change: it is read when the operation happens. */
export function isChanging(e: Expression): boolean {
  return e.kind === 'local' && isCell(e.variable);
}

/** A variable that functions inside use and that changes is shared through a cell; others are copied. */
export function isCell(variable: Variable): boolean {
  return variable.captured && variable.assigned;
}

export function isMultiple(e: Expression): boolean {
  return e.kind === 'call' || e.kind === 'vararg';
}

/** Whether a value is known to be a number. */
export function isNumeric(e: Expression): boolean {
  let left = e;
  while (left.kind === 'arithmetic') {
    if (!isNumeric(left.right)) return false;
    ({ left } = left);
  }
  switch (left.kind) {
    case 'number':
      return true;
    case 'held':
      return left.numeric;
    case 'parenthesis':
      return isNumeric(left.inner);
    case 'minus':
      return isNumeric(left.operand);
    case 'local':
    case 'upvalue':
      return left.variable.numeric === true && !left.variable.assigned;
    default:
      return false;
  }
}

/** The operands of `a or b or c ...`. */
export function spine(e: Extract<Expression, { kind: 'and' | 'or' }>): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = e;
  for (; left.kind === e.kind; left = (left as typeof e).left)
    operands.push((left as typeof e).right);
  operands.push(left);
  return operands.reverse();
}

export function isBoolean(e: Expression): boolean {
  const { kind } = stripped(e);
  return kind === 'comparison' || kind === 'not';
}

/** A literal of a type that has no `__eq`. */
export function isPrimitive(e: Expression): boolean {
  return (
    e.kind === 'nil' ||
    e.kind === 'true' ||
    e.kind === 'false' ||
    e.kind === 'string' ||
    e.kind === 'number'
  );
}

export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '(1/0)' : '(-1/0)';
  return value < 0 ? `(${value})` : String(value);
}
