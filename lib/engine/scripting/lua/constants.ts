import { LuaSyntaxError } from './lexer.js';

/** As many constants an instruction of Lua 5.1 can tell apart, and as many functions. */
const MAX_CONSTANTS = 2 ** 18 - 1;

/** What a function of Lua 5.1 keeps besides its instructions. */
export class Constants {
  private readonly numbers = new Map<string | number | boolean | undefined, number>();
  private functions = 0;

  get size(): number {
    return this.numbers.size;
  }

  /** @returns the number of a constant @throws LuaSyntaxError when there are too many */
  index(value: string | number | boolean | undefined): number {
    const { numbers } = this;
    let number = numbers.get(value);
    if (number === undefined) {
      if (numbers.size >= MAX_CONSTANTS) throw overflow();
      numbers.set(value, (number = numbers.size));
    }
    return number;
  }

  /** Counts a function inside. @throws LuaSyntaxError when there are too many */
  addFunction(): void {
    if (++this.functions > MAX_CONSTANTS) throw overflow();
  }
}

function overflow(): LuaSyntaxError {
  return new LuaSyntaxError('constant table overflow', true);
}
