import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'where C ends a text': lines(String.raw`
assert(false, 'a\0b')
return pcall(assert, false, 'a\0b')
return {pcall(assert, false, 'a\0b')}
return {pcall(assert, false, '\0')}
return {pcall(function() return _G['a\0b'] end)}
return {pcall(function() local t = {} t['a\0b']() end)}
return {pcall(function() local t = {} t['a\0b'].x = 1 end)}
return {pcall(function() local t = {} return t['a\0b'] + 1 end)}
return {pcall(loadstring('error("x")', '=a\0b'))}
return {pcall(loadstring('error("x")', '@a\0b'))}
return {pcall(loadstring('error("x")', 'a\0b'))}
return {loadstring('x x', '=a\0b')}
return {loadstring('x x', 'a\0b')}
return {loadstring('x "a\0b" x')}
return {loadstring('return "a\0b')}
return {loadstring('return a\0b')}
return {loadstring('x = [[a\0b')}
return {loadstring('x = 1\0b')}
return {loadstring('x = "\\999\0b"')}
return {pcall(string.format, '%\0d', 1)}
return {pcall(string.format, '%\0')}
return {pcall(string.format, '%5\0d', 1)}
return {string.format('a\0%s\0b', 'c\0d')}
return {string.format('%5s|%.2s|%q', 'c\0d', 'e\0f', 'g\0h')}
return {pcall(error, 'a\0b')}
return {pcall(error, 'a\0b', 0)}
return {pcall(redis.call, 'a\0b')}
return {err = 'a\0b'}
error({err = 'a\0b'})
error('a\0b')
return {pcall(cjson.decode, '{"a\0b":1}')}
return {pcall(cjson.decode, 'a\0b')}
return {pcall(cjson.decode, '[1,\0]')}
return {pcall(struct.pack, '\0', 1)}
return {pcall(struct.pack, 'i\0', 1)}
return {pcall(collectgarbage, 'a\0b')}
return {pcall(collectgarbage, 'count\0b') and 1}
return {tonumber('1\0'), tonumber('1\0002'), tonumber('a\0', 16), tonumber('\0')}
return {pcall(function() return '1\0' + 1 end)}
return {pcall(function() return ('x\0y').z.a end)}
return {string.find('a\0b', 'a\0b'), string.find('a\0b', '\0', 1, true)}
return {string.gsub('a\0b', '[\0a]', 'x')}
return {string.gsub('a\0b', '%w', '\0')}
return {string.match('a\0b', '.-b')}
return {pcall(string.gsub, 'a\0b', '(\0', 'x')}
return {'a\0b' < 'a\0c', 'a\0b' < 'a', 'a' < 'a\0', 'a\0' == 'a'}
return {#'a\0b', 'a\0b' .. 'c\0'}
return {string.rep('a\0', 3), string.upper('a\0b'), string.reverse('a\0b')}
return {table.concat({'a\0', 'b'}, '\0')}
return {pcall(setmetatable({}, {__index = function(t, k) error(k) end}).x)}
return {xpcall(function() error('a\0b') end, function(e) return e end)}
return {coroutine.resume(coroutine.create(function() error('a\0b') end))}
return {pcall(coroutine.wrap(function() error('a\0b') end))}
return {select('#\0', 1, 2)}
local f, e = load(function() return nil end, '=a\0b') return e
return redis.sha1hex('a\0b')
return {ok = 'a\0b'}
redis.log(redis.LOG_DEBUG, 'a\0b')
return {pcall(redis.setresp, 'a\0')}
return {pcall(redis.acl_check_cmd, 'a\0b')}
return {pcall(bit.band, 'a\0b')}
return {pcall(function() for i = 'a\0', 1 do end end)}
return {pcall(table.concat, {1}, 'x', 'a\0')}
return {loadstring('x = 1\0')}
return {loadstring('x = 1\0 ')}
return {loadstring('x = 1x\0b')}
return {loadstring('x = 1..\0b')}
return {loadstring('return 1\0b')}
return {loadstring('return 1\0b\0 + 5')}
return {loadstring('return 1.\0b\0 + 5')}
return {loadstring('return 1e\0')}
return {loadstring('return 0x\0')}
return {loadstring('return 1e5\0')}
return loadstring('return 1\0')
return loadstring('return 1\0')()
return loadstring('return 1\0b')()
`),
};
