import { blocks, type Snippets } from '../snippet.js';

export const snippets: Snippets = {
  'scripts as applications have them': blocks(
    String.raw`
local current = redis.call('incr', 'rate')
if current == 1 then
  redis.call('expire', 'rate', 60)
end
return {current, redis.call('ttl', 'rate')}
---
if redis.call('get', 'lock') == 'token' then
  return redis.call('del', 'lock')
else
  return 0
end
---
redis.call('set', 'lock', 'token')
if redis.call('get', 'lock') == 'token' then
  return redis.call('del', 'lock')
else
  return 0
end
---
for i = 1, 10 do redis.call('zadd', 'z', i * 10, 'm' .. i) end
local r = redis.call('zrangebyscore', 'z', 20, 50, 'withscores')
local sum = 0
for i = 2, #r, 2 do sum = sum + tonumber(r[i]) end
return {#r, sum}
---
redis.call('hset', 'h', 'a', 1, 'b', 2)
local h = redis.call('hgetall', 'h')
local out = {}
for i = 1, #h, 2 do out[#out + 1] = h[i] .. '=' .. h[i + 1] end
table.sort(out)
return table.concat(out, '&')
---
for i = 1, 5 do redis.call('rpush', 'queue', 'job' .. i) end
local moved = {}
while true do
  local job = redis.call('lmove', 'queue', 'done', 'left', 'right')
  if not job then break end
  moved[#moved + 1] = job
end
return moved
---
local stock = tonumber(redis.call('get', 'stock') or '10')
if stock < 3 then return redis.error_reply('SOLDOUT nothing left') end
redis.call('set', 'stock', stock - 3)
return {stock - 3, redis.call('get', 'stock')}
---
redis.call('sadd', 's', 'x', 'y', 'z')
local m = redis.call('smembers', 's')
table.sort(m)
return m
---
local id = redis.call('xadd', 's', '1-1', 'f', 'v')
local entries = redis.call('xrange', 's', '-', '+')
return {id, entries}
---
local cursor, keys = '0', {}
for i = 1, 5 do redis.call('set', 'k' .. i, i) end
repeat
  local r = redis.call('scan', cursor, 'count', 100)
  cursor = r[1]
  for _, k in ipairs(r[2]) do keys[#keys + 1] = k end
until cursor == '0'
table.sort(keys)
return keys
---
redis.call('set', 'k', 'v', 'px', 100000)
local ttl = redis.call('pttl', 'k')
return ttl > 90000 and ttl <= 100000 and 'ok'
---
local r = redis.call('set', 'k', 'v', 'nx')
local again = redis.call('set', 'k', 'w', 'nx')
return {type(r), r.ok, tostring(again)}
---
local payload = cjson.encode({id = 1})
redis.call('hset', 'job:1', 'data', payload)
local data = cjson.decode(redis.call('hget', 'job:1', 'data'))
return data.id
---
local msg = cmsgpack.pack({1, 'two', true})
return cmsgpack.unpack(msg)
`,
  ),
};
