import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('cjson', () => {
  luaTable('encodes', [
    ["cjson.encode({1, 'two', true, cjson.null, {a = 0.1}})", 'true [1,"two",true,null,{"a":0.1}]'],
    ['cjson.encode({})', 'true {}'],
    ['cjson.encode({1, nil, 3})', 'true [1,null,3]'],
    ['cjson.encode({[10] = 1})', 'true [null,null,null,null,null,null,null,null,null,1]'],
    [
      'cjson.encode({[11] = 1})',
      'false user_script:1: Cannot serialise table: excessively sparse array',
    ],
    ['cjson.encode({[1.5] = 1})', 'true {"1.5":1}'],
    ['cjson.encode({[2^31] = 1})', 'true {"2147483648":1}'],
    [
      "cjson.encode('/\"\\\\\\8\\9\\10\\12\\13\\0\\31\\127\\200')",
      'true "\\/\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f\\u007f\xc8"',
    ],
    ['cjson.encode(1e15), cjson.encode(1/3), cjson.encode(-0)', 'true 1e+15 0.33333333333333 -0'],
    ['cjson.encode(0/0)', 'false user_script:1: Cannot serialise number: must not be NaN or Inf'],
    [
      'cjson.encode({[true] = 1})',
      'false user_script:1: Cannot serialise boolean: table key must be a number or string',
    ],
    ['cjson.encode({next})', 'false user_script:1: Cannot serialise function: type not supported'],
    ['cjson.encode()', "false user_script:1: bad argument #1 to 'encode' (expected 1 argument)"],
    [
      '(function() local t = {} t[1] = t return cjson.encode(t) end)()',
      'false user_script:1: Cannot serialise, excessive nesting (1001)',
    ],
  ]);

  luaTable('decodes', [
    ['cjson.decode(\'[1, -2.5e3, "x", null]\')[2]', 'true -2500'],
    ['cjson.decode(\'{"a":{"b":[1,2]}}\').a.b[2]', 'true 2'],
    [
      'cjson.decode(\'"\\\\u0041\\\\u00e9\\\\ud83d\\\\ude00\\\\n\\\\/"\')',
      'true A\xc3\xa9\xf0\x9f\x98\x80\n/',
    ],
    ["cjson.decode('null') == cjson.null", 'true true'],
    ["cjson.decode('0x10'), cjson.decode('-inf'), cjson.decode('+1')", 'true 16 -inf 1'],
    ["cjson.decode('1\\0x')", 'false user_script:1: JSON parser does not support UTF-16 or UTF-32'],
  ]);

  luaTable('tells what is wrong with a text', [
    ["cjson.decode('')", 'false user_script:1: Expected value but found T_END at character 1'],
    [
      "cjson.decode('nul')",
      'false user_script:1: Expected value but found invalid token at character 1',
    ],
    [
      "cjson.decode('-')",
      'false user_script:1: Expected value but found invalid number at character 1',
    ],
    [
      "cjson.decode('{')",
      'false user_script:1: Expected object key string but found T_END at character 2',
    ],
    [
      "cjson.decode('{1}')",
      'false user_script:1: Expected object key string but found T_NUMBER at character 2',
    ],
    [
      'cjson.decode(\'{"a" 1}\')',
      'false user_script:1: Expected colon but found T_NUMBER at character 6',
    ],
    [
      'cjson.decode(\'{"a":1 ]\')',
      'false user_script:1: Expected comma or object end but found T_ARR_END at character 8',
    ],
    [
      "cjson.decode('[1 2]')",
      'false user_script:1: Expected comma or array end but found T_NUMBER at character 4',
    ],
    [
      "cjson.decode('[1,]')",
      'false user_script:1: Expected value but found T_ARR_END at character 4',
    ],
    [
      "cjson.decode('1 1')",
      'false user_script:1: Expected the end but found T_NUMBER at character 3',
    ],
    [
      "cjson.decode('\"abc')",
      'false user_script:1: Expected value but found unexpected end of string at character 5',
    ],
    [
      'cjson.decode(\'"a\\\\q"\')',
      'false user_script:1: Expected value but found invalid escape code at character 3',
    ],
    [
      'cjson.decode(\'"\\\\ud800"\')',
      'false user_script:1: Expected value but found invalid unicode escape code at character 2',
    ],
    ["cjson.decode('\\0a')", 'false user_script:1: JSON parser does not support UTF-16 or UTF-32'],
    [
      "cjson.decode(('['):rep(1001))",
      'false user_script:1: Found too many nested data structures (1001) at character 1001',
    ],
    [
      'cjson.decode(nil)',
      "false user_script:1: bad argument #1 to 'decode' (string expected, got nil)",
    ],
  ]);

  luaTable('has settings', [
    ['cjson.encode_sparse_array()', 'true false 2 10'],
    [
      'cjson.encode_max_depth(), cjson.decode_max_depth(), cjson.encode_number_precision()',
      'true 1000 1000 14',
    ],
    [
      'cjson.encode_keep_buffer(), cjson.encode_invalid_numbers(), cjson.decode_invalid_numbers()',
      'true true false true',
    ],
    [
      "cjson.encode_invalid_numbers('null'), cjson.encode(1/0), cjson.encode_invalid_numbers(false)",
      'true null null false',
    ],
    [
      'cjson.encode_max_depth(2), pcall(cjson.encode, {{{}}}), cjson.encode_max_depth(1000)',
      'true 2 false 1000',
    ],
    [
      'cjson.encode_sparse_array(true, 1, 0), cjson.encode({[2] = 1}), cjson.encode_sparse_array(false, 2, 10)',
      'true true {"2":1} false 2 10',
    ],
    [
      'cjson.encode_max_depth(0)',
      "false user_script:1: bad argument #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)",
    ],
    [
      'cjson.encode_number_precision(15)',
      "false user_script:1: bad argument #1 to 'encode_number_precision' (expected integer between 1 and 14)",
    ],
    [
      "cjson.encode_keep_buffer('maybe')",
      "false user_script:1: bad argument #1 to 'encode_keep_buffer' (invalid option 'maybe')",
    ],
    [
      'cjson.encode_sparse_array(1, 2, 3, 4)',
      "false user_script:1: bad argument #4 to 'encode_sparse_array' (found too many arguments)",
    ],
    ['cjson.new().encode({1}), cjson.new() == cjson', 'true [1] false'],
  ]);
});
