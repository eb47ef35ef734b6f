import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('the functions of string', () => {
  luaTable('cut, count and repeat', [
    ["string.len('a\\0b')", 'true 3'],
    ["string.sub('hello', 2, -2)", 'true ell'],
    ["string.sub('hello', -100, 100)", 'true hello'],
    ["string.sub('hello', 0)", 'true hello'],
    ["string.sub('hello', 3, 2)", 'true '],
    ["string.sub('hello', 2^63)", 'true hello'],
    [
      "string.sub('hello', 'x')",
      "false user_script:1: bad argument #2 to 'sub' (number expected, got string)",
    ],
    ["string.rep('ab', 3)", 'true ababab'],
    ["string.rep('ab', -1)", 'true '],
    ["string.rep('x', 2^32 + 2)", 'true xx'],
    [
      'string.rep()',
      "false user_script:1: bad argument #1 to 'rep' (string expected, got no value)",
    ],
    ["string.reverse('a\\0b')", 'true b\x00a'],
    ["string.lower('ABC\\200')", 'true abc\xc8'],
    ["string.upper('abc\\224')", 'true ABC\xe0'],
    ["string.byte('ABC', -2, -1)", 'true 66 67'],
    ["string.byte('ABC', 10)", 'true'],
    [
      "string.byte(string.rep('a', 8000), 1, -1)",
      'false user_script:1: stack overflow (string slice too long)',
    ],
    ['string.char(72, 105)', 'true Hi'],
    ['string.char(256)', "false user_script:1: bad argument #1 to 'char' (invalid value)"],
    [
      "string.char(1, 'x')",
      "false user_script:1: bad argument #2 to 'char' (number expected, got string)",
    ],
    ['string.dump(string.len)', 'false user_script:1: unable to dump given function'],
    [
      "string.dump('x')",
      "false user_script:1: bad argument #1 to 'dump' (function expected, got string)",
    ],
    ['string.gfind == string.gmatch', 'true true'],
    ["('x'):rep({})", "false user_script:1: bad argument #1 to 'rep' (number expected, got table)"],
  ]);
});
