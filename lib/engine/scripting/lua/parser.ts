import { ExpressionParser } from './expression-parser.js';
import { Lexer, type Source, Token } from './lexer.js';
import { FunctionScope } from './scope.js';
import type { Block, Expression, FunctionNode, Statement, Target } from './syntax.js';

/** Tokens that end a block. */
const BLOCK_ENDS: ReadonlySet<string> = new Set(['else', 'elseif', 'end', 'until', Token.end]);

/**
 * Parses a chunk of Lua 5.1.
 * @param name how messages call the chunk
 * @param levels how many levels of nesting are in use already
 * @throws LuaSyntaxError with the message of Lua 5.1
 */
export function parse(source: Source, name: string, levels = 0): FunctionNode {
  return new Parser(new Lexer(source, name), levels).main();
}

/** The step of a numeric `for` that names none. */
const DEFAULT_STEP = 1;

class Parser extends ExpressionParser {
  main(): FunctionNode {
    this.scope = new FunctionScope(this.lexer, undefined, this.ids, 0);
    this.scope.node.variadic = 'dots';
    this.lexer.next();
    this.scope.node.body = this.chunk();
    if (this.lexer.token !== Token.end) this.syntaxError(`'${Token.end}' expected`);
    return this.scope.node;
  }

  protected override chunk(): Block {
    const statements: Block = [];
    this.enterLevel();
    while (!BLOCK_ENDS.has(this.lexer.token)) {
      const statement = this.statement();
      statements.push(statement);
      this.test(';');
      if (statement.kind === 'return' || statement.kind === 'break') break;
    }
    this.leaveLevel();
    return statements;
  }

  private block(loop = false): Block {
    this.scope.enter(loop);
    const statements = this.chunk();
    this.scope.leave();
    return statements;
  }

  private statement(): Statement {
    const { lexer } = this;
    const { line } = lexer;
    switch (lexer.token) {
      case 'if':
        return this.ifStatement(line);
      case 'while': {
        lexer.next();
        const condition = this.settle(this.expression());
        this.expect('do');
        const body = this.block(true);
        this.close('end', 'while', line);
        return { kind: 'while', condition, body };
      }
      case 'do': {
        lexer.next();
        const body = this.block();
        this.close('end', 'do', line);
        return { kind: 'do', body };
      }
      case 'for':
        return this.forStatement(line);
      case 'repeat':
        return this.repeatStatement(line);
      case 'function':
        return this.functionStatement(line);
      case 'local':
        lexer.next();
        return this.test('function') ? this.localFunction() : this.localStatement();
      case 'return': {
        lexer.next();
        const none = BLOCK_ENDS.has(this.lexer.token) || this.lexer.token === ';';
        return { kind: 'return', values: none ? [] : this.settledExpressions() };
      }
      case 'break':
        lexer.next();
        if (!this.scope.inLoop) this.syntaxError('no loop to break');
        return { kind: 'break' };
      default:
        return this.expressionStatement();
    }
  }

  private ifStatement(line: number): Statement {
    const clauses = [];
    do {
      this.lexer.next();
      const condition = this.settle(this.expression());
      this.expect('then');
      clauses.push({ condition, body: this.block() });
    } while (this.lexer.token === 'elseif');
    const otherwise = this.test('else') ? this.block() : undefined;
    this.close('end', 'if', line);
    return { kind: 'if', clauses, otherwise };
  }

  private repeatStatement(line: number): Statement {
    const { scope } = this;
    scope.enter(true);
    scope.enter(false);
    this.lexer.next();
    const body = this.chunk();
    this.close('until', 'repeat', line);
    const condition = this.settle(this.expression());
    scope.leave();
    scope.leave();
    return { kind: 'repeat', body, condition };
  }

