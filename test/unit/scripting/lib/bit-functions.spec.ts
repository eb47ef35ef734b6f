import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('the functions of bit', () => {
  luaTable('work on 32 bits', [
    ['bit.tobit(2^31)', 'true -2147483648'],
    ['bit.tobit(2.5), bit.tobit(3.5), bit.tobit(-1.5)', 'true 2 4 -2'],
    ['bit.tobit(1e20)', 'true 2025163840'],
    ['bit.tobit(0/0)', 'true 0'],
    ['bit.bnot(0)', 'true -1'],
    ["bit.band(0xff, 0x0ff0, '0xf8')", 'true 240'],
    ['bit.bor(1, 2, 4)', 'true 7'],
    ['bit.bxor(-1, 1)', 'true -2'],
    ['bit.lshift(1, 33), bit.rshift(-1, 28), bit.arshift(-256, 4)', 'true 2 15 -16'],
    ['bit.rol(0x12345678, 12), bit.ror(0x12345678, 12)', 'true 1164411171 1736516421'],
    ['bit.bswap(0x12345678)', 'true 2018915346'],
    [
      'bit.tohex(-1), bit.tohex(255, 4), bit.tohex(255, -4), bit.tohex(1, 0)',
      'true ffffffff 00ff 00FF ',
    ],
    [
      'bit.band()',
      "false user_script:1: bad argument #1 to 'band' (number expected, got no value)",
    ],
    [
      "bit.band(1, 'x', {})",
      "false user_script:1: bad argument #3 to 'band' (number expected, got table)",
    ],
    [
      'bit.tohex(1, nil)',
      "false user_script:1: bad argument #2 to 'tohex' (number expected, got nil)",
    ],
  ]);
});
