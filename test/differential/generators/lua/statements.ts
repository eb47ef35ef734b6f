import type { Dice } from '../dice.js';
import { Expressions } from './expressions.js';
import { Scope, TYPES, type Type } from './scope.js';

const DEPTH = 3;
const MAX_BLOCKS = 4;
const MAX_FUNCTIONS = 2;
const MAX_LOOPS = 2;

/** Writes random statements, one per line, that come to an end. */
export class Statements {
  readonly lines: string[] = [];
  readonly scope: Scope;
  private readonly expressions: Expressions;
  private readonly makers: readonly (() => void)[];

  constructor(private readonly dice: Dice) {
    this.scope = new Scope(dice);
    this.expressions = new Expressions(dice, this.scope);
    const often = (times: number, make: () => void): (() => void)[] =>
      Array.from({ length: times }, () => make);
    this.makers = [
      ...often(6, () => this.declaration()),
      ...often(6, () => this.assignment()),
      ...often(8, () => this.observation()),
      ...often(3, () => this.condition()),
      ...often(3, () => this.numericLoop()),
      ...often(2, () => this.genericLoop()),
      () => this.whileLoop(),
      () => this.repeatLoop(),
      () => this.block(),
      ...often(3, () => this.functionDeclaration()),
      ...often(3, () => this.listChange()),
      ...often(2, () => this.recordChange()),
      ...often(2, () => this.protectedCall()),
      ...often(6, () => this.write()),
      () => this.exchange(),
      () => this.severalAtOnce(),
      () => this.closures(),
      () => this.coroutine(),
      () => this.recursion(),
      () => this.variadic(),
      () => this.failure(),
      () => this.sortedPairs(),
    ];
  }

  /** Writes a statement. */
  statement(): void {
    this.dice.pick(this.makers)();
  }

  /** What the program answers of what it has seen. */
  observation(): void {
    const type = this.dice.pick(TYPES);
    const value = this.expression(type);
    if (type === 'boolean') this.see(`text(${value})`);
    else if (type === 'record') this.see(`(${value}).${this.dice.pick(['n', 'name'])}`);
    else if (type === 'object') this.see(`text(${value})`);
    else if (type === 'number' && this.dice.once(2)) this.see(`text(${value})`);
    else this.see(value);
  }

  private see(value: string): void {
    this.line(`out[#out + 1] = ${value}`);
  }

  private line(text: string): void {
    this.lines.push('  '.repeat(this.scope.blocks) + text);
  }

  private expression(type: Type): string {
    return this.expressions.of(type, this.dice.below(DEPTH + 1));
  }

  /** An expression that does not grow from turn to turn of a loop. */
  private bounded(type: Type): string {
    if (this.scope.loops === 0 && this.scope.functions === 0) return this.expression(type);
    if (type === 'string') return this.expressions.short(1);
    if (type === 'number') return `(${this.expression('number')}) % 1000`;
    return this.expressions.of(type, 0);
  }

  private body(statements: number): void {
    this.scope.within(() => {
      for (let i = 0; i < 1 + this.dice.below(statements); i++) this.statement();
    });
  }

  private loop(head: string, declare: () => void, tail = 'end'): void {
    this.line(head);
    this.scope.loops++;
    this.scope.within(() => {
      declare();
      for (let i = 0; i < 1 + this.dice.below(3); i++) this.statement();
      if (this.dice.once(8)) this.line(`if ${this.expression('boolean')} then break end`);
    });
    this.scope.loops--;
    this.line(tail);
  }

  private get isDeep(): boolean {
    return this.scope.blocks >= MAX_BLOCKS;
  }

  private get isLooping(): boolean {
    return this.scope.loops >= MAX_LOOPS || this.isDeep;
  }

  private declaration(): void {
    const type = this.dice.pick(TYPES);
    const name = this.scope.name();
    this.line(`local ${name} = ${this.bounded(type)}`);
    this.scope.declare(name, type);
  }

  private assignment(): void {
    const type = this.dice.pick(TYPES);
    const variable = this.scope.find(type, true);
    if (variable) this.line(`${variable.name} = ${this.bounded(type)}`);
    else this.declaration();
  }

  private exchange(): void {
    const [a, b] = [this.scope.find('number', true), this.scope.find('number', true)];
    if (a && b) this.line(`${a.name}, ${b.name} = ${b.name}, ${a.name}`);
    else this.declaration();
  }

  private severalAtOnce(): void {
    const types = Array.from({ length: 2 + this.dice.below(2) }, () => this.dice.pick(TYPES));
    const names = types.map(() => this.scope.fresh('m'));
    const values = types.map((type) => this.bounded(type));
    this.line(`local ${names.join(', ')} = ${values.join(', ')}`);
    types.forEach((type, i) => this.scope.declare(names[i]!, type));
  }

  private condition(): void {
    if (this.isDeep) return this.observation();
    this.line(`if ${this.expression('boolean')} then`);
    this.body(3);
    if (this.dice.once(4)) {
      this.line(`elseif ${this.expression('boolean')} then`);
      this.body(2);
    }
    if (this.dice.once(2)) {
      this.line('else');
      this.body(2);
    }
    this.line('end');
  }

