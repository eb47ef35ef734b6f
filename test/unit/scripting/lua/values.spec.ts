import { describe, expect, it } from '@jest/globals';
import { type Outcome, runLua } from './run-lua.js';

/** Scripts and what a real server answers. */
const cases: readonly (readonly [script: string, reply: Outcome])[] = [
  ["return tonumber('z',36), tonumber('10',2), tonumber('8',8)", 35],
  [
    'return {tostring(nil),tostring(true),tostring(1e15),tostring(1e100),tostring(-0),tostring(0.1),tostring(1/3),tostring(2^53),tostring(123456789012345),tostring(1e14),tostring(1e-5),tostring(100000000000000)}',
    [
      'nil',
      'true',
      '1e+15',
      '1e+100',
      '-0',
      '0.1',
      '0.33333333333333',
      '9.007199254741e+15',
      '1.2345678901234e+14',
      '1e+14',
      '1e-05',
      '1e+14',
    ],
  ],
  ['return {tostring(1/0),tostring(-1/0),tostring(0/0)}', ['inf', '-inf', '-nan']],
  [
    'return {5%3,-5%3,5%-3,-5%-3,tostring(5%0),tostring(5.5%2),tostring(1%math.huge),tostring(-1%math.huge),2^10,tostring(2^0.5),tostring(2^-1)}',
    [2, 1, -1, -2, '-nan', '1.5', '-nan', '-nan', 1024, '1.4142135623731', '0.5'],
  ],
  [
    "return {'10'+5, '0x10'+0, ' 5 '*2, 10 .. 20, tostring(-'2'), '3'/'2'*2}",
    [15, 16, 10, '1020', '-2', 3],
  ],
  ['return rawget({},nil)', null],
  ['return {pcall(rawset,{},nil,1)}', [null, 'table index is nil']],
  ["return getmetatable('x').__index == string", 1],
  [
    "return {getmetatable(setmetatable({},{__metatable='locked'})), pcall(setmetatable,setmetatable({},{__metatable='locked'}),{})}",
    ['locked', null, 'cannot change a protected metatable'],
  ],
  ['return {pcall(error)}', [null]],
  ['return {pcall(error,nil)}', [null]],
  ['return {pcall(error,{code=5})}', [null, []]],
  [
    "return {pcall(function() error('a',1) end), pcall(function() error('a',2) end), pcall(function() error('a',3) end)}",
    [null, null, null, 'user_script:1: a'],
  ],
  ['return {assert(1,2,3)}', [1, 2, 3]],
  ["return {pcall(assert,false,'m'), select('#',assert(1,nil,nil))}", [null, 3]],
  ["return xpcall(function() error('x') end, function(e) return 'H:'..e end)", null],
  [
    "return {xpcall(function() error('x') end, function(e) return 'H:'..e end)}",
    [null, 'H:user_script:1: x'],
  ],
  ["return {xpcall(function() return 1,2 end, function(e) return 'H:'..e end)}", [1, 1, 2]],
  [
    "return {xpcall(function() error('x') end, function(e) error('y') end)}",
    [null, 'error in error handling'],
  ],
  ["return {xpcall(function() error('x') end, 5)}", [null, 'error in error handling']],
  ['return {unpack({1,2,3})}', [1, 2, 3]],
  ['return {unpack({1,2,3},2)}', [2, 3]],
  ['return {unpack({1,2,3},2,5)}', [2, 3]],
  ['return #{unpack({},1,7000)}', 0],
  ['return {next({})}', []],
  ["return {loadstring('return 1+1')()}", [2]],
  ["return {loadstring('return +')}", []],
  ["return select(2,loadstring('x ='))", '[string "x ="]:1: unexpected symbol near \'<eof>\''],
  ["return select(2,loadstring('x =','@foo'))", "foo:1: unexpected symbol near '<eof>'"],
  ["return select(2,loadstring('x =','=foo'))", "foo:1: unexpected symbol near '<eof>'"],
  [
    "return select(2,loadstring('x =','a very long chunk name that goes on and on and on and on and on and on and on'))",
    '[string "a very long chunk name that goes on and on and on and on and on..."]:1: unexpected symbol near \'<eof>\'',
  ],
  [
    "return select(2,loadstring('\\n\\nx ='))",
    '[string "..."]:3: unexpected symbol near \'<eof>\'',
  ],
  ["return loadstring('local a = ... return a')(7)", 7],
  ["local i=0 return load(function() i=i+1 return ({'return ','4','2'})[i] end)()", 42],
  ['return {load(function() return {} end)}', []],
  ["return {load(function() error('rd') end)}", []],
  ["return collectgarbage('count') > 1", 1],
  [
    "return {collectgarbage(),collectgarbage('step'),collectgarbage('collect'),collectgarbage('stop'),collectgarbage('restart')}",
    [0, null, 0, 0, 0],
  ],
  ['return type(nil)', 'nil'],
  ['return gcinfo() > 1', 1],
  [
    'return {pcall(function() return nosuch end)}',
    [null, "user_script:1: Script attempted to access nonexistent global variable 'nosuch'"],
  ],
  ["return rawget(_G,'nosuch')", null],
  ['local function f(...) return ... end return {f(1,2,3), (f(1,2,3)), f(4,5)}', [1, 1, 4, 5]],
  ['local a,b,c = (function() return 1,2 end)() return {a,b,tostring(c)}', [1, 2, 'nil']],
  [
    'local t={n=0} local function g() t.n=t.n+1 return t.n end local a={g(),g(),[5]=g(),g()} return {a[1],a[2],a[3],a[5]}',
    [1, 2, 4, 3],
  ],
  ['local i,t=1,{} i,t[i]=i+1,20 return {i,t[1],tostring(t[2])}', [2, 20, 'nil']],
  ['local a={} local b=a a.x,a=1,{} return {b.x,tostring(a.x)}', [1, 'nil']],
  ['local a,b,c=1,2,3 a,b,c=c,a,b return {a,b,c}', [3, 1, 2]],
  [
    "local s='' for i=10,1,-3 do s=s..i..',' end for i=1,0 do s=s..'never' end for i=1,2,0.5 do s=s..i..';' end return s",
    '10,7,4,1,1;1.5;2;',
  ],
  ["local s='' for i=1,3 do local j=i i=10 s=s..i..j end return s", '101102103'],
  [
    'local fs={} for i=1,3 do fs[i]=function() i=i+1 return i end end return {fs[1](),fs[1](),fs[2]()}',
    [2, 3, 3],
  ],
  ['local i=1 local r={} repeat local j=i*2 r[#r+1]=j i=i+1 until j>=6 return r', [2, 4, 6]],
  [
    'local r={} local i=0 while true do i=i+1 if i>5 then break end if i%2==0 then r[#r+1]=i end end return r',
    [2, 4],
  ],
  ['return 9007199254740993', 9007199254740992],
  ['return {10/3, 7.9, -7.9}', [3, 7, -7]],
  [
    "local t = setmetatable({},{__add=function(a,b) return 'add' end,__concat=function() return 'cat' end,__eq=function() return true end,__lt=function() return true end,__le=function() return false end,__unm=function() return 'unm' end,__len=function() return 42 end,__call=function(self,x) return x end,__tostring=function() return 'TS' end}) local u=setmetatable({},getmetatable(t)) return {t+1,1+t,t..'x','x'..t,t==u,t<u,t<=u,-t,#t,t(9),tostring(t)}",
    ['add', 'add', 'cat', 'cat', 1, 1, null, 'unm', 0, 9, 'TS'],
  ],
  ['local t=setmetatable({},{__tostring=function() return 5 end}) return tostring(t)', 5],
  [
    'local t=setmetatable({},{__lt=function() return true end}) return {t<t, t<=t, t>t}',
    [1, null, 1],
  ],
  [
    'local t=setmetatable({},{__eq=function() return true end}) return {t==1, t=={}, t~=setmetatable({},getmetatable(t))}',
    [null, null, null],
  ],
  [
    'local t = {} for i=1,3 do t[#t+1] = function() return i end end return {t[1](),t[2](),t[3]()}',
    [1, 2, 3],
  ],
  [
    "return {string.format('%5.1f',3.14159), ('x'):rep(3), ('abc'):upper(), #'abc', ('a,b'):find(',')}",
    ['  3.1', 'xxx', 'ABC', 3, 2, 2],
  ],
  ['return {pcall(string.rep)}', [null, "bad argument #1 to '?' (string expected, got no value)"]],
  [
    "return {pcall(('x').rep, 'x', {})}",
    [null, "bad argument #2 to '?' (number expected, got table)"],
  ],
  ['return {1,2,nil,4}', [1, 2]],
  ['return {a=1}', []],
  ["return {ok='fine'}", 'fine'],
  ['local t = {f=function(self,a) return a end} return t:f(3)', 3],
  [
    'local t={a={}} function t.a.b(x) return x end function t.a:c(x) return self==t.a and x end return {t.a.b(1), t.a:c(2)}',
    [1, 2],
  ],
  ['local function f(...) return arg.n, #arg end return {f(1,2,3)}', [3, 3]],
  [
    'local function f(...) local a,b = ... return tostring(arg), a, b end return {f(1,2,3)}',
    ['nil', 1, 2],
  ],
  ['return ...', null],
  ["return select('#', ...)", 0],
  ['local a = {...} return #a', 0],
];

describe('values, operators and the base library', () => {
  it.each(cases)('%s', (script, reply) => {
    expect(runLua(script)).toEqual(reply);
  });
});
