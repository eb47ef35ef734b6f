import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'from Lua to a reply': lines(String.raw`
return nil
return true
return false
return 0
return -1
return 3.7
return -3.7
return 1e15
return 1e19
return 2^62
return 'text'
return ''
return 'a\0b\r\n\255'
return {}
return {nil}
return {false}
return {true}
return {1, 2, 3}
return {1.9, -1.9}
return {'a', 1, true, false}
return {1, nil, 3}
return {nil, 2}
return {{}, {{}}, {1, {2, {3}}}}
return {ok = 'FINE'}
return {ok = 5}
return {ok = true}
return {ok = {}}
return {ok = nil}
return {ok = ''}
return {ok = 'two\r\nlines'}
return {err = 'message'}
return {err = 'ERR message'}
return {err = '-ERR message'}
return {err = 'MYERR message'}
return {err = 5}
return {err = true}
return {err = {}}
return {err = ''}
return {err = 'two\r\nlines'}
return {err = 'x', ok = 'y'}
return {err = 'x', 1, 2}
return {ok = 'x', 1, 2}
return {1, ok = 'x'}
return {{ok = 'A'}, {err = 'B'}, 'c'}
return {err = 'message', ignore_error_stats_update = true}
return {double = 3.5}
return {double = 3}
return {double = -0}
return {double = 1/0}
return {double = -1/0}
return {double = 0/0}
return {double = 'x'}
return {double = '3.5'}
return {double = true}
return {double = 1e100}
return {double = 0.1}
return {double = 1e-7}
return {double = 123456789.123}
return {double = 1e15}
return {double = 1e17}
return {map = {}}
return {map = {a = 1}}
return {map = {[1] = 'x'}}
return {map = {a = {map = {b = 2}}}}
return {map = 5}
return {map = 'x'}
return {map = {a = true}}
return {map = {a = nil}}
return {map = {[true] = false}}
return {set = {}}
return {set = {a = true}}
return {set = {a = false}}
return {set = {[1] = true}}
return {set = {5}}
return {set = 5}
return {set = {a = {1, 2}}}
return {big_number = '123456789012345678901234567890'}
return {big_number = '12'}
return {big_number = 5}
return {big_number = {}}
return {verbatim_string = {format = 'txt', string = 'hello'}}
return {verbatim_string = {format = 'mkd', string = '# hi'}}
return {verbatim_string = {format = 'toolong', string = 'x'}}
return {verbatim_string = {format = 'x', string = 'x'}}
return {verbatim_string = {string = 'x'}}
return {verbatim_string = {format = 'txt'}}
return {verbatim_string = {format = 5, string = 6}}
return {verbatim_string = 'x'}
return {verbatim_string = {}}
return {{double = 1.5}, {map = {a = 'b'}}, {set = {c = true}}, true}
return {map = {a = {1, 2, {ok = 'x'}}}}
return {a = 1}
return {a = 1, 'b'}
return {[0] = 'zero', 'one'}
return {[2] = 'two'}
return redis.call
return function() end
return coroutine.create(function() end)
return cjson.null
return {redis.call, 1}
return {cjson.null}
return {function() end, 'x'}
return 1, 2, 3
return nil, 1
return (nil)
return setmetatable({}, {__index = function(t, i) if i == 1 then return 'virtual' end end})
return setmetatable({}, {__index = function(t, i) if i == 'ok' then return 'virtual' end end})
return setmetatable({1, 2}, {__index = {3, 4, 5, 6}})
return setmetatable({1, 2}, {__len = function() return 10 end})
return setmetatable({}, {__tostring = function() return 'text' end})
return setmetatable({}, {__index = function() error('while replying') end})
return {setmetatable({}, {__index = function() error('while replying') end})}
local t = {} for i = 1, 100 do t[i] = i end return t
local t = {} local p = t for i = 1, 20 do p[1] = {} p = p[1] end return t
local t = {1} t[2] = {t[1]} return t
`),
  'a reply that has itself in it': lines(String.raw`
local t = {} t[1] = t return t
local t = {} t[1] = {t} return {1, t}
local t = {} local p = t for i = 1, 1500 do p[1] = {} p = p[1] end return t
local t = {map = {}} t.map.x = t return t
`),
  'from a reply to Lua': lines(String.raw`
return type(redis.call('ping'))
return redis.call('ping').ok
return type(redis.call('get', 'missing'))
return tostring(redis.call('get', 'missing') == false)
return type(redis.call('incr', 'n'))
return type(redis.call('dbsize'))
redis.call('set', 'k', 'v') return type(redis.call('get', 'k'))
return type(redis.call('keys', '*'))
return #redis.call('keys', '*')
redis.call('mset', 'a', 1) local r = redis.call('mget', 'a', 'b', 'c') return {#r, r[1], tostring(r[2]), tostring(r[3])}
redis.call('hset', 'h', 'f', 'v') return redis.call('hgetall', 'h')
redis.call('hset', 'h', 'f', 'v') local r = redis.call('hgetall', 'h') return {r[1], r[2]}
redis.call('hset', 'h', 'f', 'v') return type(redis.call('hgetall', 'h').map)
redis.call('zadd', 'z', 1.5, 'm') return redis.call('zscore', 'z', 'm')
redis.call('zadd', 'z', 1.5, 'm') return type(redis.call('zscore', 'z', 'm'))
redis.call('zadd', 'z', 1.5, 'm') return redis.call('zrange', 'z', 0, -1, 'withscores')
redis.call('sadd', 's', 'm') return redis.call('smembers', 's')
redis.call('sadd', 's', 'm') return redis.call('smismember', 's', 'm', 'x')
return redis.call('set', 'k', 'v', 'get')
return tostring(redis.call('set', 'k', 'v', 'get'))
redis.call('set', 'k', 'v') return tostring(redis.call('set', 'k', 'v', 'nx'))
return tostring(redis.call('lpop', 'missing'))
return tostring(redis.call('lpop', 'missing', 2))
return type(redis.call('lpop', 'missing', 2))
return tostring(redis.call('zscore', 'missing', 'm'))
return tostring(redis.call('hget', 'missing', 'f'))
return redis.call('incrbyfloat', 'f', 1.5)
return type(redis.call('incrbyfloat', 'f', 1.5))
redis.call('set', 'n', '9007199254740993') return redis.call('incr', 'n')
redis.call('set', 'n', '9007199254740993') return tostring(redis.call('incr', 'n'))
redis.call('set', 'n', '9223372036854775806') return redis.call('incr', 'n')
redis.call('set', 'n', '9223372036854775806') return string.format('%.0f', redis.call('incr', 'n'))
return redis.call('type', 'missing')
return redis.call('type', 'missing').ok
return redis.call('geopos', 'missing', 'm')
redis.call('geoadd', 'g', 1, 2, 'm') return redis.call('geopos', 'g', 'm', 'x')
return redis.call('xinfo', 'stream', 'missing')
redis.call('xadd', 's', '1-1', 'f', 'v') return redis.call('xread', 'streams', 's', '0')
return redis.call('xread', 'streams', 'missing', '0')
return tostring(redis.call('xread', 'streams', 'missing', '0'))
return redis.call('config', 'get', 'hash-max-listpack-entries')
return redis.call('echo', 'x')
return {redis.call('ping'), redis.call('get', 'missing'), redis.call('dbsize')}
return redis.call('object', 'help')[1] and 'help'
return redis.call('command', 'info', 'nosuch')
return redis.call('client', 'info') and 'info'
return #redis.call('info', 'server') > 0 and 'info'
return type(redis.call('info', 'server'))
`),
  'after setresp(3)': lines(String.raw`
redis.setresp(3) return redis.call('get', 'missing')
redis.setresp(3) return tostring(redis.call('get', 'missing'))
redis.setresp(3) return type(redis.call('get', 'missing'))
redis.setresp(3) redis.call('hset', 'h', 'f', 'v') return redis.call('hgetall', 'h')
redis.setresp(3) redis.call('hset', 'h', 'f', 'v') return redis.call('hgetall', 'h').map.f
redis.setresp(3) redis.call('hset', 'h', 'f', 'v') return type(redis.call('hgetall', 'h').map)
redis.setresp(3) redis.call('hset', 'h', 'f', 'v') return #redis.call('hgetall', 'h')
redis.setresp(3) return redis.call('hgetall', 'missing')
redis.setresp(3) redis.call('sadd', 's', 'm') return redis.call('smembers', 's')
redis.setresp(3) redis.call('sadd', 's', 'm') return tostring(redis.call('smembers', 's').set.m)
redis.setresp(3) redis.call('zadd', 'z', 1.5, 'm') return redis.call('zscore', 'z', 'm')
redis.setresp(3) redis.call('zadd', 'z', 1.5, 'm') return redis.call('zscore', 'z', 'm').double
redis.setresp(3) redis.call('zadd', 'z', 1.5, 'm') return redis.call('zrange', 'z', 0, -1, 'withscores')
redis.setresp(3) redis.call('zadd', 'z', 1, 'm') return redis.call('zincrby', 'z', 2, 'm')
redis.setresp(3) redis.call('zadd', 'z', 'inf', 'm') return tostring(redis.call('zscore', 'z', 'm').double)
redis.setresp(3) return redis.call('lpop', 'missing', 2)
redis.setresp(3) return tostring(redis.call('lpop', 'missing', 2))
redis.setresp(3) return tostring(redis.call('set', 'k', 'v', 'xx'))
redis.setresp(3) return redis.call('config', 'get', 'hash-max-listpack-entries')
redis.setresp(3) return redis.call('ping').ok
redis.setresp(3) return type(redis.call('info', 'server'))
redis.setresp(3) local r = redis.call('info', 'server') return type(r) == 'table' and r.verbatim_string.format or 'plain'
redis.setresp(3) return type(redis.call('lolwut'))
redis.setresp(3) return redis.pcall('nosuch').err
redis.setresp(3) redis.setresp(2) return tostring(redis.call('get', 'missing'))
redis.setresp(3) return {redis.call('get', 'missing'), true, false}
redis.setresp(3) return redis.call('xread', 'streams', 'missing', '0')
redis.setresp(3) redis.call('xadd', 's', '1-1', 'f', 'v') return redis.call('xread', 'streams', 's', '0')
redis.setresp(3) redis.call('xadd', 's', '1-1', 'f', 'v') return redis.call('xinfo', 'stream', 's').map.length
redis.setresp(3) redis.call('mset', 'a', 1) local r = redis.call('mget', 'a', 'b') return {#r, type(r[2])}
redis.setresp(3) redis.call('geoadd', 'g', 1, 2, 'm') return redis.call('geopos', 'g', 'm', 'x')
redis.setresp(3) return redis.call('zmscore', 'missing', 'a')
redis.setresp(3) return true
redis.setresp(3) return false
redis.setresp(3) return {true, false}
redis.setresp(3) return nil
redis.setresp(2) return true
return redis.call('get', 'after another script')
redis.setresp(3) redis.call('hset', 'h', 'f', 'v') local r = redis.call('hgetall', 'h') r.map.g = 'w' r.map.f = nil return r
redis.setresp(3) return redis.call('hrandfield', 'missing', 2, 'withvalues')
redis.setresp(3) redis.call('hset', 'h', 'f', 'v') return redis.call('hrandfield', 'h', 2, 'withvalues')
redis.setresp(3) return redis.call('command', 'docs', 'nosuch')
`),
};