  private numericLoop(): void {
    if (this.isLooping) return this.observation();
    const name = this.scope.name();
    const head = this.dice.pick([
      `for ${name} = 1, ${1 + this.dice.below(4)} do`,
      `for ${name} = ${this.dice.below(4)}, -1, -1 do`,
      `for ${name} = 0, 1, 0.25 do`,
      `for ${name} = 1, math.min(3, ${this.expressions.of('number', 0)}) do`,
      `for ${name} = 10, 1 do`,
    ]);
    this.loop(head, () => this.scope.declare(name, 'number', this.dice.once(2)));
  }

  private genericLoop(): void {
    if (this.isLooping) return this.observation();
    const [index, value] = [this.scope.fresh('i'), this.scope.name()];
    if (this.dice.once(3)) {
      const text = this.expressions.short(1);
      this.loop(`for ${value} in string.gmatch(${text}, '%a+') do`, () =>
        this.scope.declare(value, 'string'),
      );
      return;
    }
    const type = this.dice.once(2) ? 'numbers' : 'strings';
    this.loop(
      `for ${index}, ${value} in ipairs({unpack(${this.expression(type)}, 1, 4)}) do`,
      () => {
        this.scope.declare(index, 'number', true);
        this.scope.declare(value, type === 'numbers' ? 'number' : 'string');
      },
    );
  }

  /** It counts in the line that begins it, so that it ends without any other line. */
  private whileLoop(): void {
    if (this.isLooping) return this.observation();
    const name = this.scope.fresh('w');
    this.line(`local ${name} = 0`);
    this.scope.declare(name, 'number', true);
    this.loop(
      `while ${name} < ${1 + this.dice.below(4)} and ${this.expression('boolean')} do ${name} = ${name} + 1`,
      () => {},
    );
  }

  private repeatLoop(): void {
    if (this.isLooping) return this.observation();
    const name = this.scope.fresh('r');
    this.line(`local ${name} = 0`);
    this.scope.declare(name, 'number', true);
    const tail = `until ${name} >= ${1 + this.dice.below(3)} or ${this.expression('boolean')}`;
    this.loop(`repeat ${name} = ${name} + 1`, () => {}, tail);
  }

  private block(): void {
    if (this.isDeep) return this.observation();
    this.line('do');
    this.body(3);
    this.line('end');
  }

  private functionDeclaration(): void {
    const { scope } = this;
    if (this.isDeep || scope.functions >= MAX_FUNCTIONS) return this.observation();
    const name = scope.fresh('f');
    const params = Array.from({ length: this.dice.below(3) }, () => this.dice.pick(TYPES));
    const names = params.map(() => scope.name());
    const result = this.dice.pick(TYPES);
    this.line(
      this.dice.once(2)
        ? `local function ${name}(${names.join(', ')})`
        : `local ${name} = function(${names.join(', ')})`,
    );
    const { loops } = scope;
    scope.loops = MAX_LOOPS - 1;
    scope.functions++;
    scope.within(() => {
      params.forEach((type, i) => scope.declare(names[i]!, type));
      for (let i = 0; i < this.dice.below(3); i++) this.statement();
      if (this.dice.once(5)) this.line(`if ${this.expression('boolean')} then return end`);
      this.line(`return ${this.expression(result)}`);
    });
    scope.functions--;
    scope.loops = loops;
    this.line('end');
    scope.declareFunction(name, params, result);
  }

  private listChange(): void {
    const type = this.dice.once(2) ? 'numbers' : 'strings';
    const list = this.scope.find(type);
    if (!list) return this.declaration();
    const { name } = list;
    const value = this.bounded(type === 'numbers' ? 'number' : 'string');
    this.line(
      this.dice.pick([
        `table.insert(${name}, ${value})`,
        `table.insert(${name}, 1, ${value})`,
        `table.remove(${name})`,
        `table.remove(${name}, 1)`,
        `${name}[#${name} + 1] = ${value}`,
        `${name}[1] = ${value}`,
        `${name}[#${name}] = nil`,
        `table.sort(${name})`,
        `table.sort(${name}, function(p, q) return p > q end)`,
      ]),
    );
  }

  private recordChange(): void {
    const record = this.scope.find('record');
    if (!record) return this.declaration();
    const [field, type] = this.dice.pick([
      ['n', 'number'],
      ['name', 'string'],
      ['flag', 'boolean'],
    ] as const);
    this.line(
      `${record.name}${this.dice.once(2) ? `.${field}` : `['${field}']`} = ${this.bounded(type)}`,
    );
  }

