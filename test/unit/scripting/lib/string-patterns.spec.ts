import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('patterns', () => {
  luaTable('find', [
    ["string.find('hello', 'l')", 'true 3 3'],
    ["string.find('hello', 'l', -2)", 'true 4 4'],
    ["string.find('hello', '')", 'true 1 0'],
    ["string.find('hello', '', 10)", 'true 6 5'],
    ["string.find('a.b', '.', 2, true)", 'true 2 2'],
    ["string.find('a\\0b', 'b')", 'true 3 3'],
    ["string.find('abc', 'a\\0b')", 'true nil'],
    ["string.find('hello', '(l)(l)()')", 'true 3 4 l l 5'],
    ["string.find('hello', '^l', 3)", 'true 3 3'],
    ["string.find('a^b', 'a^b')", 'true 1 3'],
    ["string.find('b-', '[a-]')", 'true 2 2'],
    ["string.find('THE (quick) fox', '%f[%a]%a+', 2)", 'true 6 10'],
    ["string.find('hello', '%f[%z]')", 'true 6 5'],
    ["string.find('aa', '()%1')", 'true nil'],
  ]);

  luaTable('match and gmatch', [
    ["string.match('key = value', '^(%w+)%s*=%s*(%w+)$')", 'true key value'],
    ["string.match('f(a(b)c)d', '%b()')", 'true (a(b)c)'],
    ["string.match('\"it\\'s\"', '([\"\\'])(.-)%1')", 'true " it\'s'],
    ["string.match('hello]', '[]]')", 'true ]'],
    ["string.match('abc', '()', 4)", 'true 4'],
    ["string.match('aaab', '^a-b')", 'true aaab'],
    ["string.match('aaa', 'a?a?a?aaa')", 'true aaa'],
    ["string.match(2026, '%d%d$')", 'true 26'],
    ["string.gmatch('ab', '.')()", 'true a'],
    ["select('#', string.gmatch('', 'x')())", 'true 0'],
  ]);

  luaTable('gsub', [
    ["string.gsub('hello', 'l', 'L', 1)", 'true heLlo 1'],
    ["string.gsub('hello', '', '-')", 'true -h-e-l-l-o- 6'],
    ["string.gsub('hello', '(h)(e)', '%2%1%0%%')", 'true ehhe%llo 1'],
    ["string.gsub('hello', 'l*', 'x')", 'true xhxexxox 5'],
    ["string.gsub('hhh', '^h', 'x')", 'true xhh 1'],
    ["string.gsub('a b', '%w', string.upper)", 'true A B 2'],
    ["string.gsub('$a $b', '%$(%w)', {a = 1})", 'true 1 $b 2'],
    ["string.gsub('abc', '%w', function(c) return c == 'b' and 'B' end)", 'true aBc 3'],
    ["string.gsub('abc', 'b', '%')", 'true a\x00c 1'],
    ["string.gsub('abc', 'b', '%2')", 'false user_script:1: invalid capture index'],
    [
      "string.gsub('abc', 'b', true)",
      "false user_script:1: bad argument #3 to 'gsub' (string/function/table expected)",
    ],
    [
      "string.gsub('abc', 'b', function() return {} end)",
      'false user_script:1: invalid replacement value (a table)',
    ],
  ]);

  luaTable('refuse what is malformed where they reach it', [
    ["string.find('a', '[a')", "false user_script:1: malformed pattern (missing ']')"],
    ["string.find('b', 'x[a')", 'true nil'],
    ["string.find('a', '%')", "false user_script:1: malformed pattern (ends with '%')"],
    ["string.find('a', '(a')", 'false user_script:1: unfinished capture'],
    ["string.find('a', 'a)')", 'true nil'],
    ["string.find('b', 'a)')", 'true nil'],
    ["string.find('a', '%1')", 'false user_script:1: invalid capture index'],
    ["string.find('a', '%b')", 'false user_script:1: unbalanced pattern'],
    ["string.find('a', '%fa')", "false user_script:1: missing '[' after '%f' in pattern"],
    ["string.find('a', ('(a?)'):rep(33))", 'false user_script:1: too many captures'],
    ["string.gmatch('a', '(')()", 'false user_script:1: unfinished capture'],
  ]);
});
