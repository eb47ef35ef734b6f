import { describe, expect, it } from '@jest/globals';
import { type Outcome, runLua } from './run-lua.js';

/** Scripts and what a real server answers. */
const cases: readonly (readonly [script: string, reply: Outcome])[] = [
  ['local d=0 local function f() d=d+1 f() end f()', { err: 'ERR user_script:1: stack overflow' }],
  ['local d=0 local function f(n) d=d+1 pcall(f) return d end return {f()}', [199]],
  [
    'local d=0 local t t=setmetatable({},{__index=function(t,k) d=d+1 return t[k+1] end}) local ok,e=pcall(function() return t[1] end) return {d,e}',
    [197, 'user_script:1: C stack overflow'],
  ],
  [
    'local d=0 local function f(n) d=d+1 local ok,e=pcall(f) if not ok then error(e,0) end end local ok,e= pcall(f) return {d,e}',
    [198, 'C stack overflow'],
  ],
  [
    'local function f(n) if n==0 then return "done" end return f(n-1) end return f(1000000)',
    'done',
  ],
  [
    'local d=0 local function f() d=d+1 local co=coroutine.wrap(f) co() end local ok,e=pcall(f) return {d,e}',
    [
      199,
      'user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: user_script:1: C stack overflow',
    ],
  ],
  [
    'return {pcall(coroutine.yield,1)}',
    [null, 'attempt to yield across metamethod/C-call boundary'],
  ],
  ['coroutine.yield(1)', { err: 'ERR attempt to yield across metamethod/C-call boundary' }],
  [
    'local co=coroutine.create(function(...) local x=coroutine.yield(...) error("boom "..x) end) local a={coroutine.resume(co,1,2)} local b={coroutine.resume(co,"z")} local c={coroutine.resume(co)} return {a[2],a[3],b[2],c[2],coroutine.status(co)}',
    [1, 2, 'user_script:1: boom z', 'cannot resume dead coroutine', 'dead'],
  ],
  [
    'local w=coroutine.wrap(function() error("x") end) return {pcall(w)}',
    [null, 'user_script:1: x'],
  ],
  [
    'local co co=coroutine.create(function() return coroutine.resume(co) end) return {coroutine.resume(co)}',
    [1, null, 'cannot resume running coroutine'],
  ],
  ['return {tostring(coroutine.running())}', ['nil']],
  [
    'local co=coroutine.create(function() local t=setmetatable({},{__index=function() coroutine.yield(1) end}) return t.x end) return {tostring(select(2,coroutine.resume(co)))}',
    ['attempt to yield across metamethod/C-call boundary'],
  ],
  [
    'local co=coroutine.wrap(function() return pcall(coroutine.yield,1) end) return {tostring(select(2,co()))}',
    ['attempt to yield across metamethod/C-call boundary'],
  ],
  [
    'local co=coroutine.wrap(function() for x in coroutine.yield do end end) return {co()}',
    { err: 'ERR user_script:1: attempt to yield across metamethod/C-call boundary' },
  ],
  [
    'local d=0 local co=coroutine.wrap(function() local function f() d=d+1 return 1+f() end return pcall(f) end) local ok,e=co() return {d,e}',
    [16381, 'user_script:1: stack overflow'],
  ],
  [
    'local d=0 local co=coroutine.wrap(function() local function f() d=d+1 return 1+f() end return f() end) local ok,e=pcall(co) return {d,e}',
    [16383, 'user_script:1: stack overflow'],
  ],
  [
    'local d=0 local function f() d=d+1 string.gsub("x","x",f) end local ok,e=pcall(f) return {d,e}',
    [198, 'C stack overflow'],
  ],
  [
    'local d=0 local function f(a,b) d=d+1 table.sort({1,2,3},f) end local ok,e=pcall(f) return {d,e}',
    [198, 'C stack overflow'],
  ],
  [
    'local d=0 local function f() d=d+1 for x in f do end end local ok,e=pcall(f) return {d,e}',
    [198, 'user_script:1: C stack overflow'],
  ],
  [
    "local function f(n) if n==0 then error('x',2) end return (f(n-1)) end local a={} a[1]=select(2,pcall(f,10)) return a",
    ['user_script:1: x'],
  ],
  [
    "local function f(n) if n==0 then error('x',2) end return f(n-1) end local a={} a[1]=select(2,pcall(f,10)) return a",
    ['x'],
  ],
  [
    "local co=coroutine.create(function() end) local s=coroutine.status(co) return {s, tostring(coroutine.resume(co)), coroutine.status(co), type(co), (tostring(co):gsub('0x%x+','P'))}",
    ['suspended', 'true', 'dead', 'thread', 'thread: P'],
  ],
  ['return {pcall(coroutine.resume,1)}', [null, "bad argument #1 to '?' (coroutine expected)"]],
  [
    'return {coroutine.create(1)}',
    { err: "ERR user_script:1: bad argument #1 to 'create' (Lua function expected)" },
  ],
  [
    'return {coroutine.wrap(string.rep)}',
    { err: "ERR user_script:1: bad argument #1 to 'wrap' (Lua function expected)" },
  ],
  [
    'local co=coroutine.wrap(function() coroutine.yield() end) co() co() co()',
    { err: 'ERR user_script:1: cannot resume dead coroutine' },
  ],
  [
    'local co=coroutine.create(function() local x=nil+1 end) return {select(2,coroutine.resume(co))}',
    ['user_script:1: attempt to perform arithmetic on a nil value'],
  ],
  [
    'local w=coroutine.wrap(function() local x=nil+1 end) w()',
    { err: 'ERR user_script:1: user_script:1: attempt to perform arithmetic on a nil value' },
  ],
  [
    'local d=0 local function f() d=d+1 local co=coroutine.create(f) local ok,e=coroutine.resume(co) if not ok then error(e,0) end end local ok,e=pcall(f) return {d,e}',
    [199, 'C stack overflow'],
  ],
  [
    'local t={} for i=1,3 do t[i]=coroutine.wrap(function(a) while true do a=a+coroutine.yield(a*i) end end) end return {t[1](1),t[2](1),t[3](1),t[1](5),t[3](6)}',
    [1, 2, 3, 6, 21],
  ],
  [
    'local function gen(n) return coroutine.wrap(function() for i=1,n do coroutine.yield(i,i*i) end end) end local r={} for a,b in gen(5) do r[#r+1]=a*100+b end return r',
    [101, 204, 309, 416, 525],
  ],
  [
    'local co=coroutine.create(function(a,b) local c=coroutine.yield(a+b) local d,e=coroutine.yield(a+b+c) return d*e end) return {select(2,coroutine.resume(co,1,2)),select(2,coroutine.resume(co,10)),select(2,coroutine.resume(co,3,4)),tostring(coroutine.resume(co))}',
    [3, 13, 12, 'false'],
  ],
  [
    "local function perm(a,n) if n==0 then coroutine.yield(table.concat(a)) else for i=1,n do a[n],a[i]=a[i],a[n] perm(a,n-1) a[n],a[i]=a[i],a[n] end end end local r={} for p in coroutine.wrap(function() perm({'a','b','c'},3) end) do r[#r+1]=p end return r",
    ['bca', 'cba', 'cab', 'acb', 'bac', 'abc'],
  ],
  [
    "local co=coroutine.create(function() error('deep',2) end) return {select(2,coroutine.resume(co))}",
    ['deep'],
  ],
  [
    "local co=coroutine.create(function() local function g() error('deep',2) end \ng() end) return {select(2,coroutine.resume(co))}",
    ['user_script:2: deep'],
  ],
  [
    'local co=coroutine.wrap(function() return coroutine.yield(1) end) return {co(), co(2,3)}',
    [1, 2, 3],
  ],
  [
    'local function f(n) if n==0 then local x = nil; return x.y end return 1+f(n-1) end return {pcall(f,5000)}',
    [null, "user_script:1: attempt to index local 'x' (a nil value)"],
  ],
  [
    "local function f(n) if n==0 then error('lvl',2) end \nreturn 1+f(n-1) end return {pcall(f,5000)}",
    [null, 'user_script:2: lvl'],
  ],
  [
    'local t={} local function f(n) t[n]=function() n=n+1 return n end if n<5000 then f(n+1) end end f(1) return {t[1](),t[1](),t[4999](),t[5000]()}',
    [2, 3, 5000, 5001],
  ],
  [
    "local function sum(n,...) if n==0 then return select('#',...) end return 0+sum(n-1,n,...) end return sum(3000-2900)",
    100,
  ],
  [
    "local a={} for i=1,10 do local co=coroutine.wrap(function() local ok,e=pcall(function() error({code=i}) end) coroutine.yield(e.code) return 'end' end) a[#a+1]=co() a[#a+1]=co() end return a",
    [
      1,
      'end',
      2,
      'end',
      3,
      'end',
      4,
      'end',
      5,
      'end',
      6,
      'end',
      7,
      'end',
      8,
      'end',
      9,
      'end',
      10,
      'end',
    ],
  ],
  [
    "local x=setmetatable({},{__call=function(self,a,...) return a,select('#',...) end}) local co=coroutine.wrap(function() coroutine.yield(x(1,2,3)) return x(5) end) return {co(),co()}",
    [1, 5, 0],
  ],
  [
    "local x=setmetatable({},{__call=function(self,a) coroutine.yield(a) return 'r' end}) local co=coroutine.wrap(function() return x(7) end) return {co(),co()}",
    [7, 'r'],
  ],
];

describe('coroutines, tail calls and deep recursion', () => {
  it.each(cases)('%s', (script, reply) => {
    expect(runLua(script)).toEqual(reply);
  });
});
