import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('struct', () => {
  luaTable('packs', [
    [
      "struct.pack('>bhilfd', 1, 2, 3, 4, 5, 6.5)",
      'true \x01\x00\x02\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x04@\xa0\x00\x00@\x1a\x00\x00\x00\x00\x00\x00',
    ],
    [
      "struct.pack('<bHI3L', -1, 65535, -2, 2^63)",
      'true \xff\xff\xff\xfe\xff\xff\x00\x00\x00\x00\x00\x00\x00\x80',
    ],
    ["struct.pack('!4bxi', 1, 2)", 'true \x01\x00\x00\x00\x02\x00\x00\x00'],
    ["struct.pack('sc2c0', 'a', 'bcd', 'ef')", 'true a\x00bcef'],
    [
      "struct.pack('i'), 1",
      "false user_script:1: bad argument #2 to 'pack' (number expected, got nil)",
    ],
    [
      "struct.pack('c5', 'abc')",
      "false user_script:1: bad argument #3 to 'pack' (string too short)",
    ],
    [
      "struct.pack('y')",
      "false user_script:1: bad argument #1 to 'pack' (invalid format option 'y')",
    ],
    ["struct.pack('i33', 1)", 'false user_script:1: integral size 33 is larger than limit of 32'],
    ["struct.pack('!3i', 1)", 'false user_script:1: alignment 3 is not a power of 2'],
    ["struct.pack('i99999999999', 1)", 'false user_script:1: integral size overflow'],
  ]);

  luaTable('unpacks', [
    [
      "struct.unpack('>bhilfd', struct.pack('>bhilfd', 1, 2, 3, 4, 5, 6.5))",
      'true 1 2 3 4 5 6.5 28',
    ],
    ["struct.unpack('bB', '\\255\\255')", 'true -1 255 3'],
    ["struct.unpack('s', 'abc\\0d')", 'true abc 5'],
    ["struct.unpack('bc0', '\\2abc')", 'true ab 4'],
    ["struct.unpack('b', 'abc', 3)", 'true 99 4'],
    [
      "struct.unpack('i', 'abc')",
      "false user_script:1: bad argument #2 to 'unpack' (data string too short)",
    ],
    ["struct.unpack('s', 'abc')", 'false user_script:1: unfinished string in data'],
    ["struct.unpack('c0', 'abc')", "false user_script:1: format 'c0' needs a previous size"],
    [
      "struct.unpack('b', 'abc', 0)",
      "false user_script:1: bad argument #3 to 'unpack' (offset must be 1 or greater)",
    ],
    ["struct.unpack('', 'abc', -1)", 'true -1'],
  ]);

  luaTable('measures', [
    ["struct.size('bhilfdx'), struct.size('!bhilfdx'), struct.size('c10')", 'true 28 33 10'],
    [
      "struct.size('s')",
      "false user_script:1: bad argument #1 to 'size' (option 's' has no fixed size)",
    ],
    [
      "struct.size('c0')",
      "false user_script:1: bad argument #1 to 'size' (option 'c0' has no fixed size)",
    ],
    [
      "struct.size('=')",
      "false user_script:1: bad argument #1 to 'size' (invalid format option '=')",
    ],
  ]);
});
