import { describe, literal, Sites } from './emitter.js';
import {
  sizeHint,
  isChanging,
  isCell,
  isMultiple,
  isNumeric,
  spine,
  isBoolean,
  isPrimitive,
  numberLiteral,
} from './expression-traits.js';
import { powerOfTwo } from './table-layout.js';
import { shortened } from './spine.js';
import type { Call, Expression, FunctionNode, TableItem, Variable } from './syntax.js';

/** Names of the JavaScript that is generated: l1 a local, v1 an upvalue, t1 a temporary, p1 a function, g1 a global. */
const SIMPLE = /^(?:[\w$]+(?:\.v)?|[\d.]+(?:e[+-]?\d+)?|\(-[\d.]+(?:e[+-]?\d+)?\)|"[^"\\]*")$/;

const ARITHMETIC = {
  '+': '$add',
  '-': '$sub',
  '*': '$mul',
  '/': '$div',
  '%': '$mod',
  '^': '$pow',
} as const;

/** The function whose code is generated. */
export interface FunctionCode {
  readonly node: FunctionNode;
  /** Temporaries in use, and the most there ever were. */
  temporaries: number;
  most: number;
  /** How many expressions are around the one that is generated. */
  nesting: number;
  /** The zero that came first among its constants. */
  zero?: '0' | '(-0)';
}

/** Which global names a chunk uses, each in a cell of its own. */
export type GlobalNames = Map<string, number>;

/**
 * Generates the JavaScript of expressions. In the heap form calls may suspend the generator that the function is.
 * All identifiers are made here, from numbers; of the chunk's text nothing but strings and numbers gets into the code,
 * as literals.
 */
export abstract class ExpressionCode {
  protected fn!: FunctionCode;

  constructor(
    protected readonly heap: boolean,
    protected readonly sites: Sites,
    protected readonly globals: GlobalNames,
  ) {}

  /** Generates a function and gives the expression that makes a closure of it. */
  protected abstract closure(node: FunctionNode): string;

  /** A temporary of the statement, or of the expression that is generated: after it others may have it. */
  protected temporary(): string {
    const { fn } = this;
    fn.temporaries++;
    fn.most = Math.max(fn.most, fn.temporaries);
    return `t${fn.temporaries}`;
  }

  /** What holds a variable: its value, or its cell. */
  protected holder({ owner, slot, id }: Variable): string {
    return owner === this.fn.node ? `l${slot}` : `v${id}`;
  }

  /** Where a variable is read and written. */
  protected place(variable: Variable): string {
    const holder = this.holder(variable);
    return isCell(variable) ? `${holder}.v` : holder;
  }

  /** Exactly one value. */
  protected expression(e: Expression): string {
    return this.nested(e, (short) => this.value(short));
  }

  /** A value for a condition of JavaScript. */
  protected condition(e: Expression): string {
    return this.nested(e, (short) => this.truth(short));
  }

  private nested(e: Expression, generate: (short: Expression) => string): string {
    const { fn } = this;
    const { temporaries } = fn;
    let before = '';
    let held: string | undefined;
    const short = shortened(e, fn.nesting++, (part) => {
      held ??= this.temporary();
      before += `${held}=${this.value(part)},`;
      fn.temporaries = temporaries + 1;
      return held;
    });
    const text = generate(short);
    fn.nesting--;
    fn.temporaries = temporaries;
    return before === '' ? text : `(${before}${text})`;
  }

  private value(e: Expression): string {
    switch (e.kind) {
      case 'nil':
        return 'undefined';
      case 'true':
      case 'false':
        return e.kind;
      case 'number':
        if (e.value !== 0) return numberLiteral(e.value);
        return this.zero(Object.is(e.value, -0) ? '(-0)' : '0');
      case 'string':
        return literal(e.value);
      case 'vararg':
        return 'va[0]';
      case 'function':
        return this.closure(e.fn);
      case 'local':
      case 'upvalue':
        return this.place(e.variable);
      case 'global':
        return `(${this.global(e.name)}.value??${this.sites.mark(e.line)}$g(${literal(e.name)}))`;
      case 'index':
        return this.index(e);
      case 'call':
        return `$1(${this.call(e)})`;
      case 'parenthesis':
        return this.expression(e.inner);
      case 'and':
      case 'or':
        return this.logical(e);
      case 'not':
        return `!${this.condition(e.operand)}`;
      case 'minus': {
        const operand = this.expression(e.operand);
        if (isNumeric(e.operand)) return `(- ${operand})`;
        return `${this.sites.mark(e.line, [describe(e.operand)])}$unm(${operand})`;
      }
      case 'length':
        return `${this.sites.mark(e.line, [describe(e.operand)])}$len(${this.expression(e.operand)})`;
      case 'arithmetic':
        return this.arithmetic(e);
      case 'comparison':
        return this.comparison(e);
      case 'concat': {
        const mark = this.sites.mark(e.line, e.operands.map(describe));
        const operands = e.operands.map((one) => this.expression(one));
        return operands.length === 2 ? `${mark}$cat(${operands})` : `${mark}$cats([${operands}])`;
      }
      case 'table':
        return this.table(e);
      case 'held':
        return e.name;
    }
  }

