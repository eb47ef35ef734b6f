import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  strings: lines(String.raw`
return 'single'
return "double"
return 'with "double" inside'
return "with 'single' inside"
return 'it\'s'
return "say \"hi\""
return 'a\nb'
return 'a\tb\rc'
return '\a\b\f\v'
return '\\'
return '\65\066\67'
return '\0651'
return '\0'
return '\255'
return '\1\02\003'
return '\x41'
return '\q'
return '\d'
return '\u{41}'
return '\z  x'
return '\"\''
return 'tab	inside'
return 'é'
return #'é'
return #'\0\0\0'
return [[long]]
return [[with 'quotes' and "more"]]
return [[no \n escape]]
return [==[with ]] inside]==]
return [=[a]=]
return [[]]
return #[[]]
return [[a]b]]
return [=[a]==]b]=]
return 'a'--comment
return 'a'--[[comment]]
return --[[x]] 'b'
return 'abc':upper()
return ("abc"):upper()
return #"abc"
local s = 'x' return s:rep(3)
return ([[x]]):rep(2)
return string.len'abc'
return string.len"abc"
return string.len[[abc]]
return type{}
return type'x'
return tostring(#{n=1})
`),
  'strings of several lines': blocks(
    String.raw`
return 'a\
b'
---
return [[
first newline is left out
second is not]]
---
return [[

two]]
---
return [==[
]]
]==]
---
return "a\
\
b"
---
return 'a
b'
---
return "unfinished
---
return [[a
b
c]]
---
-- a comment
return 1
---
--[[ a
long
comment ]] return 2
---
--[==[ a ]] ]==] return 3
---
--[ not long
return 4
---
--[=not long either
return 5
---
return 6 -- at the end
---
---[[ not long
return 7
--]]
---
-- only a comment
---
return 8 --[[
]] + 1
---
local a = 1 --[[x]] local b = 2 return a + b
`,
  ),
  'line ends': [
    'return 1\r\n',
    'return\r\n1',
    'local a = 1\rlocal b = 2\rreturn a + b',
    'local a = 1\n\rlocal b = 2\n\rreturn a + b + x',
    'local a = 1\r\nlocal b = 2\r\nreturn a + b + x',
    "return 'a\\\r\nb'",
    "return 'a\\\n\rb'",
    "return 'a\\\rb'",
    'return [[\r\na\r\nb\rc\n\rd]]',
    'return [[\n\ra]]',
    '\n\n\nreturn x + 1',
    '\t return\v1\f',
    ' ',
    '',
    ';',
    'return',
    'return;',
    "return 'a\r'",
    '-- comment without end',
    '--[[ comment without end',
    'return 1 -- \r\n + 2',
    'return 1 -- \r + 2',
  ],
  'bytes in sources': [
    "return '\xff\xfe\x80'",
    "return 'a\0b'",
    'return [[a\0b]]',
    'return 1 \0 + 2',
    '-- a\0b\nreturn 3',
    'return \x80',
    'local \xe9 = 1 return \xe9',
    'return 1 \x01',
    'return \x7f',
    "return '\xc3\xa9' == '\\195\\169' and 'same' or 'other'",
    '\xef\xbb\xbfreturn 1',
  ],
  'number literals': lines(String.raw`
return tostring(3)
return tostring(3.)
return tostring(.3)
return tostring(3.0)
return tostring(3e2)
return tostring(3e+2)
return tostring(3E-2)
return tostring(.5e1)
return tostring(0x)
return tostring(0x1)
return tostring(0XaB)
return tostring(0x1p1)
return tostring(0x1.8)
return tostring(0xfffffffffffffffff)
return tostring(1e)
return tostring(1e+)
return tostring(1.2.3)
return tostring(1..2)
return 1 .. 2
return 1. .. 2
return tostring(3x)
return tostring(0x1g)
return tostring(1_000)
return tostring(08)
return tostring(1e5e5)
return tostring(00012)
return tostring(1e-400)
return tostring(99999999999999999999999999)
return tostring(0.1e-1)
return tostring(- 3)
return 3and 4
return tostring(1 or 2)
return tostring(0x10e+1)
return tostring(3..'')
`),
  names: lines(String.raw`
local a1, _b, C = 1, 2, 3 return {a1, _b, C}
local _ = 5 return _
local __x1 = 5 return __x1
local andy, nots, ending = 1, 2, 3 return {andy, nots, ending}
local And, END = 1, 2 return {And, END}
local a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on = 1 return a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on
local constructor, prototype, hasOwnProperty, __proto__ = 1, 2, 3, 4 return {constructor, prototype, hasOwnProperty, __proto__}
local t = {constructor = 1, __proto__ = 2, toString = 3} return {t.constructor, t.__proto__, t.toString}
local t = {} return {tostring(t.constructor), tostring(t.__proto__), tostring(t.hasOwnProperty), tostring(t.length)}
local t = {} t.__proto__ = 5 t.length = 7 return {t.__proto__, t.length, #t}
local var, let, const, class, new, this, null, undefined, typeof, delete, void = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 return {var, let, const, class, new, this, null, undefined, typeof, delete, void}
local eval, arguments, yield, await, async, static, super, switch, case, default = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 return {eval, arguments, yield, await, async, static, super, switch, case, default}
local process, globalThis, require, Buffer, module = 1, 2, 3, 4, 5 return {process, globalThis, require, Buffer, module}
local s, L, R, t0, v1 = 1, 2, 3, 4, 5 return {s, L, R, t0, v1}
local goto_, continue = 1, 2 return {goto_, continue}
local continue = 1 return continue
local goto = 1 return goto
local $ = 1
local a$ = 1
local a-b = 1
`),
};
