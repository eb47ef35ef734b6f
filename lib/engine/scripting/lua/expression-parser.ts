import { stripped } from './emitter.js';
import { isMultiple } from './expression-traits.js';
import { type Lexer, Token } from './lexer.js';
import { COMPARISONS, folded, PRIORITIES } from './binary-operators.js';
import { isKept, places } from './registers.js';
import { FunctionScope } from './scope.js';
import { VALUES_AT_ONCE } from './table-layout.js';
import type {
  Arithmetic,
  Block,
  Call,
  Comparison,
  Expression,
  FunctionNode,
  StringConstant,
  TableItem,
} from './syntax.js';

/** How deep statements, expressions and calls of native functions may nest. */
const MAX_LEVELS = 200;
const UNARY_PRIORITY = 8;

/** Parses expressions in the order of Lua 5.1, so that the first error is its error. */
export abstract class ExpressionParser {
  protected scope!: FunctionScope;
  protected readonly ids = { variable: 0, fn: 0 };

  /** @param levels how many levels are in use already */
  constructor(
    protected readonly lexer: Lexer,
    private levels: number,
  ) {}

  protected abstract chunk(): Block;

  protected test(token: string): boolean {
    if (this.lexer.token !== token) return false;
    this.lexer.next();
    return true;
  }

  protected expect(token: string): void {
    if (this.lexer.token !== token) this.syntaxError(`'${token}' expected`);
    this.lexer.next();
  }

  /** @param opening what `token` closes, which began at a line */
  protected close(token: string, opening: string, line: number): void {
    if (this.lexer.token === token) {
      this.lexer.next();
      return;
    }
    this.syntaxError(
      line === this.lexer.line
        ? `'${token}' expected`
        : `'${token}' expected (to close '${opening}' at line ${line})`,
    );
  }

  protected syntaxError(message: string): never {
    return this.lexer.fail(message, this.lexer.token);
  }

  protected name(): string {
    if (this.lexer.token !== Token.name) this.syntaxError(`'${Token.name}' expected`);
    const { text } = this.lexer;
    this.lexer.next();
    return text;
  }

  /** A name that is a constant. */
  protected field(): StringConstant {
    const value = this.name();
    this.scope.constants.add(value);
    return { kind: 'string', value };
  }

  /** The string that is the token. */
  private text(): StringConstant {
    const value = this.lexer.text;
    this.scope.constants.add(value);
    this.lexer.next();
    return { kind: 'string', value };
  }

  protected enterLevel(): void {
    if (++this.levels > MAX_LEVELS) this.lexer.fail('chunk has too many syntax levels');
  }

  protected leaveLevel(): void {
    this.levels--;
  }

  protected get freeLevels(): number {
    return MAX_LEVELS - this.levels;
  }

  /** Here the value is needed: Lua 5.1 emits the instruction that loads it, with the line of the last token. */
  protected settle(expression: Expression): Expression {
    if ((expression.kind === 'global' || expression.kind === 'index') && expression.line === 0) {
      expression.line = this.lexer.lastLine;
    }
    return expression;
  }

  /** @param end reads what follows the list before the last value gets its place */
  protected settledExpressions(end?: () => void): Expression[] {
    const { scope } = this;
    const list = [this.expression()];
    while (this.test(',')) {
      scope.constants.load(this.settle(list.at(-1)!));
      scope.reserve(1);
      list.push(this.expression());
    }
    const last = this.settle(list.at(-1)!);
    // Only the place of variable arguments is taken before what follows is read.
    if (last.kind === 'vararg') scope.touch(1);
    end?.();
    scope.constants.load(last);
    if (!isMultiple(last)) scope.touch(1);
    scope.release(list.length - 1);
    return list;
  }

