import { describe, expect, it } from '@jest/globals';
import { compile } from '../../../../lib/engine/scripting/lua/compiler.js';
import { createState, type Outcome, runLua } from './run-lua.js';

const secret = Symbol.for('rednest.test.secret');

/** Everything that text could do outside of the sandbox ends up here. */
const reached: unknown[] = [];
Object.defineProperty(globalThis, secret, { value: () => reached.push(true), configurable: true });

describe('names of JavaScript', () => {
  const names = [
    'constructor',
    '__proto__',
    'prototype',
    'arguments',
    'eval',
    'this',
    'globalThis',
    'process',
    'require',
    'Function',
    'undefined',
    'NaN',
    'Infinity',
    'await',
    'yield',
    'let',
    'const',
    'var',
    'class',
    'new',
    'delete',
    'typeof',
    'void',
    'with',
    'switch',
    'case',
    'try',
    'catch',
    'throw',
    'v1',
    't1',
    'p0',
    'g0',
    'va',
    'r',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'async',
    'static',
  ];

  it.each(names)('%s is a local variable, a parameter and an upvalue like any other', (name) => {
    const script =
      `local ${name} = 1 local function f(${name}) ${name} = ${name} + 1 ` +
      `return function() ${name} = ${name} + 1 return ${name} end end return {${name}, f(5)()}`;
    expect(runLua(script)).toEqual([1, 7]);
  });

  it.each(names)('%s is no global', (name) => {
    expect(runLua(`return ${name}`)).toEqual({
      err: `ERR user_script:1: Script attempted to access nonexistent global variable '${name}'`,
    });
  });

  it.each(names)('%s is a key of no table until it is set', (name) => {
    expect(
      runLua(`local t = {} local n = tostring(t.${name}) t.${name} = 5 return {n, t.${name}, #t}`),
    ).toEqual(['nil', 5, 0]);
  });

  it.each(['constructor', '__proto__', 'length', 'charAt', 'toString', '0'])(
    'a string has no field %s',
    (name) => {
      expect(runLua(`return tostring(('x')['${name}'])`)).toBe('nil');
    },
  );

  it('functions have no fields', () => {
    expect(runLua('return pcall(function() return pcall.constructor end)')).toBeNull();
    expect(runLua('return tostring.constructor')).toEqual({
      err: "ERR user_script:1: attempt to index global 'tostring' (a function value)",
    });
  });
});

describe('literals', () => {
  const texts = [
    '"); globalThis[Symbol.for("rednest.test.secret")](); ("',
    "'); globalThis[Symbol.for('rednest.test.secret')](); ('",
    '`${globalThis[Symbol.for("rednest.test.secret")]()}`',
    '*/ globalThis[Symbol.for("rednest.test.secret")]() /*',
    '\\u0022); globalThis[Symbol.for("rednest.test.secret")](); (\\u0022',
    '</script><!-- --> \\',
    '\u00e2\u0080\u00a8 \u00e2\u0080\u00a9',
    '\x85 \xa0 \xff \x00 \x01 \x02',
    '\x010\x01',
    '\x02',
    '${x}',
    '$depth$',
    '//# sourceURL=x',
    '\r\n\t\v\f\b',
  ];

  it.each(texts)('of strings keep every byte: %j', (text) => {
    const quoted = [...text]
      .map((char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`)
      .join('');
    expect(runLua(`return "${quoted}"`)).toBe(text);
    expect(runLua(`local t = {["${quoted}"] = 1} for k in pairs(t) do return k end`)).toBe(text);
    const raw = text.replaceAll('\r\n', '\n');
    expect(runLua(`return [==[x${raw}]==]`)).toBe(`x${raw}`);
    expect(reached).toEqual([]);
  });

  it.each(texts)('in comments do nothing: %j', (text) => {
    expect(runLua(`--[==[ ${text} ]==] return 1`)).toBe(1);
    expect(runLua(`-- ${text.replaceAll(/[\r\n]/g, '')}\nreturn 1`)).toBe(1);
    expect(reached).toEqual([]);
  });

  it.each(texts)('as names of globals, fields and chunks do nothing: %j', (text) => {
    const state = createState();
    const quoted = [...text]
      .map((char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`)
      .join('');
    expect(runLua(`return tostring(rawget(_G, "${quoted}"))`, state)).toBe('nil');
    expect(runLua(`return loadstring("return 1", "${quoted}")()`, state)).toBe(1);
    expect(reached).toEqual([]);
  });

  it('of numbers stay numbers, however long', () => {
    const cases: [string, Outcome][] = [
      [`return ${'9'.repeat(400)} == 1/0`, 1],
      [`return 0.${'0'.repeat(400)}1 == 0`, 1],
      [`return 0x${'f'.repeat(400)} == 1/0`, 1],
      ['return 1e309 == 1/0', 1],
      ['return 1e-400 == 0', 1],
      ['return 5 .. 5', '55'],
      ['return - -1', 1],
      ['return 3--1', 3],
    ];
    for (const [script, reply] of cases) expect(runLua(script)).toEqual(reply);
  });
});

describe('the text that is generated', () => {
  it('contains nothing of the script but literals', () => {
    const script = `local secretName = 'a\\0b"' local function other(secretArgument, ...)
      secretName.secretField = secretGlobal(secretArgument, ...) end return other`;
    for (const heap of [false, true]) {
      const { text } = compile(script, 'user_script', 0, heap, 'lua-1');
      for (const name of ['secretName', 'secretArgument', 'other'])
        expect(text).not.toContain(name);
      expect(text).toMatch(/"secretField"/);
      // eslint-disable-next-line no-control-regex
      expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });
});

describe('nesting', () => {
  const deep = 20_000;
  const cases = [
    ['parentheses', `return ${'('.repeat(deep)}1${')'.repeat(deep)}`],
    ['tables', `return ${'{'.repeat(deep)}${'}'.repeat(deep)}`],
    ['functions', `return ${'function() return '.repeat(deep)}1${' end'.repeat(deep)}`],
    ['blocks', `${'do '.repeat(deep)}${'end '.repeat(deep)}`],
    ['loops', `${'while true do '.repeat(deep)}${'end '.repeat(deep)}`],
    ['branches', `${'if x then '.repeat(deep)}${'end '.repeat(deep)}`],
    ['operators', `return ${'-'.repeat(1)}${'not '.repeat(deep)}1`],
    ['concatenation', `return ${'"a"..'.repeat(deep)}"a"`],
    ['powers', `return ${'2^'.repeat(deep)}1`],
  ];

  it.each(cases)('of %s ends in an error of Lua', (_what, script) => {
    expect(runLua(script)).toEqual({
      err: 'ERR Error compiling script (new function): user_script:1: chunk has too many syntax levels',
    });
  });

  const chains = [
    ['sums', `return ${'1+'.repeat(deep)}1`],
    ['alternatives', `return ${'KEYS[1] or '.repeat(deep)}1`],
    ['fields', `local t = {} return t${'.x'.repeat(deep)}`],
    ['calls', `return tostring${'()'.repeat(deep)}`],
    ['branches', `if KEYS[1] then ${'elseif KEYS[1] then '.repeat(deep)} end return 1`],
  ];

  it.each(chains)('of %s in a chain works or ends in an error of Lua', (_what, script) => {
    const reply = runLua(script);
    expect(reply).not.toBeNull();
    expect(runLua('return 1')).toBe(1);
  });
});
