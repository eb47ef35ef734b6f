import { describe, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { ReplyError, type Reply } from '../../../lib/engine/reply.js';

/** Scripts that neither end nor let themselves be ended, with what they hide behind. */
const RUNAWAYS = {
  'pcall that is tried again when it was ended':
    'while true do pcall(function() while true do end end) end',
  'xpcall whose handler never ends':
    "xpcall(function() error('x') end, function() while true do end end)",
  'xpcall whose handler fails':
    "while true do xpcall(function() error('x') end, function() error('y') end) end",
  'pcall inside of coroutines':
    'while true do local co = coroutine.wrap(function() pcall(function() while true do end end) end) co() end',
  'coroutines inside of coroutines':
    'local function f() coroutine.wrap(function() while true do end end)() end while true do pcall(coroutine.wrap(f)) end',
  'coroutines that resume each other':
    'local a = coroutine.wrap(function() while true do coroutine.yield() end end) while true do pcall(a) end',
  'a coroutine inside of gsub':
    "string.gsub('xyz', '.', function() coroutine.wrap(function() while true do end end)() end)",
  'pcall inside of gsub':
    "while true do string.gsub('xyz', '.', function() pcall(function() while true do end end) end) end",
  'pcall inside of sort':
    'table.sort({3, 1, 2}, function(a, b) pcall(function() while true do end end) return a < b end)',
  'a sort whose order is none':
    'local t = {} for i = 1, 100000 do t[i] = i end while true do pcall(table.sort, t, function() return true end) end',
  'a pattern that tries everything':
    "string.find(string.rep('a', 200), string.rep('.-', 20) .. 'b')",
  'a pattern inside of pcall':
    "while true do pcall(string.match, string.rep('a', 200), string.rep('a*', 20) .. 'b') end",
  'gsub over a long text':
    "local s = string.rep('a', 100000) while true do string.gsub(s, '.', '%0%0') end",
  'gmatch that is never through':
    "local s = string.rep('a', 100000) while true do for w in string.gmatch(s, '.') do end end",
  'a generic for without an end': 'for k in function() return 1 end do end',
  'a numeric for whose step is lost': 'for i = 2 ^ 53, 2 ^ 53 + 1 do end',
  'metamethods that call each other':
    'local mt = {} mt.__add = function(a, b) return a end local t = setmetatable({}, mt) while true do t = t + t end',
  'a tail call between two functions':
    'local f, g function f() return g() end function g() return f() end f()',
  'loadstring in a loop': "while true do loadstring('return ' .. math.random())() end",
  'cjson in a loop': 'while true do cjson.decode(cjson.encode({1, {2, {3}}})) end',
  'commands whose errors are swallowed':
    "while true do pcall(redis.call, 'nosuch') redis.pcall('get') end",
  'writes in a loop': "while true do redis.call('SET', 'k', 'v') end",
};

/** Scripts that take memory in leaps, or bit by bit. */
const BOMBS = {
  'string.rep': "string.rep('x', 2 ^ 30)",
  'string.rep inside of pcall': "while true do pcall(string.rep, 'x', 2 ^ 30) end",
  'strings that double': "local s = 'x' for i = 1, 64 do s = s .. s end",
  'strings that double inside of gsub':
    "local s = 'x' string.gsub(string.rep('x', 64), '.', function() s = s .. s end)",
  'strings that are kept': "local t = {} for i = 1, 1e9 do t[i] = string.rep('x', 1000) .. i end",
  'a table that grows at its end': 'local t = {} for i = 1, 1e9 do t[i] = i end',
  'a table that grows everywhere': 'local t = {} for i = 1, 1e9 do t[i * 7.5] = i end',
  'tables in tables': 'local t = {} for i = 1, 1e9 do t = {t, t} end',
  'closures that are kept': 'local t = {} for i = 1, 1e9 do t[i] = function() return t, i end end',
  'coroutines that are kept':
    'local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() coroutine.yield(t) end) coroutine.resume(t[i]) end',
  'table.concat':
    "local t = {} for i = 1, 1000 do t[i] = string.rep('x', 100000) end return #table.concat(t)",
  'gsub that makes much of little':
    "return #string.gsub(string.rep('x', 10000), '.', string.rep('y', 100000))",
  'the upper case of much':
    "local s = string.rep('x', 3e6) local t = {} for i = 1, 1e9 do t[i] = s:upper() .. i end",
  'a reply that is kept':
    "redis.call('SET', 'k', string.rep('x', 1e6)) local t = {} for i = 1, 1e9 do t[i] = redis.call('GET', 'k') .. i end",
};

/** What ends a server of Redis 7.0: an error that is a table without a text. */
const TEXTLESS_ERRORS = [
  'error({})',
  'error({ok = 1})',
  'error({err = {}})',
  'error({1, 2, 3})',
  "error(redis.status_reply('OK'))",
  'assert(false, {})',
  'error(setmetatable({}, {__tostring = function() return 1 end}))',
];

function open(scriptMemory?: number): (...argv: string[]) => Reply {
  const engine = new InMemoryCache({ scriptMemory });
  const session = engine.connect({ push() {}, close() {} });
  const call = (...argv: string[]): Reply => engine.execute(session, argv) as Reply;
  call('CONFIG', 'SET', 'busy-reply-threshold', '20');
  return call;
}

/** Runs a script that must end with an error, and then another one. */
function expectEnd(call: (...argv: string[]) => Reply, script: string): void {
  const reply = call('EVAL', `redis.call('INCR', 'runs') ${script}`, '0');
  expect(reply instanceof ReplyError).toBe(true);
  expect(call('GET', 'runs')).toBe('1');
  call('CONFIG', 'SET', 'busy-reply-threshold', '5000');
  const normal = `local t = {} for i = 1, 10 do t[i] = string.rep('x', i) end
    table.sort(t, function(a, b) return #a > #b end)
    return {#t[1], (string.gsub('abc', '%w', string.upper)), redis.call('INCR', 'runs')}`;
  expect(call('EVAL', normal, '0')).toEqual([10, 'ABC', 2]);
}

describe('a script that runs away', () => {
  it.each(Object.entries(RUNAWAYS))('is ended, and the next one works: %s', (_name, script) => {
    expectEnd(open(), script);
  });

  it.each(Object.entries(BOMBS))(
    'gets no more memory, and the next one works: %s',
    (_name, script) => {
      const call = open(8 * 2 ** 20);
      call('CONFIG', 'SET', 'busy-reply-threshold', '5000');
      expectEnd(call, script);
    },
  );

  it.each(TEXTLESS_ERRORS)('may fail with a table of any kind: %s', (script) => {
    expectEnd(open(), script);
  });
});
