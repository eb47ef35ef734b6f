import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('the functions of table', () => {
  luaTable('concat', [
    ["table.concat({1, 2.5, 'x'}, ', ')", 'true 1, 2.5, x'],
    ["table.concat({'a', 'b', 'c'}, '-', 2, 3)", 'true b-c'],
    ["table.concat({}, ',')", 'true '],
    [
      "table.concat({1, 2}, ',', 1, 3)",
      "false user_script:1: invalid value (nil) at index 3 in table for 'concat'",
    ],
    [
      'table.concat({1, {}})',
      "false user_script:1: invalid value (table) at index 2 in table for 'concat'",
    ],
    [
      'table.concat({1}, {})',
      "false user_script:1: bad argument #2 to 'concat' (string expected, got table)",
    ],
  ]);

  luaTable('insert and remove', [
    [
      '(function() local t = {1, 2} table.insert(t, 1, 0) table.insert(t, 9) return unpack(t) end)()',
      'true 0 1 2 9',
    ],
    [
      '(function() local t = {1, 2} table.insert(t, -1, 9) return t[-1], t[0], t[1], t[2] end)()',
      'true 9 nil nil 1',
    ],
    [
      '(function() local t = {1, 2, 3} return table.remove(t, 1), #t, table.remove(t), #t end)()',
      'true 1 2 3 1',
    ],
    ["select('#', table.remove({}))", 'true 0'],
    ['table.insert({})', "false user_script:1: wrong number of arguments to 'insert'"],
    [
      "table.insert({}, 'x', 1)",
      "false user_script:1: bad argument #2 to 'insert' (number expected, got string)",
    ],
    ['table.insert(string, 1)', 'false Attempt to modify a readonly table'],
    [
      'table.remove(5)',
      "false user_script:1: bad argument #1 to 'remove' (table expected, got number)",
    ],
  ]);

  luaTable('what was left of Lua 5.0', [
    ['table.getn({1, 2, 3})', 'true 3'],
    ['table.maxn({1, [10] = 1, [2.5] = 1})', 'true 10'],
    ['table.setn({}, 1)', "false user_script:1: 'setn' is obsolete"],
    ['table.foreach({5}, function(k, v) return k + v end)', 'true 6'],
    ['table.foreachi({5, 6}, function(i, v) if i == 2 then return v end end)', 'true 6'],
    [
      'table.foreach({})',
      "false user_script:1: bad argument #2 to 'foreach' (function expected, got no value)",
    ],
  ]);
});
