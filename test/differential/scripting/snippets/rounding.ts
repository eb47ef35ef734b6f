import { lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'digits of numbers': lines(String.raw`
return string.format('%.0f %.0f %.0f %.1f %.2f %.3f', 0.5, 1.5, 2.5, 0.25, 0.125, 0.0625)
return string.format('%.30f', 0.1)
return string.format('%.60f', 0.1)
return string.format('%.99f', 0.1)
return string.format('%.99f', 1e-300)
return string.format('%.99e', 0.1)
return string.format('%.99g', 5e-324)
return string.format('%.99e', 5e-324)
return string.format('%.70e', 1.7976931348623157e308)
return string.format('%.99f', 1.7976931348623157e308)
return string.format('%.50f', 2^70+2^20)
return string.format('%.10f', 1e22)
return string.format('%A', 1.5)
return string.format('%.3a', 1.5)
return string.format('%99.99f', 1/3)
return string.format('%100d', 1)
return string.format('%.100f', 1)
return string.format('%-+ #00d', 1)
return string.format('%5.3s|%-5.3s|%.0s|%5s', 'abcdef', 'abcdef', 'abc', 'x')
return string.format('%c%c%c', 0, 65, 256+66)
return string.format('%5c|%-5c|', 65, 66)
return string.format('%q', 'a\0b\r\n"\\')
return string.format('%10', 1)
return string.format('%#x %#o %+d % d %05d %-5d|', 255, 8, 5, 5, 42, 42)
return string.format('%d', 1.9)
return string.format('%s %s', 1)
return string.format('%i', -0.5)
return string.format('%5.1f|%-8.2e|%G', 3.14159, 31415.9, 1e-10)
return {tostring(1e14), tostring(1e15), tostring(123456789012345), tostring(0.1), tostring(1e100), tostring(-1e-7), tostring(2^53), tostring(2^63)}
return {tostring(1.5e14+0.5), tostring(99999999999999.5), tostring(99999999999998.5), tostring(9999999999999.25), tostring(9999999999999.75), tostring(999999999999.125), tostring(1000000000000.125), tostring(0.00001), tostring(1e-5*3)}
return {100000000000000.5 .. '', 12345678901234.5 .. '', 12345678901235.5 .. '', 1234567890123.25 .. ''}
redis.call('set','k', 0.1) redis.call('set','j', 4503599627370496.5) return {redis.call('get','k'), redis.call('get','j'), redis.call('echo', 1e17), redis.call('echo', 123456789012345678), redis.call('echo', 2^53+0.5), redis.call('echo', 1/3), redis.call('echo', 9007199254740993), redis.call('echo', -0.0), redis.call('echo', 1e300*1e10)}
return {redis.call('echo', 1125899906842624.125), redis.call('echo', 1125899906842624.375), redis.call('echo', 281474976710656.03125), redis.call('echo', 2.5)}
return cjson.encode({0.1, 1/3, 1e15, 123456789.123456789, 1e100, 12345678901234.5, 99999999999999.5})
for i = 1, 400 do local x = (i * 2 + 1) / 2^(i % 40) if string.format('%.3f', x) == '' then return 1 end end return 2
local s = {} for i = 1, 300 do local x = (i * 2 + 1) / 2^(i % 30) s[#s+1] = string.format('%.3f %.5e %.7g %.0f %.10f %.14g %.1f %.2f', x, x, x, x, x, x, x, x) end return s
local s = {} for i = 1, 300 do local x = (2^45 + i * 2 + 1) / 2^(i % 60) s[#s+1] = string.format('%.3f %.5e %.7g %.0f %.10f %.14g %.1f %.2f', x, x, x, x, x, x, x, x) .. x end return s
local s = {} for i = 1, 300 do local x = (2^52 + i * 2 + 1) / 2^(i % 60) s[#s+1] = string.format('%.16g %.17g %.15g %.18g %.22g %.13f %.12e', x, x, x, x, x, x, x) .. x end return s
local s = {} for i = 1, 300 do local x = (2^52 + i * 2 + 1) * 2^(i % 60) s[#s+1] = string.format('%.16g %.17g %.15g %.18g %.22g %.13f %.12e', x, x, x, x, x, x, x) .. x end return s
local s = {} for i = 1, 300 do local x = (2^52 + i * 2 + 1) / 2^(i * 3) s[#s+1] = string.format('%.16g %.17g %.65g %.18g %.80g %.93f %.72e', x, x, x, x, x, x, x) .. x end return s
local s = {} for i = 1, 300 do local x = (i * 2 + 1) / 2^(i % 90) s[#s+1] = string.format('%.60e %.61e %.59g %.60g %.61g %.62g %.70f', x, x, x, x, x, x, x) end return s
`),
};
