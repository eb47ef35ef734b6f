import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  varargs: lines(String.raw`
local function f(...) return ... end return {f(1, 2, 3)}
local function f(...) return ... end return {f()}
local function f(...) local a, b = ... return {a, tostring(b)} end return f(1)
local function f(a, ...) return {a, ...} end return f(1, 2, 3)
local function f(...) return select('#', ...) end return f(nil, nil)
local function f(...) return select('#', ...) end return f()
local function f(...) return (...) end return {f(1, 2)}
local function f(...) return ..., 10 end return {f(1, 2)}
local function f(...) return {10, ...} end return f(1, 2)
local function f(...) return {..., 10} end return f(1, 2)
local function f(...) return #{...} end return f(1, 2, 3)
local function f(...) return #{n = 1, ...} end return f(1, 2, 3)
local function f(...) local t = {...} return #t end return f(1, nil, 3)
local function f(...) local s = '' for i, v in ipairs({...}) do s = s .. v end return s end return f('a', 'b', 'c')
local function f(...) local function g(...) return ... end return {g(...)} end return f(1, 2)
local function f(...) return function() return ... end end return 1
local function f(...) local a = ... return function() return a end end return f(5)()
local function f(...) return (select(2, ...)) end return f('a', 'b', 'c')
local function f(...) return {select(2, ...)} end return f('a', 'b', 'c')
local function f(...) return unpack({...}) end return {f(1, 2, 3)}
local function f(...) return {pcall(g, ...)} end return #f(1)
local function f(...) for i = 1, select('#', ...) do if select(i, ...) == nil then return i end end end return f(1, nil, 2)
return {...}
return select('#', ...)
local function f(a, b, ...) return {tostring(a), tostring(b), select('#', ...)} end return f(1)
local function f(...) ... = 1 end
local function f(... , a) end
local function f() return ... end
local function f(...) return -... end return f(3)
local function f(...) return ... + 1 end return f(3, 4)
local function f(...) return ... .. 'x' end return f('a', 'b')
local function f(...) return ... == 1 and 'one' end return f(1, 2)
local function f(...) return tostring(...) end return f(1, 2)
local function f(...) return not ... end return tostring(f(nil, 1))
local function f(...) if ... then return 'yes' end return 'no' end return f(1)
local function f(...) while ... do return 'yes' end return 'no' end return f()
local t = {f = function(self, ...) return select('#', ...) end} return t:f(1, 2, 3)
`),
  arg: lines(String.raw`
local function f(...) return arg.n end return f(1, 2, 3)
local function f(...) return arg[2] end return f(1, 2, 3)
local function f(...) return #arg end return f(1, nil, 3)
local function f(...) return arg.n end return f()
local function f(a, ...) return arg.n .. arg[1] end return f(1, 2, 3)
local function f(...) local x = ... return type(arg) end return f(1)
local function f(...) local t = {...} return tostring(arg) end return f(1)
local function f(...) return arg end return f(1, 2, 3)
local function f(...) arg = 5 return arg end return f(1)
local function f(...) arg[1] = 'changed' return arg[1] end return f(1)
local function f(...) local function g() return arg.n end return g() end return f(1, 2)
local function f(arg, ...) return arg end return f(1, 2)
local function f(...) local arg = 7 return arg end return f(1)
local function f() return tostring(arg) end return f()
return tostring(arg)
return type(arg)
return #arg
return arg.n
local function f(...) local s = '' for i, v in ipairs(arg) do s = s .. v end return s end return f(1, 2, 3)
`),
  closures: lines(String.raw`
local function counter() local n = 0 return function() n = n + 1 return n end end local a, b = counter(), counter() a() a() return {a(), b()}
local function pair() local n = 0 return function() n = n + 1 end, function() return n end end local inc, get = pair() inc() inc() return get()
local fs = {} for i = 1, 3 do fs[i] = function() return i end end return {fs[1](), fs[2](), fs[3]()}
local fs = {} for i = 1, 3 do local j = i * 2 fs[i] = function() j = j + 1 return j end end return {fs[1](), fs[1](), fs[2](), fs[3]()}
local x = 1 local function f() return x end x = 2 return f()
local x = 1 local function f() x = x + 1 end f() f() return x
local x = 1 local f = function() return x end local x = 2 return f() .. x
local function f(x) return function(y) return function(z) return x + y + z end end end return f(1)(2)(3)
local a = {} for i = 1, 2 do local x for j = 1, 2 do x = (x or 0) + 1 a[#a + 1] = function() return x end end end return {a[1](), a[2](), a[3](), a[4]()}
local function f(n) n = n + 1 return function() n = n + 1 return n end end local g = f(1) return {g(), g()}
local t = {} do local secret = 42 function t.get() return secret end function t.set(v) secret = v end end t.set(7) return t.get()
local function make() local self = {} local n = 0 function self.add(x) n = n + x return self end function self.value() return n end return self end return make().add(1).add(2).value()
local f do local x = 10 f = function() x = x - 1 return x end end return {f(), f(), f()}
local function compose(f, g) return function(...) return f(g(...)) end end return compose(function(x) return x * 2 end, function(x) return x + 1 end)(5)
local fs = {} local i = 0 while i < 3 do i = i + 1 local k = i fs[k] = function(d) k = k + d return k end end fs[1](10) return {fs[1](0), fs[2](0), fs[3](0)}
local function f() local x = 1 local g = function() x = x + 1 return x end x = 10 return g() end return f()
local a, b, c, d = 1, 2, 3, 4 local function f() return a + b + c + d end a = 10 return f()
local function outer() local v = 'o' local function middle() local function inner() v = v .. 'i' return v end return inner end return middle() end local g = outer() g() return g()
local x = 'top' local function f() return x end do local x = 'inner' end return f()
local function f() return f == nil end return tostring(f())
local f = function() return f end return type(f())
`),
  recursion: lines(String.raw`
local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end return tostring(fact(20))
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(20)
local even, odd function even(n) if n == 0 then return true end return odd(n - 1) end function odd(n) if n == 0 then return false end return even(n - 1) end return tostring(even(10))
local even, odd local function even(n) if n == 0 then return true end return odd(n - 1) end local function odd(n) if n == 0 then return false end return even(n - 1) end return tostring(even(10))
local function f(n) if n == 0 then return 'done' end return f(n - 1) end return f(100000)
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(100)
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(5000)
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(10000)
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(15000)
local function f(n) if n == 0 then return 0 end return (f(n - 1)) end return f(15000)
local function f(n) if n == 0 then return 0 end return (f(n - 1)) end return f(16000)
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(25000)
local function f() return 1 + f() end return f()
local function f() return 1 + f() end local ok, e = pcall(f) return e
local function f() local x = f() return x end return select(2, pcall(f))
local depth = 0 local function f() depth = depth + 1 return 1 + f() end pcall(f) return tostring(depth > 15000)
local depth = 0 local function f(...) depth = depth + 1 return 1 + f(...) end pcall(f, 1, 2, 3) return tostring(depth > 1000)
local function a(n) if n == 0 then return 'a' end return (function() return a(n - 1) end)() end return a(5000)
local t = {} function t:f(n) if n == 0 then return 'method' end return self:f(n - 1) end return t:f(50000)
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + n) end return loop(30000, 0)
local function f(n) if n > 0 then return f(n - 1) else error('deep') end end return select(2, pcall(f, 20000))
local function f(n) if n > 0 then return pcall(f, n - 1) end return 'end' end return select('#', f(100))
local function f(n) if n > 0 then return select(2, pcall(f, n - 1)) end return 'end' end return f(150)
local function f(n) if n > 0 then return select(2, pcall(f, n - 1)) end return 'end' end return f(190)
local function f(n) if n > 0 then return select(2, pcall(f, n - 1)) end return 'end' end return f(250)
local function f(n) return pcall(f, n + 1) end return type(f(0))
local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) return select(2, pcall(function() return t[1] end))
local function f(s) return (s:gsub('.', f)) end return select(2, pcall(f, 'x'))
local function f(a, b) table.sort({2, 1}, f) return false end return select(2, pcall(f))
`),
  'methods and calls': lines(String.raw`
local t = {x = 5} function t.get(self) return self.x end return t:get()
local t = {x = 5} function t:get() return self.x end return t.get(t)
local t = {a = {b = {}}} function t.a.b.f(x) return x end return t.a.b.f(3)
local t = {a = {b = {v = 9}}} function t.a.b:f() return self.v end return t.a.b:f()
local s = 'hello' return s:upper():lower():len()
return ('x'):rep(3):upper()
return string.format('%s', 'x')
local f = function(a, b) return tostring(a) .. tostring(b) end return f(1)
local f = function(a) return a end return f(1, 2, 3)
local f = function() end return tostring(f())
local f = function() end return select('#', f())
local f = function() return end return select('#', f())
local f = function() return nil end return select('#', f())
local f = function() return 1, 2, nil end return select('#', f())
local f = function() return 1, 2 end return {f(), f()}
local f = function() return 1, 2 end return {(f()), f()}
local f = function() return 1, 2 end return f(), f()
local t = {} t['a b'] = function() return 'called' end return t['a b']()
local function f(t) return t[1] end return f{5}
local function f(s) return s end return f'str'
local function f(s) return s end return f[[long]]
local function f(s) return function(u) return s .. u end end return f'a''b'
local function f(t) return function(s) return t[1] .. s end end return f{1}'x'
local t = {f = function(_, t) return t.x end} return t:f{x = 'y'}
local t = {f = function(_, s) return s end} return t:f'lit'
return (function(a, b) return a + b end)(1, 2)
return (function(...) return select('#', ...) end)(nil, nil, nil)
return type(function() end)
return ((function() return 'paren' end)())
local a = {} a.b = function() return a end return tostring(a.b().b().b() == a)
return #string.rep('x', 5)
local x = math.max return x(1, 5, 3)
local f = string.upper return f('abc')
local t = {10, 20} local i = 0 local function n() i = i + 1 return i end return t[n()] + t[n()]
local function f(a, a) return a end return f(1, 2)
local function f(a) local a = a or 'default' return a end return f()
local t = {insert = table.insert} t.insert(t, 'v') return t[1]
`),
  'evaluation order': lines(String.raw`
local log = '' local function f(x) log = log .. x return x end local y = f(1) + f(2) * f(3) return log
local log = '' local function f(x) log = log .. x return x end local y = f('a') .. f('b') .. f('c') return log
local log = '' local function f(x) log = log .. x return x end local y = f(1) < f(2) return log
local log = '' local function f(x) log = log .. x return x end local y = f(1) > f(2) return log
local log = '' local function f(x) log = log .. x return x end local y = f(1) >= f(2) return log
local log = '' local function f(x) log = log .. x return x end local y = {f(1), f(2), [f(3)] = f(4)} return log
local log = '' local function f(x) log = log .. x return function() end end f(1)(f(2), f(3)) return log
local log = '' local function f(x) log = log .. x return x end local t = {} t[f('k')] = f('v') return log
local log = '' local function f(x) log = log .. x return x end local y = f(1) and f(false and 1 or 2) or f(3) return log
local log = '' local function f(x) log = log .. x return x == 2 end local y = f(1) or f(2) or f(3) return log
local x = 1 local function f() x = x + 1 return x end return {x, f(), x}
local x = 1 local function f() x = x + 1 return x end return x + f() + x
local x = 1 local function f() x = x + 1 return x end local y = x + f() return y
local x = 1 local function f() x = x + 1 return x end local y = x .. f() .. x return y
local x = 1 local function f() x = 10 return 1 end local t = {x + f()} return t
local x = 1 local function f() x = 10 return 1 end local a, b = x, f() return {a, b, x}
local x = 1 local function f() x = 10 return 5 end return tostring(x < f())
local x = 1 local function f() x = 10 return 1 end return tostring(x == f())
local t = {1} local function f() t = {2} return 1 end return t[f()]
local t = {v = 1} local function f() t = {v = 5} return 1 end return t.v + f()
local t = {v = 1} local function f() t.v = 5 return 1 end return t.v + f()
local a, b = 1, 2 local function f() a = 10 return 3 end return a + b * f()
local x = 1 local function g(...) return table.concat({...}, ',') end local function f() x = 2 return 'f' end return g(x, f(), x)
local x = 'a' local function f() x = 'b' return '' end return x .. f()
local x = 1 local y = (function() x = 2 return x end)() + x return y
local x = 2 local y = x * (function() x = 3 return x end)() return y
local x = 2 local y = -x + (function() x = 3 return x end)() return y
local x = 2 local y = (x) + (function() x = 3 return x end)() return y
local function f() return 1 end local g = f local y = f() + (function() f = function() return 100 end return 0 end)() + f() return y
`),
  'a tail call leaves no level behind': blocks(
    String.raw`
local function f() error('in f', 2) end
local function g() return f() end
local ok, e = pcall(g)
return e
---
local function f() error('in f', 2) end
local function g() f() end
local ok, e = pcall(g)
return e
---
local function f() error('in f', 2) end
local function g() f() return end
local function h() g() end
local ok, e = pcall(h)
return e
---
local function f() error('level 3', 3) end
local function g()
  f()
end
local function h()
  g()
end
local ok, e = pcall(h)
return e
---
local function f() error('level 3', 3) end
local function g() return f() end
local function h()
  local x = g()
end
local ok, e = pcall(h)
return e
---
local function f(n)
  if n == 0 then error('bottom') end
  return f(n - 1)
end
local ok, e = pcall(f, 10)
return e
`,
  ),
};
