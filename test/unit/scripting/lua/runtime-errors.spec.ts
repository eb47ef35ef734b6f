import { describe, expect, it } from '@jest/globals';
import { type Outcome, runLua } from './run-lua.js';

/** Scripts and what a real server answers. */
const cases: readonly (readonly [script: string, reply: Outcome])[] = [
  [
    'local t = {} t.x.y = 1',
    { err: "ERR user_script:1: attempt to index field 'x' (a nil value)" },
  ],
  ['local t = {} t[nil] = 1', { err: 'ERR user_script:1: table index is nil' }],
  ['local t = {} t[0/0] = 1', { err: 'ERR user_script:1: table index is NaN' }],
  [
    'local a = {} return a + 1',
    { err: "ERR user_script:1: attempt to perform arithmetic on local 'a' (a table value)" },
  ],
  [
    "local a = 'x' return a + 1",
    { err: "ERR user_script:1: attempt to perform arithmetic on local 'a' (a string value)" },
  ],
  [
    "local a = 'x' return 1 + a",
    { err: "ERR user_script:1: attempt to perform arithmetic on local 'a' (a string value)" },
  ],
  ["return {} .. 'x'", { err: 'ERR user_script:1: attempt to concatenate a table value' }],
  [
    "local a,b = 'x',nil return a .. b .. 'c'",
    { err: "ERR user_script:1: attempt to concatenate local 'b' (a nil value)" },
  ],
  [
    "local a,b = 'x',nil return a .. 'c' .. b",
    { err: "ERR user_script:1: attempt to concatenate local 'b' (a nil value)" },
  ],
  ["return 1 < 'x'", { err: 'ERR user_script:1: attempt to compare number with string' }],
  ['return {} < {}', { err: 'ERR user_script:1: attempt to compare two table values' }],
  ['return nil > 1', { err: 'ERR user_script:1: attempt to compare number with nil' }],
  ["return 'a' <= 1", { err: 'ERR user_script:1: attempt to compare string with number' }],
  ['local x = 5 x()', { err: "ERR user_script:1: attempt to call local 'x' (a number value)" }],
  ['local x = {} x.y()', { err: "ERR user_script:1: attempt to call field 'y' (a nil value)" }],
  [
    'local x = {} x:foo()',
    { err: "ERR user_script:1: attempt to call method 'foo' (a nil value)" },
  ],
  ['local x = {} x.y.z()', { err: "ERR user_script:1: attempt to index field 'y' (a nil value)" }],
  [
    'local x = {y={}} x.y.z()',
    { err: "ERR user_script:1: attempt to call field 'z' (a nil value)" },
  ],
  [
    'foo()',
    { err: "ERR user_script:1: Script attempted to access nonexistent global variable 'foo'" },
  ],
  [
    'foo.bar()',
    { err: "ERR user_script:1: Script attempted to access nonexistent global variable 'foo'" },
  ],
  [
    "local s = 'abc' return s.x.y",
    { err: "ERR user_script:1: attempt to index field 'x' (a nil value)" },
  ],
  ['return #nil', { err: 'ERR user_script:1: attempt to get length of a nil value' }],
  [
    'local n return #n',
    { err: "ERR user_script:1: attempt to get length of local 'n' (a nil value)" },
  ],
  [
    'local t={} return -t',
    { err: "ERR user_script:1: attempt to perform arithmetic on local 't' (a table value)" },
  ],
  ['return -{}', { err: 'ERR user_script:1: attempt to perform arithmetic on a table value' }],
  ["return -'abc'", { err: 'ERR user_script:1: attempt to perform arithmetic on a string value' }],
  [
    'local t = {} t[1][2] = 3',
    { err: "ERR user_script:1: attempt to index field '?' (a nil value)" },
  ],
  [
    "local t={} local k='a' t[k].b=1",
    { err: "ERR user_script:1: attempt to index field '?' (a nil value)" },
  ],
  [
    'local function f(x) return x.y end return f()',
    { err: "ERR user_script:1: attempt to index local 'x' (a nil value)" },
  ],
  [
    'local u local function f() return u.y end return f()',
    { err: "ERR user_script:1: attempt to index upvalue 'u' (a nil value)" },
  ],
  [
    'local u local function f() u.z=1 end return f()',
    { err: "ERR user_script:1: attempt to index upvalue 'u' (a nil value)" },
  ],
  [
    'local u = {} local function f() return u.y.z end return f()',
    { err: "ERR user_script:1: attempt to index field 'y' (a nil value)" },
  ],
  ["for i=1,'x' do end", { err: "ERR user_script:1: 'for' limit must be a number" }],
  ["for i='a',2 do end", { err: "ERR user_script:1: 'for' initial value must be a number" }],
  ['for i=1,2,{} do end', { err: "ERR user_script:1: 'for' step must be a number" }],
  ['for i in 5 do end', { err: 'ERR user_script:1: attempt to call a number value' }],
  ['for i in nil do end', { err: 'ERR user_script:1: attempt to call a nil value' }],
  ['return ("x")()', { err: 'ERR user_script:1: attempt to call a string value' }],
  ['return (nil)[1]', { err: 'ERR user_script:1: attempt to index a nil value' }],
  [
    'local t=setmetatable({},{__index=5}) return t.x',
    { err: 'ERR user_script:1: attempt to index a number value' },
  ],
  [
    'local t=setmetatable({},{__newindex=5}) t.x=1',
    { err: 'ERR user_script:1: attempt to index a number value' },
  ],
  [
    'return select(0)',
    { err: "ERR user_script:1: bad argument #1 to 'select' (index out of range)" },
  ],
  [
    'return select(-5,1)',
    { err: "ERR user_script:1: bad argument #1 to 'select' (index out of range)" },
  ],
  [
    'return select()',
    { err: "ERR user_script:1: bad argument #1 to 'select' (number expected, got no value)" },
  ],
  [
    "return select('a')",
    { err: "ERR user_script:1: bad argument #1 to 'select' (number expected, got string)" },
  ],
  [
    'return tonumber()',
    { err: "ERR user_script:1: bad argument #1 to 'tonumber' (value expected)" },
  ],
  [
    "return tonumber('1',1)",
    { err: "ERR user_script:1: bad argument #2 to 'tonumber' (base out of range)" },
  ],
  [
    "return tonumber('1',99)",
    { err: "ERR user_script:1: bad argument #2 to 'tonumber' (base out of range)" },
  ],
  [
    'return tonumber({},5)',
    { err: "ERR user_script:1: bad argument #1 to 'tonumber' (string expected, got table)" },
  ],
  [
    'return tostring()',
    { err: "ERR user_script:1: bad argument #1 to 'tostring' (value expected)" },
  ],
  [
    'return rawset(1,2,3)',
    { err: "ERR user_script:1: bad argument #1 to 'rawset' (table expected, got number)" },
  ],
  [
    'return rawequal(1)',
    { err: "ERR user_script:1: bad argument #2 to 'rawequal' (value expected)" },
  ],
  [
    'return setmetatable(1,{})',
    { err: "ERR user_script:1: bad argument #1 to 'setmetatable' (table expected, got number)" },
  ],
  [
    'return setmetatable({},1)',
    { err: "ERR user_script:1: bad argument #2 to 'setmetatable' (nil or table expected)" },
  ],
  [
    'return setmetatable({})',
    { err: "ERR user_script:1: bad argument #2 to 'setmetatable' (nil or table expected)" },
  ],
  ["error('msg')", { err: 'ERR user_script:1: msg' }],
  ["error('msg',0)", { err: 'ERR msg' }],
  ["error('msg',2)", { err: 'ERR msg' }],
  ['error()', { err: 'ERR nil' }],
  ['error(nil)', { err: 'ERR nil' }],
  ['error(5)', { err: 'ERR user_script:1: 5' }],
  ["local function f() error('in f', 2) end\nf()", { err: 'ERR user_script:2: in f' }],
  ['assert(false)', { err: 'ERR user_script:1: assertion failed!' }],
  ["assert(nil,'custom')", { err: 'ERR user_script:1: custom' }],
  ['assert(false,5)', { err: 'ERR user_script:1: 5' }],
  [
    'assert(false,{})',
    { err: "ERR user_script:1: bad argument #2 to 'assert' (string expected, got table)" },
  ],
  ['assert()', { err: "ERR user_script:1: bad argument #1 to 'assert' (value expected)" }],
  [
    "return {xpcall(function() error('x') end)}",
    { err: "ERR user_script:1: bad argument #2 to 'xpcall' (value expected)" },
  ],
  ['return {unpack({},1,8000)}', { err: 'ERR user_script:1: too many results to unpack' }],
  [
    'return unpack(5)',
    { err: "ERR user_script:1: bad argument #1 to 'unpack' (table expected, got number)" },
  ],
  [
    'return next(5)',
    { err: "ERR user_script:1: bad argument #1 to 'next' (table expected, got number)" },
  ],
  ["return next({},'nokey')", { err: "ERR invalid key to 'next'" }],
  [
    'for k in pairs(5) do end',
    { err: "ERR user_script:1: bad argument #1 to 'pairs' (table expected, got number)" },
  ],
  [
    'for k in ipairs() do end',
    { err: "ERR user_script:1: bad argument #1 to 'ipairs' (table expected, got no value)" },
  ],
  [
    'for k in pairs(nil) do end',
    { err: "ERR user_script:1: bad argument #1 to 'pairs' (table expected, got nil)" },
  ],
  [
    'return load(5)',
    { err: "ERR user_script:1: bad argument #1 to 'load' (function expected, got number)" },
  ],
  [
    "return load('return 1')",
    { err: "ERR user_script:1: bad argument #1 to 'load' (function expected, got string)" },
  ],
  [
    "return collectgarbage('bad')",
    { err: "ERR user_script:1: bad argument #1 to 'collectgarbage' (invalid option 'bad')" },
  ],
  ['return type()', { err: "ERR user_script:1: bad argument #1 to 'type' (value expected)" }],
  ['string.x = 1', { err: 'ERR user_script:1: Attempt to modify a readonly table' }],
  ['x = 1', { err: 'ERR user_script:1: Attempt to modify a readonly table' }],
  ['_G.x = 1', { err: 'ERR user_script:1: Attempt to modify a readonly table' }],
  ["rawset(_G,'x',1)", { err: 'ERR Attempt to modify a readonly table' }],
  ['setmetatable(_G,{})', { err: 'ERR Attempt to modify a readonly table' }],
  [
    'return _G.x',
    { err: "ERR user_script:1: Script attempted to access nonexistent global variable 'x'" },
  ],
  [
    'local x <const> = 5',
    { err: "ERR Error compiling script (new function): user_script:1: unexpected symbol near '<'" },
  ],
  ["return ('x'):bad()", { err: "ERR user_script:1: attempt to call method 'bad' (a nil value)" }],
  [
    "return ('x'):rep({})",
    { err: "ERR user_script:1: bad argument #1 to 'rep' (number expected, got table)" },
  ],
  [
    'return string.rep()',
    { err: "ERR user_script:1: bad argument #1 to 'rep' (string expected, got no value)" },
  ],
  [
    'local s = string.rep return s()',
    { err: "ERR user_script:1: bad argument #1 to 's' (string expected, got no value)" },
  ],
  [
    'local t = {r=string.rep} return t.r()',
    { err: "ERR user_script:1: bad argument #1 to 'r' (string expected, got no value)" },
  ],
  [
    "return math.floor('a')",
    { err: "ERR user_script:1: bad argument #1 to 'floor' (number expected, got string)" },
  ],
  [
    'return math.floor(nil)',
    { err: "ERR user_script:1: bad argument #1 to 'floor' (number expected, got nil)" },
  ],
  [
    'return table.concat({1,{},3})',
    { err: "ERR user_script:1: invalid value (table) at index 2 in table for 'concat'" },
  ],
  [
    'return table.insert({},1,2,3)',
    { err: "ERR user_script:1: wrong number of arguments to 'insert'" },
  ],
  ["return {err='bad'}", { err: 'bad' }],
  [
    'local a <close> = 1',
    { err: "ERR Error compiling script (new function): user_script:1: unexpected symbol near '<'" },
  ],
  [
    'goto x',
    { err: "ERR Error compiling script (new function): user_script:1: '=' expected near 'x'" },
  ],
  [
    'return 1 // 2',
    { err: "ERR Error compiling script (new function): user_script:1: unexpected symbol near '/'" },
  ],
  [
    'return 1 & 2',
    { err: "ERR Error compiling script (new function): user_script:1: '<eof>' expected near '&'" },
  ],
  ['function f() end', { err: 'ERR user_script:1: Attempt to modify a readonly table' }],
  [
    'local t = {} function t.a.b() end',
    { err: "ERR user_script:1: attempt to index field 'a' (a nil value)" },
  ],
  [
    'return arg',
    { err: "ERR user_script:1: Script attempted to access nonexistent global variable 'arg'" },
  ],
  [
    'return {#arg}',
    { err: "ERR user_script:1: Script attempted to access nonexistent global variable 'arg'" },
  ],
];

describe('errors of running scripts', () => {
  it.each(cases)('%s', (script, reply) => {
    expect(runLua(script)).toEqual(reply);
  });
});
