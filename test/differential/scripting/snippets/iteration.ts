import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  select: lines(String.raw`
return select('#')
return select('#', 1, nil, 3)
return select(1, 'a', 'b')
return {select(1, 'a', 'b')}
return {select(2, 'a', 'b', 'c')}
return {select(-1, 'a', 'b', 'c')}
return {select(-2, 'a', 'b', 'c')}
return select('#', select(5, 1, 2))
return select('#', select(2, nil, nil, nil))
return {select('2', 'a', 'b')}
return {select(1.9, 'a', 'b')}
return select('#x')
return select('# ')
return select(-4, 1, 2, 3)
return select(1e10, 1)
return select(2, 1)
`),
  'next and pairs': lines(String.raw`
return {next({10})}
return {next({a = 1})}
return tostring(next({}))
return {next({10, 20}, 1)}
return tostring(next({10, 20}, 2))
return {next({10, 20}, 1.0)}
return {next({nil, 20})}
local t = {a = 1} return tostring(next(t, 'a'))
local t = {1, 2, a = 3} local n = 0 for k in next, t do n = n + 1 end return n
local t = {1, 2, 3, x = 'y'} local s = '' local k, v = next(t) while k do s = s .. tostring(k) .. tostring(v) k, v = next(t, k) end return s
local t = {} t[1] = 'a' t[2] = 'b' t[3] = 'c' local s = '' for k, v in pairs(t) do s = s .. k .. v end return s
local t = {} for i = 1, 20 do t[i] = i end local s = '' for k in pairs(t) do s = s .. k .. ' ' end return s
local f, s, v = pairs({}) return {type(f), type(s), type(v)}
local f, s, v = ipairs({}) return {type(f), type(s), v}
return tostring(pairs({}) == next)
return tostring(ipairs({}) == ipairs({}))
return select('#', pairs({}))
return select('#', ipairs({}))
local f, t, i = ipairs({'a', 'b'}) return {f(t, i)}
local f, t, i = ipairs({'a', 'b'}) return {f(t, 1)}
local f, t, i = ipairs({'a', 'b'}) return select('#', f(t, 2))
local n = 0 for k, v in pairs({1, 2, nil, 4}) do n = n + 1 end return n
local n = 0 for k, v in ipairs({1, 2, nil, 4}) do n = n + 1 end return n
local t = {5, 6, 7} for i, v in ipairs(t) do t[i] = v * 2 end return t
local t = {a = 1} for k, v in pairs(t) do t[k] = nil end return tostring(next(t))
local t = {} for i = 1, 100 do t['k' .. i] = i end local n = 0 for k, v in pairs(t) do n = n + v end return n
local t = {} for i = 1, 100 do t['k' .. i] = i end for k in pairs(t) do t[k] = nil end return tostring(next(t))
local t = {} for i = 1, 10 do t[i * 1.5] = i end local n = 0 for k, v in pairs(t) do n = n + k end return tostring(n)
local t = {1, 2, 3, n = 3} local n = 0 for k in pairs(t) do if type(k) == 'number' then n = n + k end end return n
local keys = {} for k in pairs({x = 1, y = 2, z = 3}) do keys[#keys + 1] = k end table.sort(keys) return keys
local t = {1, 2, 3} local s = '' for k, v in pairs(t) do if k == 1 then t[2] = nil end s = s .. k end return s
return next({}, nil) == nil and 'nil'
next({}, 1)
next({1}, 'x')
next({1}, {})
next({1}, 0/0)
next({1}, 3)
`),
  'order of pairs': lines(String.raw`
local s = '' for k in pairs({a = 1, b = 2, c = 3}) do s = s .. k end return s
local s = '' for k in pairs({c = 1, b = 2, a = 3}) do s = s .. k end return s
local s = '' for k in pairs({x = 1, y = 2, z = 3, w = 4, v = 5}) do s = s .. k end return s
local s = '' for k in pairs({1, 2, a = 3, b = 4}) do s = s .. k end return s
local t = {} t.one = 1 t.two = 2 t.three = 3 local s = '' for k in pairs(t) do s = s .. k .. ' ' end return s
local t = {} for i = 1, 10 do t['key' .. i] = i end local s = '' for k in pairs(t) do s = s .. k .. ' ' end return s
local t = {} for i = 10, 1, -1 do t[i] = i end local s = '' for k in pairs(t) do s = s .. k .. ' ' end return s
local t = {[10] = 1, [20] = 2, [30] = 3} local s = '' for k in pairs(t) do s = s .. k .. ' ' end return s
local t = {[true] = 1, [false] = 2, [1.5] = 3} local s = '' for k in pairs(t) do s = s .. tostring(k) .. ' ' end return s
local t = {a = 1, b = 2, c = 3} t.b = nil t.d = 4 local s = '' for k in pairs(t) do s = s .. k end return s
`),
  unpack: lines(String.raw`
return {unpack({1, 2, 3})}
return {unpack({1, 2, 3}, 2)}
return {unpack({1, 2, 3}, 2, 3)}
return {unpack({1, 2, 3}, 3, 2)}
return select('#', unpack({1, 2, 3}, 1, 5))
return select('#', unpack({1, nil, 3}))
return select('#', unpack({}, 1, 0))
return select('#', unpack({}, 1, 3))
return select('#', unpack({}, -2, 2))
return {unpack({[0] = 'z', 'a'}, 0, 1)}
return (unpack({1, 2, 3}))
return {unpack({1, 2}), unpack({3, 4})}
return {unpack({'a', 'b'}, '1', '2')}
return {unpack({'a', 'b'}, 1.9, 2.9)}
return select('#', unpack({}, 1, 7000))
return select('#', unpack({}, 1, 8000))
return select('#', unpack({}, 1, 10000))
return select('#', unpack({}, 1, 1000000))
return {unpack(setmetatable({}, {__index = function(t, k) return k end}), 1, 3)}
return {unpack('abc')}
return unpack({5, 6})
return tostring(table.unpack)
return math.max(unpack({3, 9, 4}))
return string.char(unpack({72, 105}))
return redis.call('set', unpack({'k', 'v'}))
local t = {} for i = 1, 1000 do t[i] = i end return redis.call('rpush', 'l', unpack(t))
local t = {} for i = 1, 7900 do t[i] = i end return redis.call('rpush', 'l', unpack(t))
local t = {} for i = 1, 7990 do t[i] = i end return select('#', unpack(t))
`),
  type: lines(String.raw`
return {type(nil), type(1), type('x'), type(true), type({}), type(function() end), type(coroutine.create(function() end)), type(cjson.null)}
return type(type)
return type(type(1))
return type(nil)
return type(1, 2)
return tostring(nil) .. tostring(true) .. tostring(false)
return tostring('x')
return tostring(1, 2)
return tostring({})
return tostring(redis.call)
return tostring(function() end)
return tostring(coroutine.create(function() end))
return #tostring({}) > 7 and 'an address'
local t = {} return tostring(tostring(t) == tostring(t))
return tostring(tostring({}) == tostring({}))
`),
};
