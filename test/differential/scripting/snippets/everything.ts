import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'the libraries of Redis': lines(String.raw`
local n = {} for k in pairs(cjson) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(cmsgpack) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(struct) do n[#n + 1] = tostring(k) end return n
redis.call(1)
redis.call('get')
redis.call('nosuch')
redis.call({})
redis.call('get', {})
redis.call('get', nil)
redis.call('set', 'k', true)
return redis.pcall('get', {})
return redis.error_reply(1)
return redis.error_reply('x')
return redis.error_reply('-x')
return redis.error_reply('ERR a\r\nb')
return redis.status_reply('x')
return redis.status_reply(1)
redis.setresp(3) return {double = 1.5}
redis.setresp(3) return {map = {a = 1}}
redis.setresp(3) return {set = {a = true}}
redis.setresp(3) return redis.call('hgetall', 'nokey')
redis.setresp(3) redis.call('zadd', 'z', 1.5, 'a') return redis.call('zscore', 'z', 'a')
redis.setresp(3) redis.call('zadd', 'z', 1.5, 'a') return type(redis.call('zscore', 'z', 'a'))
redis.setresp(3) return {redis.call('get', 'nokey') == nil, 1}
redis.setresp(4)
redis.setresp('3') return 1
redis.log(1)
redis.log('x', 'y')
redis.log(5, 'y')
redis.log(-1, 'y')
redis.log(redis.LOG_DEBUG, 'x', 1, {}, nil)
return redis.sha1hex(1)
redis.set_repl()
redis.set_repl(10)
return redis.acl_check_cmd('get', 'x')
return {cjson.encode({}), cjson.encode({1, 2}), cjson.encode({[1] = 1, [3] = 3}), cjson.encode({[1] = 1, [100] = 3})}
return cjson.encode({[1.5] = 1})
return cjson.encode({1, 2, x = 1})
return cjson.encode('\0\1\127\128"/\\')
return cjson.decode('"\\u00e9\\ud83d\\ude00"')
return cjson.decode('"\\ud83d"')
return cjson.decode('"\\x"')
return {cjson.decode('[1,null,true,"x",{"a":[]}]')[4]}
return cjson.decode(string.rep('[', 1001) .. string.rep(']', 1001))
local t = {} for i = 1, 1001 do t = {t} end return cjson.encode(t)
return tostring(cjson.decode('[null]')[1])
return tostring(cjson.null)
return tostring(cjson.decode('1e500'))
return tostring(cjson.decode('01'))
return cmsgpack.pack(1, 'a', {}, {1}, {a = 1}, nil, true, 1.5, -1, 2^40, -2^40, 2^63, 1e300)
return cmsgpack.unpack('')
return {cmsgpack.unpack_one('\1\2\3', 5)}
return struct.pack('>I2', 65536)
return struct.pack('i99', 1)
return struct.pack('q', 1)
return struct.pack('>I3<i5bBhHlLfdsc0c3', 1, 2, 3, 4, 5, 6, 7, 8, 1.5, 2.5, 'a', 'b', 'cde')
return {struct.unpack('>I2', '\1')}
return {struct.unpack('Bc0', '\2abc')}
return {struct.unpack('I4', 'abcdabcd', 10)}
return {struct.unpack('I4', 'abcdabcd', -1)}
return struct.size('!8Bi8')
return {bit.band(), 1}
return {bit.band(1, 'x')}
return {bit.tobit(2^32 + 5), bit.tobit(-1), bit.tobit(1.5), bit.tobit(2.5), bit.bnot(0), bit.lshift(1, 33), bit.arshift(-8, 1), bit.rol(1, 31), bit.bswap(1), bit.tohex(255), bit.tohex(255, -4), bit.tohex(255, 100)}
return {pcall(redis.call, 'nosuch')}
return {pcall(redis.call, 'get')}
local ok, e = pcall(redis.call, 'lpush', 'k') return e
local ok, e = pcall(redis.call, 'incr', 'k', 'x') return type(e)
redis.call('set', 'k', 'x') local ok, e = pcall(redis.call, 'incr', 'k') return {type(e), e}
redis.call('set', 'k', 'x') local e = redis.pcall('incr', 'k') return e.err
redis.call('set', 'k', 'x') local e = redis.pcall('incr', 'k') error(e)
redis.call('set', 'k', 'x') local e = redis.pcall('incr', 'k') return {e.err, e.source, e.line, e.ignore_error_stats_update}
`),
  'the libraries of Lua': lines(String.raw`
local ok, e = pcall(table.sort, {3, 2, 1, 4, 5}, function(a, b) return coroutine.yield() end) return {ok, e}
return coroutine.wrap(function() return pcall(table.sort, {3, 2, 1}, function(a, b) coroutine.yield(1) end) end)()
local co = coroutine.wrap(function() return {pcall(function() coroutine.yield(1) end)} end) return co()
local co = coroutine.wrap(function() return string.gsub('abc', '.', function(c) coroutine.yield(c) end) end) return {pcall(co)}
local co = coroutine.create(function() error({code = 5}) end) local ok, e = coroutine.resume(co) return {ok, type(e), e.code, coroutine.status(co)}
local co = coroutine.create(function() error('x') end) local ok, e = coroutine.resume(co) return {tostring(ok), e, coroutine.status(co), select(2, coroutine.resume(co))}
local co co = coroutine.create(function() return coroutine.resume(co) end) return {coroutine.resume(co)}
local co co = coroutine.wrap(function() return co() end) return {pcall(co)}
return coroutine.wrap(function() return setmetatable({}, {__index = function(t, k) return coroutine.yield(k) end}).x end)()
return coroutine.wrap(function() for i in function() return coroutine.yield(5) end do end end)()
return coroutine.resume(5)
return coroutine.create(5)
return coroutine.create(print)
return coroutine.wrap(string.len)
return coroutine.yield(1)
local co = coroutine.wrap(function(...) local a = {...} while true do a = {coroutine.yield(#a, unpack(a))} end end) return {co(1, 2), co(), co(nil, 3)}
local c = 0 local co = coroutine.wrap(function() local function f(n) if n == 0 then coroutine.yield(c) else c = c + 1 f(n - 1) end end f(1000) return 'done' end) return {co(), co()}
local r = {} for w in string.gmatch('one two  three', '%a+') do r[#r + 1] = w end return r
return {string.gsub('hello', '^h', 'j')}
return {string.gsub('hello hello', '^hello', 'x')}
local r = {} for w in string.gmatch('aaa', '^a') do r[#r + 1] = w end return r
return {string.gsub('abc', '%w', '%%%0')}
return {string.gsub('abc', '%w', '%2')}
return {string.gsub('abc', '%w', '%x')}
return {string.gsub('abc', '%w', '%')}
return {string.gsub('abc', '(', 'x')}
return {string.gsub('abc', ')', 'x')}
return {string.gsub('abc', '%', 'x')}
return {string.gsub('abc', '[a', 'x')}
return {string.gsub('abc', '[]', 'x')}
return {string.gsub('abc', '[^]', 'x')}
return {string.gsub('abc', '%f[%w]', 'x')}
return {string.gsub('THE (quick) fox', '%f[%a]%a+', 'x')}
return {string.gsub('abc', '%b', 'x')}
return {string.gsub('f(a(b)c)d', '%b()', 'x')}
return {string.gsub('abc', '%1', 'x')}
return {string.gsub('abab', '(ab)%1', 'x')}
return {string.gsub('abc', '()', '%1')}
return {string.gsub('abc', 'b', {b = 'x'})}
return {string.gsub('abc', '.', {a = 1, b = true})}
return {string.gsub('abc', '.', {a = false})}
return {string.gsub('abc', '.', function(c) return c == 'b' and 5 or nil end)}
return {string.gsub('abc', '.', function(c) return {} end)}
return {string.gsub('abc', '.', 'x', 2)}
return {string.gsub('abc', '.', 'x', -1)}
return {string.gsub('abc', '.')}
return {string.gsub('abc', '.', nil)}
return {string.gsub('abc', '.', 5)}
return {string.find('abc', 'b', -1)}
return {string.find('abc', '', 10)}
return {string.find('abc', '', 4)}
return {string.find('a.c', '.', 1, true)}
return {string.find('a\0c', 'c')}
return {string.find('a\0c', '%z')}
return {string.match('key=val', '(%w+)=(%w+)')}
return {string.match('  x  ', '^%s*(.-)%s*$')}
return {string.match('2024-01', '()%d+()')}
return {string.rep('ab', 3), string.rep('x', 0), string.rep('x', -1)}
return {string.byte('abc', 1, -1)}
return {string.byte('abc', 10)}
return string.char('x')
return {tonumber('10', 2), tonumber('ff', 16), tonumber('zz', 36), tonumber('8', 8), tonumber('', 10), tonumber(' 1 '), tonumber('1e'), tonumber('0x'), tonumber('1 2')}
return tonumber('10', 1)
return tonumber('10', 37)
return tonumber(10, 16)
return tonumber({}, 10)
return tonumber()
return tonumber('1', 'x')
return {tonumber('7fffffffffffffff', 16), tonumber('-ff', 16), tonumber('1.5', 16)}
return table.concat({1, 2, {}, 4})
return table.concat({1, 2, nil, 4}, ',', 1, 4)
return table.concat({1, 2}, ',', 1, 3)
return table.concat({1, 2, 3}, {})
return table.concat({}, 'x')
return table.concat({'a', 'b'}, ', ', 2, 1)
return table.insert({1}, 5, 6)
return table.insert({1})
return table.insert({1}, 1, 2, 3)
return table.insert(nil, 1)
local t = {1, 2, 3} table.insert(t, 0, 'x') return t
local t = {1, 2, 3} table.insert(t, 10, 'x') return #t
local t = {1, 2, 3} return {table.remove(t, 1), table.remove(t), table.remove(t, 5), #t}
local t = {} return {table.remove(t)}
local t = {} return {table.remove(t, 1)}
return {select(-1, 1, 2, 3)}
return {select(-3, 1, 2, 3)}
return {select(-4, 1, 2, 3)}
return {select(0, 1)}
return {select(5, 1)}
return {select('x', 1)}
return {math.floor(-0.5), math.ceil(-0.5), math.fmod(5, 3), math.fmod(-5, 3), math.fmod(5, 0)}
return {tostring(math.huge), tostring(-math.huge), tostring(math.fmod(1, 0))}
return {math.max(), 1}
return {math.random(0)}
return {math.random(2, 1)}
return {math.random(1, 2, 3)}
local mt = {__call = function(self, ...) return select('#', ...) end} return setmetatable({}, mt)(1, 2, nil)
return {loadstring('x\nx', 'long ' .. string.rep('x', 100))}
return unpack({1, 2, 3}, 2)
return {unpack({1, 2, 3}, -1, 1)}
`),
  'the language': lines(String.raw`
local n = {} for k in pairs(redis) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(string) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(math) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(bit) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(table) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(coroutine) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs(os) do n[#n + 1] = tostring(k) end return n
local n = {} for k in pairs({1, 2, x = 1, y = 2, [true] = 1, [false] = 2, [1.5] = 3, [-1] = 4, [0] = 5, [1e10] = 6, [2^53] = 7, [1e300] = 8, z = 9, [-0.5] = 1}) do n[#n + 1] = tostring(k) end return n
local t = {} for i = 1, 40 do t[i * 1.5] = i t[-i] = i t['k' .. i] = i t[i * 1e9] = i end local n = {} for k in pairs(t) do n[#n + 1] = tostring(k) end return n
local t = {} for i = 40, 1, -1 do t[i] = i t[i .. ''] = i end for i = 1, 40, 3 do t[i] = nil t[i .. ''] = nil end for i = 100, 110 do t[i] = i end local n = {} for k in pairs(t) do n[#n + 1] = tostring(k) end return n
local t = {[true] = 1, [false] = 0, 'a', nil, 'c', [1e15] = 1, [2^31] = 2, [2^32] = 3, [-2^31] = 4} local n = {} for k in pairs(t) do n[#n + 1] = tostring(k) end return n
return os.time()
return {err = 'x'}
return {err = 'ERR x'}
return {err = '-ERR x'}
return {ok = 'a\nb'}
error({err = 'x'})
error({err = 'MY x'})
error({err = 'MY x', source = 'a', line = 5})
error('x', 0)
error('x', 2)
error('x', 3)
return {1, {2, {3, {err = 'x'}, {ok = 'y'}}}, false, nil, 5}
return {1.9, -1.9, '1.9', true, false}
return {double = 1.5}
return {big_number = '123'}
return {verbatim_string = {format = 'txt', string = 'x'}}
local mt = {__eq = function() return true end} return {tostring(setmetatable({}, mt) == setmetatable({}, mt)), tostring(setmetatable({}, mt) == 1)}
local mt = {__lt = function(a, b) return 5 end} return tostring(setmetatable({}, mt) < setmetatable({}, mt))
local mt = {__le = function(a, b) return nil end} return tostring(setmetatable({}, mt) <= setmetatable({}, mt))
local mt = {__lt = function(a, b) return true end} return tostring(setmetatable({}, mt) <= setmetatable({}, mt))
local mt = {__len = function() return 5 end} return #setmetatable({}, mt)
local mt = {__unm = function() return 5 end} return -setmetatable({}, mt)
local mt = {} mt.__call = setmetatable({}, {__call = function() return 5 end}) return setmetatable({}, mt)()
local mt = {__tostring = function() return 5 end} return tostring(setmetatable({}, mt))
local mt = {__tostring = function() return {} end} return tostring(setmetatable({}, mt))
local mt = {__metatable = 'locked'} return {getmetatable(setmetatable({}, mt)), pcall(setmetatable, setmetatable({}, mt), {})}
local mt = {__index = 5} return setmetatable({}, mt).x
local mt = {__index = 'abc'} return tostring(setmetatable({}, mt).len)
local mt = {__newindex = 5} setmetatable({}, mt).x = 1
local mt = {__concat = function(a, b) return type(a) .. type(b) end} return {1 .. setmetatable({}, mt), setmetatable({}, mt) .. 'x', 'a' .. 'b' .. setmetatable({}, mt)}
return setmetatable(1, {})
return setmetatable({}, 1)
return setmetatable({})
return getmetatable('x').__index == string
return getmetatable('x').__name
return rawequal(1)
return rawget(1, 2)
return next({}, 'x')
return next({}, 1)
return {xpcall(function() error('x') end, function(e) return e .. '!' end)}
return {xpcall(function() error('x') end, function(e) error('y') end)}
return {xpcall(function() error('x') end)}
return {xpcall()}
return {pcall()}
return {pcall(5)}
return {pcall(error)}
return {pcall(error, nil)}
return {pcall(error, {err = 'x'})}
assert(nil, 'msg')
assert(false, {err = 'x'})
return {loadstring('x x')}
return {loadstring('x x', '=name')}
return {loadstring('x x', '@name')}
return {loadstring('\27Lua')}
return dofile('x')
return loadfile('x')
return newproxy(true)
return collectgarbage('x')
return gcinfo and 1
#
`),
};
