import { describe, expect, it } from '@jest/globals';
import { type Outcome, runLua } from './run-lua.js';

/** Scripts and what a real server answers. */
const cases: readonly (readonly [script: string, reply: Outcome])[] = [
  ["local x = '\\q\\'' return x", "q'"],
  ["return '\\65\\066\\0671\\\nx'", 'ABC1\nx'],
  ['return #[[\nabc]]', 3],
  ['return [==[ ]] ]=] ]==]', ' ]] ]=] '],
  ['return [[ [[ ]]', ' [[ '],
  ['return 0xA, 1e2', 10],
  ['--[==[ long\ncomment ]==] return 1', 1],
  ['--[ not long\nreturn 2', 2],
  ['-- x', null],
  ['return 1 --[[x]] + 2', 3],
  ['local goto = 1 return goto', 1],
  [
    "return select(2,loadstring(('('):rep(300)..'1'..(')'):rep(300)))",
    '[string "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((..."]:1: chunk has too many syntax levels',
  ],
  [
    "return select(2,loadstring(('do '):rep(300)..(' end'):rep(300)))",
    '[string "do do do do do do do do do do do do do do do do do do do do do ..."]:1: chunk has too many syntax levels',
  ],
  [
    "return select(2,loadstring('x = '..('{'):rep(300)..('}'):rep(300)))",
    '[string "x = {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{..."]:1: chunk has too many syntax levels',
  ],
  [
    "return select(2,loadstring('x = '..('-'):rep(300)..'1'))",
    '[string "x = -----------------------------------------------------------..."]:1: unexpected symbol near \'<eof>\'',
  ],
  [
    "return select(2,loadstring('x = '..('not '):rep(300)..'1'))",
    '[string "x = not not not not not not not not not not not not not not not..."]:1: chunk has too many syntax levels',
  ],
  [
    "return select(2,loadstring('x = '..('a..'):rep(300)..'1'))",
    '[string "x = a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a...."]:1: chunk has too many syntax levels',
  ],
  [
    "return select(2,loadstring('x = '..('2^'):rep(300)..'1'))",
    '[string "x = 2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2^2..."]:1: chunk has too many syntax levels',
  ],
  ["return type(loadstring('x = '..('1+'):rep(3000)..'1'))", 'function'],
  [
    "return select(2,loadstring('local '..('a,'):rep(200)..'a'))",
    '[string "local a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a..."]:1: main function has more than 200 local variables',
  ],
  [
    "return select(2,loadstring('function f() local '..('a,'):rep(200)..'a end'))",
    '[string "function f() local a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,..."]:1: function at line 1 has more than 200 local variables',
  ],
  [
    "return select(2,loadstring('function f('..('a,'):rep(200)..'a) end'))",
    '[string "function f(a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,..."]:1: function at line 1 has more than 200 local variables',
  ],
  [
    "local s='' for i=1,61 do s=s..'local a'..i..' ' end s=s..' return function() return a1' for i=2,61 do s=s..',a'..i end return select(2,loadstring(s..' end'))",
    '[string "local a1 local a2 local a3 local a4 local a5 local a6 local a7 ..."]:1: function at line 1 has more than 60 upvalues',
  ],
  [
    "return select(2,loadstring(('a,'):rep(250)..'a=1'))",
    '[string "a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a..."]:1: main function has more than 198 variables in assignment',
  ],
  [
    "return select(2,loadstring('for i=1,2 do '..('local a '):rep(197)..' end'))",
    '[string "for i=1,2 do local a local a local a local a local a local a lo..."]:1: main function has more than 200 local variables',
  ],
  [
    'return select(2,loadstring(\'x = "\\\\300"\'))',
    '[string "x = "\\300""]:1: escape sequence too large near \'"\'',
  ],
  [
    "return select(2,loadstring('x = \\'a\\nb\\''))",
    "[string \"x = 'a...\"]:1: unfinished string near ''a'",
  ],
  [
    "return select(2,loadstring('x = \"a\\\\'))",
    '[string "x = "a\\"]:1: unfinished string near \'<eof>\'',
  ],
  [
    "return select(2,loadstring('x = \"a\\\\\\n'))",
    '[string "x = "a\\..."]:2: unfinished string near \'<eof>\'',
  ],
  ['return select(2,loadstring(\'return "\\\\x41"\'))', null],
  ['return loadstring(\'return "\\\\x41"\')()', 'x41'],
  [
    "return select(2,loadstring(('x'):rep(100)..' y'))",
    "[string \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\"]:1: '=' expected near 'y'",
  ],
  [
    "return select(2,loadstring(('x'):rep(100)..' y','='..('n'):rep(100)))",
    "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:1: '=' expected near 'y'",
  ],
  [
    "return select(2,loadstring('x y','@'..('n'):rep(100)))",
    "...nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:1: '=' expected near 'y'",
  ],
  ["return select(2,loadstring('\\n\\n\\nx y'))", "[string \"...\"]:4: '=' expected near 'y'"],
  ["return select(2,loadstring('x y\\nz'))", "[string \"x y...\"]:1: '=' expected near 'y'"],
  [
    "return select(2,loadstring('\\r\\nx\\n\\ry\\r\\rz z'))",
    "[string \"...\"]:3: '=' expected near 'y'",
  ],
];

describe('what compiles, and what loadstring says', () => {
  it.each(cases)('%s', (script, reply) => {
    expect(runLua(script)).toEqual(reply);
  });
});
