import { stripped } from './emitter.js';
import type { Expression } from './syntax.js';

const UNKEPT: ReadonlySet<string> = new Set(['local', 'number', 'string', 'nil', 'true', 'false']);

/** Whether a value takes a register while it waits for another one: variables have theirs, constants need none. */
export function isKept(e: Expression): boolean {
  const { kind } = stripped(e);
  return !UNKEPT.has(kind);
}

/** How many registers an operand takes while the operation waits for the other one. */
export function places(op: string, operand: Expression): number {
  return op === '..' || (op !== 'and' && op !== 'or' && isKept(operand)) ? 1 : 0;
}
