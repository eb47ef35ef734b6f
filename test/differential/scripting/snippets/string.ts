import { lines, type Snippets } from '../snippet.js';

const CLASSES = [...'acdlpsuwxzACDLPSUWXZgGq']
  .map((letter) => `%${letter}`)
  .concat('.', '[%w_]', '[^%w]', '[%a-z]', '[%-%]]', '[a-f0-9]', '[^\\128-\\255]', '[%S]', '[^%S]');

export const snippets: Snippets = {
  'string.len and string.sub': lines(String.raw`
return string.len('hello')
return string.len('')
return string.len('a\0b')
return string.len(12345)
return string.len(1.5)
return string.len()
return string.len(nil)
return string.len({})
return string.len(true)
return ('x'):len()
return string.sub('hello', 2)
return string.sub('hello', 2, 3)
return string.sub('hello', -3)
return string.sub('hello', -3, -2)
return string.sub('hello', 0)
return string.sub('hello', 10)
return string.sub('hello', 3, 2)
return string.sub('hello', -100, 2)
return string.sub('hello', 2, 100)
return string.sub('hello', 2, -100)
return string.sub('hello', 1.9, 2.9)
return string.sub('hello', '2', '3')
return string.sub('hello', -1.5)
return string.sub('hello', 0, 0)
return string.sub('hello', 2, nil)
return string.sub('a\0b\0c', 2, 4)
return string.sub('hello', 1e10)
return string.sub('hello', -1e10, 1e10)
return string.sub('hello', 1/0)
return string.sub('hello', 1, 0/0)
return string.sub('hello', 2^63)
return string.sub('hello')
return string.sub('hello', 'x')
return string.sub('hello', {})
return string.sub('hello', 1, 'x')
return string.sub('hello', nil)
return string.sub()
return string.sub(12345, 2, 3)
return ('hello'):sub(2, -2)
return ('hello'):sub()
local s = 'hello' return s:sub('x')
`),
  'string.reverse, string.lower and string.upper': lines(String.raw`
return string.reverse('abc')
return string.reverse('')
return string.reverse('a\0b')
return string.reverse(123)
return string.reverse()
return string.reverse(nil)
return string.lower('ABC xyz 123')
return string.lower('ÀÉ\200\255')
return string.upper('abc XYZ 123')
return string.upper('àé\224\255')
return string.upper('a\0b')
return string.lower(12)
return string.lower()
return string.upper({})
return ('MiXeD'):lower() .. ('MiXeD'):upper()
return string.upper('[]{}@')
return string.lower('[]{}@')
return string.reverse('\1\2\3\255')
`),
  'string.rep': lines(String.raw`
return string.rep('ab', 3)
return string.rep('ab', 0)
return string.rep('ab', -1)
return string.rep('', 100)
return string.rep('x', 1.9)
return string.rep('x', '3')
return string.rep(12, 2)
return #string.rep('x', 100000)
return string.rep('a\0', 2)
return string.rep('x')
return string.rep()
return string.rep('x', 'y')
return string.rep('x', {})
return string.rep('x', nil)
return string.rep('x', 2^32 + 2)
return string.rep('x', 0/0)
return string.rep('x', 1/0)
return string.rep('x', -1/0)
return {pcall(string.rep)}
return {pcall(string.rep, 'x')}
return {pcall(string.rep, 'x', {})}
return ('ab'):rep(2)
return ('ab'):rep()
return ('ab'):rep('x')
local rep = string.rep return rep()
local t = {r = string.rep} return t.r()
local t = {r = string.rep} return t:r()
return (string.rep)('x')
return string['rep']('x')
`),
  'string.byte and string.char': lines(String.raw`
return string.byte('A')
return {string.byte('ABC', 1, 3)}
return {string.byte('ABC', -2, -1)}
return {string.byte('ABC', 2)}
return {string.byte('ABC', 0)}
return {string.byte('ABC', 0, 2)}
return {string.byte('ABC', 10)}
return {string.byte('ABC', 3, 1)}
return {string.byte('', 1)}
return {string.byte('')}
return {string.byte('\0\255', 1, -1)}
return {string.byte('ABC', -100, 100)}
return {string.byte('ABC', 1.9)}
return {string.byte('ABC', '2')}
return {string.byte(65)}
return string.byte()
return string.byte('A', 'x')
return string.byte('A', 1, {})
return #{string.byte(string.rep('a', 9000), 1, 7997)}
return #{string.byte(string.rep('a', 9000), 1, 7998)}
return #{string.byte(string.rep('a', 9000), 2, -1)}
return select('#', string.byte('abc', 5))
return string.char(72, 105)
return string.char()
return string.char(0, 255)
return string.char('65', 66.9)
return string.char(256)
return string.char(-1)
return string.char(65, 66, 300)
return string.char(65, 'x')
return string.char({})
return string.char(nil)
return string.char(2^32 + 65)
return string.char(0/0)
return string.char(1e15)
local t = {} for i = 1, 300 do t[i] = i % 256 end return string.char(unpack(t))
`),
  'string.dump and string.gfind': lines(String.raw`
return type(string.dump(function() return 1 end))
return string.sub(string.dump(function() return 1 end), 1, 4)
return loadstring(string.dump(function() return 1 end)) == nil
return string.dump(string.len)
return string.dump()
return string.dump('x')
return string.dump(nil)
return pcall(string.dump, pairs)
local s = '' for w in string.gfind('one two', '%a+') do s = s .. '<' .. w .. '>' end return s
return string.gfind('a')
return type(string.gfind)
`),
  'string.find, plain': lines(String.raw`
return {string.find('hello world', 'wor')}
return {string.find('hello world', 'l')}
return {string.find('hello world', 'l', 5)}
return {string.find('hello world', 'l', -1)}
return {string.find('hello world', 'l', -2)}
return {string.find('hello', '')}
return {string.find('hello', '', 3)}
return {string.find('hello', '', 6)}
return {string.find('hello', '', 7)}
return {string.find('hello', '', 100)}
return {string.find('', '')}
return {string.find('', 'a')}
return {string.find('hello', 'xyz')}
return {string.find('a.b', '.', 1, true)}
return {string.find('a.b', '.', 2, true)}
return {string.find('a.b', '.', 3, true)}
return {string.find('a%b', '%', 1, true)}
return {string.find('a[b', '[', 1, true)}
return {string.find('a\0b', '\0')}
return {string.find('a\0b', 'b')}
return {string.find('abc', 'c', 1, false)}
return {string.find('abc', 'c', 1, nil)}
return {string.find('abc', 'b', nil)}
return {string.find('abc', 'b', 1.9)}
return {string.find('abc', 'b', '2')}
return {string.find('abc', 'b', -100)}
return {string.find('a.b', '.', 1, 0)}
return {string.find('aaa', 'aa', 2)}
return {string.find('a\0%b', 'a\0%', 1)}
return {string.find(12345, 34)}
return {string.find('abc', 'b', 'x')}
return string.find('abc')
return string.find()
return string.find('abc', nil)
return string.find('abc', {})
return string.find({}, 'x')
return ('hello'):find('l')
return {('hello'):find('l', 1, true)}
return ('hello'):find()
return ('hello'):find({})
`),
  'string.find and string.match with patterns': lines(String.raw`
return {string.find('hello', 'l+')}
return {string.find('hello', '(l)(l)')}
return {string.find('hello', '()ll()')}
return {string.find('hello', '^h')}
return {string.find('hello', '^e')}
return {string.find('hello', 'o$')}
return {string.find('hello', 'l$')}
return {string.find('hello', '^hello$')}
return {string.find('a$b', 'a$b')}
return {string.find('a^b', 'a^b')}
return {string.find('hello', '^', 3)}
return {string.find('hello', '^l', 3)}
return {string.find('hello', '$')}
return {string.find('abc123', '%d+')}
return {string.find('abc123', '%a+()')}
return {string.match('key=value', '(%w+)=(%w+)')}
return string.match('  trim  ', '^%s*(.-)%s*$')
return string.match('hello', '.')
return string.match('hello', '.-')
return string.match('hello', '.-o')
return string.match('hello', 'l*')
return string.match('hello', 'el*')
return string.match('hello', 'x?h')
return string.match('hello', 'l?l?l?o')
return string.match('hello', '[a-f]')
return string.match('hello', '[^a-h]+')
return string.match('hello]', '[]]')
return string.match('hello]', '[^]]+')
return string.match('a-b', '[a-]+')
return string.match('a-b', '[-a]+')
return string.match('a-z', '[a%-z]+')
return string.match('x^y', '[x^]+')
return string.match('%d', '%%d')
return string.match('abc', '[%a]+')
return string.match('abc123', '[%a%d]+')
return string.match('abc 123', '[^%s]+')
return string.match('0x1F', '0x(%x+)')
return string.match('f(a(b)c)d', '%b()')
return string.match('f(a(b)c', '%b()')
return string.match('((a)', '%b()')
return string.match('<<a>>', '%b<>')
return string.match('xaax', '%bxx')
return string.match('THE (quick) fox', '%f[%a]%a+')
return {string.find('THE (quick) fox', '%f[%l]%a+')}
return {string.find('hello world', '%f[%W]')}
return {string.find('hello', '%f[%z]')}
return {string.find('hello', '%f[h]')}
return string.match('"x" y "z"', '(["\'])(.-)%1')
return {string.match('abab', '(ab)%1')}
return {string.match('abac', '(a)b%1')}
return {string.match('aXa', '(()a)X')}
return {string.match('hello', '((h)(e))')}
return {string.match('2026-11-23', '(%d+)-(%d+)-(%d+)')}
return {string.match('abc', '()')}
return {string.match('abc', '()', 4)}
return {string.match('abc', '(a)(x?)(b)')}
return {string.match('a\0b', '%z')}
return {string.find('a\0b', '[%z]')}
return {string.find('a\0b', '[^%z]+', 2)}
return {string.find('a\0b', 'a.b')}
return {string.find('ab', 'a\0b')}
return {string.match('a\0c', 'a\0b')}
return {string.match('hello', 'l', -2)}
return {string.match('hello', 'h', 2)}
return {string.match('hello', 'h', -100)}
return {string.match('hello', '.', 100)}
return {string.match(123, '%d')}
return string.match('a.b', 'a%.b')
return string.match('a+b', 'a%+b')
return string.match('x*y', 'x%*y')
return string.match('a*', '*')
return string.match('+a', '+')
return string.match('?', '?')
return string.match('-', '-')
return string.match('ab', 'a-b')
return string.match('aab', 'a-b')
return string.match('aaab', '^a-$')
return string.match('aaa', '^a-$')
return string.match('aaa', 'a-')
return string.match('caaat', 'ca-t')
return string.match('[x]', '%[x%]')
return string.match('äö', '[\195][\164]')
return {string.find('äöü', '[\128-\255]+')}
return {string.find('  x', '%S')}
return {string.find('abc', '[a-]')}
return {string.find('b-', '[a-]')}
return {string.find('abc', '[%]]')}
return {string.find('a]c', '[%]]')}
return {string.find('abc', '[b-]')}
return {string.find('abc', '[c-a]')}
return {string.find('a%c', '[%%]')}
return {string.find('abc', '[a-%a]')}
return {string.find('z-', '[a-%z]')}
return {string.find('a,b', '[,-.]')}
return string.match('aaaaaaaaab', '.*b')
return string.match('aaaaaaaaab', '.*a')
return string.match('aaa', 'a?a?a?aaa')
return string.match(('a'):rep(20), ('a?'):rep(20) .. ('a'):rep(10))
return string.match(('a'):rep(100), '.-.-b')
`),
  'classes of chars': CLASSES.map(
    (item) =>
      `local t = {} for i = 0, 255 do if string.find(string.char(i), '${item}') then t[#t + 1] = i end end return table.concat(t, ',')`,
  ),
  'what is wrong with a pattern': lines(String.raw`
return string.find('a', '[')
return string.find('a', '[a')
return string.find('a', '[]')
return string.find('a', '[^]')
return string.find('a', '[^')
return string.find('a', '[%')
return string.find('a', '[%]')
return string.find('a', '[a-')
return string.find('a', '[a-%')
return string.find('a', '%')
return string.find('a', 'a%')
return string.find('a', 'x%')
return string.find('b', 'x[')
return string.find('a', '(')
return string.find('a', '(a')
return string.find('a', '(()')
return string.find('a', ')')
return string.find('a', 'a)')
return string.find('b', 'a)')
return string.find('a', '())')
return string.find('a', '%1')
return string.find('a', '(%1)')
return string.find('a', '(a)%2')
return string.find('a', '%0')
return string.find('aa', '(a)%9')
return {string.find('aa', '()%1')}
return string.find('a', '%b')
return string.find('a', '%bx')
return string.find('a', '%f')
return string.find('a', '%fa')
return string.find('a', '%f[')
return string.find('a', '%f[a')
return string.find('aaa', ('()'):rep(32))
return string.find('aaa', ('()'):rep(33))
return string.find('aaa', ('(a?)'):rep(33))
return {string.match('a', ('(a?)'):rep(32))}
return string.gsub('a', '(', 'x')
return string.gsub('a', '[', 'x')
return string.gsub('abc', 'z[', 'x')
return string.gsub('', '[', 'x')
return string.match('', '%')
return string.gmatch('abc', '[')
local f = string.gmatch('abc', '[') return f()
for w in string.gmatch('abc', '(') do return w end
return {pcall(string.find, 'a', '[a')}
return {pcall(string.gsub, 'a', '(', '')}
return select(2, pcall(function() return string.find('a', '[a') end))
return ('a'):find('[')
return string.find('a', 'a[\0]')
return string.find('a', '[\0a]')
return string.find('a', '%\0')
return {string.find('a(b', 'a(\0)')}
`),
  'string.gmatch': lines(String.raw`
local t = {} for w in string.gmatch('one two three', '%a+') do t[#t + 1] = w end return t
local t = {} for k, v in string.gmatch('a=1, b=2', '(%w+)=(%w+)') do t[#t + 1] = k .. v end return t
local t = {} for p in string.gmatch('abc', '()') do t[#t + 1] = p end return t
local t = {} for w in string.gmatch('abc', '') do t[#t + 1] = '<' .. w .. '>' end return t
local t = {} for w in string.gmatch('abc', 'b*') do t[#t + 1] = '<' .. w .. '>' end return t
local t = {} for w in string.gmatch('aaa', '^a') do t[#t + 1] = w end return t
local t = {} for w in string.gmatch('^a^a', '^a') do t[#t + 1] = w end return t
local t = {} for w in string.gmatch('abc', 'c$') do t[#t + 1] = w end return t
local t = {} for w in string.gmatch('', '.') do t[#t + 1] = w end return #t
local t = {} for w in string.gmatch('', '') do t[#t + 1] = w end return #t
local t = {} for a, b in string.gmatch('aXbX', '(.)(X)') do t[#t + 1] = a t[#t + 1] = b end return t
local f = string.gmatch('ab', '.') return {f(), f(), tostring(f()), tostring(f())}
local f = string.gmatch('ab', '.') return {select('#', f()), select('#', f()), select('#', f())}
local f = string.gmatch('x', 'y') return select('#', f())
local f, g = string.gmatch('abc', '.'), string.gmatch('xyz', '.') return {f(), g(), f(), g()}
return select('#', string.gmatch('a', 'b'))
return type(string.gmatch('a', 'b'))
return string.gmatch()
return string.gmatch('a')
return string.gmatch('a', {})
return string.gmatch(nil, 'a')
local t = {} for w in ('k1 k2'):gmatch('%w+') do t[#t + 1] = w end return t
local t = {} for w in string.gmatch(1234, '%d%d') do t[#t + 1] = w end return t
local t = {} for a in string.gmatch('a,b,,c', '([^,]*)') do t[#t + 1] = '<' .. a .. '>' end return t
local t = {} for a in string.gmatch('abcabc', 'a.-c') do t[#t + 1] = a end return t
`),
  'string.gsub': lines(String.raw`
return {string.gsub('hello', 'l', 'L')}
return {string.gsub('hello', 'l', 'L', 1)}
return {string.gsub('hello', 'l', 'L', 0)}
return {string.gsub('hello', 'l', 'L', -1)}
return {string.gsub('hello', 'l', 'L', 100)}
return {string.gsub('hello', 'l', 'L', '1')}
return {string.gsub('hello', 'l', 'L', 1.9)}
return {string.gsub('hello', 'l', 'L', nil)}
return {string.gsub('hello', 'l', 'L', 'x')}
return {string.gsub('hello', 'l', 'L', {})}
return {string.gsub('hello', '', '-')}
return {string.gsub('', '', '-')}
return {string.gsub('', 'a', '-')}
return {string.gsub('hello', 'x*', '-')}
return {string.gsub('hello', 'l*', '-')}
return {string.gsub('hello', '.', '%0%0')}
return {string.gsub('hello', '(h)(e)', '%2%1')}
return {string.gsub('hello', 'l', '%1')}
return {string.gsub('hello', 'l', '%2')}
return {string.gsub('hello', 'l', '%')}
return {string.gsub('hello', 'l', '%%')}
return {string.gsub('hello', 'l', '%x')}
return {string.gsub('hello', 'l', '%%1')}
return {string.gsub('hello', '()l', '%1')}
return {string.gsub('hello', '(l)', '<%1>')}
return {string.gsub('hello', '(l)()', '%2')}
return {string.gsub('hello', '^h', 'J')}
return {string.gsub('hhh', '^h', 'J')}
return {string.gsub('hello', 'o$', '0')}
return {string.gsub('hello', '$', '!')}
return {string.gsub('hello', '^', '!')}
return {string.gsub('hello world', '%w+', string.upper)}
return {string.gsub('hello', 'l', function(c) return nil end)}
return {string.gsub('hello', 'l', function(c) return false end)}
return {string.gsub('hello', 'l', function(c) return true end)}
return {string.gsub('hello', 'l', function(c) return 1 end)}
return {string.gsub('hello', 'l', function(c) return 1.5 end)}
return {string.gsub('hello', 'l', function(c) return {} end)}
return {string.gsub('hello', 'l', function(c) return print end)}
return {string.gsub('hello', 'l', function(...) return select('#', ...) end)}
return {string.gsub('hello', '(l)(.)', function(a, b) return b .. a end)}
return {string.gsub('hello', '()', function(p) return p end)}
return {string.gsub('hello', 'l', function() return 'a', 'b' end)}
return {string.gsub('hello', 'l', function() end)}
return {string.gsub('hello', 'l', function() error('oops') end)}
return {pcall(string.gsub, 'hello', 'l', function() error('oops', 0) end)}
return {string.gsub('$name is $age', '%$(%w+)', {name = 'Ann', age = 5})}
return {string.gsub('$name', '%$(%w+)', {})}
return {string.gsub('$name', '%$(%w+)', {name = false})}
return {string.gsub('$name', '%$(%w+)', {name = true})}
return {string.gsub('$name', '%$(%w+)', {name = {}})}
return {string.gsub('abc', '()', {'x', 'y'})}
return {string.gsub('abc', '%w', setmetatable({}, {__index = function(_, k) return k:upper() end}))}
return {string.gsub('abc', '%w', setmetatable({}, {__index = {a = 1}}))}
return {string.gsub('abc', 'b', 5)}
return {string.gsub('abc', 'b', 5.5)}
return {string.gsub('abc', 'b', true)}
return {string.gsub('abc', 'b', nil)}
return {string.gsub('abc', 'b')}
return {string.gsub('abc')}
return {string.gsub()}
return {string.gsub('abc', {}, 'x')}
return {string.gsub(nil, 'x', 'x')}
return {string.gsub('a\0b', '%z', '0')}
return {string.gsub('abc', 'b', '\0')}
return {string.gsub('a.b.c', '%.', '')}
return {string.gsub('abc def', '(%w)(%w*)', function(a, b) return a:upper() .. b end)}
return {string.gsub('hello', '', function() return 'x' end)}
return {string.gsub('abc', '.', {a = 1, b = 'B'})}
return {string.gsub('  x  ', '^%s+', '')}
return {string.gsub('x = 1', '%s*=%s*', '=')}
return {string.gsub('aaa', 'a', 'aa')}
return {string.gsub('abc', '(a)(b)(c)', '%3%2%1%0')}
return {string.gsub('hello', 'l', '%9')}
return {('x y'):gsub(' ', '_')}
return {('x y'):gsub(' ')}
return {('x y'):gsub(' ', true)}
return {string.gsub('abc', '%w', '%0%%')}
return {string.gsub(12321, '2', 'x')}
local n = 0 string.gsub('abc', '%w', function(c) n = n + 1 end) return n
local s = string.gsub('f(a,b)', '%b()', '') return s
local n = 0 local s = string.gsub('aaaa', 'a', function(c) n = n + 1 return string.gsub(c, 'a', 'b') end) return s .. n
`),
};
