import { LuaSyntaxError } from './lexer.js';
import type { Expression } from './syntax.js';

/** As many constants an instruction of Lua 5.1 can tell apart, and as many functions. */
const MAX_CONSTANTS = 2 ** 18 - 1;
/** Only so many constants can be operands of instructions that have two of them. */
const MAX_OPERANDS = 256;

/** What a function of Lua 5.1 keeps besides its instructions. */
export class Constants {
  private readonly values = new Set<string | number | boolean | undefined>();
  private functions = 0;

  /** @throws LuaSyntaxError when there are too many */
  add(value: string | number | boolean | undefined): void {
    this.values.add(value);
    if (this.values.size > MAX_CONSTANTS) throw overflow();
  }

  /** Counts a function inside. @throws LuaSyntaxError when there are too many */
  addFunction(): void {
    if (++this.functions > MAX_CONSTANTS) throw overflow();
  }

  /** A value is put into a register: a number comes from a constant, strings are constants already. */
  load(e: Expression): void {
    let value = e;
    for (;;) {
      if (value.kind === 'parenthesis') value = value.inner;
      else if (value.kind === 'and' || value.kind === 'or') value = value.right;
      else break;
    }
    if (value.kind === 'number') this.add(value.value);
  }

  /** A value that an instruction can take without a register: if it is nil or a boolean, as well. */
  operand(e: Expression): void {
    let value = e;
    while (value.kind === 'parenthesis') value = value.inner;
    const { kind } = value;
    if (kind !== 'nil' && kind !== 'true' && kind !== 'false') this.load(value);
    else if (this.values.size < MAX_OPERANDS)
      this.add(kind === 'nil' ? undefined : kind === 'true');
  }
}

function overflow(): LuaSyntaxError {
  return new LuaSyntaxError('constant table overflow', true);
}
