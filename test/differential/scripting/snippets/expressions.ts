import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  arithmetic: lines(String.raw`
return 1 + 1
return 7 - 10
return 6 * 7
return 7 / 2
return -7 / 2
return tostring(7 / 2)
return tostring(10 / 2)
return tostring(1 / 3)
return tostring(2 / 3)
return 2 ^ 10
return tostring(2 ^ 0.5)
return tostring(2 ^ -1)
return tostring((-8) ^ (1 / 3))
return tostring(0 ^ 0)
return tostring(7 % 3)
return tostring(-7 % 3)
return tostring(7 % -3)
return tostring(-7 % -3)
return tostring(5.5 % 2)
return tostring(-5.5 % 2)
return tostring(5.5 % -2)
return tostring(1 % 0)
return tostring(-1 % 0)
return tostring(0 % 0)
return tostring(1 % (1 / 0))
return tostring(-1 % (1 / 0))
return tostring(1 % (-1 / 0))
return tostring((1 / 0) % 2)
return tostring(1e15 % 7)
return tostring(2^53 % 3)
return tostring(1e300 % 7)
return tostring(0.1 % 0.01)
return tostring(-0.0 % 5)
return tostring(1 / 0)
return tostring(-1 / 0)
return tostring(0 / 0)
return tostring(0)
return tostring(-0)
return tostring(0 * -1)
return tostring(1 / (0 * -1))
return tostring(1e308 * 10)
return tostring(-1e308 * 10)
return tostring(5e-324 / 2)
return tostring(0.1 + 0.2)
return tostring(100 * 1.1)
return tostring(3 * 0.1)
return 3.99
return -3.99
return 1e10
return 1e18
return 1e19
return -1e19
return 2^53
return 2^63
return -2^63
return 2^64
return 1/0
return -1/0
return 0/0
return 3.0000000001
return 0.99999999999999999
`),
  precedence: lines(String.raw`
return -2 ^ 2
return 2 ^ 3 ^ 2
return 2 * 3 ^ 2
return -3 ^ 2 * 2
return 1 + 2 * 3 - 4 / 2
return (1 + 2) * 3
return 10 - 4 - 3
return 100 / 10 / 5
return 2 * 7 % 4
return 10 % 7 * 2
return 1 .. 2 .. 3
return 1 + 2 .. 3 + 4
return 'a' .. 1 + 2
return 2 ^ -1 * 4
return not nil == true
return not (nil == true)
return tostring(not 1 == 2)
return tostring(1 < 2 == true)
return tostring('a' .. 'b' == 'ab')
return tostring(1 + 1 == 2 and 3 > 2)
return tostring(1 or error('not reached'))
return tostring(nil and error('not reached'))
return tostring(false or nil)
return tostring(nil or false)
return tostring(nil and 1 or 2)
return tostring(false == nil)
return 1 and 2
return 1 or 2
return nil or 'x'
return false or 'x'
return 0 and 'zero is true'
return '' and 'empty is true'
return #'abc' + 1
return -#'abc'
return # 'abc' .. 'd'
return not not 1 and 1 or 0
return tostring(- - 2)
return tostring(-'2')
return tostring(- -'2')
return 2 ^ - 2 * 8
return tostring(#'abc' == 3 and 'y' or 'n')
return tostring(1 .. '' == '1')
return 1 < 2 and 'less' or 'more'
return ({1, 2, 3})[2]
return ('x'):rep(3)
return ('%d'):format(3.7)
return #{1, 2, 3} * 2
return (function() return 1, 2, 3 end)()
return ((function() return 1, 2, 3 end)())
return {(function() return 1, 2, 3 end)()}
return {((function() return 1, 2, 3 end)())}
return {(function() return 1, 2, 3 end)(), 4}
return {4, (function() return 1, 2, 3 end)()}
return {(function() end)()}
return {(function() end)(), 1}
return {((function() end)())}
`),
  comparison: lines(String.raw`
return tostring(1 < 2)
return tostring(2 < 1)
return tostring(1 <= 1)
return tostring(1 >= 2)
return tostring(1 > 0.5)
return tostring(1 == 1.0)
return tostring(1 ~= 2)
return tostring('a' < 'b')
return tostring('a' < 'B')
return tostring('' < 'a')
return tostring('a' < 'aa')
return tostring('10' < '9')
return tostring('a\0b' < 'a\0c')
return tostring('a\0b' < 'a')
return tostring('a\0' > 'a')
return tostring('\255' > '\1')
return tostring('\200' < '\201')
return tostring('Z' < 'a')
return tostring('é' > 'z')
return tostring('1' == 1)
return tostring(1 == '1')
return tostring(0 == -0)
return tostring(0/0 == 0/0)
return tostring(0/0 ~= 0/0)
return tostring(0/0 < 1)
return tostring(1/0 > 1e308)
return tostring(-1/0 < 1/0)
return tostring(nil == false)
return tostring({} == {})
local t = {} return tostring(t == t)
local f = function() end return tostring(f == f)
return tostring(function() end == function() end)
return tostring(print == nil)
return tostring('abc' == 'abc')
return tostring('a' .. 'bc' == 'ab' .. 'c')
return tostring(true == true)
return tostring(true == 1)
return tostring(not nil)
return tostring(not 0)
return tostring(not '')
return tostring('a' <= 'a')
return tostring('b' >= 'a')
return tostring(redis.call == redis.call)
return tostring(string.len == ('').len)
`),
  concatenation: lines(String.raw`
return 'a' .. 'b'
return 1 .. 2
return 1.5 .. ''
return 10 / 2 .. ''
return 1e100 .. ''
return 0.1 .. ''
return 1/3 .. ''
return -0 .. ''
return 2^53 .. ''
return 2^31 .. ''
return 1e14 .. ' ' .. 1e15 .. ' ' .. 1e16
return 123456789012345 .. ' ' .. 1234567890123456
return 0.1 + 0.2 .. ''
return 1e-5 .. ' ' .. 0.0001
return 'a' .. 'b' .. 'c' .. 1 .. 2 .. 'd'
return 'a\0b' .. '\0c'
return '' .. ''
return #('x' .. ('y'):rep(1000))
local s = '' for i = 1, 100 do s = s .. i end return s
local s = '' for i = 1, 10 do s = i .. s end return s
local a, b, c = 'a', 'b', 'c' return a .. b .. c .. a .. b .. c
return (1/0) .. '|' .. (-1/0) .. '|' .. (0/0)
return 'nan' .. tostring(0/0)
return 1 ..2
return '1' + '2'
return '1' .. 2 + 3
return ('a'):upper() .. ('B'):lower()
`),
  coercions: lines(String.raw`
return '10' + 5
return '10' * '2'
return tostring('3' / 2)
return tostring('0x10' + 0)
return tostring('1e2' + 0)
return tostring(' 12 ' + 0)
return tostring('\t\n12\n' + 0)
return tostring('.5' + 0)
return tostring('5.' + 0)
return tostring('-5' + 0)
return tostring('+5' + 0)
return tostring('- 5' + 0)
return tostring('1e' + 0)
return tostring('1 2' + 0)
return tostring('' + 0)
return tostring(' ' + 0)
return tostring('abc' + 0)
return tostring('0x' + 0)
return tostring('0xg' + 0)
return tostring('0x1p4' + 0)
return tostring('0x.8' + 0)
return tostring('0xA.8' + 0)
return tostring('-0x10' + 0)
return tostring('1e400' + 0)
return tostring('inf' + 0)
return tostring('infinity' + 0)
return tostring('-inf' + 0)
return tostring('INF' + 0)
return tostring('1\0' + 0)
return tostring('1_000' + 0)
return tostring('1,5' + 0)
return tostring('1d' + 0)
return tostring('1f' + 0)
return tostring('0b1' + 0)
return tostring('0o7' + 0)
return tostring('010' + 0)
return tostring('99999999999999999999' + 0)
return tostring('0xffffffffffffffffff' + 0)
return '10' % 3
return '2' ^ '3'
return -'3'
return tostring(-'abc')
return tonumber('10')
return tostring(tonumber('abc'))
return tostring(tonumber(''))
return tostring(tonumber(' 10 '))
return tostring(tonumber('10a'))
return tostring(tonumber('0x1F'))
return tostring(tonumber('0X1f'))
return tostring(tonumber('1e3'))
return tostring(tonumber('1e+3'))
return tostring(tonumber('1E-3'))
return tostring(tonumber('inf'))
return tostring(tonumber('0x1p-2'))
return tostring(tonumber(nil))
return tostring(tonumber(true))
return tostring(tonumber({}))
return tostring(tonumber())
return tostring(tonumber(5))
return tostring(tonumber(5.5))
return tostring(tonumber('ff', 16))
return tostring(tonumber('FF', 16))
return tostring(tonumber('zz', 36))
return tostring(tonumber('8', 8))
return tostring(tonumber('777', 8))
return tostring(tonumber('101', 2))
return tostring(tonumber('102', 2))
return tostring(tonumber('-ff', 16))
return tostring(tonumber('-1', 2))
return tostring(tonumber(' 11 ', 2))
return tostring(tonumber('1 1', 2))
return tostring(tonumber('1.5', 10))
return tostring(tonumber('1e1', 10))
return tostring(tonumber('1e1', 16))
return tostring(tonumber('0x10', 16))
return tostring(tonumber('', 2))
return tostring(tonumber('10', 1))
return tostring(tonumber('10', 37))
return tostring(tonumber(10, 16))
return tostring(tonumber(1.5, 16))
return tostring(tonumber({}, 16))
return tostring(tonumber(nil, 16))
return tostring(tonumber('7fffffffffffffff', 16))
return tostring(tonumber('ffffffffffffffff', 16))
return tostring(tonumber('fffffffffffffffff', 16))
return tostring(tonumber('99999999999999999999', 11))
return tostring(tonumber('10', '16'))
return tostring(tonumber('10', 16.9))
return tostring(tonumber('a\0b', 16))
return tostring(tonumber('10', nil))
`),
  'number printing': lines(String.raw`
return tostring(1)
return tostring(-1)
return tostring(1.0)
return tostring(1.5)
return tostring(100000000000000)
return tostring(99999999999999)
return tostring(999999999999999)
return tostring(123456789012345678)
return tostring(1e14)
return tostring(1e15)
return tostring(1e16)
return tostring(1e20)
return tostring(1e21)
return tostring(1e100)
return tostring(1.7976931348623157e308)
return tostring(2.2250738585072014e-308)
return tostring(5e-324)
return tostring(0.0001)
return tostring(0.00001)
return tostring(0.000012345)
return tostring(123456.789)
return tostring(3.14159265358979)
return tostring(3.141592653589793)
return tostring(math.pi)
return tostring(1.00000000000001)
return tostring(1.000000000000001)
return tostring(0.1)
return tostring(1/3)
return tostring(-1/3)
return tostring(2^31)
return tostring(2^32)
return tostring(2^53)
return tostring(2^63)
return tostring(2^64)
return tostring(-2^63)
return tostring(1e-10)
return tostring(12345678.9)
return tostring(99999999999999.9)
return tostring(9999999999999.95)
return tostring(0.5)
return tostring(1e5)
return tostring(123e-7)
return tostring(8.5)
return tostring(1e1)
return tostring(0x10)
return tostring(0xff)
return tostring(0xFFFFFFFF)
return tostring(0xFFFFFFFFFFFFFFFF)
return tostring(1e309)
return tostring(-1e309)
return tostring(4.35)
return tostring(2.675)
return tostring(1e23)
return {tostring(1), tostring(-0.5), tostring(1e+10)}
`),
};
