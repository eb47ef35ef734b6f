import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'table.concat': lines(String.raw`
return table.concat({})
return table.concat({1, 2, 3})
return table.concat({1, 2, 3}, ', ')
return table.concat({'a', 'b', 'c'}, '-', 2)
return table.concat({'a', 'b', 'c'}, '-', 2, 3)
return table.concat({'a', 'b', 'c'}, '-', 3, 2)
return table.concat({'a', 'b', 'c'}, '-', 1, 0)
return table.concat({'a', 'b', 'c'}, '-', 1, 4)
return table.concat({'a', 'b', 'c'}, '-', 0)
return table.concat({'a', 'b', 'c'}, '-', -1, -1)
return table.concat({'a', {}, 'c'})
return table.concat({'a', true})
return table.concat({'a', redis.call})
return table.concat({1.5, 2, '3', 1e20})
return table.concat({1, 2}, 0)
return table.concat({1, 2}, nil)
return table.concat({1, 2}, '', nil, nil)
return table.concat({1, 2, 3}, ',', '2')
return table.concat({1, 2, 3}, ',', 1.9)
return table.concat({1, nil, 3})
return table.concat({1, 2}, {})
return table.concat({1, 2}, true)
return table.concat({1, 2}, ',', 'x')
return table.concat({1, 2}, ',', 1, {})
return table.concat()
return table.concat(nil)
return table.concat('abc')
return table.concat(5, {})
return table.concat({[1] = 'a', [2] = 'b', x = 'c'}, ',')
return table.concat({[5] = 'e', [6] = 'f'}, ',', 5, 6)
return table.concat({[-1] = 'a', [0] = 'b', [1] = 'c'}, ',', -1)
return table.concat(setmetatable({}, {__index = function() return 'x' end}), ',', 1, 2)
return table.concat({'\0', '\255'}, '\n')
local t = {} for i = 1, 1000 do t[i] = i end return table.concat(t, ',')
return {pcall(table.concat, {{}})}
`),
  'table.insert and table.remove': lines(String.raw`
local t = {} table.insert(t, 'a') return t
local t = {1, 2} table.insert(t, 3) return t
local t = {1, 2} table.insert(t, 1, 0) return t
local t = {1, 2} table.insert(t, 2, 9) return t
local t = {1, 2} table.insert(t, 3, 9) return t
local t = {1, 2} table.insert(t, 5, 9) return {#t == 2 or #t == 5, t[5]}
local t = {1, 2} table.insert(t, 0, 9) return {t[0], t[1], t[2], t[3]}
local t = {1, 2} table.insert(t, -1, 9) return {t[-1], t[0], t[1], t[2], t[3]}
local t = {1, 2} table.insert(t, '2', 9) return t
local t = {1, 2} table.insert(t, 1.9, 9) return t
local t = {1, 2} table.insert(t, nil) return #t
local t = {1, 2} table.insert(t, 1, nil) return {tostring(t[1]), t[2], t[3]}
local t = {} return select('#', table.insert(t, 1))
table.insert({})
table.insert({}, 1, 2, 3)
table.insert()
table.insert(nil, 1)
table.insert({1}, 'x', 2)
table.insert({1}, {}, 2)
table.insert('x', 1)
table.insert(string, 'x')
table.insert(string, 1, 'x')
return {pcall(table.insert, {})}
return {pcall(table.insert)}
return {pcall(table.insert, math, 1)}
local t = {1, 2, 3} return {table.remove(t), #t}
local t = {1, 2, 3} return {table.remove(t, 1), t[1], t[2], #t}
local t = {1, 2, 3} return {table.remove(t, 2), t[1], t[2], #t}
local t = {1, 2, 3} return {table.remove(t, 3), #t}
local t = {1, 2, 3} return {select('#', table.remove(t, 4)), #t}
local t = {1, 2, 3} return {select('#', table.remove(t, 0)), #t}
local t = {1, 2, 3} return {select('#', table.remove(t, -1)), #t}
return select('#', table.remove({}))
return select('#', table.remove({}, 1))
return select('#', table.remove({}, 0))
local t = {[0] = 'z'} return {select('#', table.remove(t, 0)), t[0]}
local t = {1, 2, 3} return {table.remove(t, '2'), #t}
local t = {1, 2, 3} return {table.remove(t, 1.5), #t}
table.remove()
table.remove(nil)
table.remove({1}, 'x')
table.remove({1}, {})
table.remove(string)
table.remove(string, 1)
local t = {} for i = 1, 100 do table.insert(t, 1, i) end return {t[1], t[100], #t}
local t = {} for i = 1, 100 do t[i] = i end while #t > 0 do table.remove(t, 1) end return #t
local t = {n = 5, 1, 2} table.insert(t, 3) return {t.n, #t}
local t = {'x', 'y'} return {table.remove(t), table.remove(t), tostring(table.remove(t))}
`),
  'table.getn, table.setn and table.maxn': lines(String.raw`
return table.getn({1, 2, 3})
return table.getn({})
return table.getn({n = 10})
return table.getn()
return table.getn(nil)
return table.getn('abc')
return table.setn({}, 5)
return table.setn()
return table.setn(nil, 1)
return table.setn({})
return table.maxn({})
return table.maxn({1, 2, 3})
return table.maxn({1, [10] = 1})
return tostring(table.maxn({[1.5] = 1}))
return table.maxn({[-5] = 1})
return table.maxn({x = 1})
return tostring(table.maxn({[1e20] = 1, [5] = 2}))
return tostring(table.maxn({[1/0] = 1}))
return table.maxn()
return table.maxn('x')
return {pcall(table.setn, {})}
`),
  'table.foreach and table.foreachi': lines(String.raw`
local t = {} table.foreach({'a', 'b', 'c'}, function(k, v) t[#t + 1] = k .. v end) return t
return table.foreach({'a', 'b', 'c'}, function(k, v) if v == 'b' then return k end end)
return select('#', table.foreach({'a'}, function() end))
return select('#', table.foreach({'a'}, function() return nil end))
return {table.foreach({'a'}, function() return 1, 2 end)}
return table.foreach({'a'}, function() return false end) == false
local t = {} table.foreach({x = 1}, function(k, v) t[#t + 1] = k .. v end) return t
table.foreach({1}, function() error('oops') end)
table.foreach()
table.foreach({})
table.foreach({}, 'x')
table.foreach(nil, function() end)
table.foreach({}, {})
local t = {} table.foreachi({'a', 'b', x = 1}, function(i, v) t[#t + 1] = i .. v end) return t
return table.foreachi({'a', 'b', 'c'}, function(i, v) if i == 2 then return v end end)
return select('#', table.foreachi({}, function() return 1 end))
table.foreachi()
table.foreachi({})
table.foreachi({}, 5)
table.foreachi(5, function() end)
local t = {1, 2, 3} table.foreach(t, function(k) t[k] = nil end) return #t
return {pcall(table.foreach, {1}, function(k, v) return k.x.y end)}
`),
  'table.sort': lines(String.raw`
local t = {3, 1, 2} table.sort(t) return t
local t = {} table.sort(t) return t
local t = {1} table.sort(t) return t
local t = {2, 1} table.sort(t) return t
local t = {'b', 'a', 'c'} table.sort(t) return t
local t = {'B', 'a', 'C', 'A', '1', '10', '2', ''} table.sort(t) return t
local t = {'\255', '\0', 'a\0b', 'a', 'a\0'} table.sort(t) return t
local t = {5, 3, 9, 1, 7, 2, 8, 4, 6, 0} table.sort(t) return t
local t = {5, 3, 9, 1, 7, 2, 8, 4, 6, 0} table.sort(t, function(a, b) return a > b end) return t
local t = {1, 1, 1, 1, 1} table.sort(t) return t
local t = {3.5, -1, 2^40, 0, -0.5} table.sort(t) for i = 1, #t do t[i] = tostring(t[i]) end return t
local t = {} for i = 1, 200 do t[i] = (i * 7919) % 1000 end table.sort(t) return t
local t = {} for i = 1, 50 do t[i] = i end table.sort(t, function(a, b) return a % 7 < b % 7 end) return t
local t = {} for i = 1, 50 do t[i] = {k = i % 5, v = i} end table.sort(t, function(a, b) return a.k < b.k end) local r = {} for i = 1, 50 do r[i] = t[i].v end return r
local t = {3, 2, 'x'} table.sort(t)
local t = {3, 'x', 2} table.sort(t)
local t = {{}, {}} table.sort(t)
local t = {true, false} table.sort(t)
local t = {1, nil, 3} t[3] = 3 table.sort(t)
local t = {redis.call, redis.pcall} table.sort(t)
return {pcall(table.sort, {1, 'x'})}
return {pcall(table.sort, {1, {}})}
local t = {1, 2, 3} table.sort(t, 5)
local t = {1, 2, 3} table.sort(t, {})
local t = {1, 2, 3} table.sort(t, nil) return t
local t = {1, 2, 3} table.sort(t, 'x')
table.sort()
table.sort(nil)
table.sort('x')
table.sort(5, 6)
return select('#', table.sort({}))
table.sort(string)
local t = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} table.sort(t, function() return true end)
local t = {1, 2, 3} table.sort(t, function() return true end) return t
local t = {1, 2, 3, 4} table.sort(t, function() return true end) return t
local t = {1, 2, 3, 4, 5} table.sort(t, function() return true end) return t
local t = {5, 4, 3, 2, 1} table.sort(t, function() return true end) return t
local t = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} table.sort(t, function() return false end) return t
local t = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} table.sort(t, function(a, b) return a <= b end) return t
local t = {3, 3, 3, 3, 3, 3, 3, 3} table.sort(t, function(a, b) return a <= b end) return t
local t = {3, 3, 3, 3, 3, 3, 3, 3} table.sort(t, function(a, b) return a >= b end) return t
local t = {1, 2, 3, 4, 5, 6} table.sort(t, function(a, b) return nil end) return t
local t = {1, 2, 3, 4, 5, 6} table.sort(t, function(a, b) return 0 end) return t
local t = {3, 1, 2} table.sort(t, function(a, b) error('oops') end)
local t = {3, 1, 2} return {pcall(table.sort, t, function(a, b) error('oops', 0) end)}
local log = {} local t = {5, 2, 8, 1, 9, 3} table.sort(t, function(a, b) log[#log + 1] = tostring(a) .. '<' .. tostring(b) return a < b end) return log
local log = {} local t = {1, 2, 3, 4, 5, 6, 7, 8, 9} table.sort(t, function(a, b) log[#log + 1] = tostring(a) .. '<' .. tostring(b) return a < b end) return log
local log = {} local t = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0} table.sort(t, function(a, b) log[#log + 1] = tostring(a) .. '<' .. tostring(b) return a < b end) return log
local log = {} local t = {1, 2, 3, 4, 5, 6, 7, 8} pcall(table.sort, t, function(a, b) log[#log + 1] = tostring(a) .. '<' .. tostring(b) return true end) return log
local mt = {__lt = function(a, b) return a.n < b.n end} local t = {} for i = 1, 5 do t[i] = setmetatable({n = 10 - i}, mt) end table.sort(t) local r = {} for i = 1, 5 do r[i] = t[i].n end return r
local t = {x = 1, 3, 1, 2} table.sort(t) return {t[1], t[2], t[3], t.x}
local t = {3, 1, 2} table.sort(t, function(a, b) return tostring(a) < tostring(b) end) return t
local t = {3, 1, 2} table.sort(t, math.max) return t
local t = {'b', 'a', 'c'} table.sort(t, redis.call)
local t = {10, 9, 8} table.sort(t, function(a, b) return a < b, 'x' end) return t
local t = {} for i = 1, 100 do t[i] = tostring((i * 37) % 101) end table.sort(t) return t
local t = {0/0, 1, 2, 0/0, 3} table.sort(t) return #t
`),
  'what sorting does with orders that are none': blocks(String.raw`
local n = 0
local t = {}
for i = 1, 30 do t[i] = (i * 17) % 31 end
local ok, message = pcall(table.sort, t, function(a, b)
  n = n + 1
  return (a or 0) * n % 3 == 0
end)
local r = {}
for i = 1, 31 do r[i] = tostring(t[i]) end
return {tostring(ok), tostring(message), n, r}
---
local t = {}
for i = 1, 40 do t[i] = i end
local ok, message = pcall(table.sort, t, function(a, b) return (a or 0) % 3 >= (b or 0) % 3 end)
local r = {}
for i = 1, 41 do r[i] = tostring(t[i]) end
return {tostring(ok), tostring(message), r}
---
local t = {4, 2, 7}
table.sort(t, function(a, b)
  t[1] = 100
  return a < b
end)
return t
---
local t = {5, 3, 1, 4, 2}
table.sort(t, function(a, b)
  t[6] = 6
  return a < b
end)
return t
---
local t = {5, 3, 1, 4, 2}
local ok, message = pcall(table.sort, t, function(a, b)
  t[2] = nil
  return a < b
end)
return {tostring(ok), message}
---
local t = {}
for i = 1, 12 do t[i] = 12 - i end
local c = coroutine.wrap(function()
  table.sort(t, function(a, b)
    coroutine.yield()
    return a < b
  end)
end)
return {pcall(c)}
`),
};
