import { differentialTable } from '../harness/table.js';

const load = (text: string, ...options: string[]): string[] => [
  'FUNCTION',
  'LOAD',
  ...options,
  text,
];
const register = (name: string): string => `redis.register_function('${name}', function() end)`;
/** A library `a` of this code, after whatever was there. */
const alone = (code: string): string[][] => [['FUNCTION', 'FLUSH'], load(`#!lua name=a\n${code}`)];

differentialTable('the first line of a library', [
  ...[
    '',
    'x',
    '#!lua',
    '#!lua\n',
    '#!lua name=\n',
    '#!lua name=a\n',
    '#!lua name=a',
    '#!js name=a\n',
    '#!js name=a-b\n',
    '#!js\n',
    '#!lua name=a b\n',
    '#!lua name=a-b\n',
    '#!lua name=a name=b\n',
    '#!lua nam=a\n',
    '#!lua name=a flags=no-writes\n',
    '#! name=a\n',
    '#!\n',
    '#!lua "name=a\n',
    `#!LUA name=a\n${register('f')}`,
    `#!lua NAME=a\n${register('f')}`,
    `#!lua name="a"\n${register('f')}`,
    `#!lua name=a\r\n${register('f')}`,
  ].flatMap((text) => [['FUNCTION', 'FLUSH'], load(text), ['FUNCTION', 'LIST']]),
]);

differentialTable('what a library may do while it is loaded', [
  ...[
    'foo bar',
    'error("x")',
    'local x = nil\nx()',
    'x = 1',
    'return x',
    'redis.x = 1',
    '_G.x = 1',
    'math.random()',
    "redis.call('GET', 'x')",
    "redis.pcall('GET', 'x')",
    'redis.setresp(3)',
    "redis.sha1hex('x')",
    "redis.error_reply('x')",
    'redis.breakpoint()',
    'redis.log()',
    "redis.log(1, 'x')",
    `redis.log(redis.LOG_DEBUG, redis.REDIS_VERSION) ${register('f')}`,
    'function g() end',
    'setmetatable(_G, nil)',
    'redis.register_function()',
    "redis.register_function('f')",
    "redis.register_function('f', 'g')",
    "redis.register_function('f', nil)",
    'redis.register_function(nil, function() end)',
    'redis.register_function({}, {})',
    'redis.register_function(1)',
    'redis.register_function(1, function() end)',
    "redis.register_function('f-x', function() end)",
    "redis.register_function('', function() end)",
    "redis.register_function('f\\0', function() end)",
    "redis.register_function('f', function() end, 1)",
    `${register('f')} ${register('f')}`,
    'redis.register_function{}',
    "redis.register_function{function_name = 'f'}",
    'redis.register_function{callback = function() end}',
    "redis.register_function{function_name = 'f', callback = 1}",
    'redis.register_function{function_name = {}, callback = function() end}',
    'redis.register_function{function_name = 1, callback = function() end}',
    "redis.register_function{Function_Name = 'f', CALLBACK = function() end}",
    "redis.register_function{function_name = 'f', callback = function() end, x = 1}",
    "redis.register_function{function_name = 'f', callback = function() end, [1] = 1}",
    "redis.register_function{function_name = 'f', callback = function() end, description = {}}",
    "redis.register_function{function_name = 'f', callback = function() end, description = 5}",
    "redis.register_function{function_name = 'f', callback = function() end, flags = 1}",
    "redis.register_function{function_name = 'f', callback = function() end, flags = {1}}",
    "redis.register_function{function_name = 'f', callback = function() end, flags = {'x'}}",
    "redis.register_function{function_name = 'f', callback = function() end, flags = {}}",
    "redis.register_function{function_name = 'f', callback = function() end, flags = {'allow-oom', 'no-writes', 'no-writes'}}",
    'local f = function() end redis.register_function("f", f)',
  ].flatMap((code) => [...alone(code), ['FUNCTION', 'LIST']]),
]);

differentialTable('names that are taken', [
  'FUNCTION FLUSH',
  load(`#!lua name=a\n${register('f')}`),
  load(`#!lua name=a\n${register('g')}`),
  load(`#!lua name=b\n${register('F')}`),
  load(`#!lua name=A\n${register('g')}`),
  load(`#!lua name=a\n${register('g')}`, 'REPLACE'),
  load(`#!lua name=a\n${register('h')}`, 'replace'),
  load('#!lua name=a\nerror()', 'REPLACE'),
  'FUNCTION STATS',
  'FUNCTION DELETE b',
  'FUNCTION DELETE A',
  ['FUNCTION', 'LIST', 'LIBRARYNAME', 'A', 'WITHCODE'],
  'FUNCTION DELETE a',
  'FUNCTION DELETE a',
  'FUNCTION LIST',
  'FUNCTION STATS',
  ['FUNCTION', 'LOAD', 'x', 'y'],
  ['FUNCTION', 'LOAD', 'REPLACE', 'x', 'y'],
  ['FUNCTION', 'LOAD', 'REPLACE'],
  'FUNCTION LOAD',
  'FUNCTION',
  'FUNCTION NOSUCH',
  'FUNCTION KILL',
  'FUNCTION FLUSH x',
  'FUNCTION FLUSH SYNC x',
  'FUNCTION FLUSH ASYNC',
  'FUNCTION LIST x',
  'FUNCTION LIST LIBRARYNAME',
  'FUNCTION LIST WITHCODE WITHCODE',
  'FUNCTION LIST LIBRARYNAME * LIBRARYNAME *',
  'FUNCTION LIST WITHCODE LIBRARYNAME *',
]);

