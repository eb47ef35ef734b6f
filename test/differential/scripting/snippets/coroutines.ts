import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'create, resume and yield': lines(String.raw`
local co = coroutine.create(function() return 1 end) return {tostring(coroutine.resume(co)), coroutine.status(co)}
local co = coroutine.create(function(a, b) return a + b end) return select(2, coroutine.resume(co, 1, 2))
local co = coroutine.create(function(a) local b = coroutine.yield(a + 1) return b * 2 end) local _, x = coroutine.resume(co, 1) local _, y = coroutine.resume(co, 10) return {x, y}
local co = coroutine.create(function() for i = 1, 3 do coroutine.yield(i) end end) local s = '' for i = 1, 5 do local ok, v = coroutine.resume(co) s = s .. tostring(ok) .. tostring(v) .. ' ' end return s
local co = coroutine.create(function() coroutine.yield(1, 2, 3) end) return {select(2, coroutine.resume(co))}
local co = coroutine.create(function(...) return select('#', ...) end) return select(2, coroutine.resume(co, nil, nil))
local co = coroutine.create(function() return select('#', coroutine.yield()) end) coroutine.resume(co) return select(2, coroutine.resume(co, nil, nil, nil))
local co = coroutine.create(function() error('inside') end) return {tostring(coroutine.resume(co)), coroutine.status(co)}
local co = coroutine.create(function() error('inside') end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() error({code = 7}) end) return select(2, coroutine.resume(co)).code
local co = coroutine.create(function() local x = nil + 1 end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() end) coroutine.resume(co) return select(2, coroutine.resume(co))
local co = coroutine.create(function() error('x', 0) end) coroutine.resume(co) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return coroutine.status(coroutine.running()) end) return select(2, coroutine.resume(co))
local co co = coroutine.create(function() return coroutine.resume(co) end) return {select(2, coroutine.resume(co))}
local co co = coroutine.create(function() return select(2, coroutine.resume(co)) end) return select(2, coroutine.resume(co))
local a a = coroutine.create(function() local b = coroutine.create(function() return coroutine.status(a) end) return select(2, coroutine.resume(b)) end) return select(2, coroutine.resume(a))
local a a = coroutine.create(function() local b = coroutine.create(function() return select(2, coroutine.resume(a)) end) return select(2, coroutine.resume(b)) end) return select(2, coroutine.resume(a))
return type(coroutine.create(function() end))
return tostring(coroutine.running())
local co = coroutine.create(function() return type(coroutine.running()) end) return select(2, coroutine.resume(co))
local co co = coroutine.create(function() return tostring(coroutine.running() == co) end) return select(2, coroutine.resume(co))
coroutine.yield()
coroutine.yield(1)
return select(2, pcall(coroutine.yield, 1))
return coroutine.status(coroutine.create(function() end))
local co = coroutine.create(redis.sha1hex) return select(2, coroutine.resume(co, 'x'))
local co = coroutine.create(string.upper) return select(2, coroutine.resume(co, 'x'))
local co = coroutine.create(coroutine.yield) local _, a = coroutine.resume(co, 5) local _, b = coroutine.resume(co, 6) return {a, b, coroutine.status(co)}
local co = coroutine.create(error) return select(2, coroutine.resume(co, 'message'))
local co = coroutine.create(function() return 1, 2, nil end) return select('#', coroutine.resume(co))
local co = coroutine.create(function() return coroutine.yield(coroutine.yield(1)) end) return {select(2, coroutine.resume(co)), select(2, coroutine.resume(co, 2)), select(2, coroutine.resume(co, 3)), coroutine.status(co)}
return type(coroutine)
return tostring(coroutine.isyieldable)
return tostring(coroutine.close)
`),
  wrap: lines(String.raw`
local f = coroutine.wrap(function(a) local b = coroutine.yield(a) return b end) return {f(1), f(2)}
local f = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) return {f(), f(), f(), tostring(f())}
local f = coroutine.wrap(function() return 1 end) f() f()
local f = coroutine.wrap(function() error('inside') end) f()
local f = coroutine.wrap(function() error('inside', 0) end) f()
local f = coroutine.wrap(function() error({err = 'table'}) end) f()
local f = coroutine.wrap(function() local x = nil + 1 end) f()
local f = coroutine.wrap(function() error('inside') end) return select(2, pcall(f))
local f = coroutine.wrap(function() error({code = 3}) end) return select(2, pcall(f)).code
local f = coroutine.wrap(function() return 1 end) f() return select(2, pcall(f))
local s = '' for v in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do s = s .. v end return s
local s = '' for a, b in coroutine.wrap(function() coroutine.yield(1, 2) coroutine.yield(3, 4) end) do s = s .. a .. b end return s
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end local s = 0 for a in gen(3) do for b in gen(a) do s = s + b end end return s
return type(coroutine.wrap(function() end))
local f f = coroutine.wrap(function() return f() end) return f()
local f f = coroutine.wrap(function() return select(2, pcall(f)) end) return f()
local f = coroutine.wrap(function(...) return select('#', ...) end) return f(nil, nil)
local f = coroutine.wrap(redis.sha1hex) return f('x')
`),
  'what cannot be yielded across': lines(String.raw`
local co = coroutine.create(function() pcall(coroutine.yield, 1) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return select(2, pcall(coroutine.yield, 1)) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return select(2, pcall(function() coroutine.yield(1) end)) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return select(2, xpcall(function() coroutine.yield(1) end, function(e) return 'h ' .. e end)) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() string.gsub('x', '.', function() coroutine.yield(1) end) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() table.sort({2, 1}, function() coroutine.yield(1) end) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return setmetatable({}, {__index = function() coroutine.yield(1) end}).x end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return setmetatable({}, {__add = function() coroutine.yield(1) end}) + 1 end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() setmetatable({}, {__newindex = function() coroutine.yield(1) end}).x = 1 end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() return setmetatable({}, {__call = function(self, a) return coroutine.yield(a) end})(5) end) return {select(2, coroutine.resume(co)), select(2, coroutine.resume(co, 6))}
local co = coroutine.create(function() for v in function() return coroutine.yield(1) end do return v end end) return {select(2, coroutine.resume(co)), select(2, coroutine.resume(co, 9))}
local co = coroutine.create(function() local f = coroutine.wrap(function() coroutine.yield(1) end) coroutine.yield(f()) end) return {select(2, coroutine.resume(co))}
local co = coroutine.create(function() assert(coroutine.yield(1)) end) return {select(2, coroutine.resume(co))}
local co = coroutine.create(function() loadstring('coroutine.yield(7)')() end) return {select(2, coroutine.resume(co))}
local co = coroutine.create(function() tostring(setmetatable({}, {__tostring = function() coroutine.yield(1) end})) end) return select(2, coroutine.resume(co))
local co = coroutine.create(function() local t = setmetatable({}, {__lt = function() coroutine.yield(1) end}) return t < t end) return select(2, coroutine.resume(co))
local mt = {__eq = function() coroutine.yield(1) end} local co = coroutine.create(function() return setmetatable({}, mt) == setmetatable({}, mt) end) return select(2, coroutine.resume(co))
`),
  'state that lives on between resumes': blocks(
    String.raw`
local function producer()
  return coroutine.create(function()
    for i = 1, 4 do coroutine.yield('item' .. i) end
    return 'end'
  end)
end
local function filter(source)
  return coroutine.create(function()
    while true do
      local ok, v = coroutine.resume(source)
      if v == 'end' then return 'finished' end
      coroutine.yield('<' .. v .. '>')
    end
  end)
end
local out, f = {}, filter(producer())
repeat
  local ok, v = coroutine.resume(f)
  out[#out + 1] = v
until coroutine.status(f) == 'dead'
return out
---
local co = coroutine.wrap(function(x)
  local t = {}
  while x do
    t[#t + 1] = x
    x = coroutine.yield(#t)
  end
  return table.concat(t, ',')
end)
co('a') co('b') co('c')
return co()
---
local function tree(n)
  if n == 0 then return nil end
  return {tree(n - 1), n, tree(n - 1)}
end
local function walk(t)
  if t then
    walk(t[1])
    coroutine.yield(t[2])
    walk(t[3])
  end
end
local s = ''
for v in coroutine.wrap(function() walk(tree(4)) end) do s = s .. v end
return s
---
local co = coroutine.create(function()
  local a <close> = 1
end)
return 1
---
local cos = {}
for i = 1, 5 do
  cos[i] = coroutine.wrap(function()
    local n = i
    while true do
      n = n + i
      coroutine.yield(n)
    end
  end)
end
local out = {}
for round = 1, 3 do
  for i = 1, 5 do out[#out + 1] = cos[i]() end
end
return out
---
local co = coroutine.create(function(n)
  local function down(k)
    if k == 0 then return coroutine.yield('bottom') end
    return down(k - 1) .. '.'
  end
  return down(n)
end)
local _, a = coroutine.resume(co, 50)
local _, b = coroutine.resume(co, 'up')
return {a, b}
---
local co = coroutine.create(function()
  local ok, e = pcall(error, 'caught', 0)
  coroutine.yield(e)
  error('not caught', 0)
end)
local r = {}
for i = 1, 3 do
  local ok, v = coroutine.resume(co)
  r[i] = tostring(ok) .. ' ' .. tostring(v)
end
return r
---
local co = coroutine.create(function()
  redis.call('set', 'k', 'v')
  coroutine.yield(redis.call('get', 'k'))
  return redis.call('nosuch')
end)
local _, v = coroutine.resume(co)
local ok, e = coroutine.resume(co)
return {v, tostring(ok), e.err}
---
local co = coroutine.wrap(function()
  return redis.call('nosuch')
end)
return co()
---
local function f(n)
  local co = coroutine.create(function()
    if n == 0 then return 'bottom' end
    return f(n - 1)
  end)
  local ok, v = coroutine.resume(co)
  return v
end
return f(50)
---
local function f(n)
  local co = coroutine.create(function()
    if n == 0 then return 'bottom' end
    return f(n - 1)
  end)
  local ok, v = coroutine.resume(co)
  return v
end
return f(300)
---
local log = {}
local function step(name) log[#log + 1] = name end
local co = coroutine.create(function(...)
  step('start ' .. select('#', ...))
  for i = 1, 2 do
    local got = {coroutine.yield(i, i * i)}
    step('got ' .. #got)
  end
  step('end')
  return 'result'
end)
coroutine.resume(co, 1, 2, 3)
coroutine.resume(co)
coroutine.resume(co, 'x', 'y')
step(coroutine.status(co))
return log
`,
  ),
};
