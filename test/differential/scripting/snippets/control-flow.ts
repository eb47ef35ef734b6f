import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  if: lines(String.raw`
if true then return 1 end return 2
if false then return 1 end return 2
if nil then return 1 else return 2 end
if 0 then return 1 else return 2 end
if '' then return 1 else return 2 end
local x = 5 if x > 10 then return 'a' elseif x > 3 then return 'b' else return 'c' end
local x = 1 if x > 10 then return 'a' elseif x > 3 then return 'b' else return 'c' end
local x = 7 if x > 10 then return 'a' elseif x > 3 then return 'b' elseif x > 5 then return 'c' end
if not nil then return 'not' end
if 1 == 1 and 'x' then return 'and' end
if nil or false then return 'or' end return 'none'
local n = 0 if true then local n = 5 end return n
if true then if false then return 1 else return 2 end end
if (function() return nil, 1 end)() then return 1 else return 2 end
if 1 then end return 'empty'
`),
  while: lines(String.raw`
local i = 0 while i < 10 do i = i + 1 end return i
local i = 0 while true do i = i + 1 if i == 5 then break end end return i
local i = 0 while false do i = 1 end return i
local i, s = 0, '' while i < 3 do i = i + 1 local j = 0 while true do j = j + 1 if j > i then break end s = s .. j end end return s
local i = 10 while i do i = i - 1 if i == 0 then i = nil end end return tostring(i)
while true do return 'out' end
local f = {} local i = 0 while i < 3 do local j = i f[#f + 1] = function() j = j + 1 return j end i = i + 1 end return {f[1](), f[1](), f[2](), f[3]()}
local n = 0 while n < 5 do n = n + 1 if n == 2 then n = 4 end end return n
local i = 0 while (function() i = i + 1 return i < 4 end)() do end return i
`),
  repeat: lines(String.raw`
local i = 0 repeat i = i + 1 until i == 10 return i
local i = 0 repeat i = i + 1 until true return i
local i = 0 repeat local done = i == 3 i = i + 1 until done return i
local i = 0 repeat i = i + 1 if i == 3 then break end until false return i
local f = {} local i = 0 repeat local j = i f[#f + 1] = function() return j end i = i + 1 until j == 2 return {f[1](), f[2](), f[3]()}
local i = 0 repeat local x = i * 2 i = i + 1 until x >= 10 return i
local i = 0 repeat local f = function() return i > 4 end i = i + 1 until f() return i
local x = 1 repeat local x = x + 1 until x == 2 return x
repeat return 'out' until false
local n = 0 repeat repeat n = n + 1 until n % 3 == 0 until n > 10 return n
local s = '' repeat local l = #s s = s .. l until l > 4 return s
`),
  'numeric for': lines(String.raw`
local s = '' for i = 1, 5 do s = s .. i end return s
local s = '' for i = 5, 1, -1 do s = s .. i end return s
local s = '' for i = 1, 10, 3 do s = s .. i .. ',' end return s
local s = '' for i = 1, 2, 0.25 do s = s .. i .. ',' end return s
local s = '' for i = 1, 0 do s = s .. i end return s .. 'none'
local s = '' for i = 0, 1, -1 do s = s .. i end return s .. 'none'
local s = '' for i = 1, 1 do s = s .. i end return s
local s = '' for i = 3, 3, -1 do s = s .. i end return s
local s = '' for i = '1', '3' do s = s .. i end return s
local s = '' for i = '1', 3, '1' do s = s .. i .. type(i) end return s
for i = 'x', 3 do end
for i = 1, 'x' do end
for i = 1, 3, 'x' do end
for i = nil, 3 do end
for i = 1, nil do end
for i = 1, 3, nil do end
for i = {}, 3 do end
for i = true, 3 do end
for i = 1, {} do end
for i = 1, 3, {} do end
for i = nil, nil, nil do end
local s = '' for i = 1, 3 do local j = i i = 10 s = s .. j .. i .. ' ' end return s
local i = 'outer' for i = 1, 3 do end return i
local f = {} for i = 1, 3 do f[i] = function() i = i + 1 return i end end return {f[1](), f[1](), f[2](), f[3]()}
local n = 0 for i = 1, 3 do for j = 1, i do n = n + j end end return n
local n = 0 for i = 1, 10 do if i == 4 then break end n = i end return n
for i = 1, 3 do if i == 2 then return i end end
local n = 0 for i = 0.1, 1, 0.1 do n = n + 1 end return n
local n = 0 for i = 1, 0, 0.5 do n = n + 1 end return n
local n = 0 for i = 1, 1/0 do n = n + 1 if n == 100 then break end end return n
local n = 0 for i = -1/0, 1 do n = n + 1 if n == 100 then break end end return n
local n = 0 for i = 0/0, 1 do n = n + 1 end return n
local n = 0 for i = 1, 0/0 do n = n + 1 end return n
local n = 0 for i = 1, 10, 0/0 do n = n + 1 end return n
local n = 0 for i = 2^53, 2^53 + 2 do n = n + 1 if n == 10 then break end end return n
local n, m = 0, 3 for i = 1, m do m = 10 n = n + 1 end return n
local calls = '' local function f(n) calls = calls .. n return n end for i = f(1), f(3), f(2) do end return calls
local n = 0 for i = 1, 3, 1 do n = n + i end return n
local n = 0 for i = 1, 10, 0 do n = n + 1 if n == 20 then break end end return n
local n = 0 for i = 10, 1, 0 do n = n + 1 if n == 20 then break end end return n
local s = '' for i = -3, 3 do s = s .. i .. ' ' end return s
local s = '' for i = 3, -3, -2 do s = s .. i .. ' ' end return s
local s = '' for i = 1.5, 4 do s = s .. i .. ' ' end return s
local s = '' for i = 1e15, 1e15 + 2 do s = s .. string.format('%.0f', i) .. ' ' end return s
local s = '' for i = 1, 3 do s = s .. tostring(1 / (i - 1 == 0 and -0 or 1)) .. ' ' end return s
`),
  'generic for': lines(String.raw`
local s = '' for i, v in ipairs({'a', 'b', 'c'}) do s = s .. i .. v end return s
local s = '' for i, v in ipairs({'a', nil, 'c'}) do s = s .. i .. v end return s
local n = 0 for k, v in pairs({a = 1, b = 2, 3}) do n = n + v end return n
local s = '' for k, v in pairs({'a', 'b'}) do s = s .. k .. v end return s
local s = '' for k in pairs({10, 20, 30}) do s = s .. k end return s
local s = '' for k, v in next, {5, 6} do s = s .. k .. v end return s
local s = '' for w in string.gmatch('one two three', '%a+') do s = s .. w .. '.' end return s
local s = '' for k, v in string.gmatch('a=1, b=2', '(%w+)=(%w+)') do s = s .. k .. v end return s
local function iter(t, i) i = i + 1 if t[i] then return i, t[i] end end local s = '' for i, v in iter, {7, 8}, 0 do s = s .. i .. v end return s
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i end end end local s = '' for i in range(4) do s = s .. i end return s
local s = '' for a, b, c, d in (function() local i = 0 return function() i = i + 1 if i < 3 then return i, i * 2, i * 3 end end end)() do s = s .. a .. b .. c .. tostring(d) end return s
for k in nil do end
for k in 5 do end
for k in {} do end
for k in 'x' do end
for k, v in pairs(nil) do end
for k, v in pairs() do end
for k, v in pairs(5) do end
for k, v in ipairs(nil) do end
for k, v in ipairs('abc') do end
for k, v in ipairs() do end
for k in next do end
for k in next, {} do end return 'empty'
local s = '' for i, v in ipairs({1, 2, 3}) do if i == 2 then break end s = s .. v end return s
for i, v in ipairs({1, 2, 3}) do if i == 2 then return v end end
local f = {} for i, v in ipairs({'a', 'b'}) do f[i] = function() v = v .. '!' return v end end return {f[1](), f[1](), f[2]()}
local t = {1, 2, 3} for k in pairs(t) do t[k] = nil end return #t
local t = {a = 1, b = 2} for k in pairs(t) do t[k] = t[k] * 10 end return {t.a, t.b}
local t = {1, 2, 3} local s = '' for i, v in ipairs(t) do s = s .. v if i < 5 then t[#t + 1] = i end end return s
local s = '' for i, v in ipairs(setmetatable({}, {__index = function(t, k) if k < 4 then return k * 2 end end})) do s = s .. v end return s
local s = '' local t = setmetatable({}, {__call = function(self, state, i) if i < 3 then return i + 1 end end}) for i in t, nil, 0 do s = s .. i end return s
local s = '' for i, v in ipairs({1, 2}) do i = i * 10 s = s .. i .. ' ' end return s
local n = 0 for k in (function() n = n + 1 if n < 4 then return n end end) do end return n
local n = 0 for k in (function() n = n + 1 if n < 4 then return false end end) do end return n
for k, v in pairs({1}), error('evaluated') do end
local k, v = 'k', 'v' for k, v in pairs({1}) do end return k .. v
`),
  'break and return': blocks(
    String.raw`
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then break end
    if i == 3 then return i .. j end
  end
end
---
local s = ''
while true do
  local i = #s
  if i >= 3 then break end
  s = s .. i
end
return s
---
local s = ''
repeat
  local i = #s
  if i >= 3 then
    do break end
  end
  s = s .. i
until false
return s
---
do return 'early' end
return 'late'
---
local function f()
  for i = 1, 10 do
    if i == 3 then return i end
  end
end
return f()
---
local function f()
  while true do
    while true do
      while true do
        return 'deep'
      end
    end
  end
end
return f()
---
local n = 0
for _, a in ipairs({1, 2, 3}) do
  for _, b in ipairs({1, 2, 3}) do
    if b == a then break end
    n = n + b
  end
end
return n
---
local fs = {}
for i = 1, 5 do
  local x = i * i
  fs[#fs + 1] = function() return x end
  if i == 3 then break end
end
return {#fs, fs[1](), fs[2](), fs[3]()}
---
do
  local x = 1
  do
    local x = x + 1
    do
      local x = x + 1
      return x
    end
  end
end
`,
  ),
};
