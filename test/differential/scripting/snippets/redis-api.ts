import { lines, type Snippets } from '../snippet.js';

/** Without the version, and without what waits: since 7.2 scripts may call that, and it never does. */
export const snippets: Snippets = {
  'redis.call': lines(String.raw`
return redis.call('ping')
return redis.call('PING', 'x')
return redis.call('PiNg')
return redis.call('set', 'k', 'v')
redis.call('set', 'k', 'v') return redis.call('get', 'k')
return redis.call('get', 'missing')
return tostring(redis.call('get', 'missing'))
return redis.call('incr', 'n')
return redis.call('incrby', 'n', 5)
return redis.call('incrby', 'n', '5')
return redis.call('incrby', 'n', 5.5)
return redis.call('set', 'k', 1.5) and redis.call('get', 'k')
return redis.call('set', 'k', 0.1) and redis.call('get', 'k')
return redis.call('set', 'k', 1/3) and redis.call('get', 'k')
return redis.call('set', 'k', 1e15) and redis.call('get', 'k')
return redis.call('set', 'k', 1e17) and redis.call('get', 'k')
return redis.call('set', 'k', 1e18) and redis.call('get', 'k')
return redis.call('set', 'k', 1e20) and redis.call('get', 'k')
return redis.call('set', 'k', 2^53) and redis.call('get', 'k')
return redis.call('set', 'k', 2^63) and redis.call('get', 'k')
return redis.call('set', 'k', -2^63) and redis.call('get', 'k')
return redis.call('set', 'k', 1e100) and redis.call('get', 'k')
return redis.call('set', 'k', 1e-7) and redis.call('get', 'k')
return redis.call('set', 'k', -0) and redis.call('get', 'k')
return redis.call('set', 'k', 1/0) and redis.call('get', 'k')
return redis.call('set', 'k', -1/0) and redis.call('get', 'k')
return redis.call('set', 'k', 0/0) and redis.call('get', 'k')
return redis.call('set', 'k', 123456789012) and redis.call('get', 'k')
return redis.call('set', 'k', 3.0) and redis.call('get', 'k')
return redis.call('set', 'k', 100) and redis.call('get', 'k')
return redis.call('set', 'k', 5e-324) and redis.call('get', 'k')
return redis.call('set', 'k', 1.7976931348623157e308) and redis.call('get', 'k')
return redis.call('set', 'k', 3.14159265358979) and redis.call('get', 'k')
return redis.call('set', 5, 6) and redis.call('get', '5')
return redis.call('set', 'a\0b', 'c\0d') and redis.call('get', 'a\0b')
return redis.call('set', '\255', '\254') and redis.call('get', '\255')
return redis.call('set', '', '') and redis.call('get', '')
return redis.call()
return redis.call(nil)
return redis.call({})
return redis.call(true)
return redis.call(5)
return redis.call('')
return redis.call(' ')
return redis.call('nosuch')
return redis.call('nosuch', 'with', 'args')
return redis.call('get')
return redis.call('get', 'a', 'b')
return redis.call('set', 'k')
return redis.call('set', 'k', nil)
return redis.call('set', 'k', true)
return redis.call('set', 'k', {})
return redis.call('set', 'k', redis.call)
return redis.call('set', 'k', 'v', 'bad')
return redis.call('set', 'k', 'v', 'EX', 'x')
return redis.call('set', 'k', 'v', 'EX', -1)
redis.call('rpush', 'l', 'a') return redis.call('get', 'l')
redis.call('rpush', 'l', 'a') redis.call('incr', 'l')
redis.call('set', 's', 'x') return redis.call('incr', 's')
redis.call('set', 's', 'x') return redis.call('lpush', 's', 'y')
return redis.call('config', 'nosuch')
return redis.call('config')
return redis.call('object', 'encoding', 'missing')
return redis.call('object', 'nosuch', 'missing')
return redis.call('client', 'getname')
return redis.call('client', 'setname', 'x')
return redis.call('multi')
return redis.call('exec')
return redis.call('discard')
return redis.call('watch', 'k')
return redis.call('unwatch')
return redis.call('subscribe', 'c')
return redis.call('unsubscribe', 'c')
return redis.call('psubscribe', 'c')
return redis.call('monitor')
return redis.call('xread', 'block', 0, 'streams', 's', '$')
return redis.call('eval', 'return 1', 0)
return redis.call('evalsha', 'x', 0)
return redis.call('script', 'load', 'return 1')
return redis.call('script', 'flush')
return redis.call('fcall', 'f', 0)
return redis.call('function', 'list')
return redis.call('function', 'stats')
return redis.call('auth', 'x')
return redis.call('hello')
return redis.call('hello', 3)
return redis.call('quit')
return redis.call('reset')
return redis.call('shutdown')
return redis.call('save')
return redis.call('bgsave')
return redis.call('debug', 'object', 'k')
return redis.call('sync')
return redis.call('replicaof', 'no', 'one')
return redis.call('select', 1)
redis.call('select', 1) redis.call('set', 'k', 'db1') redis.call('select', 0) return tostring(redis.call('exists', 'k'))
return redis.call('select', 99)
return redis.call('select', 'x')
return redis.call('echo', 'hi')
return redis.call('publish', 'c', 'm')
return redis.call('dbsize')
return redis.call('flushall')
return redis.call('type', 'missing')
return redis.call('exists', 'a', 'b')
return redis.call('time') and 'two parts'
return #redis.call('time')
return type(redis.call('time')[1])
return redis.call('randomkey')
return tostring(redis.call('randomkey'))
return redis.call('command', 'count') > 100 and 'many'
return redis.call('memory', 'nosuch')
return redis.call('get', 'a')[1]
return #redis.call('keys', '*')
return select('#', redis.call('ping'))
return redis.call(unpack({'set', 'k', 'v'}))
return redis.call('mset', 'a', 1, 'b', 2) and redis.call('mget', 'a', 'b', 'c')
return redis.call('config', 'get', 'maxmemory')
return redis.call('sort', 'missing')
return redis.call('lolwut') and 'art'
`),
  'redis.pcall': lines(String.raw`
return redis.pcall('ping')
return redis.pcall('nosuch')
return redis.pcall('get')
return redis.pcall()
return redis.pcall(nil)
return redis.pcall({})
return redis.pcall('set', 'k', {})
return redis.pcall('nosuch').err
return type(redis.pcall('nosuch'))
return redis.pcall('incr', 'a', 'b').err
redis.call('set', 's', 'x') return redis.pcall('incr', 's').err
redis.call('set', 's', 'x') return redis.pcall('lpush', 's', 'y').err
local e = redis.pcall('nosuch') local n = {} for k, v in pairs(e) do n[#n + 1] = k .. '=' .. tostring(v) end table.sort(n) return n
local ok, e = pcall(redis.call, 'nosuch') local n = {} for k, v in pairs(e) do n[#n + 1] = k .. '=' .. tostring(v) end table.sort(n) return n
local ok, e = pcall(redis.call) local n = {} for k, v in pairs(e) do n[#n + 1] = k .. '=' .. tostring(v) end table.sort(n) return n
local e = redis.pcall('get') e.extra = 'x' return e
local e = redis.pcall('nosuch') error(e)
local e = redis.pcall('nosuch') error(e.err)
local ok, e = pcall(redis.call, 'nosuch') return e
local ok, e = pcall(redis.call, 'nosuch') error(e)
local ok, e = pcall(redis.call, 'nosuch') error(e.err)
local ok, e = pcall(redis.call, 'nosuch') return e.err
local ok, e = pcall(redis.call, 'nosuch') return redis.error_reply(e.err)
local ok, e = pcall(redis.call, 'nosuch') return {err = e.err}
return tostring(redis.pcall('nosuch').line)
return tostring(redis.pcall('nosuch').source)
return tostring(redis.pcall('get').ok)
return {redis.pcall('nosuch'), redis.pcall('ping')}
return {1, redis.pcall('get'), 3}
return redis.pcall('multi')
return redis.pcall('subscribe', 'c').err
local e = redis.pcall('nosuch') return e.err == 'ERR Unknown Redis command called from script' and 'same' or e.err
local r = {} for i = 1, 3 do r[i] = redis.pcall('get').err end return r
redis.call('set', 'kept', 1) redis.pcall('nosuch') return redis.call('get', 'kept')
redis.call('set', 'k', 1) redis.call('nosuch')
return pcall(redis.pcall, 'nosuch') and 'no error raised'
`),
  'what a failed script has written stays': [
    { script: "redis.call('set', 'a', 1) error('stop')", after: ['GET a'] },
    { script: "redis.call('set', 'a', 1) redis.call('nosuch')", after: ['GET a'] },
    {
      script: "redis.call('set', 'a', 1) redis.call('incr', 'a', 'b')",
      after: ['GET a', 'DBSIZE'],
    },
    { script: "redis.call('set', 'a', 1) local x = nil + 1", after: ['GET a'] },
    { script: "redis.call('set', 'a', 1) return {err = 'told'}", after: ['GET a'] },
    { script: "redis.call('set', 'a', 1) return x", after: ['GET a'] },
    {
      script: "redis.call('set', 'a', 1) redis.call('lpush', 'a', 1)",
      after: ['GET a', 'TYPE a'],
    },
  ],
  'error_reply and status_reply': lines(String.raw`
return redis.error_reply('message')
return redis.error_reply('ERR message')
return redis.error_reply('-ERR message')
return redis.error_reply('-message')
return redis.error_reply('CODE message')
return redis.error_reply('code message')
return redis.error_reply('')
return redis.error_reply('-')
return redis.error_reply('--x')
return redis.error_reply(' x')
return redis.error_reply('one')
return redis.error_reply('with\r\nnewline')
return redis.error_reply('a\0b')
return redis.error_reply(5)
return redis.error_reply({})
return redis.error_reply(nil)
return redis.error_reply()
return redis.error_reply('a', 'b')
return redis.error_reply('message').err
return redis.error_reply('-message').err
return redis.error_reply(5).err
return redis.error_reply().err
return redis.status_reply('FINE')
return redis.status_reply('')
return redis.status_reply('with\r\nnewline')
return redis.status_reply('a\0b')
return redis.status_reply(5)
return redis.status_reply({})
return redis.status_reply()
return redis.status_reply('a', 'b')
return redis.status_reply('FINE').ok
return {redis.status_reply('A'), redis.error_reply('B')}
return {redis.error_reply('B'), 1}
return type(redis.status_reply('x'))
local r = redis.status_reply('x') r.ok = 'y' return r
`),
  sha1hex: lines(String.raw`
return redis.sha1hex('')
return redis.sha1hex('abc')
return redis.sha1hex('a\0b\255')
return redis.sha1hex(5)
return redis.sha1hex(1.5)
return redis.sha1hex(('x'):rep(1000))
return redis.sha1hex({})
return redis.sha1hex(nil)
return redis.sha1hex(true)
return redis.sha1hex()
return redis.sha1hex('a', 'b')
`),
  'log, setresp and the rest': lines(String.raw`
return {redis.LOG_DEBUG, redis.LOG_VERBOSE, redis.LOG_NOTICE, redis.LOG_WARNING}
return redis.log(redis.LOG_DEBUG, 'x')
return select('#', redis.log(redis.LOG_DEBUG, 'x'))
return redis.log(redis.LOG_DEBUG, 'x', 'y', 5)
return redis.log(redis.LOG_DEBUG)
return redis.log('x', 'y')
return redis.log(99, 'y')
return redis.log(-1, 'y')
return redis.log(1.5, 'y')
return redis.log(redis.LOG_DEBUG, nil)
return redis.log(redis.LOG_DEBUG, {})
return redis.log()
return redis.setresp(2)
return redis.setresp(3)
return redis.setresp(1)
return redis.setresp(4)
return redis.setresp('3')
return redis.setresp('x')
return redis.setresp({})
return redis.setresp()
return redis.setresp(2, 3)
return {redis.REPL_NONE, redis.REPL_AOF, redis.REPL_SLAVE, redis.REPL_REPLICA, redis.REPL_ALL}
return redis.set_repl(redis.REPL_ALL)
return redis.set_repl(redis.REPL_NONE)
return redis.set_repl(redis.REPL_AOF)
return redis.set_repl(99)
return redis.set_repl('x')
return redis.set_repl()
return redis.set_repl(1, 2)
return tostring(redis.replicate_commands())
return select('#', redis.replicate_commands())
return tostring(redis.breakpoint())
return redis.debug('x')
return redis.debug()
return select('#', redis.debug('x'))
return tostring(redis.acl_check_cmd('get', 'k'))
return tostring(redis.acl_check_cmd('set', 'k', 'v'))
return redis.acl_check_cmd()
return redis.acl_check_cmd('nosuch')
return redis.acl_check_cmd({})
return tostring(redis.acl_check_cmd('GET'))
return tostring(redis.acl_check_cmd('config', 'get', 'x'))
return redis.acl_check_cmd('config', 'nosuch')
return type(redis.register_function)
return redis.register_function('f', function() end)
return redis.register_function{function_name = 'f', callback = function() end}
return tostring(redis.NOSUCH)
return tostring(server)
local n = {} for k, v in pairs(redis) do if type(v) ~= 'function' then n[#n + 1] = k end end table.sort(n) return n
`),
  'keys, arguments and calls': [
    { script: 'return KEYS', keys: ['a', 'b'], args: ['c'] },
    { script: 'return ARGV', keys: ['a', 'b'], args: ['c', 'd'] },
    { script: 'return {KEYS[1], KEYS[2], ARGV[1]}', keys: ['a', 'b'], args: ['c'] },
    { script: 'return #KEYS .. #ARGV', keys: ['a', 'b'], args: ['c'] },
    { script: 'return tostring(KEYS[1])' },
    { script: 'return tostring(ARGV[1])' },
    { script: 'return type(KEYS) .. type(ARGV)' },
    { script: 'return ARGV[1] + 1', args: ['41'] },
    { script: 'return ARGV[1] + 1', args: ['x'] },
    { script: 'return ARGV[1] .. 1', args: ['x'] },
    { script: 'return type(ARGV[1])', args: ['5'] },
    { script: 'return KEYS[0]', keys: ['a'] },
    { script: 'return #ARGV[1]', args: ['\0\xff'] },
    { script: 'return ARGV[1]', args: [''] },
    { script: 'KEYS = {}', keys: ['a'] },
    { script: 'ARGV = {}' },
    { script: "KEYS[1] = 'changed' return KEYS[1]", keys: ['a'] },
    { script: "KEYS[2] = 'added' return KEYS", keys: ['a'] },
    { script: 'ARGV.n = 5 return ARGV.n', args: ['a'] },
    { script: 'local KEYS = {5} return KEYS[1]', keys: ['a'] },
    { script: 'return table.concat(ARGV, ",")', args: ['a', 'b', 'c'] },
    { script: 'table.sort(ARGV) return ARGV', args: ['c', 'a', 'b'] },
    { script: 'return unpack(ARGV)', args: ['a', 'b'] },
    { script: 'return {unpack(ARGV, 2)}', args: ['a', 'b', 'c'] },
    { script: 'return select("#", ...)', keys: ['a'], args: ['b'] },
    {
      script: "return redis.call('set', KEYS[1], ARGV[1])",
      keys: ['k'],
      args: ['v'],
      after: ['GET k'],
    },
    { script: "return redis.call('del', unpack(KEYS))", keys: ['a', 'b'], before: ['SET a 1'] },
    { script: "return redis.call('mget', unpack(KEYS))", keys: ['a', 'b'], before: ['SET a 1'] },
    { script: "return redis.call('set', 'undeclared', 1)", keys: ['k'], after: ['GET undeclared'] },
    {
      script: "for i, k in ipairs(KEYS) do redis.call('set', k, i) end return #KEYS",
      keys: ['a', 'b'],
      after: ['MGET a b'],
    },
    { script: "return redis.call('incrby', KEYS[1], ARGV[1])", keys: ['k'], args: ['5'] },
    {
      script: "return redis.call('expire', KEYS[1], ARGV[1])",
      keys: ['k'],
      args: ['x'],
      before: ['SET k v'],
    },
  ],
};
