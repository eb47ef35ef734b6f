import { ExpressionCode } from './code-expressions.js';
import { isChanging, isCell, isMultiple, isNumeric } from './expression-traits.js';
import { describe, literal } from './emitter.js';
import type { Block, Expression, FunctionNode, Statement, Target, Variable } from './syntax.js';

/** More clauses of an `if` than this are generated one after the other. */
const MANY_CLAUSES = 20;
const TICK = 'if(--$s.ticks<0)$s.tick(0);';

type NameTarget = Exclude<Target, { kind: 'index' }>;
type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** Generates the JavaScript of statements. */
export abstract class StatementCode extends ExpressionCode {
  private labels = 0;

  /** The closure of a `local function`, which may know itself by the name of its variable. */
  protected abstract recursiveClosure(node: FunctionNode, variable: Variable): string;

  /** The statement that leaves the function with results. */
  protected abstract leave(results: string): string;

  protected block(statements: Block): string {
    return statements.map((one) => this.statement(one)).join('');
  }

  private statement(s: Statement): string {
    this.fn.temporaries = 0;
    switch (s.kind) {
      case 'local':
        return this.local(s);
      case 'local function': {
        const { variable, fn } = s;
        const place = this.holder(variable);
        if (!isCell(variable)) return `${place}=${this.recursiveClosure(fn, variable)};`;
        return `${place}={v:undefined};${place}.v=${this.closure(fn)};`;
      }
      case 'assign':
        return this.assign(s);
      case 'call':
        return `${this.call(s.call)};`;
      case 'do':
        return `{${this.block(s.body)}}`;
      case 'while':
        return `while(${this.condition(s.condition)}){${TICK}${this.block(s.body)}}`;
      case 'repeat':
        return this.repeat(s);
      case 'if':
        return this.branches(s);
      case 'numeric for':
        return this.numericFor(s);
      case 'generic for':
        return this.genericFor(s);
      case 'return':
        return `{${this.leave(this.results(s.values))}}`;
      case 'break':
        return 'break;';
    }
  }

  private repeat(s: Of<'repeat'>): string {
    const body = this.block(s.body);
    const last = s.body.at(-1)?.kind;
    if (last === 'return' || last === 'break') return `for(;;){${TICK}${body}}`;
    this.fn.temporaries = 0;
    return `for(;;){${TICK}${body}if(${this.condition(s.condition)})break;}`;
  }

  private branches(s: Of<'if'>): string {
    const clauses = s.clauses.map(({ condition, body }) => {
      this.fn.temporaries = 0;
      return [this.condition(condition), this.block(body)] as const;
    });
    const otherwise = s.otherwise ? this.block(s.otherwise) : '';
    if (clauses.length <= MANY_CLAUSES) {
      const text = clauses.map(([condition, body]) => `if(${condition}){${body}}`).join('else ');
      return otherwise === '' ? text : `${text}else{${otherwise}}`;
    }
    // Nested in each other, they could take the whole stack to compile.
    const label = `c${this.labels++}`;
    const parts = clauses.map(([condition, body]) => `if(${condition}){${body}break ${label};}`);
    return `${label}:{${parts.join('')}${otherwise}}`;
  }

  /** The declaration of a variable with its first value. */
  protected declare(variable: Variable, value: string): string {
    return `${this.holder(variable)}=${isCell(variable) ? `{v:${value}}` : value};`;
  }

  private local({ variables, values }: Of<'local'>): string {
    const [variable] = variables;
    if (variables.length === 1 && values.length === 1 && variable) {
      const value = values[0]!;
      variable.numeric = isNumeric(value);
      return this.declare(variable, this.expression(value));
    }
    const { before, texts } = this.adjust(values, variables.length);
    return before + variables.map((one, i) => this.declare(one, texts[i]!)).join('');
  }

  /** As many values as are wanted: statements that evaluate all of them, in order, and the text of each. */
  private adjust(
    values: readonly Expression[],
    wanted: number,
  ): { before: string; texts: string[] } {
    let before = '';
    const texts: string[] = [];
    values.forEach((value, i) => {
      if (i === values.length - 1 && isMultiple(value) && wanted > values.length) {
        const name = this.temporary();
        before += `${name}=${this.multiple(value)};`;
        for (let k = 0; texts.length < wanted; k++) texts.push(`${name}[${k}]`);
        return;
      }
      const name = this.temporary();
      before += `${name}=${this.expression(value)};`;
      texts.push(name);
    });
    while (texts.length < wanted) texts.push('undefined');
    return { before, texts };
  }

