import { lines, type Snippets } from '../snippet.js';

const INTEGERS = [
  'b',
  'B',
  'h',
  'H',
  'i',
  'I',
  'l',
  'L',
  'T',
  'i1',
  'I2',
  'i3',
  'I4',
  'i5',
  'i8',
  'I16',
  'i32',
];
const NUMBERS =
  '0, 1, -1, 127, 128, 255, 256, -128, -129, 65535, 65536, 2^31, -2^31, 2^32, 2^53, 2^63, -2^63, 2^64, 1e300, 3.99, -3.99, 1/0, -1/0, 0/0';

export const snippets: Snippets = {
  'integers of every size': INTEGERS.flatMap((option) =>
    ['<', '>'].flatMap((order) => [
      `local t = {} for _, v in ipairs({${NUMBERS}}) do t[#t + 1] = struct.pack('${order}${option}', v) end return t`,
      `local t = {} for _, v in ipairs({${NUMBERS}}) do t[#t + 1] = string.format('%.17g', (struct.unpack('${order}${option}', struct.pack('${order}${option}', v)))) end return t`,
      `return {string.format('%.17g', (struct.unpack('${order}${option}', '\\255\\254\\253\\252\\251\\250\\249\\248' .. ('\\247'):rep(24)))), struct.size('${order}${option}')}`,
    ]),
  ),
  'struct.pack': lines(String.raw`
return struct.pack('')
return struct.pack('b', 1)
return struct.pack('bb', 1, 2)
return struct.pack('bi', 1, 2)
return struct.pack('!bi', 1, 2)
return struct.pack('!4bi', 1, 2)
return struct.pack('!2bi', 1, 2)
return struct.pack('!1bi', 1, 2)
return struct.pack('!8bd', 1, 2)
return struct.pack('!16bd', 1, 2)
return struct.pack('!4bxbi', 1, 2, 3)
return struct.pack('!4bc3i', 1, 'abc', 2)
return struct.pack('!4bsi', 1, 'a', 2)
return struct.pack('!4b!1i', 1, 2)
return struct.pack('!bhil', 1, 2, 3, 4)
return struct.pack('!3i', 1)
return struct.pack('!0i', 1)
return struct.pack('!99999999999i', 1)
return struct.pack('x')
return struct.pack('xxx')
return struct.pack('x3')
return struct.pack('b b', 1, 2)
return struct.pack('<i>i', 1, 1)
return struct.pack('>h<h', 1, 1)
return struct.pack('=i', 1)
return struct.pack('@i', 1)
return struct.pack('f', 1.5)
return struct.pack('>f', 1.5)
return struct.pack('d', 1.5)
return struct.pack('>d', 1.5)
return struct.pack('f', 1e300)
return struct.pack('f', 0.1)
return struct.pack('d', 1/0)
return struct.pack('!bf', 1, 2)
return struct.pack('!bd', 1, 2)
return struct.pack('s', 'abc')
return struct.pack('s', '')
return struct.pack('s', 'a\0b')
return struct.pack('ss', 'a', 'b')
return struct.pack('s', 5)
return struct.pack('c', 'abc')
return struct.pack('c3', 'abc')
return struct.pack('c2', 'abc')
return struct.pack('c0', 'abc')
return struct.pack('c0', '')
return struct.pack('c5', 'abc')
return struct.pack('bc0', 3, 'abc')
return struct.pack('c5', 'abc', 'x')
return struct.pack('i', '5')
return struct.pack('i', 'x')
return struct.pack('i', {})
return struct.pack('i', nil)
return struct.pack('i')
return struct.pack('ii', 1)
return struct.pack('iii', 1, 2)
return struct.pack('d')
return struct.pack('s')
return struct.pack('c3')
return struct.pack('s', {})
return struct.pack('s', nil)
return struct.pack('i', 1, 2, 3)
return struct.pack('y', 1)
return struct.pack('b?', 1, 2)
return struct.pack('5i', 1)
return struct.pack('i0', 1)
return struct.pack('i33', 1)
return struct.pack('i64', 1)
return struct.pack('i99999999999', 1)
return struct.pack('c99999999999', 'x')
return struct.pack('b\0i', 1, 2)
return struct.pack()
return struct.pack(nil)
return struct.pack({})
return struct.pack(5)
return {pcall(struct.pack, 'i')}
return {pcall(struct.pack, 'y')}
return {pcall(struct.pack)}
return struct.pack('>I2I2I4', 1, 2, 3)
return struct.pack('<!4 b h i ', 1, 2, 3)
return #struct.pack(('b'):rep(100), unpack({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
`),
  'struct.unpack': lines(String.raw`
return {struct.unpack('', '')}
return {struct.unpack('b', '\1')}
return {struct.unpack('bbb', '\1\2\3')}
return {struct.unpack('b', '\1\2\3', 2)}
return {struct.unpack('b', '\1\2\3', 3)}
return {struct.unpack('b', '\1\2\3', 4)}
return {struct.unpack('', '\1\2\3', 4)}
return {struct.unpack('', '\1\2\3', 5)}
return {struct.unpack('', '\1\2\3', 100)}
return {struct.unpack('b', '\1\2\3', 0)}
return {struct.unpack('b', '\1\2\3', -1)}
return {struct.unpack('', '\1\2\3', -1)}
return {struct.unpack('b', '\1\2\3', 1.9)}
return {struct.unpack('b', '\1\2\3', '2')}
return {struct.unpack('b', '\1\2\3', nil)}
return {struct.unpack('b', '\1\2\3', 'x')}
return {struct.unpack('b', '\1\2\3', 2^32)}
return {struct.unpack('b', '\1\2\3', 1e300)}
return {struct.unpack('i', 'abc')}
return {struct.unpack('i', 'abcd')}
return {struct.unpack('>i', 'abcd')}
return {struct.unpack('!bi', '\1\0\0\0\2\0\0\0')}
return {struct.unpack('!4bi', '\1xxx\2\0\0\0')}
return {struct.unpack('!4i', 'x\0\0\0\1\0\0\0', 2)}
return {struct.unpack('bxb', '\1\2\3')}
return {struct.unpack('x', '')}
return {struct.unpack('s', 'abc\0d')}
return {struct.unpack('ss', 'abc\0d\0')}
return {struct.unpack('s', 'abc')}
return {struct.unpack('s', '')}
return {struct.unpack('s', '\0')}
return {struct.unpack('sb', 'ab\0\7')}
return {struct.unpack('c', 'abc')}
return {struct.unpack('c2', 'abc')}
return {struct.unpack('c3', 'abc')}
return {struct.unpack('c4', 'abc')}
return {struct.unpack('c0', 'abc')}
return {struct.unpack('bc0', '\2abc')}
return {struct.unpack('bc0', '\0abc')}
return {struct.unpack('bc0b', '\2abc')}
return {struct.unpack('bc0', '\9abc')}
return {struct.unpack('bc0', '\255abc')}
return {struct.unpack('sc0', '2\0def')}
return {struct.unpack('sc0', 'x\0def')}
return {struct.unpack('dc0', struct.pack('d', 2.7) .. 'abcdef')}
return {struct.unpack('bc0c0', '\1' .. '2abc')}
local a, b = struct.unpack('f', struct.pack('f', 0.1)) return {string.format('%.17g', a), b}
local a, b = struct.unpack('>d', struct.pack('>d', 0.1)) return {string.format('%.17g', a), b}
local a, b, c = struct.unpack('fd', struct.pack('fd', 1.5, 2.25)) return {tostring(a), tostring(b), c}
return {struct.unpack('y', 'abc')}
return {struct.unpack('i33', ('a'):rep(40))}
return {struct.unpack('i0', 'abc')}
return {struct.unpack('I0', 'abc')}
return {struct.unpack('<h>h', '\1\0\0\1')}
return {struct.unpack('b b', '\1\2')}
return {struct.unpack('b\0b', '\1\2')}
return {struct.unpack('i')}
return {struct.unpack('i', nil)}
return {struct.unpack('i', {})}
return {struct.unpack()}
return {struct.unpack({}, 'x')}
return {struct.unpack('bb', 12)}
return {pcall(struct.unpack, 'i', 'abc')}
return {pcall(struct.unpack, 's', 'abc')}
return {pcall(struct.unpack, 'y', 'abc')}
return select('#', struct.unpack(('b'):rep(7995), ('a'):rep(9000)))
return select('#', struct.unpack(('b'):rep(7996), ('a'):rep(9000)))
return select('#', struct.unpack(('b'):rep(7997), ('a'):rep(9000)))
return select('#', struct.unpack(('b'):rep(7998), ('a'):rep(9000)))
return select('#', struct.unpack(('b'):rep(7999), ('a'):rep(9000)))
return select('#', struct.unpack(('b'):rep(8000), ('a'):rep(9000)))
`),
  'struct.size': lines(String.raw`
return struct.size('')
return struct.size('b')
return struct.size('bhilfdx')
return struct.size('!bhilfdx')
return struct.size('!4bd')
return struct.size('c10')
return struct.size('c')
return struct.size('c0')
return struct.size('s')
return struct.size('bs')
return struct.size('i3')
return struct.size('i33')
return struct.size('T')
return struct.size('y')
return struct.size('ybz')
return struct.size('b?')
return struct.size('=')
return struct.size('b b')
return struct.size('<b>i')
return struct.size('!3')
return struct.size('!0')
return struct.size('!')
return struct.size('c2147483647')
return struct.size('c2147483648')
return struct.size('c2147483647c1')
return struct.size('b\0b')
return struct.size('5')
return struct.size('b5')
return struct.size()
return struct.size(nil)
return struct.size({})
return struct.size(5)
return {pcall(struct.size, 's')}
struct.x = 1
`),
};