const LIBRARY = `#!lua name=mine
local count = 0
redis.register_function('count', function() count = count + 1 return count end)
redis.register_function('args', function(...) return {select('#', ...), ...} end)
redis.register_function('boo', function() error('boo') end)
redis.register_function('incr', function(keys)
  return redis.call('INCR', keys[1])
end)
redis.register_function('reply', function() return redis.error_reply('MY x') end)
redis.register_function('setglobal', function() x = 1 end)
redis.register_function('getglobal', function() return x end)
redis.register_function('keys', function() return KEYS end)
redis.register_function('register', function() return redis.register_function('z', function() end) end)
redis.register_function('names', function() local t = {} for k, v in pairs(redis) do t[#t + 1] = k .. type(v) end table.sort(t) return t end)
redis.register_function('globals', function() local t = {} for k, v in pairs(_G) do t[#t + 1] = k .. type(v) end table.sort(t) return t end)
redis.register_function('order', function() local t = {} for k in pairs(_G) do t[#t + 1] = k end for k in pairs(redis) do t[#t + 1] = k end return t end)
redis.register_function('modify', function() redis.call = 1 end)
redis.register_function('load', function() return redis.call('FUNCTION', 'LIST') end)
redis.register_function('chunk', function() return loadstring('error("x")')() end)
redis.register_function('resp', function() redis.setresp(3) return redis.call('HGETALL', 'none') end)
local loading = redis
redis.register_function('captured', function() return loading.call('GET', 'x') end)
redis.register_function('late', function() return loading.register_function('q', function() end) end)
redis.register_function('level', function() return loading.LOG_WARNING end)
redis.register_function{function_name = 'read', callback = function(keys, args) return {keys, args, redis.call('GET', 'k')} end, flags = {'no-writes'}}
redis.register_function{function_name = 'pretend', callback = function() return redis.call('SET', 'k', 'v') end, flags = {'no-writes'}, description = 'two\\nlines'}
`;
const FUNCTIONS = [
  'count',
  'COUNT',
  'args',
  'boo',
  'incr',
  'reply',
  'setglobal',
  'getglobal',
  'keys',
  'register',
  'names',
  'globals',
  'order',
  'modify',
  'load',
  'chunk',
  'resp',
  'captured',
  'late',
  'level',
  'read',
  'pretend',
  'none',
  '',
];

differentialTable('FCALL', [
  'FUNCTION FLUSH',
  load(LIBRARY),
  'SET k v',
  ...FUNCTIONS.flatMap((name) => [
    ['FCALL', name, '1', 'k', 'a'],
    ['FCALL_RO', name, '1', 'k', 'a'],
  ]),
  'FCALL count',
  'FCALL count x',
  'FCALL count -1',
  'FCALL count 1',
  'FCALL none x',
  'FCALL count 0',
  'MULTI',
  'FCALL count 0',
  'FCALL boo 0',
  'EXEC',
  ['FUNCTION', 'LOAD', 'REPLACE', LIBRARY],
  'FCALL count 0',
  'FUNCTION DELETE mine',
  'FCALL count 0',
]);

differentialTable('FUNCTION RESTORE', [
  'FUNCTION FLUSH',
  ['FUNCTION', 'RESTORE', ''],
  ['FUNCTION', 'RESTORE', 'x'],
  ['FUNCTION', 'RESTORE', '\n\0]\x9b\\@\x0f\x7f\xa2\xda'],
  ['FUNCTION', 'RESTORE', '\n\0]\x9b\\@\x0f\x7f\xa2\xda', 'x'],
  ['FUNCTION', 'RESTORE', '\n\0]\x9b\\@\x0f\x7f\xa2\xda', 'FLUSH', 'x'],
  ['FUNCTION', 'RESTORE', '\n\0]\x9b\\@\x0f\x7f\xa2\xd0'],
  'FUNCTION RESTORE',
  'FUNCTION DUMP',
  'FUNCTION DUMP x',
  load(`#!lua name=a\n${register('f')}`),
  'FUNCTION DUMP',
  'FUNCTION FLUSH',
]);
