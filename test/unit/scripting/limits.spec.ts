import { describe, expect, it } from '@jest/globals';
import { InMemoryCache, type InMemoryCacheOptions } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { ReplyError, type Reply } from '../../../lib/engine/reply.js';

function open(options: InMemoryCacheOptions = {}) {
  const engine = new InMemoryCache(options);
  const session = engine.connect({ push() {}, close() {} });
  const call = (...argv: string[]): Reply => engine.execute(session, argv) as Reply;
  return { engine, call, run: (script: string) => call('EVAL', script, '0') };
}

/** Scripts that would never end, each in its own way. */
const ENDLESS = {
  'an empty loop': 'while true do end',
  'a loop that calls': 'local function f() end while true do f() end',
  'a loop around pcall': "while true do pcall(function() error('x') end) end",
  'pcall within pcall':
    'local function f() while true do end end while true do pcall(pcall, f) end',
  'a loop of commands': "while true do redis.call('PING') end",
  'a loop of commands that fail': "while true do redis.pcall('nosuch') end",
  'recursion in tail position': 'local function f() return f() end return f()',
  'a coroutine':
    'local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end',
  'a pattern':
    "return string.find(string.rep('a', 40), string.rep('a?', 40) .. string.rep('a', 40) .. 'b')",
  'the callback of gsub': "return string.gsub('abc', '.', function() while true do end end)",
  'the comparison of sort': 'table.sort({3, 2, 1}, function() while true do end end)',
  'a metamethod':
    'local t = setmetatable({}, {__index = function() while true do end end}) return t.x',
  'a repeat': 'repeat until false',
  'a numeric for': 'for i = 1, math.huge do end',
};

/** Scripts that would take all the memory there is. */
const GREEDY = {
  'string.rep': "return string.rep('x', 2 ^ 30)",
  concatenation: "local s = 'x' while true do s = s .. s end",
  'a table that grows': "local t = {} while true do t[#t + 1] = 'x' end",
  'a table of tables': 'local t = {} while true do t = {t} end',
  'what commands answer':
    "redis.call('SET', 'k', string.rep('x', 10000)) redis.call('APPEND', 'k', 'x') local t = {} while true do t[#t + 1] = redis.call('GET', 'k') end",
  'lists that commands answer':
    "for i = 1, 1000 do redis.call('RPUSH', 'l', i) end local t = {} while true do t[#t + 1] = redis.call('LRANGE', 'l', 0, -1) end",
  'pcall around it':
    "local t = {} while true do pcall(function() t[#t + 1] = string.rep('x', 1000) .. #t end) end",
};

describe('a script that takes too long', () => {
  it.each(Object.entries(ENDLESS))('ends with an error: %s', (_name, script) => {
    const { call, run } = open();
    call('CONFIG', 'SET', 'busy-reply-threshold', '20');
    const reply = run(`redis.call('INCR', 'runs') ${script}`);
    // What went wrong could be long.
    expect(reply instanceof ReplyError).toBe(true);
    expect((reply as ReplyError).message).toMatch(/^ERR .* script: [0-9a-f]{40}\.$/);
    expect(call('GET', 'runs')).toBe('1');
    expect(run("return redis.call('INCR', 'runs')")).toBe(2);
  });

  it('ends a function, too, and leaves the library as it is', () => {
    const { call } = open();
    call('CONFIG', 'SET', 'lua-time-limit', '20');
    const library = `#!lua name=lib
      local n = 0
      redis.register_function('spin', function() n = n + 1 while true do end end)
      redis.register_function('count', function() return n end)`;
    expect(call('FUNCTION', 'LOAD', library)).toBe('lib');
    expect(call('FCALL', 'spin', '0')).toBeInstanceOf(ReplyError);
    expect(call('FCALL', 'count', '0')).toBe(1);
  });

  it('ends a library that is being loaded', () => {
    const { call } = open();
    call('CONFIG', 'SET', 'lua-time-limit', '20');
    const reply = call('FUNCTION', 'LOAD', '#!lua name=lib\nwhile true do end') as ReplyError;
    expect(reply.message).toBe('ERR Error registering functions: ERR FUNCTION LOAD timeout');
    expect(call('FUNCTION', 'LIST')).toEqual([]);
  });

  it('does not poison a transaction', () => {
    const { call } = open();
    call('CONFIG', 'SET', 'lua-time-limit', '20');
    call('MULTI');
    call('INCR', 'n');
    call('EVAL', 'while true do end', '0');
    call('INCR', 'n');
    expect(call('EXEC')).toEqual([1, expect.any(ReplyError), 2]);
  });
});

describe('a script that takes too much memory', () => {
  it.each(Object.entries(GREEDY))('ends with an error: %s', (_name, script) => {
    const { call, run } = open({ scriptMemory: 8 * 1024 * 1024 });
    const reply = run(`redis.call('INCR', 'runs') ${script}`);
    // What went wrong could be long.
    expect(reply instanceof ReplyError).toBe(true);
    expect((reply as ReplyError).message).toMatch(/^ERR /);
    expect(call('GET', 'runs')).toBe('1');
    expect(run("return redis.call('INCR', 'runs')")).toBe(2);
  });
});

describe('the options of scripts', () => {
  it.each([0, 1024, 1.5, -1, '64mb', Number.NaN])('refuse %p as memory', (scriptMemory) => {
    const make = (): unknown => new InMemoryCache({ scriptMemory: scriptMemory as number });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(/scriptMemory.*an integer of 1048576 or more bytes/);
  });

  it('refuse a log that is no function', () => {
    const make = (): unknown => new InMemoryCache({ scriptLog: console as never });
    expect(make).toThrow(/scriptLog.*a function/);
  });
});
