import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'errors in handlers': lines(String.raw`
return {xpcall(function() error('x') end, function(e) error('y') end)}
return {xpcall(function() error('x') end, function(e) error({}) end)}
return {xpcall(function() error('x') end, function(e) error() end)}
return {xpcall(function() error('x') end, function(e) return nil end)}
return {xpcall(function() error('x') end, 5)}
return {xpcall(function() error('x') end, nil)}
return {xpcall(function() error('x') end, {})}
return {xpcall(function() error('x') end, setmetatable({}, {__call = function(s, e) return 'called ' .. e end}))}
return {xpcall(function() error('x') end, 'abc')}
return {xpcall(5, function(e) return 'h:' .. e end)}
return {xpcall(nil, function(e) return 'h:' .. e end)}
return {xpcall(5, function(e) error('again') end)}
local n = 0 return {n, xpcall(function() error('x') end, function(e) n = n + 1 if n < 3 then error('y' .. n) end return 'ok:' .. tostring(e) end), n}
local n = 0 local ok, e = xpcall(function() error('x') end, function(e) n = n + 1 error('y' .. n) end) return {n, tostring(ok), e}
local n = 0 local ok, e = xpcall(function() error('x') end, function(e) n = n + 1 if n < 5 then error(n) end return n .. tostring(e) end) return {n, tostring(ok), e}
local n = 0 local ok, e = xpcall(function() error('x') end, function(e) n = n + 1 if n < 10 then error({n}) end return n .. type(e) end) return {n, tostring(ok), e}
local log = {} local ok, e = xpcall(function() error('x') end, function(e) log[#log + 1] = tostring(e) local t = nil return t.x end) return {#log, log[1], log[2], log[3], tostring(ok), e}
local log = {} local ok, e = xpcall(function() local t = nil return t.x end, function(e) log[#log + 1] = tostring(e) error(e) end) return {#log, log[1], log[2], log[3], tostring(ok), e}
return {xpcall(function() error('x') end, function(e) return pcall(error, 'inner') end)}
return {xpcall(function() error('x') end, function(e) local ok, m = pcall(error, 'inner') return m .. '|' .. e end)}
return {xpcall(function() error('x') end, function(e) return select(2, xpcall(function() error('inner') end, function(f) return f .. '!' end)) .. e end)}
return {xpcall(function() error('x') end, function(e) return select(2, xpcall(function() error('inner') end, function(f) error('deep') end)) end)}
return {xpcall(function() return xpcall(function() error('a') end, function(e) error('b') end) end, function(e) return 'outer ' .. e end)}
return {xpcall(function() xpcall(function() error('a') end, function(e) error('b') end) error('c') end, function(e) return 'outer ' .. e end)}
return {pcall(xpcall, function() error('a') end, function(e) error('b') end)}
return {xpcall(function() local function f() return f() + 1 end return f() end, function(e) return 'handled' end)}
return {xpcall(function() local function f() return f() + 1 end return f() end, function(e) return e end)}
return {xpcall(function() local function f() return f() + 1 end return f() end, function(e) error(e) end)}
return {xpcall(function() local function f() return f() + 1 end return f() end, function(e) local function g() return g() + 1 end return g() end)}
local d = 0 local r = {xpcall(function() error('x') end, function(e) d = d + 1 local function g() return g() + 1 end return g() end)} r[#r + 1] = d return r
return {xpcall(function() error('x') end, error)}
return {xpcall(function() error('x') end, tostring)}
return {xpcall(function() error('x') end, pcall)}
return {xpcall(function() error('x') end, assert)}
return {xpcall(function() error() end, assert)}
return {xpcall(function() error('x') end, coroutine.yield)}
return coroutine.wrap(function() return {xpcall(function() error('x') end, coroutine.yield)} end)()
return {coroutine.wrap(function() return {xpcall(function() error('x') end, function(e) error('y') end)} end)()}
return {coroutine.resume(coroutine.create(function() xpcall(function() error('x') end, function(e) error('y') end) error('z') end))}
return {xpcall(function() redis.call('nosuch') end, function(e) return type(e) end)}
return {xpcall(function() redis.call('nosuch') end, function(e) return e.err end)}
return {xpcall(function() redis.call('nosuch') end, function(e) return redis.call('nosuch') end)}
return {xpcall(function() redis.call('nosuch') end, function(e) return redis.pcall('nosuch') end)}
return {xpcall(function() error('x') end, function(e) return nosuchglobal end)}
return {xpcall(function() error('x') end, __redis__err__handler)}
local ok, e = xpcall(function() error('x') end, __redis__err__handler) return {e.err, e.source, e.line}
local ok, e = xpcall(function() error(setmetatable({}, {__newindex = function() error('ni') end})) end, __redis__err__handler) return {type(e), tostring(e)}
return {xpcall(function() error('x') end, function(...) return select('#', ...) end)}
return {xpcall(function() error('x') end, function(e) return 1, 2, 3 end)}
return {xpcall(function() error() end, function(e) return tostring(e) end)}
return {xpcall(function() local s = string.rep end, function(e) error('no') end)}
return {xpcall(function(...) return select('#', ...), ... end, error, 1, 2)}
local function h(e) return 'h(' .. tostring(e) .. ')' end return {xpcall(function() return select(2, xpcall(function() error('a', 0) end, h)) end, h), select(2, xpcall(function() error(select(2, xpcall(function() error('a', 0) end, h)), 0) end, h))}
for i = 1, 300 do xpcall(function() error('x') end, function() error('y') end) end return {xpcall(function() error('x') end, function(e) return e end)}
local n = 0 local function f() n = n + 1 return xpcall(f, function(e) return e end) end local r = {f()} return {n, tostring(r[1]), type(r[2]), r[2]}
local n = 0 local function f() n = n + 1 return xpcall(f, function(e) error('h') end) end local r = {f()} return {n, tostring(r[1]), type(r[2]), r[2]}
local n = 0 local function f() n = n + 1 xpcall(f, function(e) error('h') end) error('after') end local r = {pcall(f)} return {n, tostring(r[1]), type(r[2]), r[2]}
local n = 0 local function h(e) n = n + 1 if n > 1000 then return 'stopped' end return select(2, xpcall(error, h, 'x')) end local r = {xpcall(error, h)} return {n, tostring(r[1]), r[2]}
local n = 0 local function h(e) n = n + 1 local ok, m = pcall(function() return xpcall(error, h) end) return m end local r = {xpcall(error, h)} return {n, tostring(r[1]), tostring(r[2])}
`),
  "errors in Redis's handler": lines(String.raw`
error(setmetatable({}, {__newindex = function() error('ni') end}))
error(setmetatable({}, {__newindex = function(t, k, v) error(t) end}))
error(setmetatable({}, {__index = function() return 'ix' end}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 5 then error(t) end rawset(t, k, v) end, __index = {err = 'E'}}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 15 then error(t) end rawset(t, k, v .. n) end, __index = {err = 'E'}}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 30 then error(t) end rawset(t, k, v .. n) end, __index = {err = 'E'}}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 100 then error(t) end rawset(t, k, v .. n) end, __index = {err = 'E'}}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 198 then error(t) end rawset(t, k, v .. n) end, __index = {err = 'E'}}))
local n = 0 local t t = setmetatable({}, {__newindex = function(t, k, v) n = n + 1 error(t) end, __index = function(_, k) return k == 'err' and 'N' .. n or nil end}) error(t)
error(nil)
error(setmetatable({}, {__newindex = function(t, k, v) error(t) end, __index = {err = 'E'}}))
error(setmetatable({}, {__tostring = function() error('ts') end, __index = {err = 'E'}}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 99 then error(t) end rawset(t, k, v .. n) end, __index = {err = 'E'}}))
local n = 0 error(setmetatable({}, {__newindex = function(t, k, v) n = n + 1 if n < 112 then error(t) end rawset(t, k, v .. n) end, __index = {err = 'E'}}))
error(setmetatable({}, {__newindex = function(t, k, v) error('E') end}))
error(setmetatable({}, {__newindex = function(t, k, v) error({err = 'E'}) end}))
error(setmetatable({}, {__newindex = function(t, k, v) local x = nil .. 'a' end}))
error(redis)
error(_G)
error(cjson.null)
error(true)
local a = setmetatable({}, {__newindex = function(t, k, v) error(setmetatable({}, getmetatable(t))) end}) error(a)
`),
  'levels where frames live on the heap': blocks(String.raw`
local function g(n) if n == 0 then error('deep', 3) end local r = g(n - 1) return r end g(9000)
---
local function g(n) if n == 0 then error('deep', 2) end local r = g(n - 1) return r end local function h(n) if n == 0 then local r = table.sort({1, 2}, function() g(3) end) end local r = h(n - 1) return r end h(9000)
---
local function g(n) if n == 0 then table.sort({1, 2}, function() error('x', 2) end) end local r = g(n - 1) return r end g(9000)
---
local function g(n) if n == 0 then table.sort({1, 2}, function() error('x', 3) end) end local r = g(n - 1) return r end g(9000)
---
local function g(n) if n == 0 then string.gsub('a', 'a', function() local function k() error('x', 2) end k() end) end local r = g(n - 1) return r end g(9000)
---
local function g(n) if n == 0 then string.gsub('a', 'a', function() local function k() error('x', 3) end k() end) end local r = g(n - 1) return r end g(9000)
---
local function g(n) if n == 0 then string.gsub('a', 'a', function()
 local function k() error('x', 4) end
 k() end) end
 local r = g(n - 1) return r end g(9000)
`),
};
