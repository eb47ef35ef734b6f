import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'names and positions of operands, and the order in which they are evaluated': lines(String.raw`
local t = {} return 'x' .. (t .. 'y')
local mt = {__concat = function(a, b) return {} end} local t = setmetatable({}, mt) return 'x' .. (t .. 'y')
local mt = {__concat = function(a, b) return {} end} local t = setmetatable({}, mt) return 'x' .. t .. 'y'
local mt = {__concat = function(a, b) return {} end} local t = setmetatable({}, mt) local x = 'a' return x .. x .. t .. 'y'
local mt = {__concat = function(a, b) return {} end} local t = setmetatable({}, mt) local x = 'a' return t .. x .. t .. 'y'
local a, b = 1, nil return a .. b .. 'x'
local a, b = 1, nil return b .. a .. 'x'
local a, b = 1, nil return a .. 'x' .. b
local t = {} return 'x' .. t.y .. 'z'
local t = {} return t.y .. 'z'
local t = {} return x1 .. 'z'
local t = {} return 'z' .. (KEYS.x)
local t = {} return 'z' .. t:x()
local t = {} local k = 'a' return t[k].x
local t = {} return t[{}].x
local t = {} t.f.g()
local t = {} t.a:f()
local t = {} t['a b']()
local t local function f() return t.x end return f()
local t local function f() return t() end return f()
local t local function f() return t + 1 end return f()
local t local function f() t.x = 1 end return f()
local t local function f() return #t end return f()
local t local function f() return -t end return f()
local t return (t)()
local t return (t or nil)()
local t return (nil)()
local t return ('x')()
local t return ('x').y.z
local t return (1)()
local t return (1).x
local t return (function() end)()()
local t return #nil
local t return -{}
local t return -'x'
local t return 'x' + 1
local t return 1 + 'x'
local t return {} + 1
local t return 1 + {}
local t return nil + 1
local t return t + 1
local t return 1 + t
local t = {} return t.x + 1
local t = {} return 1 + t.x
local t = {} return t.x + t.y
local t = {} return t.x * (t.y + 1)
local t = {} return 2 ^ t.x
local t = {} return t.x % 2
local a, b = {}, 1 return a < b
local a, b = {}, {} return a < b
local a, b = {}, {} return a <= b
local a, b = nil, 1 return a > b
local a, b = 'x', 1 return a >= b
local a, b = true, false return a < b
local f = function() return nil end return f().x
local f = function() return nil end return f() + 1
local f = function() return nil end return f()()
local f = function() return nil end return f() .. 'x'
local f = function() return nil end f().x = 1
for i = 'a', 2 do end
for i = 1, 2, {} do end
for i = 1, 2, 0 do return 'zero' end
for i in 5 do end
for i in nil do end
for k, v in {} do end
local t = {1,2,3} for k, v in t do end
redis.x()
redis.call.x()
string.x.y()
local a = x
_G.x()
string.format = 1
return rawset(_G, 'a', 1)
local s = 'x' return s.y.z
local s = 'x' return s:y()
local s = 'x' s.y = 1
local s = 5 s.y = 1
local s = 5 return s.y
local s = 5 return s:y()
return ({x=1}).x.y
return ({x={}}).x.y.z
return 1 .. {}
return 'a' .. 'b' .. {} .. 'c'
return 'a' .. nil
local t = {} return (t.x and t.y or t.z).w
local t = {} return (t.x or t.y).w
local t = {} local q return (q or t.y).w
local t = {} local q = 1 return (q and t.y).w
local a = {} a.b = {} a.b.c = nil a.b.c.d = 1
local a = {} return a.b.c.d
local a = {} return a.b['c']['d']
local a = {} local i = 1 return a[i][i]
local a = {} local i = 1 return a[i + 1][i]
local a = {} local i = 1 return a[i]['x']
local a = {{}} local i = 1 return a[i].x.y
local a = {} a.b.c()
local a = {} a.b:c()
local a = {b={}} a.b:c()
local a = {b={}} a.b.c:d()
local a = {b={}} a.b.c(a.x.y)
local a = {} local t = {a.x.y}
local a = {} local t = {[a.x] = 1}
local a = {} local t = {[0/0] = 1}
local a = {} local t = {[nil] = 1}
local a = {} return {x = a.y.z}
return tostring(tostring)(1)
return unpack(nil)
return unpack({}, 1, 1e7)
return #{unpack({}, 1, 7990)}
return #{unpack({}, 1, 7999)}
return #{unpack({}, 1, 8000)}
return select('#', unpack({}, 1, 7900))
return select('#', unpack({}, 1, 7980))
return select('#', unpack({}, 1, 7985))
return select('#', unpack({}, 1, 7990))
return select('#', unpack({}, 1, 7995))
return select('#', unpack({}, 1, 7997))
return select('#', unpack({}, 1, 7998))
return select('#', unpack({}, 1, 7999))
local function f(...) return select('#', ...) end return f(unpack({}, 1, 7990))
local function f(...) return select('#', ...) end return f(unpack({}, 1, 7950))
local function f(...) return select('#', ...) end return f(unpack({}, 1, 5000))
local function f(...) local a = {...} return #a end return f(unpack({}, 1, 3000), unpack({}, 1, 6000))
local t = {} for i = 1, 7000 do t[i] = i end return math.max(unpack(t))
local t = {} for i = 1, 7000 do t[i] = i end return #string.char(unpack(t, 1, 255))
local t = {} for i = 1, 7998 do t[i] = 65 end return #string.char(unpack(t))
local t = {} for i = 1, 7000 do t[i] = 'x' end return #{string.byte(table.concat(t), 1, -1)}
return #{string.byte(string.rep('x', 7999), 1, -1)}
return #{string.byte(string.rep('x', 8000), 1, -1)}
return #{string.byte(string.rep('x', 9000), 1, -1)}
local t = {} for i = 1, 7000 do t[i] = 'x' end return redis.call('rpush', 'l', unpack(t))
local t = {} for i = 1, 7997 do t[i] = 'x' end return redis.call('rpush', 'l', unpack(t))
local t = {} for i = 1, 7990 do t[i] = 'x' end return redis.call('del', unpack(t))
return select('#', string.find('a', string.rep('()', 32)))
return select('#', string.find('a', string.rep('()', 33)))
return #{coroutine.wrap(function() return unpack({}, 1, 7000) end)()}
return #{coroutine.wrap(function() coroutine.yield(unpack({}, 1, 7990)) end)()}
return #{pcall(unpack, {}, 1, 7990)}
return select('#', pcall(unpack, {}, 1, 7995))
return select('#', pcall(unpack, {}, 1, 8000))
return {pcall(unpack, {}, 1, 1e9)}
return {pcall(unpack, {}, -1e9, 1e9)}
local function f() return f() + 1 end return select(2, pcall(f))
local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x
local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return {pcall(function() return t.x end)}
local t = {} setmetatable(t, {__index = t}) return t.x
local t = {} setmetatable(t, {__newindex = t}) t.x = 1
local a, f = 1 function f() a = 2 return 'v' end local t = {[a] = f()} return t[2]
local a = 1 local function f() a = 2 return 'v' end local t = {[a] = f()} return {t[1], t[2]}
local a = 1 local function f() a = 2 return 'v' end local t = {a, f(), a} return t
local a = 1 local function f() a = 2 return 'v' end local t = {x = a, y = f(), z = a} return {t.x, t.y, t.z}
local t = {1, [1] = 'x', 2, [2] = 'y', [3] = 'z', 3} return t
return {1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,[1]='x',[50]='y',2}
return {1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,[1]='x',[50]='y',2}
return {1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,[1]='x',[51]='y',2}
`),
};
