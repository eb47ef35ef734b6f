import { lines, type Snippets } from '../snippet.js';

const EVENTS = ['add', 'sub', 'mul', 'div', 'mod', 'pow', 'concat', 'eq', 'lt', 'le'];
const OPERATORS = ['+', '-', '*', '/', '%', '^', '..', '==', '<', '<='];
const NAMES = `local function name(v) return type(v) == 'table' and 't' or tostring(v) end`;

/** A binary operator between a table with the metamethod and other values, from both sides. */
function binary(event: string, operator: string): string[] {
  const head =
    `${NAMES} local mt = {__${event} = function(a, b) return name(a) .. name(b) end} ` +
    `local t, u = setmetatable({}, mt), setmetatable({}, mt) `;
  return ['t, u', 't, 1', '1, t', "t, 'x'", "'x', t", 't, nil', 'nil, t', 't, {}', '{}, t'].map(
    (operands) => {
      const [left, right] = operands.split(', ');
      return `${head} local l, r = ${left}, ${right} return tostring(l ${operator} r)`;
    },
  );
}

export const snippets: Snippets = {
  'binary metamethods': EVENTS.flatMap((event, i) => binary(event, OPERATORS[i]!)),
  'unary metamethods': lines(String.raw`
return tostring(-setmetatable({}, {__unm = function(a) return 'minus' end}))
return tostring(-setmetatable({}, {__unm = function(a, b) return tostring(rawequal(a, b)) end}))
return -setmetatable({}, {__unm = function() return 1, 2 end})
return tostring(-setmetatable({}, {}))
return #setmetatable({1, 2}, {__len = function() return 42 end})
return tostring(#setmetatable({}, {__len = 5}))
return tostring(not setmetatable({}, {__not = function() return 1 end}))
return tostring(setmetatable({}, {__tostring = function() return 'me' end}))
return tostring(setmetatable({}, {__tostring = function() return 5 end}))
return tostring(setmetatable({}, {__tostring = function() return nil end}))
return tostring(setmetatable({}, {__tostring = function() return {} end}))
return tostring(setmetatable({}, {__tostring = function() error('no') end}))
return tostring(setmetatable({}, {__tostring = 'text'}))
return tostring(setmetatable({}, {__tostring = false}))
return tostring(setmetatable({}, {__name = 'MyType'}))
return string.format('%s', setmetatable({}, {__tostring = function() return 'me' end}))
`),
  __index: lines(String.raw`
return setmetatable({}, {__index = {x = 5}}).x
return setmetatable({x = 1}, {__index = {x = 5}}).x
return tostring(setmetatable({}, {__index = {x = 5}}).y)
return setmetatable({}, {__index = function(t, k) return k .. '!' end}).foo
return setmetatable({}, {__index = function(t, k) return k * 2 end})[21]
return setmetatable({}, {__index = setmetatable({}, {__index = {z = 'deep'}})}).z
return tostring(rawget(setmetatable({}, {__index = {x = 5}}), 'x'))
return setmetatable({}, {__index = function() return 1, 2, 3 end}).x
return {setmetatable({}, {__index = function() return 1, 2, 3 end}).x}
return tostring(setmetatable({}, {__index = function() end}).x)
return setmetatable({}, {__index = 5}).x
return setmetatable({}, {__index = 'abc'}).upper and 'method' or 'none'
return setmetatable({}, {__index = nil}).x == nil and 'nil'
return tostring(setmetatable({}, {__index = false}).x)
return setmetatable({}, {__index = function(t, k) rawset(t, k, k) return 'first' end}).a
local t = setmetatable({}, {__index = function(t, k) rawset(t, k, 'kept') return 'first' end}) return {t.a, t.a}
local t = setmetatable({false}, {__index = function() return 'called' end}) return tostring(t[1])
local t = {} t.__index = t t.v = 9 return setmetatable({}, t).v
local t = {} setmetatable(t, t) t.__index = t return t.x
local a, b = {}, {} setmetatable(a, {__index = b}) setmetatable(b, {__index = a}) return a.x
local t = {} local p = t for i = 1, 50 do local n = {} setmetatable(p, {__index = n}) p = n end p.x = 'end' return t.x
local t = {} local p = t for i = 1, 110 do local n = {} setmetatable(p, {__index = n}) p = n end p.x = 'end' return t.x
return setmetatable({}, {__index = function(t, k) error('no ' .. k) end}).x
return setmetatable({}, {__index = function(t, k) error('no ' .. k, 2) end}).x
local t = setmetatable({}, {__index = setmetatable({}, {__call = function(self, t, k) return k end})}) return t.foo
local t = setmetatable({}, {__index = string}) return t.upper('x')
local log = '' local t = setmetatable({}, {__index = function(_, k) log = log .. k end}) local x = t.a, t.b, t[1] return log
return (setmetatable({}, {__index = function(t, k) return function(self, x) return k .. x end end})):method(5)
`),
  __newindex: lines(String.raw`
local log = '' local t = setmetatable({}, {__newindex = function(t, k, v) log = log .. k .. v end}) t.a = 1 t.a = 2 return log .. tostring(t.a)
local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end}) t.a = 5 return t.a
local store = {} local t = setmetatable({}, {__newindex = store}) t.a = 1 return {tostring(rawget(t, 'a')), store.a}
local t = setmetatable({a = 1}, {__newindex = function() error('called') end}) t.a = 2 return t.a
local t = setmetatable({}, {__newindex = function() error('read only') end}) t.a = 1
local t = setmetatable({}, {__newindex = function() error('read only', 2) end}) t.a = 1
local t = setmetatable({}, {__newindex = function(t, k) error({k}) end}) return select(2, pcall(function() t.x = 1 end))
local t = setmetatable({}, {__newindex = 5}) t.a = 1
local t = setmetatable({}, {__newindex = 'x'}) t.a = 1
local t = setmetatable({}, {__newindex = false}) t.a = 1
local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v) end}) t[1], t[2] = 'a', 'b' return t
local t = {} setmetatable(t, {__newindex = t}) t.a = 1
local a, b = {}, {} setmetatable(a, {__newindex = b}) setmetatable(b, {__newindex = a}) a.x = 1
local t = setmetatable({}, {__newindex = function(t, k, v) return 5 end}) t.a = nil return tostring(t.a)
local t = setmetatable({x = nil}, {__newindex = function(t, k, v) rawset(t, 'seen', k) end}) t.x = 1 return {tostring(t.x), t.seen}
local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, 'seen', tostring(k)) end}) t[nil] = 1 return t.seen
local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, 'seen', tostring(k)) end}) table.insert(t, 5) return {tostring(t.seen), t[1]}
`),
  __call: lines(String.raw`
return setmetatable({}, {__call = function(self, a, b) return a + b end})(1, 2)
return {setmetatable({}, {__call = function(self, ...) return ... end})(1, 2, 3)}
return type(setmetatable({}, {__call = function(self) return self end})())
local t = setmetatable({v = 3}, {__call = function(self, x) return self.v * x end}) return t(4)
local t = setmetatable({}, {__call = function(self, ...) return select('#', ...) end}) return t(nil, nil)
local t = {f = setmetatable({}, {__call = function(self, other, x) return x end})} return t:f('arg')
local t = setmetatable({}, {__call = 5}) return t()
local t = setmetatable({}, {__call = {}}) return t()
local t = setmetatable({}, {__call = setmetatable({}, {__call = function(...) return select('#', ...) end})}) return t(1)
local t = setmetatable({}, {}) return t()
local t = setmetatable({}, {__call = function(self, n) if n == 0 then return 'done' end return self(n - 1) end}) return t(20000)
return pcall(setmetatable({}, {__call = function(self, x) return x end}), 'via pcall')
return select(2, pcall(setmetatable({}, {__call = function(self, x) return x end}), 'via pcall'))
local t = setmetatable({}, {__call = function(self, a, b) return a > b end}) local l = {1, 3, 2} table.sort(l, t) return l
return string.gsub('abc', '.', setmetatable({}, {__call = function(self, c) return c .. c end}))
return string.gsub('abc', '.', setmetatable({}, {__index = function(self, c) return c:upper() end}))
`),
  'equality and order': lines(String.raw`
local mt = {__eq = function() return true end} return tostring(setmetatable({}, mt) == setmetatable({}, mt))
local mt = {__eq = function() return false end} local t = setmetatable({}, mt) return tostring(t == t)
local mt = {__eq = function() return 5 end} return tostring(setmetatable({}, mt) == setmetatable({}, mt))
local mt = {__eq = function() return nil end} return tostring(setmetatable({}, mt) ~= setmetatable({}, mt))
return tostring(setmetatable({}, {__eq = function() return true end}) == setmetatable({}, {__eq = function() return true end}))
local e = function() return true end return tostring(setmetatable({}, {__eq = e}) == setmetatable({}, {__eq = e}))
local mt = {__eq = function() return true end} return tostring(setmetatable({}, mt) == 1)
local mt = {__eq = function() return true end} return tostring(setmetatable({}, mt) == {})
local mt = {__lt = function(a, b) return a.v < b.v end} local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt) return {tostring(a < b), tostring(a > b), tostring(a <= b), tostring(a >= b)}
local mt = {__le = function(a, b) return a.v <= b.v end} local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt) return {tostring(a <= b), tostring(a >= b)}
local mt = {__le = function(a, b) return true end} local a, b = setmetatable({}, mt), setmetatable({}, mt) return tostring(a < b)
local mt = {__lt = function(a, b) return 'x' end} local a, b = setmetatable({}, mt), setmetatable({}, mt) return tostring(a < b)
local mt = {__lt = function(a, b) return nil end} local a, b = setmetatable({}, mt), setmetatable({}, mt) return tostring(a <= b)
return tostring(setmetatable({}, {__lt = function() return true end}) < setmetatable({}, {__lt = function() return true end}))
local mt = {__lt = function() return true end} return tostring(setmetatable({}, mt) < 1)
local mt = {__lt = function() return true end} return tostring(1 < setmetatable({}, mt))
local mt = {__lt = function(a, b) error('order') end} return tostring(setmetatable({}, mt) < setmetatable({}, mt))
local mt = {__lt = function(a, b) return a.v < b.v end} local l = {} for i = 1, 5 do l[i] = setmetatable({v = 6 - i}, mt) end table.sort(l) return {l[1].v, l[5].v}
local log = '' local mt = {__lt = function(a, b) log = log .. a.n .. b.n return true end} local a, b = setmetatable({n = 'a'}, mt), setmetatable({n = 'b'}, mt) local x = a < b, a > b, a <= b, a >= b return log
`),
  concatenation: lines(String.raw`
local mt = {__concat = function(a, b) return 'C' end} local t = setmetatable({}, mt) return t .. 'x' .. 'y'
local mt = {__concat = function(a, b) return 'C' end} local t = setmetatable({}, mt) return 'x' .. 'y' .. t
local mt = {__concat = function(a, b) return (type(a) == 'table' and 'T' or a) .. '+' .. (type(b) == 'table' and 'T' or b) end} local t = setmetatable({}, mt) return 'a' .. t .. 'b' .. 'c'
local mt = {__concat = function(a, b) return (type(a) == 'table' and 'T' or a) .. '+' .. (type(b) == 'table' and 'T' or b) end} local t = setmetatable({}, mt) return 'a' .. 'b' .. t .. 'c' .. 'd'
local mt = {__concat = function(a, b) return (type(a) == 'table' and 'T' or a) .. '+' .. (type(b) == 'table' and 'T' or b) end} local t = setmetatable({}, mt) return 1 .. 2 .. t
local mt = {__concat = function(a, b) return b end} local t = setmetatable({}, mt) return t .. nil
`),
  'setmetatable and getmetatable': lines(String.raw`
return tostring(getmetatable({}))
return tostring(getmetatable(1))
return type(getmetatable('x'))
return type(getmetatable('x').__index)
return tostring(getmetatable('x').__index == string)
return tostring(getmetatable(nil))
return tostring(getmetatable(print))
local mt = {} return tostring(getmetatable(setmetatable({}, mt)) == mt)
return getmetatable(setmetatable({}, {__metatable = 'locked'}))
return tostring(getmetatable(setmetatable({}, {__metatable = false})))
setmetatable(setmetatable({}, {__metatable = 'locked'}), {})
setmetatable(setmetatable({}, {__metatable = false}), {})
local t = setmetatable({}, {}) return tostring(getmetatable(setmetatable(t, nil)))
setmetatable({})
setmetatable({}, 5)
setmetatable({}, 'x')
setmetatable(5, {})
setmetatable(nil, {})
setmetatable('x', {})
setmetatable()
getmetatable()
local t = {} return tostring(setmetatable(t, {}) == t)
return select('#', setmetatable({}, nil))
local t = setmetatable({}, {__gc = function() end, __mode = 'k'}) t[1] = 2 return t[1]
local mt = {} local t = setmetatable({}, mt) mt.__index = function() return 'late' end return t.x
local mt = {__index = function() return 'first' end} local t = setmetatable({}, mt) local a = t.x mt.__index = nil return {a, tostring(t.x)}
local mt = {} local t = setmetatable({}, mt) local a = pcall(function() return t + 1 end) mt.__add = function() return 'added' end return {tostring(a), t + 1}
getmetatable('').__add = function(a, b) return a .. '+' .. b end local r = 'a' + 'b' getmetatable('').__add = nil return r
getmetatable('').__call = function(s, n) return s .. n end local r = ('a')('b') getmetatable('').__call = nil return r
local mt = getmetatable('') local old = mt.__index mt.__index = function(s, k) return s .. k end local r = ('a').b mt.__index = old return r
`),
  'raw access': lines(String.raw`
return rawget({x = 1}, 'x')
return tostring(rawget({}, 'x'))
return rawget(setmetatable({x = 1}, {__index = error}), 'x')
rawget()
rawget(1)
rawget({})
rawget(nil, 1)
return rawset({}, 'x', 1).x
local t = setmetatable({}, {__newindex = error}) rawset(t, 'x', 1) return t.x
rawset()
rawset({})
rawset({}, 1)
rawset({}, nil, 1)
rawset({}, 0/0, 1)
rawset(1, 2, 3)
return tostring(rawequal(1, 1))
return tostring(rawequal('a', 'a'))
return tostring(rawequal({}, {}))
return tostring(rawequal(1, '1'))
return tostring(rawequal(0, -0))
return tostring(rawequal(0/0, 0/0))
local mt = {__eq = function() return true end} return tostring(rawequal(setmetatable({}, mt), setmetatable({}, mt)))
rawequal()
rawequal(1)
return tostring(rawlen)
`),
};
