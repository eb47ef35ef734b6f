import type { Dice } from '../dice.js';
import {
  NUMBER_FORMATS,
  NUMBERS,
  PATTERNS,
  REPLACEMENTS,
  STRING_FORMATS,
  STRINGS,
} from './literals.js';
import { TYPES, type Scope, type Type } from './scope.js';

/** An expression is of another type than its place asks for once in so many times. */
const WRONG = 150;
const ARITHMETIC = ['+', '-', '*'];
const ORDER = ['<', '<=', '>', '>='];
const READS_OF_NUMBERS = ['exists', 'strlen', 'llen', 'hlen', 'scard', 'zcard'];
const KEYS = 5;

/** Makes random expressions of a type out of what a scope has. */
export class Expressions {
  /** Makers of each type, the plain ones first. */
  private readonly makers: Readonly<Record<Type, readonly ((depth: number) => string)[]>>;

  constructor(
    private readonly dice: Dice,
    private readonly scope: Scope,
  ) {
    this.makers = {
      number: this.numbers(),
      string: this.strings(),
      boolean: this.booleans(),
      numbers: this.numberLists(),
      strings: this.stringLists(),
      record: this.records(),
      object: this.objects(),
    };
  }

  /** @param depth how much may be nested in it */
  of(type: Type, depth: number): string {
    if (this.dice.once(WRONG)) {
      if (this.dice.once(3)) return 'nil';
      return this.of(this.dice.pick(TYPES), depth);
    }
    const variable = this.dice.once(2) ? this.scope.find(type) : undefined;
    if (variable) return variable.name;
    const fn = depth > 0 && this.scope.loops === 0 ? this.scope.findFunction(type) : undefined;
    if (fn && this.dice.once(2)) return this.call(fn.name, fn.params!, depth - 1);
    const makers = this.makers[type];
    return makers[depth <= 0 ? 0 : this.dice.below(makers.length)]!(depth - 1);
  }

  call(name: string, params: readonly Type[], depth: number): string {
    const args = params.map((param) => this.of(param, depth));
    if (this.dice.once(12)) args.pop();
    if (this.dice.once(12)) args.push(this.of('number', 0));
    return `${name}(${args.join(', ')})`;
  }

  key(): string {
    return `KEYS[${1 + this.dice.below(KEYS)}]`;
  }

  /** A text of few bytes, however long what it is made of has become. */
  short(depth: number): string {
    return `string.sub(${this.of('string', depth)}, 1, ${5 + this.dice.below(20)})`;
  }

  private pick(choices: readonly string[]): string {
    return this.dice.pick(choices);
  }

  private small(): string {
    return String(this.dice.below(7) - 2);
  }

