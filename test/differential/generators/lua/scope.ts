import type { Dice } from '../dice.js';

/** What an expression of a random program is meant to be; now and then it is something else. */
export type Type = 'number' | 'string' | 'boolean' | 'numbers' | 'strings' | 'record' | 'object';

/** A local variable or function that a program can name. */
export interface Variable {
  readonly name: string;
  readonly type: Type | 'function';
  /** What a function takes and answers. */
  readonly params?: readonly Type[];
  readonly result?: Type;
  /** Whether it may be assigned to: the control variable of a loop that must end may not. */
  readonly fixed: boolean;
}

export const TYPES: readonly Type[] = [
  'number',
  'number',
  'string',
  'string',
  'boolean',
  'numbers',
  'strings',
  'record',
  'object',
];
/** Few names, so that they hide each other. */
const NAMES = ['a', 'b', 'c', 'd', 'n', 's', 't', 'x', 'y'];

/** What a random program has declared where it is, and how deep in blocks and loops that is. */
export class Scope {
  /** Innermost last. */
  private readonly variables: Variable[] = [];
  /** Loops around this place, in its function. */
  loops = 0;
  /** Functions around this place. */
  functions = 0;
  /** Blocks around this place. */
  blocks = 0;
  private counter = 0;

  constructor(private readonly dice: Dice) {}

  /** Makes a name, which may hide another one. */
  name(): string {
    return this.dice.once(3) ? `v${++this.counter}` : this.dice.pick(NAMES);
  }

  /** A name that hides nothing and that nothing hides. */
  fresh(prefix: string): string {
    return `${prefix}${++this.counter}`;
  }

  declare(name: string, type: Type, fixed = false): void {
    this.variables.push({ name, type, fixed });
  }

  declareFunction(name: string, params: readonly Type[], result: Type): void {
    this.variables.push({ name, type: 'function', params, result, fixed: true });
  }

  /** Runs what writes a block; what it declares ends with it. */
  within(write: () => void): void {
    const { length } = this.variables;
    this.blocks++;
    write();
    this.blocks--;
    this.variables.length = length;
  }

  /** A variable of a type that can be named here. */
  find(type: Type | 'function', assignable = false): Variable | undefined {
    const seen = new Set<string>();
    const found: Variable[] = [];
    for (let i = this.variables.length - 1; i >= 0; i--) {
      const variable = this.variables[i]!;
      if (seen.has(variable.name)) continue;
      seen.add(variable.name);
      if (variable.type === type && !(assignable && variable.fixed)) found.push(variable);
    }
    return found.length === 0 ? undefined : this.dice.pick(found);
  }

  /** A function with a result of a type. */
  findFunction(result: Type): Variable | undefined {
    const found = this.find('function');
    return found?.result === result ? found : undefined;
  }
}
