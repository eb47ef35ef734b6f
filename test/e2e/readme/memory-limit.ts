import { ConnectionManager, InMemoryCache } from 'rednest';

const engine = new InMemoryCache({
  config: { maxmemory: '2mb', 'maxmemory-policy': 'allkeys-lru', 'maxmemory-samples': 10 },
});
const redis = new ConnectionManager({ engine });

for (let i = 0; i < 5000; i++) await redis.set(`page:${i}`, 'x'.repeat(1000));
export const kept = await redis.dbsize(); // about 1500: the pages that were used last

await redis.config('SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '1mb');
export const refused = await redis.set('page:5000', 'x').catch(String);
// ReplyError: OOM command not allowed when used memory > 'maxmemory'.

redis.disconnect();
