import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('cmsgpack', () => {
  luaTable('packs', [
    [
      'cmsgpack.pack(1, -1, 200, 70000, -200, 2^40, -2^40)',
      'true \x01\xff\xcc\xc8\xce\x00\x01\x11p\xd1\xff8\xcf\x00\x00\x01\x00\x00\x00\x00\x00\xd3\xff\xff\xff\x00\x00\x00\x00\x00',
    ],
    [
      'cmsgpack.pack(1.5, 0.1, 2^63, 0/0)',
      'true \xca?\xc0\x00\x00\xcb?\xb9\x99\x99\x99\x99\x99\x9a\xca_\x00\x00\x00\xcb\xff\xf8\x00\x00\x00\x00\x00\x00',
    ],
    ["cmsgpack.pack('abc', true, false, nil, next)", 'true \xa3abc\xc3\xc2\xc0\xc0'],
    ['cmsgpack.pack({1, {2}, {a = 3}, {}})', 'true \x94\x01\x91\x02\x81\xa1a\x03\x90'],
    [
      'cmsgpack.pack({[2] = 1}), cmsgpack.pack({[1.5] = 1})',
      'true \x81\x02\x01 \x81\xca?\xc0\x00\x00\x01',
    ],
    [
      '(function() local t = {} t[1] = t return cmsgpack.pack(t) end)()',
      'true \x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\x91\xc0',
    ],
    [
      'cmsgpack.pack()',
      "false user_script:1: bad argument #0 to 'pack' (MessagePack pack needs input.)",
    ],
  ]);

  luaTable('unpacks', [
    ["cmsgpack.unpack(cmsgpack.pack(1, 'two', true, nil, 4.5))", 'true 1 two true nil 4.5'],
    ["cmsgpack.unpack('\\147\\1\\2\\163abc')[3]", 'true abc'],
    ["cmsgpack.unpack('\\129\\161a\\1').a", 'true 1'],
    ["cmsgpack.unpack('\\207\\255\\255\\255\\255\\255\\255\\255\\255')", 'true -1'],
    ["cmsgpack.unpack('')", 'true'],
    ["cmsgpack.unpack_one('\\1\\2\\3', 1)", 'true 2 2'],
    ["cmsgpack.unpack_one('\\1\\2\\3', 3)", 'true -1'],
    ["cmsgpack.unpack_limit('\\1\\2\\3', 2)", 'true 2 1 2'],
    ["cmsgpack.unpack_limit('\\1\\2\\3', 5, 1)", 'true -1 2 3'],
    ["cmsgpack.unpack('\\193')", 'false user_script:1: Bad data format in input.'],
    ["cmsgpack.unpack('\\147\\1')", 'false user_script:1: Missing bytes in input.'],
    ["cmsgpack.unpack('\\129\\192\\1')", 'false table index is nil'],
    [
      "cmsgpack.unpack_one('\\1', 5)",
      'false user_script:1: Start offset 5 greater than input length 1.',
    ],
    [
      "cmsgpack.unpack_one('\\1', -1)",
      'false user_script:1: Invalid request to unpack with offset of -1 and limit of 1.',
    ],
    [
      "cmsgpack.unpack_limit('\\1')",
      "false user_script:1: bad argument #2 to 'unpack_limit' (number expected, got no value)",
    ],
    [
      "cmsgpack.unpack(('\\145'):rep(4000) .. '\\1')",
      'false user_script:1: stack overflow (in function mp_decode_to_lua_array)',
    ],
  ]);
});