  private protectedCall(): void {
    if (this.isDeep) return this.observation();
    const [ok, value] = [this.scope.fresh('ok'), this.scope.fresh('e')];
    this.line(`local ${ok}, ${value} = pcall(function()`);
    const { loops } = this.scope;
    this.scope.within(() => {
      for (let i = 0; i < 1 + this.dice.below(2); i++) this.statement();
      const trouble = this.dice.below(5);
      if (trouble === 0) this.line(`error(${this.expression('string')}, ${this.dice.below(3)})`);
      else if (trouble === 1) this.line(`error({err = ${this.expressions.short(1)}})`);
      else if (trouble === 2)
        this.line(`local z = ${this.expression('string')} + ${this.expression('number')}`);
      else this.line(`return ${this.expression('string')}`);
    });
    this.scope.loops = loops;
    this.line('end)');
    this.see(
      `tostring(${ok}) .. ' ' .. (type(${value}) == 'table' and text(${value}.err) or tostring(${value}))`,
    );
  }

  private write(): void {
    const key = this.expressions.key();
    const s = (): string => this.expressions.short(1);
    const n = (): string => this.expression('number');
    const call = this.dice.once(3) ? 'redis.pcall' : 'redis.call';
    this.line(
      this.dice.pick([
        `${call}('set', ${key}, ${s()})`,
        `${call}('set', ${key}, ${n()})`,
        `${call}('append', ${key}, ${s()})`,
        `${call}('incrby', ${key}, math.floor(${n()}) % 100)`,
        `${call}('del', ${key})`,
        `${call}('rpush', ${key}, ${s()}, ${n()})`,
        `${call}('lpush', ${key}, ${s()})`,
        `${call}('hset', ${key}, 'f${this.dice.below(3)}', ${s()})`,
        `${call}('hincrby', ${key}, 'n', ${this.dice.below(9)})`,
        `${call}('sadd', ${key}, ${s()})`,
        `${call}('zadd', ${key}, ${this.dice.below(50)}, ${s()})`,
        `${call}('setrange', ${key}, ${this.dice.below(9)}, ${s()})`,
        `redis.pcall('rename', ${key}, ${this.expressions.key()})`,
        `${call}('mset', ${key}, ${s()}, ${this.expressions.key()}, ${n()})`,
      ]),
    );
  }

  private closures(): void {
    const [name, i] = [this.scope.fresh('fs'), this.scope.fresh('i')];
    this.line(`local ${name} = {}`);
    this.line(
      `for ${i} = 1, 3 do local c = ${i} * ${1 + this.dice.below(5)} ${name}[${i}] = function(d) c = c + (d or ${i}) return c end end`,
    );
    this.see(`${name}[1]() + ${name}[2](${this.dice.below(9)}) + ${name}[1]() * ${name}[3]()`);
  }

  private coroutine(): void {
    if (this.isLooping) return this.observation();
    const [value, i] = [this.scope.name(), this.scope.fresh('i')];
    const type = this.dice.once(2) ? 'number' : 'string';
    const yielded = this.expressions.of(type, 1);
    this.loop(
      `for ${value} in coroutine.wrap(function() for ${i} = 1, ${1 + this.dice.below(3)} do coroutine.yield(${yielded}) end end) do`,
      () => this.scope.declare(value, type),
    );
  }

  private recursion(): void {
    const name = this.scope.fresh('rec');
    const base = this.expressions.of('number', 1);
    this.line(
      `local function ${name}(k) if k <= 0 then return ${base} end return ${this.dice.pick(['k + ', 'k * ', '', '1 - '])}${name}(k - 1) end`,
    );
    this.see(`${name}(${this.dice.below(12)})`);
  }

  private variadic(): void {
    const name = this.scope.fresh('va');
    const use = this.dice.pick([
      "select('#', ...)",
      '#{...}',
      '(...)',
      'select(2, ...)',
      '...',
      "table.concat({...}, '|')",
      "arg and arg.n or 'no arg'",
    ]);
    this.line(`local function ${name}(...) return ${use} end`);
    const args = Array.from({ length: 1 + this.dice.below(3) }, () =>
      this.expressions.of('number', 1),
    );
    this.see(`text(${name}(${args.join(', ')}))`);
  }

  private failure(): void {
    if (!this.dice.once(8)) return this.observation();
    const condition = this.expression('boolean');
    // An error that is a table without a text ends a real server.
    const message = `text(${this.expression('string')})`;
    this.line(
      this.dice.pick([
        `if ${condition} then error(${message}) end`,
        `if ${condition} then error(${message}, 0) end`,
        `if ${condition} then error({err = ${message}}) end`,
        `assert(${condition}, ${message})`,
        `assert(${condition})`,
        `if ${condition} then return redis.error_reply('ERR stopped') end`,
        `if ${condition} then return out end`,
      ]),
    );
  }

  private sortedPairs(): void {
    const [names, key] = [this.scope.fresh('ks'), this.scope.fresh('k')];
    const source = this.expression(this.dice.once(2) ? 'record' : 'numbers');
    this.line(
      `local ${names} = {} for ${key} in pairs(${source}) do ${names}[#${names} + 1] = tostring(${key}) end table.sort(${names})`,
    );
    this.see(`table.concat(${names}, ' ')`);
  }
}
