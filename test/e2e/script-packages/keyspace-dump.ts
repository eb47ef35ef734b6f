import type { Redis } from 'ioredis';

/** What differs from run to run: times, and what libraries draw at random. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{32,40}\b/g, '<token>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'],
  [/\d{10,}(?:\.\d+)?(?:e\+\d+)?(?:-\d+)?/g, '<time>'],
  // Until the next Monday, and where an error was thrown.
  [/\d{8,9}/g, '<delay>'],
  [/\[\\*"Error: [^\]]*\]/g, '<stack>'],
  [/\d\.\d+e\+1\d/g, '<time>'],
];

/** All keys with their types, contents, and whether they have a deadline; what is volatile is masked. */
export async function keyspaceDump(redis: Redis): Promise<string[]> {
  const lines: string[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    const expires = (await redis.pttl(key)) >= 0 ? ' expires' : '';
    lines.push(
      masked(`${key} ${type}${expires} ${JSON.stringify(await contents(redis, key, type))}`),
    );
  }
  return lines.toSorted();
}

/** A text without what differs from run to run. */
export function masked(text: string): string {
  return VOLATILE.reduce((result, [pattern, name]) => result.replace(pattern, name), text);
}

async function contents(redis: Redis, key: string, type: string): Promise<unknown> {
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return (await redis.smembers(key)).toSorted();
    case 'zset':
      return redis.call('ZRANGE', key, '0', '-1', 'WITHSCORES');
    case 'hash':
      return Object.entries(await redis.hgetall(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    case 'stream':
      return (await redis.xrange(key, '-', '+')).map(([, fields]) => fields);
    default:
      throw new Error(`A key of type ${type}`);
  }
}
