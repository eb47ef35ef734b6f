import { ConnectionManager, InMemoryCache } from 'rednest';

const engine = new InMemoryCache({ config: { 'slowlog-log-slower-than': 1000 } }); // microseconds
const redis = new ConnectionManager({ engine });

const members = Array.from({ length: 200_000 }, (_, i) => `member:${i}`);
for (let i = 0; i < members.length; i += 1000) await redis.sadd('all', members.slice(i, i + 1000));
await redis.slowlog('RESET');
await redis.smembers('all');

type SlowCommand = [id: number, second: number, microseconds: number, words: string[]];
const slow = (await redis.slowlog('GET', 10)) as SlowCommand[];
export const slowest = slow.map(([, , , words]) => words.join(' ')); // includes 'smembers all'

const histogram = (await redis.latency('HISTOGRAM', 'sadd')) as [string, unknown[]];
export const calls = histogram[1][1]; // 200
export const bytes = await redis.memory('USAGE', 'all'); // a few MB

redis.disconnect();
