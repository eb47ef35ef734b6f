import { NO_JUMP } from './instructions.js';
import type { Expression } from './syntax.js';

/** Where a value is, or what instructions it still takes to have it in a register. */
export type OperandKind =
  | 'nothing'
  | 'nil'
  | 'true'
  | 'false'
  | 'number'
  | 'constant'
  | 'local'
  | 'upvalue'
  | 'global'
  | 'index'
  | 'call'
  | 'vararg'
  /** A comparison: it jumps when it is true. */
  | 'jump'
  /** An instruction that can put its result into any register ... */
  | 'result'
  /** ... and one that has put it there. */
  | 'register';

/** An expression that has been read, and how far the code generator of Lua 5.1 has come with it. */
export class Operand<Tree extends Expression = Expression> {
  /** The jumps that leave the expression with a value that is true, and those with one that is not. */
  whenTrue = NO_JUMP;
  whenFalse = NO_JUMP;
  /** The register of a key; none for a constant. */
  key = -1;
  /** The number that it is, when it is one. */
  number = 0;

  /** @param at the register, the instruction or the number of the constant */
  constructor(
    public kind: OperandKind,
    public tree: Tree,
    public at = 0,
  ) {}

  get hasJumps(): boolean {
    return this.whenTrue !== this.whenFalse;
  }

  /** The value of a number that nothing jumps past. */
  get numeral(): number | undefined {
    if (this.kind !== 'number' || this.whenTrue !== NO_JUMP || this.whenFalse !== NO_JUMP) {
      return undefined;
    }
    return this.number;
  }

  get isMultiple(): boolean {
    return this.kind === 'call' || this.kind === 'vararg';
  }
}
