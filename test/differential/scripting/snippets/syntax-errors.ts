import { blocks, lines, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'statements that are none': lines(String.raw`
x
x y
x.y
x[1]
x:y
'str'
5
nil
{}
(x)
a.b:c
a.b.c
1 = 2
f() = 1
(x) = 1
x + 1
x == 1
not x
-x
return 1 return 2
return 1 local x
return return
break
break break
local
local 1
local x =
local x = = 1
local x, = 1
local x y
local x.y = 1
local x[1] = 1
local function
local function 1() end
local function f
local function f(
local function f()
local function f() return
local function f(1) end
local function f(a,) end
local function f(a b) end
local function f.g() end
local function f:g() end
function
function f
function f() 
function f.g.h:i:j() end
function f:g.h() end
function 5() end
end
do
do end end
do local x = 1
if
if true
if true then
if true then else
if true then elseif
if true then elseif false
if true then else elseif false then end
if true then else else end
if then end
if true do end
while
while true
while true do
while do end
while true then end
for
for i
for i =
for i = 1
for i = 1,
for i = 1, 2
for i = 1, 2 do
for i = 1 do end
for i, = 1, 2 do end
for i, j = 1, 2 do end
for i in
for i in x
for in x do end
for 1 = 1, 2 do end
for i.x = 1, 2 do end
for i = 1, 2, 3, 4 do end
repeat
repeat until
repeat x = 1
until true
else
elseif
then
in
goto x
::x::
;
;;
local x;; 
return;;
local x = 1;
a = 1 b = 2 c
x, y
x, y =
x, = 1
x, 5 = 1, 2
x, f() = 1, 2
x = 
x = 1,
x = 1 2
x = = 1
x += 1
x++
x--
x := 1
x != 1
! x
x && y
return 1 != 2
return 1 <> 2
return !true
return 1 // 2
return 1 & 2
return 1 | 2
return 1 ~ 2
return ~1
return 1 << 2
return 1 >> 2
return a ? b : c
return x => x
@x
#x
$x
%x
\x
? 
~
return 1 ~= 
return ~= 1
[x]
]
)
}
`),
  'expressions that are none': lines(String.raw`
return (
return ()
return )
return (1
return (1))
return {
return {1
return {1,
return {1 2}
return {,}
return {,1}
return {1,,2}
return {x =}
return {x = 1, = 2}
return {[1] 2}
return {[1]}
return {[1 = 2}
return {[] = 2}
return {1 = 2}
return {'x' = 2}
return {x.y = 2}
return {x: 2}
return {...}
return 1 +
return + 1
return * 1
return 1 + * 2
return 1 .. 
return .. 1
return 1 ..
return 1 ... 2
return 1 . 2
return 1.x
return a.1
return a.
return a..
return a:
return a:b
return a:b.c
return a:1()
return a.b:c.d()
return a[
return a[1
return a[]
return a(
return a(1
return a(1,
return a(1,)
return a(,1)
return a(1 2)
return a{1
return function
return function(
return function()
return function() end end
return function f() end
return function(a end
return function(a,) end
return function(..., a) end
return function(...) end
return not
return #
return -
return 1 and
return and 1
return or
return 1 or or 2
return 1 == == 2
return 1 not 2
return nil nil
return true false
return 'a' 'b'
return 1 'b'
return 'a''b'
return a b
return a 1
return a 'b' c
return {} {}
return (a) (b) c
return =
return = 1
return 1 = 1
return local
return end
return if true then 1 end
return while
return do
return then
return "a" .. 
return [[a
return [=[a]]
return [=a
return [==
return [a]
return 'a
return "a
return 'a"
return "a'
return '\
return '\300'
return '\256'
return '\9999'
return '\1234'
return "\999"
return 0x
return 0xz
return 1e
return 1e+
return 1.2.3
return 1..2
return 12abc
return 0b1
return 1__
return ...1
`),
  'strings and comments without end': blocks(
    String.raw`
return 'first
second'
---
return "first
second"
---
return [[first
second
---
return [==[first
]]
]=]
---
--[[ first
second
---
--[==[ first
]]
---
return 'a\
---
return "x" --[[
---
local s = [[x]] .. [[
y
---
return '` +
      'a'.repeat(100) +
      String.raw`
---
return [[` +
      'b'.repeat(100) +
      String.raw`
---
return ` +
      'c'.repeat(100) +
      String.raw` = 1
`,
  ),
  'what opens and does not close tells its line': blocks(
    String.raw`
if true then
  return 1
---
if true then
  x()
else
  y()
---
while true do
  x()
---
for i = 1, 2 do
  local x = 1
---
local function f()
  return 1

---
function g()
  if true then
    return 1
end
---
do
  do
  end
---
repeat
  local x = 1
---
return {
  1,
  2
---
return (
  1
---
f(
  1,
  2
---
local x = a[
  1
---
local t = {
  a = function()
    return 1
  ,
}
---
if true
then return 1
elseif false
then return 2
---
for i = 1, 2
do
  for j = 1, 2
  do
  end
`,
  ),
  'an ambiguous call': blocks(
    String.raw`
local f = function(x) return x end
local a = f
(1)
return a
---
local f = redis.sha1hex
f
('x')
---
local s = 'x'
local t = s
[1]
---
local f = type
return f
{}
---
local f = type
return f
'x'
---
local x = 1
;(function() end)()
---
local x = 1; (function() end)()
return x
`,
  ),
};
