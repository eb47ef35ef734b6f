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
import type { Call, Expression, FunctionNode, Variable } from './syntax.js';

/** Names of the JavaScript that is generated: v1 a variable, t1 a temporary, p1 a function, g1 a global. */
const SIMPLE = /^(?:[\w$]+(?:\.v)?|[\d.]+(?:e[+-]?\d+)?|\(-[\d.]+(?:e[+-]?\d+)?\)|"[^"\\]*")$/;

const ARITHMETIC = {
  '+': '$add',
  '-': '$sub',
  '*': '$mul',
  '/': '$div',
  '%': '$mod',
  '^': '$pow',
} as const;

/** Chains of more operators than this are generated flat: nested, they could take the whole stack to parse. */
const LONG_CHAIN = 40;

type Operation = Extract<Expression, { kind: 'arithmetic' }>;

/** The function whose code is generated. */
export interface FunctionCode {
  readonly node: FunctionNode;
  /** Temporaries in use, and the most there ever were. */
  temporaries: number;
  most: number;
  /** Whether anything in it can call Lua functions. */
  calls: boolean;
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

  protected temporary(): string {
    const { fn } = this;
    fn.temporaries++;
    fn.most = Math.max(fn.most, fn.temporaries);
    return `t${fn.temporaries}`;
  }

  /** Where a variable is read and written. */
  protected place(variable: Variable): string {
    return isCell(variable) ? `v${variable.id}.v` : `v${variable.id}`;
  }

  /** Exactly one value. */
  protected expression(e: Expression): string {
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

  /** A value for a condition of JavaScript. */
  protected condition(e: Expression): string {
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
    const [value, before] = this.held(this.expression(e));
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
    const operands = spine(e);
    if (operands.length > LONG_CHAIN) return this.longLogical(e.kind, operands);
    const [value, before] = this.held(this.expression(e.left));
    const right = this.expression(e.right);
    return e.kind === 'and'
      ? `(${before}===undefined||${value}===false?${value}:${right})`
      : `(${before}!==undefined&&${value}!==false?${value}:${right})`;
  }

  /** `a or b or c ...` without nesting. */
  private longLogical(kind: 'and' | 'or', operands: readonly Expression[]): string {
    const name = this.temporary();
    const last = operands.length - 1;
    const parts = operands.map((one, i) => {
      const value = `(${name}=${this.expression(one)})`;
      if (i === last) return `(${value},true)`;
      return `(${value}!==undefined&&${name}!==false)`;
    });
    return `(${parts.join(kind === 'or' ? '||' : '&&')},${name})`;
  }

  /** Both operands as texts that can be repeated, in a context that evaluates them first. */
  private operands(
    left: Expression,
    right: Expression,
    use: (a: string, b: string) => string,
  ): string {
    let a = this.expression(left);
    let b = this.expression(right);
    let before = '';
    const rightIsSimple = SIMPLE.test(b);
    // A local variable is read when the operation happens: after the right operand, which may have changed it.
    const late =
      SIMPLE.test(a) && (left.kind !== 'upvalue' || !isCell(left.variable) || rightIsSimple);
    if (!late) {
      const name = this.temporary();
      before += `${name}=${a},`;
      a = name;
    }
    if (!rightIsSimple) {
      const name = this.temporary();
      before += `${name}=${b},`;
      b = name;
    }
    return `(${before}${use(a, b)})`;
  }

  /** `a + b - c ...` without nesting. */
  private longArithmetic(first: Expression, rest: readonly Operation[]): string {
    const sum = this.temporary();
    const operand = this.temporary();
    let text = `${sum}=${this.expression(first)}`;
    for (const { op, right, line } of rest) {
      const mark = this.sites.mark(line, [undefined, describe(right)]);
      text += `,${operand}=${this.expression(right)},${sum}=${mark}${ARITHMETIC[op]}(${sum},${operand})`;
    }
    return `(${text},${sum})`;
  }

  private arithmetic(e: Operation): string {
    const { op, left, right } = e;
    const chain: Operation[] = [];
    let first: Expression = e;
    for (; first.kind === 'arithmetic'; first = first.left) chain.push(first);
    if (chain.length > LONG_CHAIN) return this.longArithmetic(first, chain.reverse());
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
    this.fn.calls = true;
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
    if (tail) return `($f.site=${Sites.number(mark)},${callee})${mark}(${all})`;
    const result = this.temporary();
    return `(($f.site=${Sites.number(mark)},${result}=${callee}${mark}(${all}))===$suspended?yield:${result})`;
  }

  private table(e: Extract<Expression, { kind: 'table' }>): string {
    const { items } = e;
    if (items.length === 0) return '$table()';
    const keyed = items.filter((item) => item.key !== undefined);
    const last = items.at(-1);
    const open = last && last.key === undefined && isMultiple(last.value) ? 1 : 0;
    const hint = sizeHint(items.length - keyed.length - open);
    if (keyed.length === 0) {
      return `$array([${this.list(items.map((item) => item.value))}],${hint})`;
    }
    // Fields with keys and without are evaluated in the order of the text, and stored with the keys first.
    const values: string[] = [];
    const fields: string[] = [];
    let before = '';
    items.forEach((item, i) => {
      if (item.key === undefined) {
        if (i === items.length - 1 && open) values.push(`...${this.multiple(item.value)}`);
        else values.push(this.keep(item.value, (text) => (before += text)));
      } else {
        fields.push(this.keep(item.key, (text) => (before += text)));
        fields.push(this.keep(item.value, (text) => (before += text)));
      }
    });
    const mark = this.sites.mark(last?.line ?? e.line);
    return `(${before}${mark}$record([${fields}],[${values}],${hint},${powerOfTwo(sizeHint(keyed.length))}))`;
  }

  private keep(value: Expression, emit: (text: string) => void): string {
    const text = this.expression(value);
    if (SIMPLE.test(text) && value.kind !== 'local' && value.kind !== 'upvalue') return text;
    const name = this.temporary();
    emit(`${name}=${text},`);
    return name;
  }
}
