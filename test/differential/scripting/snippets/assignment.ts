import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'multiple assignment': lines(String.raw`
local a, b = 1, 2 return {a, b}
local a, b = 1 return {a, tostring(b)}
local a, b = 1, 2, 3 return {a, b}
local a, b = (function() return 1, 2, 3 end)() return {a, b}
local a, b, c = 0, (function() return 1, 2, 3 end)() return {a, b, c}
local a, b, c = (function() return 1, 2, 3 end)(), 10 return {a, b, tostring(c)}
local a, b, c = ((function() return 1, 2 end)()) return {a, tostring(b), tostring(c)}
local a, b = 1, 2 a, b = b, a return {a, b}
local a, b, c = 1, 2, 3 a, b, c = b, c, a return {a, b, c}
local t = {1, 2} t[1], t[2] = t[2], t[1] return t
local i, t = 1, {} i, t[i] = i + 1, 20 return {i, t[1], tostring(t[2])}
local i, t = 1, {} t[i], i = 20, i + 1 return {i, t[1], tostring(t[2])}
local t = {} t.a, t.b, t.c = 1, 2 return {t.a, t.b, tostring(t.c)}
local a = {} local b = a a.x, a = 1, {} return {b.x, tostring(a.x)}
local a = {} local b = a a, a.x = {}, 1 return {tostring(b.x), tostring(a.x)}
local t = {} t[1], t[1], t[1] = 1, 2, 3 return t
local a a, a, a = 1, 2, 3 return a
local log = '' local t = setmetatable({}, {__newindex = function(_, k, v) log = log .. k .. '=' .. v .. ' ' end}) t.a, t.b, t.c = 1, 2, 3 return log
local log = '' local function f(n) log = log .. n return n end local t = {} t[f(1)], t[f(2)] = f(3), f(4) return log
local log = '' local function f(n) log = log .. n return {} end f(1).x, f(2).y = f(3), f(4) return log
local log = '' local mt = {__index = function(_, k) log = log .. k return {} end} local t = setmetatable({}, mt) t.a.x, t.b.y = 1, 2 return log
local a, b, c = ... return {tostring(a), tostring(b), tostring(c)}
local a <const> = 1
local function f() return 1, 2 end local a, b, c, d = f(), f() return {a, b, c, tostring(d)}
local function f() return 1, 2 end local t = {f(), f(), x = f()} return {#t, t.x}
local a = 1 local a = a + 1 local a = a * 10 return a
local a, a = 1, 2 return a
local a = a return tostring(a)
local x = 1 do local x = x + 1 x = x * 2 end return x
a = 1
a, b = 1, 2
local a a, b = 1, 2
local t = {} t.x.y = 1
local t = {} t[nil] = 1
local t = {} t[0/0] = 1
local t = {} t[nil] = nil
local t = {} return tostring(t[nil])
local t = {} return tostring(t[0/0])
local t = {} t[1.5] = 'x' return t[1.5]
local t = {} t['1'] = 's' t[1] = 'n' return {t['1'], t[1]}
local t = {} t[true] = 'b' t[false] = 'f' return {t[true], t[false]}
local t = {} t[-0] = 'z' return t[0]
local t = {} t[0] = 'z' return t[-0]
local t = {} t[2^53] = 'big' return t[2^53]
local t = {} local k = {} t[k] = 'k' return t[k]
local t = {} t[print] = 1
local t = {} t[1e300] = 1 return t[1e300]
local t = {} t[1/0] = 'inf' return t[1/0]
local t = {} t[''] = 'empty' return t['']
`),
  'table constructors': lines(String.raw`
return {}
return {1, 2, 3}
return {1, 2, 3,}
return {1; 2; 3;}
return {[1] = 'a', [2] = 'b'}
return {[2] = 'b', [1] = 'a'}
return {'x', [1] = 'y'}
return {[1] = 'y', 'x'}
return {'a', [3] = 'c', 'b'}
return {a = 1, b = 2}
local t = {a = 1, ['b c'] = 2, [3] = 3} return {t.a, t['b c'], t[3]}
local t = {x = 1, x = 2} return t.x
local t = {[1 + 1] = 'two', ['a' .. 'b'] = 'ab'} return {t[2], t.ab}
return {nil}
return {nil, 2}
return {1, nil}
return {1, nil, 3}
return #{nil, nil, 3}
return {{1, 2}, {3, {4, 5}}}
return {(1), ('a')}
return {1, 2, 3, (function() return 4, 5, 6 end)()}
return {(function() return 4, 5, 6 end)(), x = 1}
return {x = 1, (function() return 4, 5, 6 end)()}
return #{(function() return 1, nil, 3 end)()}
return {unpack({1, 2, 3})}
return {unpack({1, 2, 3}), 10}
local t = {f = function(x) return x * 2 end} return t.f(21)
local t = {} t.self = t return tostring(t.self.self.self == t)
local log = '' local function f(n) log = log .. n return n end local t = {f(1), [f(2)] = f(3), x = f(4), f(5)} return log
return {[nil] = 1}
return {[0/0] = 1}
local t = {n = 1, 2, 3; y = 4, 5} return {#t, t.n, t.y}
local t = {['and'] = 1} return t['and']
return {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55}
`),
  'length and holes': lines(String.raw`
return #{}
return #{1, 2, 3}
return #{1, 2, nil}
return #{1, nil, 3}
return #{nil, nil}
return #{nil, 2}
return #{1, nil, nil, 4}
return #{nil, nil, nil, 4}
return #{1, 2, 3, nil, 5}
return #{1, 2, 3, nil, 5, nil}
return #{1, nil, 3, nil, 5, nil, 7}
return #{n = 10}
return #{[1] = 1, [2] = 2}
return #{[1] = 1, [2] = 2, [4] = 4}
return #{[2] = 2}
return #{[0] = 0, 1, 2}
return #{[-1] = 0}
return #{1, 2, [4] = 4}
return #{1, 2, 3, [5] = 5}
return #{1, 2, 3, [4] = 4}
local t = {1, 2, 3} t[4] = 4 return #t
local t = {1, 2, 3} t[5] = 5 return #t
local t = {1, 2, 3} t[#t] = nil return #t
local t = {1, 2, 3} t[2] = nil return #t
local t = {1, 2, 3} t[1] = nil return #t
local t = {1, 2, 3, 4} t[4] = nil t[3] = nil return #t
local t = {1, 2, 3, 4} t[3] = nil t[4] = nil return #t
local t = {1, 2, 3, 4, 5} t[3] = nil return #t
local t = {1, 2, 3, 4, 5} t[5] = nil t[2] = nil return #t
local t = {} for i = 1, 10 do t[i] = i end return #t
local t = {} for i = 10, 1, -1 do t[i] = i end return #t
local t = {} for i = 1, 10 do t[i] = i end t[5] = nil return #t
local t = {} for i = 1, 16 do t[i] = i end t[16] = nil t[8] = nil return #t
local t = {} for i = 1, 17 do t[i] = i end t[9] = nil return #t
local t = {} for i = 1, 100 do t[i] = i end for i = 50, 100 do t[i] = nil end return #t
local t = {} for i = 1, 100 do t[i] = i end for i = 1, 50 do t[i] = nil end return #t
local t = {} t[1] = 1 t[3] = 3 return #t
local t = {} t[1] = 1 t[2] = 2 t[4] = 4 return #t
local t = {} t[1] = 1 t[2] = 2 t[3] = 3 t[5] = 5 t[6] = 6 return #t
local t = {} t[2] = 2 t[1] = 1 return #t
local t = {} t[3] = 3 t[2] = 2 t[1] = 1 return #t
local t = {} t[4] = 4 t[3] = 3 t[2] = 2 return #t
local t = {} t[1] = 1 t[2] = 2 t[3] = 3 t[4] = 4 t[5] = 5 t[4] = nil return #t
local t = {10, 20, 30, nil, 50} t[#t + 1] = 60 return #t
local t = {n = 1, 1, 2} t.n = nil t[3] = 3 return #t
local t = {1, 2, 3, nil} t[5] = 5 return #t
local t = {nil, nil, 3} t[1] = 1 return #t
local t = {} for i = 1, 8 do t[i * 2] = i end return #t
local t = {} t[1000000] = 1 return #t
local t = {} t[1] = 1 t[1000000] = 1 return #t
local t = {unpack({1, nil, 3})} return #t
local t = {unpack({}, 1, 3)} return #t
local t = {(function(...) return ... end)(1, nil, nil)} return #t
local t = {} table.insert(t, 'a') table.insert(t, 'b') t[1] = nil return #t
local t = {1, 2, 3} table.remove(t, 1) return #t
local t = {1, 2, 3, 4, 5, 6, 7, 8} t[8] = nil t[4] = nil return #t
local t = {1, 2, 3, 4, 5, 6, 7, 8} t[4] = nil t[8] = nil return #t
return {1, 2, nil, 4}
local t = {1, 2, 3} t[2] = nil return t
return #'' + #'abc' * 2
return #'a\0b'
`),
};
