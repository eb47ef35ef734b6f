import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'error with any value': lines(String.raw`
error('message')
error('message', 0)
error('message', 1)
error('message', 2)
error('message', 3)
error('message', 10)
error('message', -1)
error('')
error('', 0)
error()
error(nil)
error(5)
error(5.5)
error(true)
error(false)
error({err = 'from a table'})
error({err = 'CODE from a table'})
error({err = 'ERR from a table'})
error({err = ''})
error({err = 5})
error(redis.error_reply('made by redis'))
error(function() end)
error('with\nnewline')
error('with\r\nboth')
error('with \0 zero')
error('ERR with a code')
error('WRONGTYPE with a code')
error('-dash')
error('a' .. 1 .. 'b')
error(coroutine and coroutine.create(function() end))
error('message', '2')
error('message', 'x')
error('message', {})
error('message', nil)
error('message', 1.9)
local function f() error('in f') end f()
local function f() error('in f', 2) end f()
local function f() error({err = 'table in f'}) end f()
local function f() error('in f', 0) end f()
local t = setmetatable({}, {__index = function() error('in index') end}) return t.x
`),
  pcall: lines(String.raw`
return select('#', pcall(function() end))
return {tostring(pcall(function() end))}
return {pcall(function() return 1, 2, 3 end)}
return select('#', pcall(function() return nil, nil end))
return {tostring((pcall(error)))}
return {tostring(select(2, pcall(error)))}
return select('#', pcall(error))
return {tostring(select(2, pcall(error, nil)))}
return select(2, pcall(error, 'message'))
return select(2, pcall(error, 'message', 0))
return select(2, pcall(error, 'message', 1))
return select(2, pcall(error, 'message', 2))
return select(2, pcall(error, 'message', 3))
return select(2, pcall(error, 5))
return type(select(2, pcall(error, 5)))
return type(select(2, pcall(error, {})))
return select(2, pcall(error, {err = 'E'})).err
return tostring(select(2, pcall(error, true)))
return select(2, pcall(function() error('with position') end))
return select(2, pcall(function() error('without position', 0) end))
return select(2, pcall(function() error('level two', 2) end))
return select(2, pcall(function() error() end)) == nil and 'nil'
return select(2, pcall(function() local x = nil + 1 end))
return select(2, pcall(function() return nil .. 'x' end))
return select(2, pcall(function() return {} < {} end))
return select(2, pcall(function() return #nil end))
return select(2, pcall(nil))
return select(2, pcall(5))
return select(2, pcall({}))
return select(2, pcall('x'))
pcall()
return {pcall(pcall)}
return {tostring(pcall(pcall, error, 'x'))}
return {select('#', pcall(pcall, error, 'x'))}
return tostring(select(2, pcall(pcall, error, 'x')))
return select(3, pcall(pcall, error, 'x'))
return {pcall(string.rep, 'x', 3)}
return select(2, pcall(string.rep))
return select(2, pcall(string.rep, 'x', {}))
local ok, e = pcall(error, {code = 42}) return {tostring(ok), e.code}
local t = {} local ok, e = pcall(error, t) return tostring(rawequal(t, e))
local ok, e = pcall(function() local ok, e = pcall(error, 'inner', 0) error('outer ' .. e, 0) end) return e
local function f() local ok, e = pcall(error, 'x', 0) return e end return f() .. f()
local n = 0 for i = 1, 10 do if pcall(function() if i % 2 == 0 then error() end end) then n = n + 1 end end return n
local ok, e = pcall(function(...) return select('#', ...) end, 1, nil, nil) return e
return select(2, pcall(function() return x end))
return select(2, pcall(function() x = 1 end))
return select(2, pcall(redis.call))
return select(2, pcall(redis.call, 'nosuch')).err
return type(select(2, pcall(redis.call, 'nosuch')))
return select(2, pcall(redis.call, 'get')).err
return select(2, pcall(redis.pcall, 'get')).err
return tostring(pcall(redis.pcall, 'get'))
return select(2, pcall(function() return redis.call('incr', 'a', 'b') end)).err
`),
  xpcall: lines(String.raw`
return {xpcall(function() return 1, 2 end, function(e) return e end)}
return select(2, xpcall(function() error('x') end, function(e) return 'handled ' .. e end))
return select(2, xpcall(function() error('x', 0) end, function(e) return 'handled ' .. e end))
return tostring((xpcall(function() error('x', 0) end, function(e) return 1 end)))
return select('#', xpcall(function() error('x', 0) end, function(e) return 1, 2, 3 end))
return select('#', xpcall(function() error('x', 0) end, function(e) end))
return select(2, xpcall(function() error({v = 9}) end, function(e) return e.v end))
return tostring(select(2, xpcall(function() error() end, function(e) return e end)))
return tostring(select(2, xpcall(function() error('x', 0) end, function(e) error('again', 0) end)))
return tostring(select(2, xpcall(function() error('x', 0) end, nil)))
return tostring(select(2, xpcall(function() error('x', 0) end, 5)))
return {xpcall(function() return 'no error' end, nil)}
return {xpcall(function() return 'no error' end, 5)}
xpcall()
xpcall(function() end)
return tostring(select(2, xpcall(nil, function(e) return 'h ' .. e end)))
return tostring(select(2, xpcall(5, function(e) return 'h ' .. e end)))
return select(2, xpcall(function(...) return select('#', ...) end, print, 1, 2, 3))
return select(2, xpcall(function() local x = nil + 1 end, function(e) return 'h ' .. e end))
return select(2, xpcall(function() return y end, function(e) return 'h ' .. e end))
return select(2, xpcall(function() redis.call('nosuch') end, function(e) return 'h ' .. e.err end))
local function f() return f() + 1 end return select(2, xpcall(f, function(e) return 'h ' .. e end))
return select(2, xpcall(function() pcall(error, 'in') error('out', 0) end, function(e) return 'h ' .. e end))
return {xpcall(xpcall, print, error, print)}
`),
  assert: lines(String.raw`
return assert(1)
return {assert(1, 2, 3)}
return select('#', assert(true, nil, nil))
assert(false)
assert(nil)
assert(false, 'my message')
assert(nil, 'my message')
assert(false, 5)
assert(false, nil)
assert(false, {err = 'E'})
assert(false, true)
assert(false, '')
assert()
return assert('', 'not this')
return assert(0, 'not this')
return select(2, pcall(assert, false))
return select(2, pcall(assert, false, 'message'))
return select(2, pcall(assert, nil, 5))
return select(2, pcall(assert))
return select(2, pcall(function() assert(1 == 2, 'no position') end))
return select(2, pcall(function() assert(1 == 2) end))
return assert(tonumber('5'), 'not a number')
return assert(tonumber('x'), 'not a number')
assert(loadstring('return +'))
`),
  'positions of errors': blocks(
    String.raw`
local a = 1
local b = 2
error('line 3')
---
local t = nil


return t.x
---
local x = 1 +
  2 +
  nil
---
local x = 1 +
  nil +
  3
---
local t = {
  a = 1,
  b = nil + 1,
  c = 3,
}
---
local f = function()

  error('in function')
end

f()
---
local f = function()

  error('in function', 2)
end

f()
---
return (
  nil
)()
---
local t = {}
t.a
 .b
 .c = 1
---
local t = {}
return t.a.
  b
---
local s = 'x'
  .. 'y'
  .. {}
  .. 'z'
---
local s = 'x' .. {}
  .. 'y'
---
if true then
  local x = {} < 1
end
---
for i = 1, 3 do
  if i == 2 then
    error('at ' .. i)
  end
end
---
for i = 1,
  'x' do
end
---
while nil + 1 do
end
---
local i = 0
while i < 3 do
  i = i + 1
  if i == 2 then i = nil end
end
---
repeat
  local x = 1
until x + {}
---
local function f(a,
  b)
  return a + b
end
return f(1,
  nil)
---
string.rep(
  'x'
)
---
redis.call(
  'nosuch',
  'arg'
)
---
local x = redis.call('get')

return x
---

return redis.call('incrby', 'k',
  'notanumber')
---
local t = setmetatable({}, {
  __add = function(a, b)
    error('adding')
  end
})
return t + 1
---
local co = coroutine.wrap(function()
  error('in coroutine')
end)
co()
---
error(
  'message'
  , 1
)
---
local function thrower()
  error('two up', 2)
end

local function caller()
  thrower() -- line 6
end

caller()
---
local f = loadstring('local x = 1\nerror("in chunk")')
f()
---
return undefined_global
---
local x =
  undefined_global
---
x

= 5
---
local t = {}
local v = t
  :method()
---
local t = {}
local v = t.f(
  1,
  2
)
---
assert(
  false
)
---
local ok, e = pcall(function()
  -- a comment
  local x = {} .. ''
end)
return e
---
--[[
a
comment ]] error('after a comment')
---
local s = [[
a
b]] error('after a string')
---
local s = 'a\
b' error('after an escaped newline')
`,
  ),
};
