import { blocks, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'lines of values that are loaded when the next token has been read': blocks(String.raw`
local u
return {1,
u.x
, 2}
---
local u
return {1, u.x

}
---
return {
redis.x.y
,
cjson.z
}
---
local u
local t = {k
=
u.x
, 3}
---
local u
local a, b = 1, u
.x
,
2
---
local u
return tostring(u
.a
.b,
1
)
---
local u
for i = 1
, u.x

do end
---
local t = {}
t.a
.b
=
1
---
local u
if 1
==
u
.x
then end
`),
};
