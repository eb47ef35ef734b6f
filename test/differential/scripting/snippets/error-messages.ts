import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'names in errors of calls': lines(String.raw`
local f f()
local f = 5 f()
local f = {} f()
local f = 'x' f()
local t = {} t.f()
local t = {} t:f()
local t = {} t['f']()
local t = {} t[1]()
local t = {} t[t]()
local t = {} local k = 'f' t[k]()
local t = {a = {}} t.a.f()
local t = {a = {}} t.a:f()
local t = {a = {}} t.a.b.c()
local t = {f = 5} t.f()
local t = {f = 5} t:f()
local s = 'x' s:nosuch()
('x'):nosuch()
('x')()
(5)()
(nil)()
({})()
(function() end)()()
(function() return 5 end)()()
local f = function() return nil end f()()
local function f() return g() end local g f()
local g local function f() return g() end f()
local g local function f() g() end f()
local g = {} local function f() g.x() end f()
local g = {} local function f() return g.x() end f()
local g = {} local function f() g.x.y() end f()
string.nosuch()
string.nosuch.more()
redis.nosuch()
math.pi()
math.pi.x()
local a, b = 1 b()
local t = {{}} t[1].x()
local t = {{}} t[1]()
local t = {} t.x.y.z()
nosuch()
nosuch.x()
nosuch:x()
local function f(x) x() end f()
local function f(x) x() end f(5)
local function f(...) (...)() end f(5)
local function f(...) local x = ... x() end f(5)
local x = nil; (x)()
local x = 5; (x or 6)()
local t = {} return t.x()
local f = nil return f()
return (5)()
for i = 1, 2 do i() end
for k, v in pairs({1}) do v() end
for k, v in pairs({1}) do k.x.y() end
local t = setmetatable({}, {__index = function() return nil end}) t.x()
local t = setmetatable({}, {__index = function() return 5 end}) t.x()
return {}()
return ''()
return nil()
`),
  'names in errors of indexing': lines(String.raw`
local t return t.x
local t return t[1]
local t return t['x']
local t return t[t]
local t = 5 return t.x
local t = true return t.x
local t = 'x' return t.x.y
local t = 'x' return tostring(t.x)
local t = 'x' return tostring(t[1])
local t = {} return t.x.y
local t = {} return t.x.y.z
local t = {x = {}} return t.x.y.z
local t = {} return t[1].x
local t = {} return t[1][2]
local t = {} local k = 'x' return t[k].y
local t = {} local k = 'x' return t.x[k]
local t t.x = 1
local t t[1] = 1
local t = 5 t.x = 1
local t = 'x' t.x = 1
local t = {} t.x.y = 1
local t = {} t[1].y = 1
local t = {} t[1][2] = 1
local t = {} t.x.y.z = 1
local t local function f() return t.x end f()
local t local function f() t.x = 1 end f()
local t = {} local function f() return t.x.y end f()
local t = {} local function f() t.x.y = 1 end f()
return (nil).x
return (5).x
return (true).x
return tostring(('x').x)
return (function() end).x
return (function() end)().x
return ({}).x.y
return nosuch.x
nosuch.x = 1
return string.nosuch.x
local f = function() end return f.x
local f = function() end f.x = 1
return redis.call.x
return redis.nosuch.x
local function f(a) return a.x end f()
local function f(a) return a.x.y end f({})
local function f(...) return (...).x end f()
local a = {b = {c = {}}} return a.b.c.d.e
local a = {b = {c = {}}} return a.b.x.d.e
local a = {} return a.b[a.c.d]
for k, v in pairs({1}) do return v.x end
for i = 1, 1 do return i.x end
for i = 1, 1 do i.x = 1 end
return (1 + 1).x
return (1 .. 2).x.y
local x = nil return x.y.z
return KEYS.x.y
return KEYS[1].x
return ARGV[1].x
`),
  'names in errors of arithmetic': lines(String.raw`
local a return a + 1
local a return 1 + a
local a local b return a + b
local a = {} return a + 1
local a = {} return 1 - a
local a = 'x' return a * 2
local a = 'x' return 2 * a
local a = 'x' local b = {} return a / b
local a = {} local b = 'x' return a / b
local a = nil local b = 'x' return a / b
local a = 'x' local b = nil return a / b
local a return -a
local a = {} return -a
local a = 'x' return -a
local a return #a
local a = 5 return #a
local a = true return #a
local a = {} return a.x + 1
local a = {} return 1 + a.x
local a = {} return a.x + a.y
local a = {} return -a.x
local a = {} return #a.x
local a = {} return a[1] + 1
local a = {} return a['x y'] + 1
local a = {} local k = 1 return a[k] + 1
local a = {b = {}} return a.b.c + 1
local a local function f() return a + 1 end f()
local a local function f() return -a end f()
local a = {} local function f() return a.x + 1 end f()
local a = {} local function f() return a + 1 end f()
return nil + 1
return 1 + nil
return {} + 1
return 1 + {}
return 'x' + 1
return 1 + 'x'
return true + 1
return -nil
return -{}
return -'x'
return #nil
return #5
return #true
return (nil) + 1
return (function() end) + 1
return (function() end)() + 1
return (function() return nil end)() + 1
local function f() end return f() + 1
local function f() end return 1 + f()
return string.nosuch + 1
return nosuch + 1
return math.pi.x + 1
local a = 5 a = a + nil
local a a = a + 1
local t = {} t.x = t.x + 1
local t = {} t[1] = t[1] + 1
local t = {n = 'x'} t.n = t.n + 1
local a = 1 return a + a.x
local a, b = {}, 1 return a ^ b
local a, b = 1, {} return a % b
return 2 ^ {}
return {} % 2
for i = 1, 2 do return i + nil end
for k, v in pairs({{}}) do return v + 1 end
return KEYS[1] + 1
return ARGV[1] + 1
return (1 + nil) + 2
return 1 + (2 + nil)
local x = 5 return x + (x .. 'a')
`),
  'names in errors of concatenation': lines(String.raw`
local a return a .. 'x'
local a return 'x' .. a
local a = {} return a .. 'x'
local a = {} return 'x' .. a
local a = true return a .. 'x'
local a, b return a .. b
local a = {} return a.x .. 'y'
local a = {} return 'y' .. a.x
local a = {} return 'y' .. a.x .. 'z'
local a return 'a' .. 'b' .. a .. 'c'
local a return 1 .. a
local a return a .. 1
local a local function f() return a .. 'x' end f()
local a local function f() return 'x' .. a end f()
return nil .. 'x'
return 'x' .. nil
return {} .. 'x'
return 'x' .. {}
return true .. 'x'
return 'x' .. (function() end)
return 'a' .. nil .. 'b'
return 'a' .. 'b' .. nil
return nil .. 'a' .. 'b'
return 'x' .. string.nosuch
return 'x' .. nosuch
return 'x' .. KEYS[1]
return 'key:' .. KEYS[1] .. ':suffix'
return 'x' .. redis.call
return 'x' .. cjson.null
local t = {} return 'x' .. t[1] .. 'y'
local t = {} t.x = t.x .. 'y'
local s s = s .. 'y'
local a = {} return a .. {}
local a = 1 return a .. {} .. 'x'
local function f() end return 'x' .. f()
for i = 1, 1 do return i .. {} end
`),
  'types in errors of comparison': lines(String.raw`
return 1 < 'x'
return 'x' < 1
return nil < 1
return 1 < nil
return nil < nil
return {} < {}
return {} < 1
return true < false
return true < 1
return 'x' < {}
return function() end < function() end
return redis.call < redis.call
return 1 <= 'x'
return 1 > 'x'
return 1 >= 'x'
return 'x' > 1
return nil <= nil
return {} <= {}
return {} >= {}
return {} > 1
local a = nil return a < 1
local t = {} return t.x < 1
return cjson.null < 1
return cjson.null < cjson.null
return 1 < '2'
return '1' < 2
return setmetatable({}, {__lt = 5}) < setmetatable({}, {__lt = 5})
local mt = {__lt = 5} return setmetatable({}, mt) < setmetatable({}, mt)
`),
  'bad arguments': lines(String.raw`
tostring()
tonumber()
type()
ipairs()
pairs()
next()
next(5)
next(nil)
next({}, 'nosuch')
next({1, 2}, 5)
select()
select('x')
select(0)
select(0, 1)
select(-1)
select(-2, 1)
select({})
select(nil)
unpack()
unpack(5)
unpack(nil)
unpack({}, 'x')
unpack({}, 1, 'x')
unpack({}, 1, 1e8)
unpack({}, 1, 1e7)
rawget()
setmetatable(1, 2)
getmetatable()
pcall()
xpcall()
error()
assert()
loadstring()
loadstring(nil)
loadstring({})
loadstring(5)
load()
load(5)
load('return 1')
string.rep()
string.rep('x')
string.rep('x', 'y')
string.sub()
string.sub('x')
string.sub('x', {})
string.format()
string.format('%d')
string.format('%d', 'x')
string.format('%y', 1)
('x'):rep()
('x'):rep({})
('x'):sub('a')
('x'):bad()
('%d'):format('x')
local s = 'x' s:rep()
local s = 'x' return s:rep(nil)
local t = {} table.insert(t)
table.insert(nil, 1)
table.insert({}, 1, 2, 3)
table.insert({}, 'x', 2)
table.concat()
table.concat({{}})
table.concat({1, {}, 3})
table.concat({1, nil, 3}, ',', 1, 3)
table.sort()
table.sort({1, 'x'})
table.sort({1, 2}, 5)
math.floor()
math.floor('x')
math.floor({})
math.max()
math.random(0)
math.random(2, 1)
math.random(1, 2, 3)
string.char(256)
string.char(-1)
string.char('x')
string.byte()
string.gsub('x', 'x')
string.gsub('x', 'x', true)
string.gsub('x', '(', '')
string.find('x')
string.find('x', '[')
string.find('x', '%')
string.gmatch('x')
redis.sha1hex()
redis.sha1hex(1, 2)
redis.call()
redis.pcall()
redis.log()
redis.log('x')
redis.setresp()
redis.error_reply()
redis.status_reply()
cjson.decode()
cjson.encode()
cmsgpack.unpack()
bit.band()
bit.tohex()
struct.pack()
coroutine.create()
coroutine.create(5)
coroutine.resume()
coroutine.resume(5)
coroutine.wrap()
coroutine.status()
coroutine.status(5)
`),
};
