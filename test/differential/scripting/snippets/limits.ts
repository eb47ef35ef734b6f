import type { Snippets } from '../snippet.js';

/** Values of which a function can hold just so many, or some more. */
const values = (count: number, last: string): string => `${'1, '.repeat(count)}${last}`;
const MANY = [246, 247, 248, 249, 250];
const LASTS = [
  '{}',
  'function() end',
  'a.b',
  'a:b()',
  '-x',
  'x..y',
  'x and y',
  '{...}',
  'f"x"',
  '(f())',
];

/** A call that more and more registers are taken for, in a function that has few left. */
const packed = (count: number, last: string): string =>
  `local t = {} local function f(...) local a, b = 1, 2 local c ${', c'.repeat(177)} f(${values(count, last)}) end return 1`;

/** Long rows of operations nested in each other. */
const nested = (levels: number, opening: string, closing: string): string =>
  `local a, t, f = 1, {}, function(x) return x end return ${opening.repeat(levels)}a${closing.repeat(levels)}`;
const sum = Array.from({ length: 200 }, () => 'a').join(' + ');
const both = Array.from({ length: 50 }, () => 'a').join(' and ');

export const snippets: Snippets = {
  'what is quoted when there are too many values': MANY.flatMap((count) => [
    ...['...', 'f()', 'f(...)', '(...)', 'x', '2'].flatMap((last) => [
      `return ${values(count, last)}`,
      `f(${values(count, last)}) x()`,
      `a:m(${values(count, last)}) x()`,
      `local t = {${values(count, last)}} x()`,
      `for i in ${values(count, last)} do end`,
    ]),
  ]),
  'what is quoted when there are too many registers': MANY.flatMap((count) =>
    LASTS.flatMap((last) => [
      `return ${values(count, last)}`,
      `f(${values(count, last)}\n) x()`,
      `a:m(${values(count, last)}) x()`,
      `local t = {${values(count, last)}} x()`,
      `t[1] = f(${values(count, last)})`,
      `a.b = ${values(count, last)}`,
      `a, b.c = ${values(count, last)}`,
    ]),
  ),
  'expressions for which few registers are left': [58, 60, 62, 64, 66].flatMap((count) =>
    [
      '{[a + #t] = {1, f()}, k = a .. b .. c}',
      'a and (b or t[f(1)]) == -t.x',
      'f(f(f(a), b), t:m(...))',
      'not (a < t[1] .. b) or (function() return a, c end)',
    ].map((last) => packed(count, last)),
  ),
  'long rows nested in each other': [
    nested(190, `${sum} + (`, ')'),
    nested(190, '(', `) + ${sum}`),
    nested(190, `${sum} + (`, `) + ${sum}`),
    nested(95, `f(${sum} + `, ` + ${sum})`),
    nested(190, `${both} and not (`, `) and ${both}`),
    nested(190, `t[${sum} + #{`, '}] == nil or 1'),
    nested(195, `${both} or (`, `) or ${both}`),
  ],
  'limits of the compiler': [
    `local ${'a'.repeat(10)} = 1 return ${'('.repeat(100)}1${')'.repeat(100)}`,
    `return ${'('.repeat(190)}1${')'.repeat(190)}`,
    `return ${'('.repeat(200)}1${')'.repeat(200)}`,
    `return ${'('.repeat(250)}1${')'.repeat(250)}`,
    `return ${'{'.repeat(150)}${'}'.repeat(150)}`,
    `return ${'{'.repeat(250)}${'}'.repeat(250)}`,
    `return ${'not '.repeat(150)}1`,
    `return ${'not '.repeat(250)}1`,
    `return ${'- '.repeat(250)}1`,
    `${'do '.repeat(150)}${'end '.repeat(150)}`,
    `${'do '.repeat(250)}${'end '.repeat(250)}`,
    `${'if true then '.repeat(150)}${'end '.repeat(150)}`,
    `${'if true then '.repeat(250)}${'end '.repeat(250)}`,
    `${'while true do '.repeat(190)} ${'break end '.repeat(190)}`,
    `${'while true do '.repeat(250)} ${'break end '.repeat(250)}`,
    `${'for i = 1, 1 do '.repeat(45)} ${'end '.repeat(45)} return 1`,
    `${'for i = 1, 1 do '.repeat(60)} ${'end '.repeat(60)} return 1`,
    `${'return (function() '.repeat(50)} return 1 ${'end)() '.repeat(50)}`,
    `${'return (function() '.repeat(150)} return 1 ${'end)() '.repeat(150)}`,
    `${'return (function() '.repeat(210)} return 1 ${'end)() '.repeat(210)}`,
    `return ${Array.from({ length: 150 }, () => '1').join(' .. ')}`,
    `return ${Array.from({ length: 190 }, () => '1').join(' .. ')}`,
    `return ${Array.from({ length: 250 }, () => '1').join(' .. ')}`,
    `return ${Array.from({ length: 250 }, () => '2').join(' ^ ')}`,
    `return ${Array.from({ length: 1000 }, () => '1').join(' + ')}`,
    `return ${Array.from({ length: 200 }, () => 'true').join(' and ')} and 1`,
    `${Array.from({ length: 200 }, (_, i) => `local a${i} = ${i}`).join(' ')} return a0 + a199`,
    `${Array.from({ length: 201 }, (_, i) => `local a${i} = ${i}`).join(' ')} return a0`,
    `${Array.from({ length: 201 }, (_, i) => `local a${i} = ${i}`).join('\n')}\nreturn a0`,
    `local function f() ${Array.from({ length: 201 }, (_, i) => `local a${i} = ${i}`).join('\n')} end`,
    `local ${Array.from({ length: 201 }, (_, i) => `a${i}`).join(', ')}`,
    `local ${Array.from({ length: 200 }, (_, i) => `a${i}`).join(', ')} = 1 return a0`,
    `local function f(${Array.from({ length: 200 }, (_, i) => `a${i}`).join(', ')}) return a199 end return tostring(f())`,
    `local function f(${Array.from({ length: 201 }, (_, i) => `a${i}`).join(', ')}) end`,
    `${Array.from({ length: 60 }, (_, i) => `local a${i} = ${i}`).join(' ')} local function f() return ${Array.from({ length: 60 }, (_, i) => `a${i}`).join(' + ')} end return f()`,
    `${Array.from({ length: 61 }, (_, i) => `local a${i} = ${i}`).join(' ')} local function f() return ${Array.from({ length: 61 }, (_, i) => `a${i}`).join(' + ')} end return f()`,
    `${Array.from({ length: 61 }, (_, i) => `local a${i} = ${i}`).join('\n')}\nlocal function f()\nreturn ${Array.from({ length: 61 }, (_, i) => `a${i}`).join(' + ')} end return f()`,
    `local t = {} return select('#', ${Array.from({ length: 200 }, () => '1').join(', ')})`,
    `return select('#', ${Array.from({ length: 240 }, () => '1').join(', ')})`,
    `return #{${Array.from({ length: 1000 }, (_, i) => i).join(', ')}}`,
    `return #{${Array.from({ length: 30_000 }, () => '1').join(', ')}}`,
    `local x = 1 ${'x = x + 1 '.repeat(5000)} return x`,
    `local t = {${Array.from({ length: 3000 }, (_, i) => `'s${i}'`).join(', ')}} return t[3000]`,
    `local t = {${Array.from({ length: 3000 }, (_, i) => `k${i} = ${i}.5`).join(', ')}} return t.k2999`,
    `local x = 0 for i = 1, 3 do ${'x = x + i '.repeat(3000)} end return x`,
    `local s = '${'x'.repeat(10_000)}' return #s`,
    `${Array.from({ length: 210 }, (_, i) => `a${i}`).join(', ')} = 1`,
    `local a ${'a, '.repeat(150)} a = 1 return a`,
    `local a ${'a, '.repeat(210)} a = 1 return a`,
  ],
};