  protected expression(limit = 0): Expression {
    this.enterLevel();
    let left = this.unary();
    for (;;) {
      const op = this.lexer.token;
      const priority = PRIORITIES[op];
      if (priority === undefined || priority[0] <= limit) break;
      this.lexer.next();
      this.leftOperand(op, this.settle(left));
      this.scope.reserve(places(op, left));
      const right = this.settle(this.expression(priority[1]));
      this.scope.touch(places(op, right));
      this.scope.release(places(op, left));
      left = this.binary(op, left, right);
    }
    this.leaveLevel();
    return left;
  }

  /** Where the constants of a left operand come in; two numbers may be computed when the right one is known. */
  private leftOperand(op: string, left: Expression): void {
    const { constants } = this.scope;
    if (op === '..' || op === 'or') constants.load(left);
    else if (op !== 'and' && (COMPARISONS.has(op) || stripped(left).kind !== 'number')) {
      constants.operand(left);
    }
  }

  private unary(): Expression {
    const op = this.lexer.token;
    if (op !== 'not' && op !== '-' && op !== '#') return this.simple();
    this.lexer.next();
    const operand = this.settle(this.expression(UNARY_PRIORITY));
    if (op === 'not') return { kind: 'not', operand };
    const constant = stripped(operand);
    if (op === '-' && constant.kind === 'number') return { kind: 'number', value: -constant.value };
    this.scope.constants.load(operand);
    return { kind: op === '-' ? 'minus' : 'length', operand, line: this.lexer.lastLine };
  }

