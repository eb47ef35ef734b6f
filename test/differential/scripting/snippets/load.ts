import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'pieces that a reader gives': lines(String.raw`
local n = 0 local f, e = load(function() n = n + 1 return ({'return ', '1 +', ' 2'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return ', ') +', ' 2', '3'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'x', 'y', ' = ', 5})[n] end) return {n, tostring(f), e}
local n = 0 local f, e = load(function() n = n + 1 return ({')', 'y', ' = ', 5})[n] end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1 ', '', ' = ', 5})[n] end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1', 'end', 'x'})[n] end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1 ', 'end', 'x'})[n] end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1 end', 'end', 'x'})[n] end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1 end ', 'end', 'x'})[n] end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 if n == 2 then error({'x'}) end return 'return ' end) return {n, type(e)}
local n = 0 local f, e = load(function() n = n + 1 if n == 2 then return {} end return ') ' end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 if n == 3 then return nil end return '5' end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 if n == 3 then return nil end return n == 1 and 'return ' or 5 end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return nil end) return {n, f and 'ok' or e}
local n = 0 local f, e = load(function() n = n + 1 return '' end) return {n, f and 'ok' or e}
local n = 0 local f, e = load(function() n = n + 1 return n < 5 and '-' or nil end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return n < 5 and '[' or nil end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return n < 5 and '"' or nil end) return {n, e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return "a', 'b', 'c"', ' .. [[x', 'y]', ']'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1', '2', '.5', 'e', '1'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'ret', 'urn', ' "\\', 'n"', '.', '.', '1'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return "\\', '1', '2', '3"'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'\n', '\r', '\n', 'x'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'--[', '[ x', ']', '] return 7'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'--[', '= x', ']', '] return 7\n', 'return 8'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'return 1 =', '= 1'})[n] end) return {n, tostring(f and f() or e)}
local n = 0 local f, e = load(function() n = n + 1 return ({'return {x ', '= 1, y', ' = 2}'})[n] end) return {n, f and f().x or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'\27Lua'})[n] end) return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'', 'return 1'})[n] end) return {n, f and f() or e, f and 1}
local n = 0 local f, e = load(function() n = n + 1 return ({'#', 'return 1'})[n] end) return {n, f and f() or e, f and 1}
local n = 0 local f, e = load(function() n = n + 1 return ({'return (', 'function(', ') ', 'return 3 ', 'end)()'})[n] end, 'name') return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'local x = ', '1 1', 'x', 'y'})[n] end, '@name') return {n, f and f() or e}
local n = 0 local f, e = load(function() n = n + 1 return ({'local x = ', '1 1 ', 'x', 'y'})[n] end, '=name') return {n, f and f() or e}
return coroutine.wrap(function() local n = 0 local f, e = load(function() n = n + 1 coroutine.yield(1) end) return {n, e} end)()
return coroutine.wrap(function() local f, e = load(coroutine.wrap(function() coroutine.yield('return ') coroutine.yield('5') end)) return {f and f(), e} end)()
return {load(nil)}
return {load('return 1')}
return {load()}
local n = 0 local f, e = load(function() n = n + 1 if n == 1 then return load(function() return nil end) and 'return 4' end end) return f()
local n = 0 local f, e = load(string.gmatch('return 1 + 2', '.')) return f()
local n = 0 local f, e = load(function() n = n + 1 return n <= 1000 and 'x = 1 ' or nil end) return {n, type(f)}
`),
  'errors of a reader': lines(String.raw`
return {load(function() error('x') end)}
local f,e=load(function() error('x') end) return type(e)
local f,e=load(function() error({'x'}) end) return type(e)..tostring(e[1])
local f,e=load(function() return {} end) return type(e)
local f,e=load(function() return {} end) return e
local n=0 local f,e=load(function() n=n+1 return n<2 and ')' or {} end) return e
return load(function() return nil+1 end)
local n = 0 local f, e = load(function() n = n + 1 if n == 2 then return {} end return ') ' end) return {n, type(e)}
local _,f,e=pcall(load,function() error('x') end) return {type(f), type(e),e}
local _,f,e=pcall(function() return load(function() error('x') end) end) return {type(f), type(e),e}
local f,e=load(function() return load(function() error('x') end) end) return type(e)
return coroutine.wrap(function() local f,e = load(function() error('x') end) return type(e) end)()
local _,f,e=xpcall(function() return load(function() error('x') end) end, function(e) return e..'!' end) return {type(f), type(e),e}
local f,e=loadstring(')') return type(e)
local f,e=load(function() error() end) return type(e)
local f,e=load(function() error(5) end) return {type(e),e}
local f,e=load(function() error({err='A b'}) end) return {type(e),e}
local f,e=load(function() redis.call('nosuch') end) return {type(e),e}
local f,e=load(coroutine.wrap(function() error('x') end)) return {type(e),e}
local f,e=load(string.rep) return {type(e),e}
local f,e=load(coroutine.yield) return {type(e),e}
local f,e=load(coroutine.wrap(function() coroutine.yield('ret') coroutine.yield({}) end)) return {type(e),e}
`),
};
