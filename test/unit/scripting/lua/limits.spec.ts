import { describe, expect, it } from '@jest/globals';
import { LimitError } from '../../../../lib/engine/scripting/lua/value.js';
import { createState, runLua } from './run-lua.js';

const limits = { time: 30, memory: 16 * 2 ** 20 };

describe('a script that does not end', () => {
  const scripts = [
    'while true do end',
    'repeat until false',
    'for i = 1, math.huge do end',
    'while true do pcall(function() while true do end end) end',
    'local function f() return f() end f()',
    'local function f(n) if n == 0 then return end f(n - 1) f(n - 1) end f(60)',
    'local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end',
    'coroutine.wrap(function() pcall(function() while true do end end) end)()',
    'setmetatable({}, {__index = function(t, k) return t[k] end})[1] = 1 while true do end',
    '("x"):rep(10):gsub("x", function() while true do end end)',
    'table.sort({3, 2, 1}, function() while true do end end)',
    'xpcall(function() while true do end end, function() return 1 end)',
    'for k in pairs({1, 2}) do while true do end end',
    'load(function() return " " end)',
  ];

  it.each(scripts)('is ended, and the next one runs: %s', (script) => {
    const state = createState(limits);
    expect(() => runLua(script, state)).toThrow(LimitError);
    expect(runLua('return 1', state)).toBe(1);
  });
});

describe('a script that takes too much memory', () => {
  const scripts = [
    'local s = "x" while true do s = s .. s end',
    'local t = {} for i = 1, 1e9 do t[i] = i end',
    'local t = {} for i = 1, 1e9 do t[i] = {} end',
    'local t = {} for i = 1, 1e9 do t["k" .. i] = i end',
    'local t = {} pcall(function() while true do t[#t + 1] = ("x"):rep(1000) .. #t end end)',
    'return #("x"):rep(1e9)',
  ];

  it.each(scripts)('is ended, and the next one runs: %s', (script) => {
    const state = createState({ time: 60_000, memory: limits.memory });
    expect(() => runLua(script, state)).toThrow(LimitError);
    expect(runLua('return 1', state)).toBe(1);
  });

  it('does not count what it throws away', () => {
    const state = createState({ time: 60_000, memory: limits.memory });
    expect(runLua('local x for i = 1, 500000 do x = {i, i} end return x[1]', state)).toBe(500_000);
    expect(
      runLua('local s for i = 1, 3000 do s = ("x"):rep(20000) .. i end return #s', state),
    ).toBe(20_004);
  });
});