  private numbers(): ((depth: number) => string)[] {
    const n = (depth: number): string => this.of('number', depth);
    const s = (depth: number): string => this.of('string', depth);
    return [
      () => this.pick(NUMBERS),
      () => this.pick(NUMBERS),
      (d) => `(${n(d)} ${this.pick(ARITHMETIC)} ${n(d)})`,
      (d) => `${n(d)} ${this.pick(ARITHMETIC)} ${n(d)}`,
      (d) => `(${n(d)} / ${1 + this.dice.below(9)})`,
      (d) => `(${n(d)} % ${this.pick(['2', '3', '7', '-3', '0.5', '10'])})`,
      (d) => `(${n(d)}) ^ ${this.dice.below(4)}`,
      (d) => `-(${n(d)})`,
      (d) => `#${this.parenthesised('string', d)}`,
      (d) => `#${this.parenthesised(this.dice.once(2) ? 'numbers' : 'strings', d)}`,
      (d) => `(tonumber(${s(d)}) or ${n(d)})`,
      (d) => `(tonumber(${s(d)}, ${this.pick(['10', '16', '2', '36'])}) or 0)`,
      (d) => `math.${this.pick(['floor', 'ceil', 'abs'])}(${n(d)})`,
      (d) => `math.${this.pick(['max', 'min'])}(${n(d)}, ${n(d)})`,
      (d) => `math.fmod(${n(d)}, ${1 + this.dice.below(9)})`,
      (d) => `math.sqrt(math.abs(${n(d)}))`,
      () => `math.random(${1 + this.dice.below(100)})`,
      (d) => `string.len(${s(d)})`,
      (d) => `(string.byte(${s(d)}, ${this.small()}) or 0)`,
      (d) => `(string.find(${s(d)}, ${this.pick(PATTERNS)}) or 0)`,
      (d) => `(string.find(${s(d)}, ${s(0)}, ${this.small()}, true) or -1)`,
      (d) => `select(2, string.gsub(${s(d)}, ${this.pick(PATTERNS)}, '.'))`,
      (d) => `select('#', ${n(d)}, nil, ${s(d)})`,
      (d) => `(${this.parenthesised('numbers', d)}[${this.small()}] or ${n(d)})`,
      (d) => `${this.parenthesised('record', d)}.n`,
      (d) => `(${this.of('boolean', d)} and ${n(d)} or ${n(d)})`,
      (d) => `(function(p, q) return p + (q or 1) end)(${n(d)}, ${n(d)})`,
      (d) => `(function(...) return select('#', ...) end)(unpack(${this.of('numbers', d)}))`,
      (d) => `'${this.dice.below(100)}' ${this.pick(ARITHMETIC)} ${n(d)}`,
      (d) => `bit.${this.pick(['band', 'bor', 'bxor'])}(${n(d)}, ${n(d)})`,
      (d) => `bit.${this.pick(['lshift', 'rshift', 'arshift'])}(${n(d)}, ${this.dice.below(9)})`,
      () => `redis.call('incr', ${this.key()})`,
      () => `redis.call('${this.pick(READS_OF_NUMBERS.slice(0, 2))}', ${this.key()})`,
      (d) => `(tonumber(redis.pcall('${this.pick(READS_OF_NUMBERS)}', ${this.key()})) or ${n(d)})`,
      (d) => `(${this.of('object', d)} + ${n(d)})`,
      (d) => `#${this.parenthesised('object', d)}.list`,
      (d) => `cjson.decode(cjson.encode(${n(d)}))`,
      (d) => `cmsgpack.unpack(cmsgpack.pack(${n(d)}))`,
      (d) => `(struct.unpack('>I4', struct.pack('>I4', math.abs(${n(d)}) % 1000)))`,
      (d) => `table.getn(${this.of('numbers', d)})`,
      (d) => `(next(${this.of('numbers', d)}) or 0)`,
    ];
  }