  private forStatement(line: number): Statement {
    const { lexer, scope } = this;
    scope.enter(true);
    lexer.next();
    const name = this.name();
    let statement: Statement;
    if (lexer.token === '=') statement = this.numericFor(name);
    else if (lexer.token === ',' || lexer.token === 'in') statement = this.genericFor(name);
    else return this.syntaxError("'=' or 'in' expected");
    this.close('end', 'for', line);
    scope.leave();
    return statement;
  }

  private numericFor(name: string): Statement {
    const { lexer, scope } = this;
    const hidden = ['(for index)', '(for limit)', '(for step)'].map((one) => scope.declare(one));
    const variable = scope.declare(name);
    this.expect('=');
    const start = this.loopValue();
    this.expect(',');
    const limit = this.loopValue();
    const step = this.test(',') ? this.loopValue() : undefined;
    if (!step) scope.constants.add(DEFAULT_STEP);
    scope.activate(...hidden);
    this.expect('do');
    const line = lexer.lastLine;
    scope.enter(false);
    scope.activate(variable);
    const body = this.block();
    scope.leave();
    return { kind: 'numeric for', variable, start, limit, step, body, line };
  }

  private loopValue(): Expression {
    const value = this.settle(this.expression());
    this.scope.constants.load(value);
    return value;
  }

  private genericFor(name: string): Statement {
    const { scope } = this;
    const hidden = ['(for generator)', '(for state)', '(for control)'].map((one) =>
      scope.declare(one),
    );
    const variables = [scope.declare(name)];
    while (this.test(',')) variables.push(scope.declare(this.name()));
    this.expect('in');
    const { line } = this.lexer;
    const values = this.settledExpressions();
    // The iterator is called where the values end.
    scope.touch(values.length + hidden.length);
    scope.activate(...hidden);
    this.expect('do');
    scope.enter(false);
    scope.activate(...variables);
    const body = this.block();
    scope.leave();
    return { kind: 'generic for', variables, values, body, line };
  }

  private functionStatement(line: number): Statement {
    this.lexer.next();
    let target = this.scope.resolve(this.name()) as Target;
    let method = false;
    while (!method && (this.lexer.token === '.' || this.lexer.token === ':')) {
      method = this.lexer.token === ':';
      this.settle(target);
      this.lexer.next();
      target = { kind: 'index', object: target, key: this.field(), line: 0 };
    }
    const fn = this.body(method, line);
    this.assigning(target);
    return { kind: 'assign', targets: [target], values: [{ kind: 'function', fn }], line };
  }

  private localFunction(): Statement {
    const variable = this.scope.declare(this.name());
    this.scope.activate(variable);
    const fn = this.body(false, this.lexer.line);
    return { kind: 'local function', variable, fn };
  }

  private localStatement(): Statement {
    const variables = [];
    do {
      variables.push(this.scope.declare(this.name()));
    } while (this.test(','));
    const values = this.test('=') ? this.settledExpressions() : [];
    this.scope.activate(...variables);
    return { kind: 'local', variables, values };
  }

  private expressionStatement(): Statement {
    const expression = this.primary();
    if (expression.kind === 'call') return { kind: 'call', call: expression };
    const targets = [this.target(expression)];
    while (this.test(',')) {
      const next = this.primary();
      this.scope.limit(targets.length, this.freeLevels, 'variables in assignment');
      targets.push(this.target(next));
    }
    this.expect('=');
    const values = this.settledExpressions();
    // Only the last one is stored from where it is: the others are in registers.
    const last = values.at(-1)!;
    if (values.length === targets.length && targets.at(-1)!.kind === 'index') {
      this.scope.constants.operand(last);
    }
    for (const target of targets) this.assigning(target);
    return { kind: 'assign', targets, values, line: this.lexer.lastLine };
  }

  private target(expression: Expression): Target {
    switch (expression.kind) {
      case 'local':
      case 'upvalue':
      case 'global':
      case 'index':
        return expression;
      default:
        return this.syntaxError('syntax error');
    }
  }

  private assigning(target: Target): void {
    if (target.kind === 'local' || target.kind === 'upvalue') target.variable.assigned = true;
  }
}
