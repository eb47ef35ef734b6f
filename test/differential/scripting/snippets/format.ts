import { lines, type Snippets } from '../snippet.js';

const FLAGS = ['', '-', '+', ' ', '#', '0', '-0', '+0', ' 0', '#0', '- ', '+-'];
const SIZES = ['', '5', '10', '.0', '.1', '.3', '8.3', '12.10', '.20'];
const INTEGERS = ['0', '7', '-7', '123456', '-2^53', '2^53 + 2', '1e18', '3.99', '-3.99'];
const FLOATS = [
  '0',
  // Not the constant -0, which would be the same constant as 0.
  "-#''",
  '1',
  '-1.5',
  '0.1',
  '123.456',
  '2.5',
  '0.5',
  '1e15',
  '123456789',
  '1e-5',
  '1.7976931348623157e308',
  '5e-324',
  '1/0',
  '-1/0',
  '1e21',
  '9.995',
  '0.00001234',
];
const TEXTS = ["''", "'a'", "'hello world'"];

/** Every form of one conversion on some values, a script for each form. */
function forms(letters: readonly string[], values: readonly string[]): string[] {
  return letters.flatMap((letter) =>
    FLAGS.map(
      (flags) =>
        `local t = {} for i, v in ipairs({${values.join(', ')}}) do ${SIZES.map(
          (size) => `t[#t + 1] = string.format('%${flags}${size}${letter}|', v)`,
        ).join(' ')} end return t`,
    ),
  );
}

export const snippets: Snippets = {
  'integers in every form': forms(['d', 'i', 'u', 'o', 'x', 'X'], INTEGERS),
  'floats in every form': forms(['e', 'E', 'f', 'g', 'G'], FLOATS),
  'texts in every form': forms(['s'], TEXTS),
  'chars in every form': forms(['c'], ['65', '0', '255', '321']),
  'what does not fit': lines(String.raw`
return string.format('%d', 2^63)
return string.format('%d', -2^63)
return string.format('%d', 2^64)
return string.format('%d', 1e300)
return string.format('%d', 1/0)
return string.format('%d', -1/0)
return string.format('%d', 0/0)
return string.format('%u', -1)
return string.format('%u', 2^63)
return string.format('%u', 2^64)
return string.format('%u', 2^64 - 2048)
return string.format('%u', 0/0)
return string.format('%u', 1/0)
return string.format('%u', -1/0)
return string.format('%x', -1)
return string.format('%x', -255)
return string.format('%X', 2^63 + 2048)
return string.format('%o', -8)
return string.format('%d', 9007199254740993)
return string.format('%d', 9223372036854775807)
return string.format('%c', 1e10)
return string.format('%c', -1)
return string.format('%c', 2^31)
return string.format('%f', 1e308)
return string.format('%.99f', 1/3)
return string.format('%.99e', 1/3)
return string.format('%.99g', 0.1)
return string.format('%99.99f', -1e300)
return string.format('%.20f', 0.1)
return string.format('%.50g', 2^-1074)
return string.format('%.0f', 0.5)
return string.format('%.0f', 1.5)
return string.format('%.0f', 2.5)
return string.format('%.1f', 0.25)
return string.format('%.2f', 1.005)
return string.format('%.2f', 2.675)
return string.format('%.3g', 1234.5)
return string.format('%.2g', 0.000125)
return string.format('%.0e', 25)
return string.format('%.0e', 35)
return string.format('%.1e', 1.25)
return string.format('%.0g', 5e9)
return string.format('%#.0g', 5e9)
return string.format('%#.1g', 1e20)
return string.format('%#.3g', 1)
return string.format('%#g', 1e-10)
return string.format('%#.0f', 3)
return string.format('%#.0e', 3)
return string.format('%#x %#X %#o', 255, 255, 8)
return string.format('%#x %#X %#o', 0, 0, 0)
return string.format('%g', 100000)
return string.format('%g', 1000000)
return string.format('%g', 0.0001)
return string.format('%g', 0.00001)
return string.format('%5.1f|%-8.2f|%08.3f', 3.14159, 3.14159, 3.14159)
return string.format('%.14g', 0.1)
return string.format('%.17g', 0.1)
return string.format('%.16g', 0.1)
return string.format('%a', 1)
return string.format('%s', 0/0 ~= 0/0 and 'nan')
return string.format('%5s', ('x'):rep(99))
return string.format('%5s', ('x'):rep(100))
return string.format('%.5s', ('x'):rep(200))
return string.format('%.99s', ('x'):rep(200))
return string.format('%99s|', 'x')
return string.format('%s', 'a\0b')
return string.format('%s', ('a\0'):rep(60))
return string.format('%10s|', 'a\0b')
return string.format('%.2s', 'a\0b')
return string.format('%.0s', 'abc')
return string.format('%.s', 'abc')
return string.format('%.d', 0)
return string.format('%5.d|', 0)
return string.format('%.0d', 0)
return string.format('%.0x', 0)
return string.format('%#.0o', 0)
return string.format('%+.3d', 5)
return string.format('%05.3d', 5)
return string.format('%5c|%-5c|', 0, 0)
return #string.format('%5c|%-5c|', 0, 0)
`),
  'texts around conversions': lines(String.raw`
return string.format('')
return string.format('plain')
return string.format('100%%')
return string.format('%%%d%%', 5)
return string.format('%d and %s', 1, 'two')
return string.format('a\0b %d', 5)
return string.format('%s%s%s', 1, 2.5, 'x')
return string.format('%s', 1e15)
return string.format('%s', 1e100)
return string.format('%s', -0)
return string.format('%s', 0.1)
return string.format('%s', 100)
return string.format('%d', '10')
return string.format('%d', '0x1F')
return string.format('%d', ' 7 ')
return string.format('%d', '1e3')
return string.format('%d', 3.7)
return string.format('%d', -3.7)
return string.format('%d', '3.7')
return string.format('%f', '1.5')
return string.format('%x', '255')
return string.format('%c%c%c', 76, 117, 97)
return string.format('%q', 'plain')
return string.format('%q', 'with "quotes"')
return string.format('%q', 'back\\slash')
return string.format('%q', 'new\nline')
return string.format('%q', 'cr\rlf\n')
return string.format('%q', 'nul\0x')
return string.format('%q', '\1\127\255')
return string.format('%q', 5)
return string.format('%q', 1.5)
return string.format('%5q', 'x')
return string.format('%.1q', 'xyz')
return string.format('%q', '')
return loadstring('return ' .. string.format('%q', 'a\n"\\\r\0b'))() == 'a\n"\\\r\0b'
return string.format('%d', 1, 2, 3)
return string.format(5)
return string.format(1.5)
return ('%d items'):format(3)
return ('%5.2f'):format(1/3)
return string.format('%i', 42)
return string.format('%-5d|', 42)
return string.format('%+d %+d', 5, -5)
return string.format('% d % d', 5, -5)
return string.format('%05d %05d', 42, -42)
return string.format('%s %s', 'a', 'b', 'c')
`),
  'what is wrong with a format': lines(String.raw`
return string.format('%d')
return string.format('%s')
return string.format('%d %d', 1)
return string.format('%')
return string.format('%', 1)
return string.format('a%', 1)
return string.format('%5', 1)
return string.format('%5.', 1)
return string.format('%-', 1)
return string.format('%y', 1)
return string.format('%5y', 1)
return string.format('%D', 1)
return string.format('%p', 1)
return string.format('%n', 1)
return string.format('%ld', 1)
return string.format('%\0', 1)
return string.format('%é', 1)
return string.format('%123d', 1)
return string.format('%1.234d', 1)
return string.format('%.123d', 1)
return string.format('%99.99d', 1)
return string.format('%*d', 1)
return string.format('%+-+-+-d', 1)
return string.format('%-+ #0d', 1)
return string.format('%-+ #0-d', 1)
return string.format('%------d', 1)
return string.format('%-----d', 1)
return string.format('%1$d', 1)
return string.format('%d', 'x')
return string.format('%d', {})
return string.format('%d', nil)
return string.format('%d', true)
return string.format('%s', nil)
return string.format('%s', true)
return string.format('%s', {})
return string.format('%s', setmetatable({}, {__tostring = function() return 'x' end}))
return string.format('%q', nil)
return string.format('%q')
return string.format('%c', 'x')
return string.format('%f', 'x')
return string.format('%x', '')
return string.format('%d', '')
return string.format()
return string.format(nil)
return string.format({})
return {pcall(string.format, '%d')}
return {pcall(string.format, '%d', 'x')}
return {pcall(string.format, '%y', 1)}
return ('%d'):format()
return ('%d'):format('x')
return ('%y'):format(1)
return ('%d'):format({})
local f = string.format return f('%d', 'x')
`),
};