  private strings(): ((depth: number) => string)[] {
    const s = (depth: number): string => this.of('string', depth);
    const n = (depth: number): string => this.of('number', depth);
    return [
      () => this.pick(STRINGS),
      () => this.pick(STRINGS),
      (d) => `${s(d)} .. ${s(d)}`,
      (d) => `(${s(d)} .. ${this.dice.once(2) ? n(d) : s(d)} .. ${s(d)})`,
      (d) => `(${n(d)}) .. ''`,
      (d) => `text(${this.of(this.pick(['number', 'boolean', 'string']) as Type, d)})`,
      (d) => `${this.parenthesised('string', d)}:${this.pick(['upper', 'lower', 'reverse'])}()`,
      (d) => `string.sub(${s(d)}, ${this.small()}, ${this.small()})`,
      (d) => `${this.parenthesised('string', d)}:sub(${this.small()})`,
      (d) => `string.rep(${this.short(d)}, ${this.dice.below(4)})`,
      (d) => `string.format(${this.pick(NUMBER_FORMATS)}, ${n(d)})`,
      (d) => `string.format(${this.pick(STRING_FORMATS)}, ${s(d)})`,
      (d) => `string.format('%s:%d:%5.1f', ${s(d)}, ${n(d)}, ${n(d)})`,
      (d) => `(string.gsub(${s(d)}, ${this.pick(PATTERNS)}, ${this.pick(REPLACEMENTS)}))`,
      (d) => `(string.match(${s(d)}, ${this.pick(PATTERNS)}) or ${s(d)}) .. ''`,
      (d) => `table.concat(${this.of('strings', d)}, ${this.pick(["','", "''", "'\\0'"])})`,
      (d) => `table.concat(${this.of('numbers', d)}, ' ')`,
      () => `string.char(${65 + this.dice.below(26)}, ${this.dice.below(256)})`,
      (d) => `type(${this.of(this.dice.pick(TYPES), d)})`,
      (d) => `cjson.encode(${this.of(this.dice.pick(['number', 'string', 'boolean']), d)})`,
      (d) => `cjson.encode(${this.of(this.dice.pick(['numbers', 'strings']), d)})`,
      (d) => `cjson.decode(cjson.encode({${s(d)}}))[1]`,
      (d) => `cmsgpack.unpack(cmsgpack.pack(${s(d)}))`,
      (d) => `redis.sha1hex(${s(d)})`,
      (d) => `${this.parenthesised('record', d)}.name`,
      (d) => `(${this.parenthesised('strings', d)}[${this.small()}] or ${s(d)})`,
      (d) => `(${this.of('boolean', d)} and ${s(d)} or ${s(d)})`,
      () => `(redis.call('get', ${this.key()}) or 'none')`,
      () => `redis.call('type', ${this.key()}).ok`,
      (d) => `redis.call('set', ${this.key()}, ${s(d)}).ok`,
      () => `text(redis.pcall('${this.pick(['get', 'incr', 'lpop', 'nosuch'])}', ${this.key()}))`,
      (d) => `text(${this.of('object', d)})`,
      (d) => `${this.parenthesised('object', d)}:describe(${s(d)})`,
      (d) => `(${this.of('object', d)} .. ${s(d)})`,
      (d) => `bit.tohex(${n(d)})`,
      (d) => `text(select(2, pcall(function() return ${s(d)} + ${n(d)} end)))`,
      (d) =>
        `text(select(2, pcall(error, ${this.of(this.pick(['string', 'number']) as Type, d)})))`,
      (d) => `loadstring('return ' .. string.format('%q', ${s(d)}))()`,
    ];
  }

  private booleans(): ((depth: number) => string)[] {
    const n = (depth: number): string => this.of('number', depth);
    const s = (depth: number): string => this.of('string', depth);
    const b = (depth: number): string => this.of('boolean', depth);
    return [
      () => this.pick(['true', 'false']),
      (d) => `(${n(d)} ${this.pick(ORDER)} ${n(d)})`,
      (d) => `(${s(d)} ${this.pick(ORDER)} ${s(d)})`,
      (d) => `(${n(d)} ${this.pick(['==', '~='])} ${n(d)})`,
      (d) => `(${s(d)} ${this.pick(['==', '~='])} ${s(d)})`,
      (d) => `(${this.of(this.dice.pick(TYPES), d)} == ${this.of(this.dice.pick(TYPES), d)})`,
      (d) => `not ${b(d)}`,
      (d) => `(${b(d)} and ${b(d)})`,
      (d) => `(${b(d)} or ${b(d)})`,
      (d) => `(${s(d)} == nil)`,
      (d) => `rawequal(${s(d)}, ${s(d)})`,
      (d) => `(pcall(function() return ${n(d)} end))`,
      (d) => `(${this.of('object', d)} == ${this.of('object', d)})`,
      (d) => `(${this.of('object', d)} ${this.pick(ORDER)} ${this.of('object', d)})`,
      (d) => `(type(${s(d)}) == 'string')`,
      (d) => `(string.find(${s(d)}, ${this.pick(PATTERNS)}) ~= nil)`,
      (d) => `${this.parenthesised('record', d)}.flag`,
    ];
  }