  /** In Lua 5.1 the zeros of a function are one constant: they have the sign of the first one. */
  private zero(text: '0' | '(-0)'): string {
    return (this.fn.zero ??= text);
  }

  protected global(name: string): string {
    let id = this.globals.get(name);
    if (id === undefined) this.globals.set(name, (id = this.globals.size));
    return `g${id}`;
  }

  private index(e: Extract<Expression, { kind: 'index' }>): string {
    const mark = this.sites.mark(e.line, [describe(e.object)]);
    const object = this.expression(e.object);
    if (e.key.kind === 'string') return `${mark}$field(${object},${literal(e.key.value)})`;
    const key = this.expression(e.key);
    if (!isChanging(e.object) || SIMPLE.test(key)) return `${mark}$index(${object},${key})`;
    const name = this.temporary();
    return `(${name}=${key},${mark}$index(${object},${name}))`;
  }

  private truth(e: Expression): string {
    switch (e.kind) {
      case 'true':
      case 'number':
      case 'string':
        return 'true';
      case 'nil':
      case 'false':
        return 'false';
      case 'not':
        return `!${this.condition(e.operand)}`;
      case 'and':
      case 'or':
        return `(${spine(e)
          .map((one) => this.condition(one))
          .join(e.kind === 'and' ? '&&' : '||')})`;
      case 'comparison':
        return this.comparison(e);
      case 'parenthesis':
        return this.condition(e.inner);
    }
    const [value, before] = this.held(this.value(e));
    return `(${before}!==undefined&&${value}!==false)`;
  }

  /** A text that can be repeated, and the one that has to come first. */
  private held(text: string): [value: string, first: string] {
    if (SIMPLE.test(text)) return [text, text];
    const name = this.temporary();
    return [name, `(${name}=${text})`];
  }

  private logical(e: Extract<Expression, { kind: 'and' | 'or' }>): string {
    if (isBoolean(e.left)) {
      const op = e.kind === 'and' ? '&&' : '||';
      return `(${this.condition(e.left)}${op}${this.expression(e.right)})`;
    }
    const [value, before] = this.held(this.expression(e.left));
    const right = this.expression(e.right);
    return e.kind === 'and'
      ? `(${before}===undefined||${value}===false?${value}:${right})`
      : `(${before}!==undefined&&${value}!==false?${value}:${right})`;
  }

  /** Both operands as texts that can be repeated, in a context that evaluates them first. */
  private operands(
    left: Expression,
    right: Expression,
    use: (a: string, b: string) => string,
  ): string {
    let a = this.expression(left);
    let before = '';
    // A local variable is read when the operation happens: after the right operand, which may have changed it.
    const early = !SIMPLE.test(a) || (left.kind === 'upvalue' && isCell(left.variable));
    if (early) {
      const name = this.temporary();
      before = `${name}=${a},`;
      a = name;
    }
    let b = this.expression(right);
    if (!SIMPLE.test(b)) {
      const name = this.temporary();
      before += `${name}=${b},`;
      b = name;
    }
    return `(${before}${use(a, b)})`;
  }

  private arithmetic(e: Extract<Expression, { kind: 'arithmetic' }>): string {
    const { op, left, right } = e;
    const simpleOp = op !== '%' && op !== '^';
    if (simpleOp && isNumeric(left) && isNumeric(right)) {
      return `(${this.expression(left)}${op} ${this.expression(right)})`;
    }
    const mark = this.sites.mark(e.line, [describe(left), describe(right)]);
    return this.operands(left, right, (a, b) => {
      const slow = `${mark}${ARITHMETIC[op]}(${a},${b})`;
      if (!simpleOp) return slow;
      return `${this.areNumbers(left, right, a, b)}?${a}${op} ${b}:${slow}`;
    });
  }

  private areNumbers(left: Expression, right: Expression, a: string, b: string): string {
    const checks = [];
    if (!isNumeric(left)) checks.push(`typeof ${a}==="number"`);
    if (!isNumeric(right)) checks.push(`typeof ${b}==="number"`);
    return checks.join('&&');
  }

