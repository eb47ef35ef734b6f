import { describe, expect, it } from '@jest/globals';
import { LimitError } from '../../../../lib/engine/scripting/lua/value.js';
import { createLua } from '../../../support/lua-table.js';

const TIME_MS = 20;
const MEMORY = 4 * 1024 * 1024;

/** Functions of the libraries that would run for hours, or take all memory. */
const RUNAWAYS: readonly (readonly [name: string, script: string])[] = [
  ['a pattern that tries everything', "string.find(('a'):rep(10000), '.-.-.-.-.-.-b')"],
  ['a pattern of optional items', "string.find(('a'):rep(3000), ('a?'):rep(3000) .. 'b')"],
  ['a pattern with captures', "string.match(('a'):rep(5000), '(.-)(.-)(.-)(.-)b')"],
  ['a pattern with a long set', "string.find(('a'):rep(50000), '[' .. ('b'):rep(50000) .. ']')"],
  ['balanced text without an end', "string.find(('('):rep(200000), '%b()')"],
  [
    'a text that is found nowhere',
    "while true do string.find(('a'):rep(9999), 'aab', 1, true) end",
  ],
  ['replacing in a callback', "string.gsub('x', 'x', function() while true do end end)"],
  ['gmatch in a loop', "while true do for _ in string.gmatch('aaaa', 'b*') do end end"],
  [
    'sorting in a bad order',
    'while true do table.sort({1, 2, 3}, function() return false end) end',
  ],
  ['sorting forever', 'table.sort({1, 2}, function() while true do end end)'],
  ['moving values far', 'table.insert({}, -2000000000, 1)'],
  ['joining what is not there', "table.concat(setmetatable({}, {}), '', 1, 2) while true do end"],
  ['visiting in a callback', 'table.foreach({1}, function() while true do end end)'],
  [
    'encoding a sparse array',
    'local j = cjson.new() j.encode_sparse_array(false, 0) j.encode({[2000000000] = 1})',
  ],
  ['repeating a text', "string.rep('x', 2000000000)"],
  ['repeating and repeating', "local s = 'x' while true do s = s:rep(2) end"],
  [
    'joining a large list',
    "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(10000) end table.concat(t)",
  ],
  ['replacing by more and more', "local s = 'x' while true do s = s:gsub('.', '%0%0') end"],
  ['formatting more and more', "local s = 'x' while true do s = ('%s%s'):format(s, s) end"],
  ['packing a large text again and again', "while true do cmsgpack.pack(('x'):rep(100000)) end"],
  ['encoding in a loop', "while true do cjson.encode({1, 2, {a = 'b'}}) end"],
  ['decoding in a loop', 'while true do cjson.decode(\'[1,[2,{"a":"b"}]]\') end'],
  [
    'packing structures in a loop',
    "while true do struct.pack('bhilfdsc0', 1, 2, 3, 4, 5, 6, 'a', 'b') end",
  ],
];

describe('a library function that takes too long or too much', () => {
  it.each(RUNAWAYS)('ends the script: %s', (_name, script) => {
    const state = createLua({ time: TIME_MS, memory: MEMORY });
    const main = state.load(`while true do pcall(function() ${script} end) end`, '@user_script');
    expect(() => state.run(main)).toThrow(LimitError);
    expect(state.run(state.load("return ('ok'):upper()", '@user_script'))).toEqual(['OK']);
  });

  it('matches a pattern of any length, whatever the stack', () => {
    const state = createLua();
    const script = "local s = ('a'):rep(300000) return string.find(s, ('a?'):rep(300000))";
    expect(state.run(state.load(script, '@user_script'))).toEqual([1, 300000]);
  });

  it('reads and writes nested values as deep as the settings allow, whatever the stack', () => {
    const state = createLua();
    const script =
      "cjson.encode_max_depth(7000) cjson.decode_max_depth(7000) local s = ('['):rep(7000) .. (']'):rep(7000) " +
      "return cjson.encode(cjson.decode(s)) == ('['):rep(6999) .. '{}' .. (']'):rep(6999)";
    expect(state.run(state.load(script, '@user_script'))).toEqual([true]);
  });
});
