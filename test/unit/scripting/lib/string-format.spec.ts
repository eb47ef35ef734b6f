import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('string.format', () => {
  luaTable('converts as printf does', [
    [
      "string.format('%5d|%-5d|%05d|%+d|% d', 42, 42, 42, 42, 42)",
      'true    42|42   |00042|+42| 42',
    ],
    ["string.format('%.3d|%8.3d|%.0d', 7, 7, 0)", 'true 007|     007|'],
    ["string.format('%d %d', 2^53 + 2, -2^63)", 'true 9007199254740994 -9223372036854775808'],
    ["string.format('%d %d', 2^63, 0/0)", 'true -9223372036854775808 -9223372036854775808'],
    [
      "string.format('%u %x %o', -1, -1, -8)",
      'true 18446744073709551615 ffffffffffffffff 1777777777777777777770',
    ],
    ["string.format('%#x %#X %#o', 255, 255, 8)", 'true 0xff 0XFF 010'],
    ["string.format('%e %.0e %#.0e', 12345.678, 25, 25)", 'true 1.234568e+04 2e+01 2.e+01'],
    ["string.format('%f %.0f %.0f %.2f', 1/3, 0.5, 1.5, 2.675)", 'true 0.333333 0 2 2.67'],
    ["string.format('%g %g %g %#g', 1e20, 0.0001, 100000, 1)", 'true 1e+20 0.0001 100000 1.00000'],
    [
      "string.format('%.14g %.17g %.3g', 0.1, 0.1, 1234.5)",
      'true 0.1 0.10000000000000001 1.23e+03',
    ],
    ["string.format('%g %5g|%05g', 1/0, -1/0, 1/0)", 'true inf  -inf|  inf'],
    ["string.format('%.20f', 0.1)", 'true 0.10000000000000000555'],
    ["string.format('%f', 1e25)", 'true 10000000000000000905969664.000000'],
    ["string.format('%c%c', 65, 321)", 'true AA'],
    ["string.format('%5s|%-5s|%.2s', 'ab', 'ab', 'abc')", 'true    ab|ab   |ab'],
    ["string.format('%s|%s', 1e15, 0.1)", 'true 1e+15|0.1'],
    ["string.format('%5s', ('x'):rep(100)) == ('x'):rep(100)", 'true true'],
    ["string.format('%s', 'a\\0b')", 'true a'],
    ["string.format('%q', 'a\"b\\\\c\\nd\\re\\0f')", 'true "a\\"b\\\\c\\\nd\\re\\000f"'],
    ["string.format('100%%')", 'true 100%'],
  ]);

  luaTable('refuses the rest', [
    ["string.format('%d')", "false user_script:1: bad argument #2 to 'format' (no value)"],
    ["string.format('%y', 1)", "false user_script:1: invalid option '%y' to 'format'"],
    ["string.format('%', 1)", "false user_script:1: invalid option '%' to 'format'"],
    [
      "string.format('%123d', 1)",
      'false user_script:1: invalid format (width or precision too long)',
    ],
    [
      "string.format('%.123d', 1)",
      'false user_script:1: invalid format (width or precision too long)',
    ],
    ["string.format('%-+ #0-d', 1)", 'false user_script:1: invalid format (repeated flags)'],
    [
      "string.format('%d', 'x')",
      "false user_script:1: bad argument #2 to 'format' (number expected, got string)",
    ],
    [
      "string.format('%s', nil)",
      "false user_script:1: bad argument #2 to 'format' (string expected, got nil)",
    ],
    [
      "string.format('%s', {})",
      "false user_script:1: bad argument #2 to 'format' (string expected, got table)",
    ],
    [
      'string.format()',
      "false user_script:1: bad argument #1 to 'format' (string expected, got no value)",
    ],
  ]);
});
