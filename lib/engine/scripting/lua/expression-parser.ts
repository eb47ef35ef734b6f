import { stripped } from './emitter.js';
import { type Lexer, Token } from './lexer.js';
import { operation, PRIORITIES } from './binary-operators.js';
import { Operand } from './operand.js';
import type { Operands } from './operands.js';
import { FunctionScope } from './scope.js';
import { VALUES_AT_ONCE } from './table-layout.js';
import type {
  Block,
  Call,
  Expression,
  FunctionExpression,
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

  protected get code(): Operands {
    return this.scope.code;
  }

  /** A name that is a constant. */
  protected field(): Operand<StringConstant> {
    return this.constant(this.name());
  }

  /** The string that is the token. */
  private text(): Operand {
    const constant = this.constant(this.lexer.text);
    this.lexer.next();
    return constant;
  }

  private constant(value: string): Operand<StringConstant> {
    return new Operand('constant', { kind: 'string', value }, this.code.constants.index(value));
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

  /** Values; all but the last one are in registers. */
  protected list(): { values: Expression[]; last: Operand } {
    let last = this.expression();
    const values = [last.tree];
    while (this.test(',')) {
      this.code.push(last);
      last = this.expression();
      values.push(last.tree);
    }
    return { values, last };
  }

  protected expression(limit = 0): Operand {
    this.enterLevel();
    const left = this.unary();
    for (;;) {
      const op = this.lexer.token;
      const priority = PRIORITIES[op];
      if (priority === undefined || priority[0] <= limit) break;
      this.lexer.next();
      this.code.left(op, left);
      const right = this.expression(priority[1]);
      this.code.binary(op, left, right);
      left.tree = operation(op, left.tree, right.tree, this.lexer.lastLine);
    }
    this.leaveLevel();
    return left;
  }

  private unary(): Operand {
    const op = this.lexer.token;
    if (op !== 'not' && op !== '-' && op !== '#') return this.simple();
    this.lexer.next();
    const e = this.expression(UNARY_PRIORITY);
    const operand = e.tree;
    if (op === 'not') {
      this.code.not(e);
      e.tree = { kind: 'not', operand };
      return e;
    }
    this.code.unary(op, e);
    const { lastLine } = this.lexer;
    const constant = stripped(operand);
    e.tree =
      op === '#'
        ? { kind: 'length', operand, line: lastLine }
        : constant.kind === 'number'
          ? { kind: 'number', value: -constant.value }
          : { kind: 'minus', operand, line: lastLine };
    return e;
  }

  private simple(): Operand {
    const { lexer } = this;
    switch (lexer.token) {
      case Token.number: {
        const e = new Operand('number', { kind: 'number', value: lexer.number });
        e.number = lexer.number;
        lexer.next();
        return e;
      }
      case Token.string:
        return this.text();
      case 'nil':
      case 'true':
      case 'false': {
        const kind = lexer.token;
        lexer.next();
        return new Operand(kind, { kind });
      }
      case '...': {
        const { node } = this.scope;
        if (node.variadic === 'no') {
          this.syntaxError("cannot use '...' outside a vararg function");
        }
        node.variadic = 'dots';
        const at = this.code.emit();
        lexer.next();
        return new Operand('vararg', { kind: 'vararg' }, at);
      }
      case '{':
        return this.table();
      case 'function':
        lexer.next();
        return this.body(false, lexer.line);
      default:
        return this.primary();
    }
  }

  protected variable(): Operand {
    const tree = this.scope.resolve(this.name());
    return new Operand(tree.kind, tree, tree.kind === 'local' ? tree.variable.slot : 0);
  }

  private prefix(): Operand {
    const { lexer } = this;
    if (lexer.token === Token.name) return this.variable();
    if (lexer.token !== '(') return this.syntaxError('unexpected symbol');
    const { line } = lexer;
    lexer.next();
    const e = this.expression();
    this.close(')', '(', line);
    this.code.load(e);
    e.tree = { kind: 'parenthesis', inner: e.tree };
    return e;
  }

  /** A name or a parenthesis with what follows it: fields, indexes, calls. */
  protected primary(): Operand {
    const { lexer, code } = this;
    let value = this.prefix();
    for (;;) {
      switch (lexer.token) {
        case '.':
          this.goToField(value);
          break;
        case '[': {
          code.hold(value);
          this.index(value, this.key());
          break;
        }
        case ':': {
          lexer.next();
          const name = this.field();
          code.method(value, name);
          value = this.call(value, name.tree.value);
          break;
        }
        case '(':
        case '{':
        case Token.string:
          code.push(value);
          value = this.call(value, undefined);
          break;
        default:
          return value;
      }
    }
  }

  /** `.name`, or `:name` of the name of a function. */
  protected goToField(object: Operand): void {
    this.code.hold(object);
    this.lexer.next();
    this.index(object, this.field());
  }

  private index(object: Operand, key: Operand): void {
    this.code.index(object, key);
    object.tree = { kind: 'index', object: object.tree, key: key.tree, line: 0 };
  }

  /** `[key]` */
  private key(): Operand {
    this.lexer.next();
    const key = this.expression();
    this.code.settle(key);
    this.expect(']');
    return key;
  }

  private call(fn: Operand, method: string | undefined): Operand {
    const { lexer, code } = this;
    const { line, lastLine } = lexer;
    let args: Expression[] = [];
    let last: Operand | undefined;
    switch (lexer.token) {
      case '(': {
        if (line !== lastLine) {
          this.syntaxError('ambiguous syntax (function call x new statement)');
        }
        lexer.next();
        if (this.test(')')) break;
        ({ values: args, last } = this.list());
        code.spread(last);
        this.close(')', '(', line);
        break;
      }
      case '{':
        last = this.table();
        args = [last.tree];
        break;
      case Token.string:
        last = this.text();
        args = [last.tree];
        break;
      default:
        return this.syntaxError('function arguments expected');
    }
    if (last && !last.isMultiple) code.push(last);
    code.emit();
    code.free = fn.at + 1;
    const tree: Call = { kind: 'call', fn: fn.tree, method, args, methodLine: lastLine, line };
    return new Operand('call', tree, fn.at);
  }

  private table(): Operand {
    const { lexer, code } = this;
    const { line } = lexer;
    const items: TableItem[] = [];
    const table = new Operand('result', { kind: 'table', items, line }, code.emit());
    code.push(table);
    let count = 0;
    let waiting = 0;
    let last: Operand | undefined;
    this.expect('{');
    while (lexer.token !== '}') {
      if (last) code.push(last);
      if (last && waiting === VALUES_AT_ONCE) {
        code.storeValues(table.at, count);
        waiting = 0;
      }
      last = undefined;
      const named = lexer.token === Token.name && lexer.lookAhead() === '=';
      if (named || lexer.token === '[') items.push(this.item());
      else {
        last = this.expression();
        items.push({ key: undefined, value: last.tree, line: lexer.lastLine });
        count++;
        waiting++;
      }
      if (!this.test(',') && !this.test(';')) break;
    }
    this.close('}', '{', line);
    if (last) code.end(last);
    if (waiting > 0) code.storeValues(table.at, count);
    return table;
  }

  /** A field with a key. */
  private item(): TableItem {
    const { lexer, code } = this;
    const { free } = code;
    const key = lexer.token === '[' ? this.key() : this.field();
    this.expect('=');
    code.operand(key);
    const value = this.expression();
    code.operand(value);
    code.emit();
    code.free = free;
    return { key: key.tree, value: value.tree, line: lexer.lastLine };
  }

  /** Parameters and body of a function. @param line where it begins */
  protected body(method: boolean, line: number): Operand<FunctionExpression> {
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
    scope.code.emit();
    this.scope = scope.parent!;
    const { code } = this;
    code.constants.addFunction();
    const at = code.emit();
    for (let i = scope.node.upvalues.length; i > 0; i--) code.emit();
    return new Operand('result', { kind: 'function', fn: scope.node }, at);
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
    scope.code.take(scope.code.locals);
    scope.node.parameters.push(...declared);
  }
}
