/** A local variable, as the code generator needs to know it. */
export interface Variable {
  readonly name: string;
  /** Unique in the chunk. */
  readonly id: number;
  /** Which of the places for variables it has in its function, from 0; those out of scope leave theirs to others. */
  readonly slot: number;
  readonly owner: FunctionNode;
  /** Whether a function inside uses it ... */
  captured: boolean;
  /** ... and whether it gets another value after its declaration. Both: it lives in a cell. */
  assigned: boolean;
  /** Whether its first value is known to be a number. */
  numeric?: boolean;
}

/** The body of a function, or of the chunk. */
export interface FunctionNode {
  readonly id: number;
  readonly parent: FunctionNode | undefined;
  readonly line: number;
  parameters: Variable[];
  /** How it takes variable arguments: not, as `...`, or in the table `arg`, which counts as a parameter. */
  variadic: 'no' | 'dots' | 'arg';
  upvalues: Variable[];
  /** How many places for variables it needs. */
  slots: number;
  body: Block;
}

export type Block = Statement[];

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
export type Comparison = '==' | '~=' | '<' | '<=' | '>' | '>=';

/** `line` is where Lua 5.1 says that the operation happens. */
export type Expression =
  | { kind: 'nil' | 'true' | 'false' | 'vararg' }
  | { kind: 'number'; value: number }
  | StringConstant
  | FunctionExpression
  | { kind: 'local' | 'upvalue'; variable: Variable }
  | { kind: 'global'; name: string; line: number }
  | { kind: 'index'; object: Expression; key: Expression; line: number }
  | Call
  | { kind: 'parenthesis'; inner: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; operand: Expression }
  | { kind: 'minus' | 'length'; operand: Expression; line: number }
  | { kind: 'arithmetic'; op: Arithmetic; left: Expression; right: Expression; line: number }
  | { kind: 'comparison'; op: Comparison; left: Expression; right: Expression; line: number }
  | { kind: 'concat'; operands: Expression[]; line: number }
  /** The value of an expression that has been evaluated, as generated code calls it. */
  | { kind: 'held'; name: string; origin: Expression; numeric: boolean }
  | { kind: 'table'; items: readonly TableItem[]; line: number };

export interface StringConstant {
  kind: 'string';
  value: string;
}

export interface FunctionExpression {
  kind: 'function';
  fn: FunctionNode;
}

/** A call; with a `method` it is `fn:method(...)`. */
export interface Call {
  kind: 'call';
  fn: Expression;
  method: string | undefined;
  args: readonly Expression[];
  /** Where the method is looked up. */
  methodLine: number;
  line: number;
}

/** A field of a table constructor; without a key it gets the next number. */
export interface TableItem {
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly line: number;
}

/** What can stand left of `=`. */
export type Target = Extract<Expression, { kind: 'local' | 'upvalue' | 'global' | 'index' }>;

export type Statement =
  | { kind: 'local'; variables: readonly Variable[]; values: readonly Expression[] }
  | { kind: 'local function'; variable: Variable; fn: FunctionNode }
  | { kind: 'assign'; targets: readonly Target[]; values: readonly Expression[]; line: number }
  | { kind: 'call'; call: Call }
  | { kind: 'do'; body: Block }
  | { kind: 'while'; condition: Expression; body: Block }
  | { kind: 'repeat'; body: Block; condition: Expression }
  | {
      kind: 'if';
      clauses: readonly { condition: Expression; body: Block }[];
      otherwise: Block | undefined;
    }
  | {
      kind: 'numeric for';
      variable: Variable;
      start: Expression;
      limit: Expression;
      step: Expression | undefined;
      body: Block;
      line: number;
    }
  | {
      kind: 'generic for';
      variables: readonly Variable[];
      values: readonly Expression[];
      body: Block;
      line: number;
    }
  | { kind: 'return'; values: readonly Expression[] }
  | { kind: 'break' };