  private binary(op: string, left: Expression, right: Expression): Expression {
    const line = this.lexer.lastLine;
    const { constants } = this.scope;
    switch (op) {
      case 'and':
      case 'or':
        return { kind: op, left, right };
      case '..': {
        constants.load(right);
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
        constants.operand(right);
        return { kind: 'comparison', op: op satisfies Comparison, left, right, line };
      default: {
        const value = folded(op as Arithmetic, stripped(left), stripped(right));
        if (value) return value;
        constants.operand(right);
        constants.operand(left);
        return { kind: 'arithmetic', op: op as Arithmetic, left, right, line };
      }
    }
  }

  private simple(): Expression {
    const { lexer } = this;
    switch (lexer.token) {
      case Token.number: {
        const value = lexer.number;
        lexer.next();
        return { kind: 'number', value };
      }
      case Token.string: {
        return this.text();
      }
      case 'nil':
      case 'true':
      case 'false': {
        const kind = lexer.token;
        lexer.next();
        return { kind };
      }
      case '...': {
        const { node } = this.scope;
        if (node.variadic === 'no') {
          this.syntaxError("cannot use '...' outside a vararg function");
        }
        node.variadic = 'dots';
        lexer.next();
        return { kind: 'vararg' };
      }
      case '{':
        return this.table();
      case 'function':
        lexer.next();
        return { kind: 'function', fn: this.body(false, lexer.line) };
      default:
        return this.primary();
    }
  }

  private prefix(): Expression {
    const { lexer } = this;
    if (lexer.token === Token.name) return this.scope.resolve(this.name());
    if (lexer.token !== '(') return this.syntaxError('unexpected symbol');
    const { line } = lexer;
    lexer.next();
    const inner = this.expression();
    this.close(')', '(', line);
    return { kind: 'parenthesis', inner: this.settle(inner) };
  }

  /** A name or a parenthesis with what follows it: fields, indexes, calls. */
  protected primary(): Expression {
    const { lexer } = this;
    let value = this.prefix();
    for (;;) {
      switch (lexer.token) {
        case '.': {
          this.scope.constants.load(this.settle(value));
          this.scope.touch(isKept(value) ? 1 : 0);
          lexer.next();
          value = { kind: 'index', object: value, key: this.field(), line: 0 };
          break;
        }
        case '[': {
          this.scope.constants.load(this.settle(value));
          const kept = isKept(value) ? 1 : 0;
          this.scope.reserve(kept);
          lexer.next();
          const key = this.settle(this.expression());
          this.scope.constants.operand(key);
          this.scope.release(kept);
          this.expect(']');
          value = { kind: 'index', object: value, key, line: 0 };
          break;
        }
        case ':': {
          lexer.next();
          const method = this.field().value;
          this.settle(value);
          value = this.call(value, method);
          break;
        }
        case '(':
        case '{':
        case Token.string:
          this.settle(value);
          value = this.call(value, undefined);
          break;
        default:
          return value;
      }
    }
  }

  private call(fn: Expression, method: string | undefined): Call {
    const { lexer } = this;
    const { line, lastLine } = lexer;
    this.scope.constants.load(fn);
    const registers = method === undefined ? 1 : 2;
    this.scope.reserve(registers);
    const finish = (args: Expression[]): Call => {
      this.scope.release(registers);
      return { kind: 'call', fn, method, args, methodLine: lastLine, line };
    };
    switch (lexer.token) {
      case '(': {
        if (line !== lastLine) {
          this.syntaxError('ambiguous syntax (function call x new statement)');
        }
        lexer.next();
        if (this.test(')')) return finish([]);
        return finish(this.settledExpressions(() => this.close(')', '(', line)));
      }
      case '{':
        return finish([this.table()]);
      case Token.string: {
        return finish([this.text()]);
      }
      default:
        return this.syntaxError('function arguments expected');
    }
  }

  private table(): Expression {
    const { lexer } = this;
    const { line } = lexer;
    const items: TableItem[] = [];
    // The table itself, and the values that wait to be stored in it.
    this.scope.reserve(1);
    let waiting = 0;
    this.expect('{');
    while (lexer.token !== '}') {
      const isValue = items.length > 0 && items.at(-1)?.key === undefined;
      if (isValue) this.scope.reserve(1);
      waiting += isValue ? 1 : 0;
      if (waiting === VALUES_AT_ONCE) {
        this.scope.release(waiting);
        waiting = 0;
      }
      items.push(this.item());
      if (!this.test(',') && !this.test(';')) break;
    }
    this.close('}', '{', line);
    this.scope.release(waiting + 1);
    return { kind: 'table', items, line };
  }

  private item(): TableItem {
    const { lexer, scope } = this;
    let key: Expression | undefined;
    let kept = 0;
    if (lexer.token === '[') {
      lexer.next();
      key = this.settle(this.expression());
      this.expect(']');
      this.expect('=');
      kept = isKept(key) ? 1 : 0;
    } else if (lexer.token === Token.name && lexer.lookAhead() === '=') {
      key = this.field();
      this.expect('=');
    }
    if (key) scope.constants.operand(key);
    scope.reserve(kept);
    const value = this.settle(this.expression());
    if (key) scope.constants.operand(value);
    else scope.constants.load(value);
    scope.release(kept);
    return { key, value, line: lexer.lastLine };
  }

  /** Parameters and body of a function. @param line where it begins */
  protected body(method: boolean, line: number): FunctionNode {
    const scope = new FunctionScope(this.lexer, this.scope, this.ids, line);
    this.scope = scope;
    this.expect('(');
    if (method) {
      const self = scope.declare('self');
      scope.node.parameters.push(self);
      scope.activate(self);
    }
    this.parameters();
    this.expect(')');
    scope.node.body = this.chunk();
    this.close('end', 'function', line);
    this.scope = scope.parent!;
    this.scope.constants.addFunction();
    return scope.node;
  }

  private parameters(): void {
    const { lexer, scope } = this;
    const declared = [];
    if (lexer.token !== ')') {
      do {
        if (lexer.token === Token.name) declared.push(scope.declare(this.name()));
        else if (this.test('...')) {
          declared.push(scope.declare('arg'));
          scope.node.variadic = 'arg';
        } else this.syntaxError("<name> or '...' expected");
      } while (scope.node.variadic === 'no' && this.test(','));
    }
    scope.activate(...declared);
    scope.node.parameters.push(...declared);
  }
}
