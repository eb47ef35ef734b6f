import { describe } from '@jest/globals';
import { luaTable } from '../../../support/lua-table.js';

describe('the functions of math', () => {
  luaTable('follow C', [
    ['math.floor(-0.5)', 'true -1'],
    ['math.modf(-3.25)', 'true -3 -0.25'],
    ['math.modf(1/0)', 'true inf 0'],
    ['math.frexp(-8.5)', 'true -0.53125 4'],
    ['math.frexp(5e-324)', 'true 0.5 -1073'],
    ['math.ldexp(1, -1074)', 'true 4.9406564584125e-324'],
    ['math.ldexp(1.5, -1074)', 'true 9.8813129168249e-324'],
    ['math.fmod(-5.5, 2)', 'true -1.5'],
    ['math.mod(7, 4)', 'true 3'],
    ['math.pow(1, 0/0)', 'true 1'],
    ['math.pow(-1, 1/0)', 'true 1'],
    ["math.max(1, 5, '3')", 'true 5'],
    ['math.min(1, 0/0)', 'true 1'],
    ['math.max()', "false user_script:1: bad argument #1 to 'max' (number expected, got no value)"],
    ['math.pow()', "false user_script:1: bad argument #2 to 'pow' (number expected, got no value)"],
    [
      "math.abs('x')",
      "false user_script:1: bad argument #1 to 'abs' (number expected, got string)",
    ],
    ['math.log10(1000)', 'true 3'],
    ['math.deg(math.pi)', 'true 180'],
    ['math.huge', 'true inf'],
    ['math.pi', 'true 3.1415926535898'],
  ]);

  luaTable('draw the same numbers after the same seed', [
    [
      '(function() math.randomseed(42) return math.random(), math.random(100), math.random(-5, 5) end)()',
      'true 0.74452500033403 35 -4',
    ],
    [
      '(function() math.randomseed(-1) return math.random(), math.random(2^31 - 1) end)()',
      'true 0.30002572727391 97305741',
    ],
    [
      '(function() math.randomseed(1) return math.random(-2^31, 2^31 - 1) end)()',
      'true -2147483648',
    ],
    ['math.random(0)', "false user_script:1: bad argument #1 to 'random' (interval is empty)"],
    ['math.random(2, 1)', "false user_script:1: bad argument #2 to 'random' (interval is empty)"],
    ['math.random(1, 2, 3)', 'false user_script:1: wrong number of arguments'],
    [
      'math.randomseed()',
      "false user_script:1: bad argument #1 to 'randomseed' (number expected, got no value)",
    ],
  ]);
});