  private assign({ targets, values, line }: Of<'assign'>): string {
    const [target] = targets;
    if (targets.length === 1 && values.length === 1 && target) {
      return this.store(target, values[0]!, line);
    }
    let before = '';
    const hold = (text: string): string => {
      const name = this.temporary();
      before += `${name}=${text};`;
      return name;
    };
    // Tables and keys on the left are evaluated first, and the last target is assigned first.
    const places = targets.map((one) =>
      one.kind === 'index'
        ? { object: hold(this.expression(one.object)), key: hold(this.expression(one.key)) }
        : undefined,
    );
    const adjusted = this.adjust(values, targets.length);
    let text = before + adjusted.before;
    for (let i = targets.length - 1; i >= 0; i--) {
      const one = targets[i]!;
      const place = places[i];
      const value = adjusted.texts[i]!;
      if (one.kind !== 'index') text += this.storeName(one, value, line);
      else {
        const mark = this.sites.mark(line, [describe(one.object)]);
        text += `${mark}$setIndex(${place?.object},${place?.key},${value});`;
      }
    }
    return text;
  }

  private storeName(target: NameTarget, value: string, line: number): string {
    if (target.kind !== 'global') return `${this.place(target.variable)}=${value};`;
    return `${this.sites.mark(line)}$setGlobal(${literal(target.name)},${value});`;
  }

  private store(target: Target, value: Expression, line: number): string {
    if (target.kind !== 'index') return this.storeName(target, this.expression(value), line);
    const mark = this.sites.mark(line, [describe(target.object)]);
    const parts = [target.object, target.key];
    if (!parts.some(isChanging)) {
      const [object, key] = parts.map((part) => this.expression(part));
      return `${mark}$setIndex(${object},${key},${this.expression(value)});`;
    }
    // What may change on the way is read last, everything else in the order of the text.
    let before = '';
    const [object, key, last] = [...parts, value].map((part) => {
      const text = this.expression(part);
      if (part !== value && isChanging(part)) return text;
      const name = this.temporary();
      before += `${name}=${text};`;
      return name;
    });
    return `${before}${mark}$setIndex(${object},${key},${last});`;
  }

  private numericFor(s: Of<'numeric for'>): string {
    const { variable, start, limit, step } = s;
    // The hidden variables of the loop come before its own.
    const [i, l, by] = [3, 2, 1].map((n) => `l${variable.slot - n}`) as [string, string, string];
    const constant = step === undefined ? 1 : constantOf(step);
    const values = [start, limit, ...(step ? [step] : [])];
    const texts = values.map((one) => this.expression(one));
    let text = `${i}=${texts[0]};${l}=${texts[1]};${by}=${texts[2] ?? '1'};`;
    const unsure = values.flatMap((one, n) =>
      isNumeric(one) ? [] : [`typeof ${[i, l, by][n]}!=="number"`],
    );
    if (unsure.length > 0) {
      const list = `${i},${l},${by}`;
      text += `if(${unsure.join('||')})[${list}]=${this.sites.mark(s.line)}$for(${list});`;
    }
    variable.numeric = true;
    const body = (): string => TICK + this.block(s.body);
    if (
      Number.isSafeInteger(constantOf(start)) &&
      Number.isSafeInteger(constant) &&
      constant !== undefined
    ) {
      // Steps from one integer to the next are exact.
      const compare = constant > 0 ? '<=' : '>=';
      if (!variable.assigned) {
        const v = this.holder(variable);
        return `${text}for(${v}=${i};${v}${compare}${l};${v}+=${by}){${body()}}`;
      }
      const declared = this.declare(variable, i);
      return `${text}for(;${i}${compare}${l};${i}+=${by}){${declared}${body()}}`;
    }
    const next = `(${i}+=${by})`;
    const test =
      constant === undefined
        ? `${by}>0?${next}<=${l}:${next}>=${l}`
        : `${next}${constant > 0 ? '<=' : '>='}${l}`;
    const declared = this.declare(variable, i);
    return `${text}${i}-=${by};for(;${test};){${declared}${body()}}`;
  }

  private genericFor(s: Of<'generic for'>): string {
    // The place of the first of the hidden variables, which come before those of the loop.
    const n = `l${s.variables[0]!.slot - 3}`;
    const [only] = s.values;
    const list =
      s.values.length === 1 && only?.kind === 'call'
        ? `$iterate(${this.call(only)})`
        : `$iterate([${this.list(s.values)}])`;
    const mark = this.sites.mark(s.line, ["local '(for generator)'"]);
    const declared = s.variables
      .map((one, i) => this.declare(one, [`${n}.key`, `${n}.value`][i] ?? `${n}.rest(${i})`))
      .join('');
    const body = this.block(s.body);
    return `${n}=${list};while(${mark}${n}.step()){${TICK}${declared}${body}}`;
  }
}

/** The value of a number in the text, with its sign. */
function constantOf(e: Expression): number | undefined {
  if (e.kind === 'number') return e.value;
  const value = e.kind === 'minus' ? constantOf(e.operand) : undefined;
  return value === undefined ? undefined : -value;
}
