import { ExpressionParser } from './expression-parser.js';
import { NO_JUMP, Op } from './instructions.js';
import { Lexer, type Source, Token } from './lexer.js';
import { Operand } from './operand.js';
import { FunctionScope } from './scope.js';
import type { Block, Expression, FunctionNode, Statement, Target, Variable } from './syntax.js';

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
    this.code.emit();
    return this.scope.node;
  }

  protected override chunk(): Block {
    const statements: Block = [];
    this.enterLevel();
    while (!BLOCK_ENDS.has(this.lexer.token)) {
      const statement = this.statement();
      statements.push(statement);
      this.test(';');
      this.code.free = this.code.locals;
      if (statement.kind === 'return' || statement.kind === 'break') break;
    }
    this.leaveLevel();
    return statements;
  }

  private block(): Block {
    this.scope.enter(false);
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
      case 'while':
        return this.whileStatement(line);
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
        return this.returnStatement();
      }
      case 'break':
        lexer.next();
        if (!this.scope.break()) this.syntaxError('no loop to break');
        return { kind: 'break' };
      default:
        return this.expressionStatement();
    }
  }

  /** Goes on if a condition is true. @returns it, and the jumps where it is not */
  private condition(): { condition: Expression; otherwise: number } {
    const e = this.expression();
    if (e.kind === 'nil') e.kind = 'false';
    this.code.goIfTrue(e);
    return { condition: e.tree, otherwise: e.whenFalse };
  }

  private whileStatement(line: number): Statement {
    const { scope, code } = this;
    const start = code.here();
    this.lexer.next();
    const { condition, otherwise } = this.condition();
    scope.enter(true);
    this.expect('do');
    const body = this.block();
    code.jumpTo(code.jump(), start);
    this.close('end', 'while', line);
    scope.leave();
    code.land(otherwise);
    return { kind: 'while', condition, body };
  }

  private returnStatement(): Statement {
    const { code, lexer } = this;
    let values: Expression[] = [];
    if (!BLOCK_ENDS.has(lexer.token) && lexer.token !== ';') {
      let last: Operand;
      ({ values, last } = this.list());
      if (values.length === 1 && !last.isMultiple) code.hold(last);
      else code.end(last);
    }
    code.emit();
    return { kind: 'return', values };
  }

  private ifStatement(line: number): Statement {
    const { code, lexer } = this;
    const clauses: { condition: Expression; body: Block }[] = [];
    const clause = (): number => {
      lexer.next();
      const { condition, otherwise } = this.condition();
      this.expect('then');
      clauses.push({ condition, body: this.block() });
      return otherwise;
    };
    let leaving = NO_JUMP;
    let past = clause();
    const otherwise = (): void => {
      leaving = code.join(leaving, code.jump());
      code.land(past);
    };
    while (lexer.token === 'elseif') {
      otherwise();
      past = clause();
    }
    let last: Block | undefined;
    if (lexer.token === 'else') {
      otherwise();
      lexer.next();
      last = this.block();
    } else leaving = code.join(leaving, past);
    code.land(leaving);
    this.close('end', 'if', line);
    return { kind: 'if', clauses, otherwise: last };
  }

  private repeatStatement(line: number): Statement {
    const { scope, code } = this;
    const start = code.here();
    scope.enter(true);
    scope.enter(false);
    this.lexer.next();
    const body = this.chunk();
    this.close('until', 'repeat', line);
    const { condition, otherwise } = this.condition();
    if (scope.isCaptured) {
      scope.break();
      code.land(otherwise);
      scope.leave();
      code.jumpTo(code.jump(), start);
    } else {
      scope.leave();
      code.jumpTo(otherwise, start);
    }
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
    if (!step) {
      this.code.constants.index(DEFAULT_STEP);
      this.code.emit();
      this.code.take(1);
    }
    scope.activate(...hidden);
    this.expect('do');
    const line = lexer.lastLine;
    const body = this.loopBody([variable], true);
    return { kind: 'numeric for', variable, start, limit, step, body, line };
  }

  private loopValue(): Expression {
    const value = this.expression();
    this.code.push(value);
    return value.tree;
  }

  private genericFor(name: string): Statement {
    const { scope, code } = this;
    const hidden = ['(for generator)', '(for state)', '(for control)'].map((one) =>
      scope.declare(one),
    );
    const variables = [scope.declare(name)];
    while (this.test(',')) variables.push(scope.declare(this.name()));
    this.expect('in');
    const { line } = this.lexer;
    const { values, last } = this.list();
    code.adjust(hidden.length, values.length, last);
    // The iterator is called where the values end.
    code.check(hidden.length);
    scope.activate(...hidden);
    this.expect('do');
    const body = this.loopBody(variables, false);
    return { kind: 'generic for', variables, values, body, line };
  }

  private loopBody(variables: readonly Variable[], isNumeric: boolean): Block {
    const { scope, code } = this;
    const preparation = isNumeric ? code.emit(Op.jump) : code.jump();
    scope.enter(false);
    scope.activate(...variables);
    code.take(variables.length);
    const body = this.block();
    scope.leave();
    code.land(preparation);
    const next = code.emit(isNumeric ? Op.jump : Op.other);
    code.jumpTo(isNumeric ? next : code.jump(), preparation + 1);
    return body;
  }

  private functionStatement(line: number): Statement {
    this.lexer.next();
    const target = this.variable();
    let method = false;
    while (!method && (this.lexer.token === '.' || this.lexer.token === ':')) {
      method = this.lexer.token === ':';
      this.goToField(target);
    }
    const fn = this.body(method, line);
    this.code.store(target, fn);
    const tree = this.assigned(target);
    return { kind: 'assign', targets: [tree], values: [fn.tree], line };
  }

  private localFunction(): Statement {
    const variable = this.scope.declare(this.name());
    this.code.take(1);
    this.scope.activate(variable);
    const place = new Operand('local', { kind: 'local', variable }, variable.slot);
    const fn = this.body(false, this.lexer.line);
    this.code.store(place, fn);
    return { kind: 'local function', variable, fn: fn.tree.fn };
  }

  private localStatement(): Statement {
    const variables: Variable[] = [];
    do {
      variables.push(this.scope.declare(this.name()));
    } while (this.test(','));
    const list = this.test('=') ? this.list() : undefined;
    const values = list?.values ?? [];
    this.code.adjust(variables.length, values.length, list?.last);
    this.scope.activate(...variables);
    return { kind: 'local', variables, values };
  }

  private expressionStatement(): Statement {
    const { code, scope } = this;
    const expression = this.primary();
    if (expression.tree.kind === 'call') return { kind: 'call', call: expression.tree };
    const targets = [this.target(expression)];
    while (this.test(',')) {
      const next = this.primary();
      if (next.kind === 'local') this.keep(next, targets);
      scope.limit(targets.length, this.freeLevels, 'variables in assignment');
      targets.push(this.target(next));
    }
    this.expect('=');
    const { values, last } = this.list();
    let first = targets.length;
    if (values.length === first) {
      // Only the last value is stored from where it is: the others are in registers.
      if (last.isMultiple) code.load(last);
      code.store(targets[--first]!, last);
    } else {
      code.adjust(first, values.length, last);
      code.free -= Math.max(0, values.length - first);
    }
    while (first > 0) {
      code.store(targets[--first]!, new Operand('register', last.tree, code.free - 1));
    }
    const trees = targets.map((one) => this.assigned(one));
    return { kind: 'assign', targets: trees, values, line: this.lexer.lastLine };
  }

  /** A variable that is assigned to after it has been read as a table or a key is kept in another register. */
  private keep(variable: Operand, targets: readonly Operand[]): void {
    const { code } = this;
    let isRead = false;
    for (const target of targets) {
      if (target.kind !== 'index') continue;
      for (const part of ['at', 'key'] as const) {
        if (target[part] !== variable.at) continue;
        target[part] = code.free;
        isRead = true;
      }
    }
    if (!isRead) return;
    code.emit();
    code.take(1);
  }

  private target(expression: Operand): Operand {
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

  private assigned({ tree }: Operand): Target {
    const target = tree as Target;
    if (target.kind === 'local' || target.kind === 'upvalue') target.variable.assigned = true;
    return target;
  }
}
