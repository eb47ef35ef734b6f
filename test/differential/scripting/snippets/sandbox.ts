import { lines, type Snippets } from '../snippet.js';

/** Everything that Lua 5.1 or Redis may offer under a global name. */
const GLOBALS = `
  _G _VERSION assert collectgarbage coroutine debug dofile error gcinfo getfenv getmetatable io ipairs load
  loadfile loadstring math module newproxy next os package pairs pcall print rawequal rawget rawlen rawset redis
  require select server setfenv setmetatable string struct table tonumber tostring type unpack utf8 xpcall bit
  bit32 cjson cmsgpack KEYS ARGV arg __redis__err__handler __redis__compare_helper __redis__ jit ffi
`
  .trim()
  .split(/\s+/);
const LIBRARIES = 'coroutine math os redis string struct table bit cjson cmsgpack'.split(' ');

export const snippets: Snippets = {
  'which globals there are': GLOBALS.flatMap((name) => [
    `return type(${name})`,
    `return type(rawget(_G, '${name}'))`,
  ]),
  'assigning to globals': [
    ...GLOBALS.filter((name) => !/^(?:KEYS|ARGV)$/.test(name)).map((name) => `${name} = 1`),
    ...lines(String.raw`
x = 1
x = nil
function f() end
local function f() x = 1 end f()
_G.x = 1
_G['x'] = 1
rawset(_G, 'x', 1)
rawset(_G, 'redis', 1)
setmetatable(_G, nil)
setmetatable(_G, {})
getmetatable(_G).__newindex = nil
getmetatable(_G).__index = nil
return tostring(getmetatable(_G))
return type(getmetatable(_G).__index)
return tostring(_G._G == _G)
return tostring(_G.redis == redis)
return tostring(_G.x)
return x
return x.y
return tostring(rawget(_G, 'x'))
local _G = {} _G.x = 1 return _G.x
local x = x
if x then return 1 end
local n = {} for k in pairs(_G) do n[#n + 1] = k end return n
local n = {} for k in next, _G, 'debug' do n[#n + 1] = k end return n
local k = next(_G, '__redis__err__handler') return k
for k in pairs(_G) do if k == 'print' then return 'has print' end end return 'no print'
local n = {} for k in pairs(_G) do n[#n + 1] = tostring(k) end table.sort(n) return n
pcall(function() x = 1 end) return 'survived'
return select(2, pcall(function() x = 1 end))
return select(2, pcall(function() return x end))
return select(2, pcall(function() redis = nil end))
return select(2, pcall(function() string = nil end))
return select(2, pcall(rawset, _G, 'x', 1))
table.insert(_G, 1)
_G[1] = 1
next(_G) return 1
_G[nil] = 1
`),
  ],
  'libraries are read-only': LIBRARIES.flatMap((name) => [
    `${name}.x = 1`,
    `${name} = nil`,
    `rawset(${name}, 'x', 1)`,
    `setmetatable(${name}, {})`,
    `table.insert(${name}, 1)`,
    `return tostring(getmetatable(${name}))`,
    `for k in pairs(${name}) do ${name}[k] = nil end`,
    `local n = {} for k, v in pairs(${name}) do n[#n + 1] = k .. ' ' .. type(v) end table.sort(n) return n`,
    `return tostring(${name}.nosuch)`,
  ]),
  'what the sandbox leaves out': lines(String.raw`
print('x')
dofile('x')
loadfile('x')
require('x')
module('x')
return type(os.clock())
return tostring(os.time)
os.time()
os.execute('x')
os.exit()
os.getenv('HOME')
io.open('x')
debug.getinfo(1)
package.loaded()
newproxy()
setfenv(1, {})
getfenv(1)
collectgarbage()
return type(collectgarbage('count'))
return collectgarbage('collect')
return type(collectgarbage('step'))
collectgarbage('nosuch')
return type(gcinfo())
return _VERSION
return tostring(string.dump)
return load(function() return nil end) and 'function'
return ('').format == string.format and 'same'
string.format = nil
('').x = 1
return tostring(math.huge)
return tostring(table.getn)
return table.getn({1, 2, 3})
return tostring(table.foreach)
return tostring(table.maxn({1, nil, 3}))
return tostring(string.gfind)
return tostring(math.mod)
return tostring(string.len)
return __redis__err__handler('x')
__redis__err__handler = nil
`),
  loadstring: lines(String.raw`
return loadstring('return 1')()
return loadstring('return 1 + 1')()
return {loadstring('return 1, 2, 3')()}
return loadstring('return ...')(5)
return {loadstring('return ...')(5, 6)}
return loadstring('local a, b = ... return a + b')(1, 2)
return tostring(loadstring('return +'))
return select(2, loadstring('return +'))
return select(2, loadstring('return +', 'chunk'))
return select(2, loadstring('return +', '@chunk'))
return select(2, loadstring('return +', '=chunk'))
return select(2, loadstring('return +\n\n+'))
return select(2, loadstring('a very long chunk name that goes on and on and on and on and on and on and on and on +'))
return select(2, loadstring('first line\nsecond line'))
return select(2, loadstring(''))
return type(loadstring(''))
return tostring(loadstring('')())
return select(2, loadstring('x ='))
return select(2, loadstring('x = 1 end'))
loadstring('x = 1')()
loadstring('return x')()
loadstring('error("in chunk")')()
loadstring('error("in chunk")', 'name')()
loadstring('error("in chunk")', '@name')()
loadstring('error("in chunk")', '=name')()
loadstring('\n\nerror("line 3")', '=name')()
loadstring('local x = nil + 1')()
return select(2, pcall(loadstring('error("in chunk")')))
return select(2, pcall(loadstring('error("in a long chunk .........................................................")')))
return select(2, pcall(loadstring('error("x") -- ' .. ('y'):rep(100))))
return select(2, pcall(loadstring('-- first\nerror("x")')))
return select(2, pcall(loadstring('error("x")', '@' .. ('z'):rep(100))))
return select(2, pcall(loadstring('error("x")', '=' .. ('z'):rep(100))))
return select(2, pcall(loadstring('error("x")', '')))
return type(loadstring('return redis'))
return loadstring('return redis.call("ping")')().ok
return loadstring('return KEYS and "keys" or "none"')()
local x = 5 return loadstring('return x')()
return loadstring('return function(a) return a * 2 end')()(21)
local t = {} for i = 1, 3 do t[i] = loadstring('return ' .. i * 10)() end return t
return loadstring('\27Lua')
return select(2, loadstring('\27Lua'))
return tostring(loadstring('\27LuaQ'))
return loadstring('return "a\0b"')()
return loadstring('#!lua\nreturn 1')
return select(2, loadstring('#!lua\nreturn 1'))
return load(function() return nil end)
local parts, i = {'return ', '1 + ', '2'}, 0 return load(function() i = i + 1 return parts[i] end)()
local i = 0 return select(2, load(function() i = i + 1 if i == 1 then return 5 end end))
local i = 0 return select(2, load(function() i = i + 1 if i == 1 then return 'return +' end end))
local i = 0 return select(2, load(function() i = i + 1 if i == 1 then return 'return +' end end, '=reader'))
loadstring('return 1', 5)
loadstring('return 1', {})
`),
  'no script reaches JavaScript': [
    ...lines(String.raw`
return ('').constructor
return tostring(({}).constructor)
local t = {} return tostring(t.__proto__) .. tostring(t['__proto__'])
local f = function() end return tostring(f.constructor)
return redis.call.constructor('return process')()
local s = '"); process.exit(1); ("' return s
local s = '\\"); process.exit(1); //' return s
local s = '\226\128\168process.exit()\226\128\169' return s
local s = [[*/ process.exit() /*]] return s
local t = {} t['a"]; process.exit(); //'] = 1 return t['a"]; process.exit(); //']
local process_exit, Function, eval = 1, 2, 3 return process_exit + Function + eval
return loadstring('return [[\96+process.exit()+\96]]')()
local x = '\13process.exit()' return x
local x = '\10process.exit()' return x
local t = setmetatable({}, {__index = function(t, k) return k end}) return {t.constructor, t.prototype, t.toString, t.valueOf}
return {tostring(string.constructor), tostring(math.__proto__), tostring(redis.prototype)}
return (function(...) return select('#', ...) end)(unpack({}, 1, 3))
local undefined, NaN, Infinity, globalThis = 1, 2, 3, 4 return {undefined, NaN, Infinity, globalThis}
local t = {hasOwnProperty = 1, valueOf = 2} return t.hasOwnProperty + t.valueOf
return #{length = 5, constructor = 6}
for k in pairs({__proto__ = 1}) do return k end
`),
    '-- process.exit()\n-- */ process.exit() /*\nreturn 1',
    "return '${process.exit()}'",
    "error('${process.exit()}', 0)",
    "local a = {['${1+1}'] = 'template'} return a['${1+1}']",
    "return '`;process.exit();`'",
    'return [[\u0085\\u2028]]',
    "local s = '\\r\\nprocess.exit()' return s",
    'goto process.exit',
  ],
};
