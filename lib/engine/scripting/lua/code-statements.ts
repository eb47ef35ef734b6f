import { ExpressionCode } from './code-expressions.js';
import { isChanging, isCell, isMultiple, isNumeric } from './expression-traits.js';
import { describe, literal } from './emitter.js';
import type { Block, Expression, FunctionNode, Statement, Target, Variable } from './syntax.js';

const TICK = 'if(--$s.ticks<0)$s.tick(0);';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** Generates the JavaScript of statements. */
export abstract class StatementCode extends ExpressionCode {
  private loops = 0;

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
        if (!isCell(variable)) return `let v${variable.id}=${this.recursiveClosure(fn, variable)};`;
        return `let v${variable.id}={v:undefined};v${variable.id}.v=${this.closure(fn)};`;
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
    let text = '';
    let closing = '';
    for (const clause of s.clauses) {
      this.fn.temporaries = 0;
      const condition = this.condition(clause.condition);
      if (text !== '') {
        text += 'else{';
        closing += '}';
      }
      text += `if(${condition}){${this.block(clause.body)}}`;
    }
    if (s.otherwise) text += `else{${this.block(s.otherwise)}}`;
    return text + closing;
  }

  /** The declaration of a variable with its first value. */
  protected declare(variable: Variable, value: string): string {
    return isCell(variable) ? `let v${variable.id}={v:${value}};` : `let v${variable.id}=${value};`;
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
      return this.store(target, this.expression(values[0]!), line);
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
      if (place === undefined || one.kind !== 'index') text += this.store(one, value, line);
      else {
        const mark = this.sites.mark(line, [describe(one.object)]);
        text += `${mark}$setIndex(${place.object},${place.key},${value});`;
      }
    }
    return text;
  }

  private store(target: Target, value: string, line: number): string {
    switch (target.kind) {
      case 'local':
      case 'upvalue':
        return `${this.place(target.variable)}=${value};`;
      case 'global':
        return `${this.sites.mark(line)}$setGlobal(${literal(target.name)},${value});`;
      case 'index': {
        const mark = this.sites.mark(line, [describe(target.object)]);
        const object = this.expression(target.object);
        const key = this.expression(target.key);
        if (!isChanging(target.object) && !isChanging(target.key)) {
          return `${mark}$setIndex(${object},${key},${value});`;
        }
        // What may change on the way is read last, everything else in the order of the text.
        const parts = [target.object, target.key].map((part, i) => {
          const text = i === 0 ? object : key;
          if (isChanging(part)) return { text, before: '' };
          const name = this.temporary();
          return { text: name, before: `${name}=${text};` };
        });
        const name = this.temporary();
        const [first, second] = parts.map((part) => part.text);
        const before = parts.map((part) => part.before).join('');
        return `${before}${name}=${value};${mark}$setIndex(${first},${second},${name});`;
      }
    }
  }

  private numericFor(s: Of<'numeric for'>): string {
    const { variable, start, limit, step } = s;
    const id = this.loops++;
    const constant = step === undefined ? 1 : constantOf(step);
    const values = [start, limit, ...(step ? [step] : [])];
    const [first, last, by = '1'] = values.map((one) => this.expression(one));
    let text = `let i${id}=${first},l${id}=${last},s${id}=${by};`;
    const unsure = values.flatMap((one, i) =>
      isNumeric(one) ? [] : [`typeof ${'ils'[i]}${id}!=="number"`],
    );
    if (unsure.length > 0) {
      const list = `i${id},l${id},s${id}`;
      text += `if(${unsure.join('||')})[${list}]=${this.sites.mark(s.line)}$for(${list});`;
    }
    variable.numeric = true;
    const body = (): string => TICK + this.block(s.body);
    const up = `l${id}`;
    if (
      Number.isSafeInteger(constantOf(start)) &&
      Number.isSafeInteger(constant) &&
      constant !== undefined
    ) {
      // Steps from one integer to the next are exact.
      const compare = constant > 0 ? '<=' : '>=';
      if (!variable.assigned) {
        const v = `v${variable.id}`;
        return `{${text}for(let ${v}=i${id};${v}${compare}${up};${v}+=s${id}){${body()}}}`;
      }
      const declared = this.declare(variable, `i${id}`);
      return `{${text}for(;i${id}${compare}${up};i${id}+=s${id}){${declared}${body()}}}`;
    }
    const next = `(i${id}+=s${id})`;
    const test =
      constant === undefined
        ? `s${id}>0?${next}<=${up}:${next}>=${up}`
        : `${next}${constant > 0 ? '<=' : '>='}${up}`;
    const declared = this.declare(variable, `i${id}`);
    return `{${text}i${id}-=s${id};for(;${test};){${declared}${body()}}}`;
  }

  private genericFor(s: Of<'generic for'>): string {
    this.fn.calls = true;
    const id = this.loops++;
    const [only] = s.values;
    const list =
      s.values.length === 1 && only?.kind === 'call'
        ? `$iterate(${this.call(only)})`
        : `$iterate([${this.list(s.values)}])`;
    const mark = this.sites.mark(s.line, ["local '(for generator)'"]);
    const declared = s.variables
      .map((one, i) => this.declare(one, [`n${id}.key`, `n${id}.value`][i] ?? `n${id}.rest(${i})`))
      .join('');
    const body = this.block(s.body);
    return `{const n${id}=${list};while(${mark}n${id}.step()){${TICK}${declared}${body}}}`;
  }
}

/** The value of a number in the text, with its sign. */
function constantOf(e: Expression): number | undefined {
  if (e.kind === 'number') return e.value;
  const value = e.kind === 'minus' ? constantOf(e.operand) : undefined;
  return value === undefined ? undefined : -value;
}