  private comparison(e: Extract<Expression, { kind: 'comparison' }>): string {
    const { op, left, right } = e;
    const mark = this.sites.mark(e.line);
    if (op === '==' || op === '~=') {
      const not = op === '~=' ? '!' : '';
      if (isPrimitive(left) || isPrimitive(right)) {
        const equal = op === '==' ? '===' : '!==';
        return `(${this.expression(left)}${equal}${this.expression(right)})`;
      }
      return this.operands(left, right, (a, b) => `${not}${mark}$eq(${a},${b})`);
    }
    const both = isNumeric(left) && isNumeric(right);
    return this.operands(left, right, (a, b) => {
      if (both) return `${a}${op}${b}`;
      const name = op === '<' || op === '>' ? '$lt' : '$le';
      const slow = op === '<' || op === '<=' ? `${name}(${a},${b})` : `${name}(${b},${a})`;
      return `${this.areNumbers(left, right, a, b)}?${a}${op}${b}:${mark}${slow}`;
    });
  }

  /** Values for a list of arguments; the last may be several. */
  protected list(values: readonly Expression[]): string {
    return values
      .map((value, i) =>
        i === values.length - 1 && isMultiple(value)
          ? `...${this.multiple(value)}`
          : this.expression(value),
      )
      .join(',');
  }

  /** All values of an expression as an array. */
  protected multiple(value: Expression): string {
    if (value.kind === 'vararg') return 'va';
    return value.kind === 'call' ? `$all(${this.call(value)})` : `[${this.expression(value)}]`;
  }

  /** All results of an expression, in the way that functions return them. */
  protected results(values: readonly Expression[]): string {
    const [value] = values;
    if (value === undefined) return '$none';
    if (values.length > 1) return `[${this.list(values)}]`;
    if (value.kind === 'vararg') return 'va';
    return value.kind === 'call' ? this.call(value, true) : this.expression(value);
  }

  /** A call, with its results as the function returned them. */
  protected call(e: Call, tail = false): string {
    const { fn, method } = e;
    let callee: string;
    let self = '';
    let name = describe(fn);
    if (method === undefined) {
      const [value, before] = this.held(this.expression(fn));
      callee = `(typeof ${before}==="function"?${value}:$callable(${value}))`;
    } else {
      const object = this.temporary();
      const value = this.temporary();
      const mark = this.sites.mark(e.methodLine, [describe(fn)]);
      name = `method '${method}'`;
      self = object;
      callee =
        `(typeof (${value}=(${object}=${this.expression(fn)},${mark}$field(${object},${literal(method)})))` +
        `==="function"?${value}:$callable(${value}))`;
    }
    const args = this.list(e.args);
    const all = self === '' || args === '' ? self + args : `${self},${args}`;
    const mark = this.sites.mark(e.line, [name], tail);
    if (!this.heap) return `${callee}${mark}(${all})`;
    const site = `$f.site=${Sites.number(mark)}`;
    const result = this.temporary();
    // Calls within the arguments leave their own sites behind.
    const again = args.includes('$f.site=') ? `,...(${site},$none)` : '';
    if (tail) return `(${site},${callee})${mark}(${all}${again})`;
    return `((${site},${result}=${callee}${mark}(${all}${again}))===$suspended?yield:${result})`;
  }

  private table(e: Extract<Expression, { kind: 'table' }>): string {
    const { items } = e;
    if (items.length === 0) return '$table()';
    const keyed = items.filter((item) => item.key !== undefined).length;
    const last = items.at(-1);
    const open = last && last.key === undefined && isMultiple(last.value) ? last.value : undefined;
    const hint = sizeHint(items.length - keyed - (open ? 1 : 0));
    if (keyed === 0) return `$array([${this.list(items.map((item) => item.value))}],${hint})`;
    const pairs = (open ? items.slice(0, -1) : items).map((item) => this.pair(item));
    const rest = open ? `,${this.multiple(open)}` : '';
    return `$record([${pairs}],${hint},${powerOfTwo(sizeHint(keyed))}${rest})`;
  }

  /** A field as two elements of an array, in the order of the text; without a key the first one is `$none`. */
  private pair({ key, value, line }: TableItem): string {
    if (key === undefined) return `$none,${this.expression(value)}`;
    if (isPrimitive(key) && key.kind !== 'nil') {
      return `${this.expression(key)},${this.expression(value)}`;
    }
    const { fn } = this;
    const { temporaries } = fn;
    const [first, second] = [this.temporary(), this.temporary()];
    const mark = this.sites.mark(line);
    const [k, v] = [this.expression(key), this.expression(value)];
    fn.temporaries = temporaries;
    // A local variable is read when the field is set.
    return isChanging(key)
      ? `(${second}=${v},${mark}$key(${k})),${second}`
      : `${first}=${k},(${second}=${v},${mark}$key(${first}),${second})`;
  }
}
