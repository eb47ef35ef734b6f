import { lines, type Snippets } from '../snippet.js';

const ODD_NUMBERS =
  '0, 1, 127, 128, 255, 256, 65535, 65536, 2^31, 2^32 - 1, 2^32, 2^53, 2^62, 2^63 - 1024, 2^63, 2^64, 1e300, -1, -32, -33, -128, -129, -32768, -32769, -2^31, -2^31 - 1, -2^53, -2^63, -2^64, 0.5, -1.5, 0.1, 1e-300, 3.4028234663852886e38, 1/0, -1/0, -0';

export const snippets: Snippets = {
  'cmsgpack.pack': lines(String.raw`
return cmsgpack.pack(nil)
return cmsgpack.pack(true)
return cmsgpack.pack(false)
return cmsgpack.pack(1, 2, 3)
return cmsgpack.pack('')
return cmsgpack.pack('abc')
return cmsgpack.pack('a\0b')
return cmsgpack.pack(('x'):rep(31))
return cmsgpack.pack(('x'):rep(32))
return cmsgpack.pack(('x'):rep(255))
return cmsgpack.pack(('x'):rep(256))
return cmsgpack.pack(('x'):rep(65535)):sub(1, 8)
return cmsgpack.pack(('x'):rep(65536)):sub(1, 8)
return cmsgpack.pack({})
return cmsgpack.pack({1, 2, 3})
return cmsgpack.pack({1, {2, {3}}})
return cmsgpack.pack({a = 1})
return cmsgpack.pack({[1] = 1, [3] = 3}):len()
return cmsgpack.pack({[2] = 1})
return cmsgpack.pack({[0] = 1})
return cmsgpack.pack({[1.5] = 1})
return cmsgpack.pack({[2^40] = 1})
return cmsgpack.pack({[2^31] = 1})
return cmsgpack.pack({[true] = 1})
return cmsgpack.pack({['1'] = 1})
return cmsgpack.pack({1, nil, 3}):len()
return cmsgpack.pack({nil, 2})
return cmsgpack.pack({{}, {}})
return cmsgpack.pack({a = {b = {}}})
return cmsgpack.pack(redis.call)
return cmsgpack.pack(cjson.null)
return cmsgpack.pack(coroutine.create(function() end))
return cmsgpack.pack({redis.call, 1})
return cmsgpack.pack({[redis.call] = 1})
return cmsgpack.pack(0/0)
return cmsgpack.pack()
return {pcall(cmsgpack.pack)}
return cmsgpack.pack(nil, nil)
local t = {} t[1] = t return cmsgpack.pack(t)
local t = {} t.a = t return cmsgpack.pack(t)
local t = {} for i = 1, 15 do t = {t} end return cmsgpack.pack(t)
local t = {} for i = 1, 16 do t = {t} end return cmsgpack.pack(t)
local t = {} for i = 1, 15 do t[i] = i end return cmsgpack.pack(t)
local t = {} for i = 1, 16 do t[i] = i end return cmsgpack.pack(t)
local t = {} for i = 1, 65535 do t[i] = 1 end return cmsgpack.pack(t):sub(1, 6)
local t = {} for i = 1, 65536 do t[i] = 1 end return cmsgpack.pack(t):sub(1, 6)
local t = {} for i = 1, 15 do t['k' .. i] = 1 end return cmsgpack.pack(t):sub(1, 1)
local t = {} for i = 1, 16 do t['k' .. i] = 1 end return cmsgpack.pack(t):sub(1, 3)
local t = {} for i = 1, 70000 do t['k' .. i] = 1 end return cmsgpack.pack(t):sub(1, 5)
return cmsgpack.pack(setmetatable({}, {__index = function() return 5 end}))
return cmsgpack.pack({a = 1, b = 2, c = 3})
return cmsgpack.pack({1, 2, x = 3})
return {cmsgpack._NAME, cmsgpack._VERSION, cmsgpack._COPYRIGHT, cmsgpack._DESCRIPTION}
cmsgpack.x = 1
`),
  numbers: [
    `local t = {} for _, v in ipairs({${ODD_NUMBERS}}) do t[#t + 1] = cmsgpack.pack(v) end return t`,
    `local t = {} for _, v in ipairs({${ODD_NUMBERS}}) do t[#t + 1] = string.format('%.17g', cmsgpack.unpack(cmsgpack.pack(v))) end return t`,
  ],
  'cmsgpack.unpack': lines(String.raw`
return {cmsgpack.unpack('\1')}
return {cmsgpack.unpack('\1\2\3')}
return {cmsgpack.unpack('')}
return select('#', cmsgpack.unpack(''))
return select('#', cmsgpack.unpack('\192'))
return select('#', cmsgpack.unpack('\192\192'))
return {cmsgpack.unpack('\127\224\255')}
return {cmsgpack.unpack('\204\255\205\1\2\206\255\255\255\255')}
return {cmsgpack.unpack('\208\255\209\255\254\210\255\255\255\253')}
return tostring(cmsgpack.unpack('\207\255\255\255\255\255\255\255\255'))
return tostring(cmsgpack.unpack('\207\0\32\0\0\0\0\0\1'))
return tostring(cmsgpack.unpack('\211\255\255\255\255\255\255\255\254'))
return tostring(cmsgpack.unpack('\211\128\0\0\0\0\0\0\0'))
return tostring(cmsgpack.unpack('\202\63\192\0\0'))
return tostring(cmsgpack.unpack('\203\63\248\0\0\0\0\0\0'))
return tostring(cmsgpack.unpack('\202\127\128\0\0'))
return string.format('%.17g', cmsgpack.unpack('\202\61\204\204\205'))
return {tostring(cmsgpack.unpack('\194')), tostring(cmsgpack.unpack('\195')), tostring(cmsgpack.unpack('\192'))}
return cmsgpack.unpack('\163abc')
return cmsgpack.unpack('\160')
return cmsgpack.unpack('\217\3abc')
return cmsgpack.unpack('\218\0\3abc')
return cmsgpack.unpack('\219\0\0\0\3abc')
return cmsgpack.unpack('\144')
return cmsgpack.unpack('\147\1\2\3')
return cmsgpack.unpack('\220\0\2\1\2')
return cmsgpack.unpack('\221\0\0\0\2\1\2')
return cmsgpack.unpack('\129\161a\1').a
return cmsgpack.unpack('\222\0\1\161a\1').a
return cmsgpack.unpack('\223\0\0\0\1\161a\1').a
return next(cmsgpack.unpack('\128')) == nil
return #cmsgpack.unpack('\147\1\192\3')
return cmsgpack.unpack('\130\161a\1\161a\2').a
return tostring(cmsgpack.unpack('\129\161a\192').a)
return cmsgpack.unpack('\129\1\2')[1]
return cmsgpack.unpack('\129\195\2')[true]
return type(next(cmsgpack.unpack('\129\144\2')))
return cmsgpack.unpack('\129\192\1')
return cmsgpack.unpack('\129\203\255\248\0\0\0\0\0\0\1')
return cmsgpack.unpack('\193')
return cmsgpack.unpack('\196\1a')
return cmsgpack.unpack('\197\0\1a')
return cmsgpack.unpack('\199\1\1a')
return cmsgpack.unpack('\212\1a')
return cmsgpack.unpack('\216')
return cmsgpack.unpack('\1\193')
return cmsgpack.unpack('\204')
return cmsgpack.unpack('\205\1')
return cmsgpack.unpack('\206\1\2\3')
return cmsgpack.unpack('\207\1\2\3\4\5\6\7')
return cmsgpack.unpack('\202\1')
return cmsgpack.unpack('\203\1')
return cmsgpack.unpack('\163ab')
return cmsgpack.unpack('\217')
return cmsgpack.unpack('\217\5ab')
return cmsgpack.unpack('\218\0')
return cmsgpack.unpack('\219\255\255\255\255a')
return cmsgpack.unpack('\145')
return cmsgpack.unpack('\147\1\2')
return cmsgpack.unpack('\220\0')
return cmsgpack.unpack('\221\255\255\255\255\1')
return cmsgpack.unpack('\129')
return cmsgpack.unpack('\129\1')
return cmsgpack.unpack('\223\255\255\255\255\1\1')
return {cmsgpack.unpack('\1\2', 5)}
return {cmsgpack.unpack(5)}
return cmsgpack.unpack()
return cmsgpack.unpack(nil)
return cmsgpack.unpack({})
return cmsgpack.unpack(true)
return {pcall(cmsgpack.unpack)}
return {pcall(cmsgpack.unpack, '\193')}
return {pcall(cmsgpack.unpack, '\129\192\1')}
return type(cmsgpack.unpack(('\145'):rep(3999) .. '\1'))
return cmsgpack.unpack(('\145'):rep(4000) .. '\1')
return type(cmsgpack.unpack(('\129\1'):rep(3999) .. '\1'))
return cmsgpack.unpack(('\129\1'):rep(4000) .. '\1')
return select('#', cmsgpack.unpack(('\1'):rep(7999)))
return cmsgpack.unpack(('\1'):rep(8000))
return {pcall(cmsgpack.unpack, ('\1'):rep(7998) .. '\144')}
return select('#', cmsgpack.unpack(('\1'):rep(7998) .. '\128'))
return {pcall(cmsgpack.unpack, ('\1'):rep(7997) .. '\129\1\144')}
return {pcall(cmsgpack.unpack, ('\1'):rep(7996) .. '\129\1\144')}
return {pcall(cmsgpack.unpack, ('\1'):rep(7997) .. '\145\144')}
return {pcall(cmsgpack.unpack, ('\1'):rep(7996) .. '\145\144')}
return select('#', cmsgpack.unpack(('\1'):rep(7995) .. '\145\144'))
`),
  'cmsgpack.unpack_one and cmsgpack.unpack_limit': lines(String.raw`
return {cmsgpack.unpack_one('\1\2\3')}
return {cmsgpack.unpack_one('\1\2\3', 0)}
return {cmsgpack.unpack_one('\1\2\3', 1)}
return {cmsgpack.unpack_one('\1\2\3', 2)}
return {cmsgpack.unpack_one('\1\2\3', 3)}
return {cmsgpack.unpack_one('\1\2\3', 4)}
return {cmsgpack.unpack_one('\1\2\3', -1)}
return {cmsgpack.unpack_one('')}
return {cmsgpack.unpack_one('\1\2', 1.7)}
return {cmsgpack.unpack_one('\1\2', '1')}
return {cmsgpack.unpack_one('\1\2', nil)}
return {cmsgpack.unpack_one('\1\2', 'x')}
return {cmsgpack.unpack_one('\1\2', {})}
return {cmsgpack.unpack_one()}
return {cmsgpack.unpack_one(nil, 1)}
return {cmsgpack.unpack_one({}, 'x')}
return {cmsgpack.unpack_one('\1\2', 1, 5)}
return {cmsgpack.unpack_one('\193')}
return {cmsgpack.unpack_one('\1\193')}
return {cmsgpack.unpack_one('\147\1\2\3\4')}
return {cmsgpack.unpack_limit('\1\2\3', 2)}
return {cmsgpack.unpack_limit('\1\2\3', 3)}
return {cmsgpack.unpack_limit('\1\2\3', 5)}
return {cmsgpack.unpack_limit('\1\2\3', 2, 1)}
return {cmsgpack.unpack_limit('\1\2\3', 1, 3)}
return {cmsgpack.unpack_limit('\1\2\3', 1, 4)}
return {cmsgpack.unpack_limit('\1\2\3', 1, -1)}
return {cmsgpack.unpack_limit('\1\2\3', -1)}
return {cmsgpack.unpack_limit('\1\2\3', -2, 7)}
return {cmsgpack.unpack_limit('\1\2\3', 0)}
return {cmsgpack.unpack_limit('\1\2\3', 0, 1)}
return {cmsgpack.unpack_limit('\1\2\3', '1')}
return {cmsgpack.unpack_limit('\1\2\3', 1.9)}
return {cmsgpack.unpack_limit('\1\2\3', 'x')}
return {cmsgpack.unpack_limit('\1\2\3')}
return {cmsgpack.unpack_limit('\1\2\3', nil)}
return {cmsgpack.unpack_limit('\1\2\3', 1, 'x')}
return {cmsgpack.unpack_limit()}
return {cmsgpack.unpack_limit({}, 1)}
return {cmsgpack.unpack_limit('\1\2\3', 2^32 + 1)}
return {cmsgpack.unpack_limit('\1\193', 1)}
return {cmsgpack.unpack_limit('\1\193', 2)}
return select('#', cmsgpack.unpack_limit(('\1'):rep(9000), 7900))
local t, at = {}, 0 repeat local v at, v = cmsgpack.unpack_one('\1\2\163abc', at) t[#t + 1] = v until at == -1 return t
return cmsgpack.unpack(cmsgpack.pack({1, 2, {3, 'x'}}))
return cmsgpack.unpack(cmsgpack.pack({a = {b = 'c'}})).a.b
return {cmsgpack.unpack(cmsgpack.pack(1, 'two', true, 4.5))}
return {pcall(cmsgpack.unpack_one, '\1', 5)}
`),
};