  private numberLists(): ((depth: number) => string)[] {
    const n = (depth: number): string => this.of('number', depth);
    const list = (depth: number): string => this.of('numbers', depth);
    return [
      () => this.pick(['{}', '{1}', '{3, 1, 2}', '{10, 20, 30, 40}', '{5, 5}']),
      (d) => `{${Array.from({ length: this.dice.below(6) }, () => n(d)).join(', ')}}`,
      (d) => `{unpack(${list(d)})}`,
      (d) => `{${n(d)}, unpack(${list(d)})}`,
      (d) => `{(unpack(${list(d)}))}`,
      (d) => `{select(${1 + this.dice.below(3)}, 9, 8, 7, ${n(d)})}`,
      (d) => `cjson.decode(cjson.encode({${n(d)}, ${n(d)}}))`,
      (d) => `{string.byte(${this.short(d)}, 1, -1)}`,
      (d) => `(function(...) return {...} end)(${n(d)}, ${n(d)})`,
      (d) => `(function(...) local t = {n = select('#', ...), ...} return t end)(${n(d)})`,
      (d) => `${this.parenthesised('object', d)}.list`,
      (d) => `(function(t) table.sort(t) return t end)({unpack(${list(d)})})`,
      (d) => `{cmsgpack.unpack(cmsgpack.pack(${n(d)}, ${n(d)}))}`,
    ];
  }

  private stringLists(): ((depth: number) => string)[] {
    const s = (depth: number): string => this.of('string', depth);
    return [
      () => this.pick(['{}', "{'a'}", "{'b', 'a', 'c'}", "{'x', 'yy', 'zzz'}"]),
      (d) => `{${Array.from({ length: this.dice.below(5) }, () => s(d)).join(', ')}}`,
      (d) => `{unpack(${this.of('strings', d)})}`,
      (d) => `{string.match(${s(d)}, '(%w)(%w*)')}`,
      () => `redis.call('lrange', ${this.key()}, 0, -1)`,
      (d) => `(function(t) table.sort(t) return t end)(${this.copy(d)})`,
      (d) =>
        `(function(t) table.sort(t, function(p, q) return p > q end) return t end)(${this.copy(d)})`,
      (d) => `cjson.decode(cjson.encode({${s(d)}, ${s(d)}}))`,
      (d) =>
        `(function(t) for w in string.gmatch(${s(d)}, ${this.pick(PATTERNS)}) do t[#t + 1] = w end return t end)({})`,
    ];
  }

  private copy(depth: number): string {
    return `{unpack(${this.of('strings', depth)})}`;
  }

  private records(): ((depth: number) => string)[] {
    const fields = (depth: number): string =>
      `n = ${this.of('number', depth)}, name = ${this.of('string', depth)}, flag = ${this.of('boolean', depth)}`;
    return [
      () => "{n = 1, name = 'one', flag = true}",
      (d) => `{${fields(d)}}`,
      (d) => `{${fields(d)}, ['list'] = ${this.of('numbers', d)}}`,
      (d) => `cjson.decode(cjson.encode({${fields(d)}}))`,
      (d) => `cmsgpack.unpack(cmsgpack.pack({${fields(d)}}))`,
      (d) => `setmetatable({}, {__index = {${fields(d)}}})`,
      (d) => `setmetatable({${fields(d)}}, {__newindex = function(t, k, v) rawset(t, k, v) end})`,
      (d) => `setmetatable({}, {__index = function(t, k) return (${this.of('record', d)})[k] end})`,
    ];
  }

  private objects(): ((depth: number) => string)[] {
    return [
      () => 'new(1)',
      (d) => `new(${this.of('number', d)})`,
      (d) => `new(${this.of('number', d)}, ${this.of('numbers', d)})`,
      (d) => `(${this.of('object', d)} * ${this.of('number', d)})`,
      (d) => `-${this.parenthesised('object', d)}`,
      (d) => `${this.parenthesised('object', d)}(${this.of('number', d)})`,
    ];
  }

  /** As what is indexed or called: a literal needs parentheses. */
  private parenthesised(type: Type, depth: number): string {
    const variable = this.dice.once(2) ? this.scope.find(type) : undefined;
    return variable ? variable.name : `(${this.of(type, depth)})`;
  }
}
