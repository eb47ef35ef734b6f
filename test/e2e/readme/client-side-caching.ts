import { ConnectionManager, InMemoryCache } from 'rednest';

const engine = new InMemoryCache();
const redis = new ConnectionManager({ engine });
const writer = new ConnectionManager({ engine });
const local = new Map<string, string | null>();

// A connection of its own hears of the keys that `redis` has read when they change.
const listener = new ConnectionManager({ engine, protocol: 2 });
const id = await listener.client('ID');
await listener.subscribe('__redis__:invalidate');
listener.on('messageBuffer', (_channel: Buffer, keys: Buffer[] | null) => {
  if (keys === null) local.clear();
  else for (const key of keys) local.delete(String(key));
});
await redis.call('CLIENT', 'TRACKING', 'ON', 'REDIRECT', String(id));

export async function get(key: string): Promise<string | null> {
  if (!local.has(key)) local.set(key, await redis.get(key));
  return local.get(key)!;
}

await writer.set('price', '10');
export const first = await get('price'); // '10', and from now on without asking
export const cached = [...local.keys()]; // ['price']
const changed = new Promise((resolve) => listener.once('messageBuffer', resolve));
await writer.set('price', '12');
await changed;
export const forgotten = local.size; // 0
export const second = await get('price'); // '12'

for (const connection of [redis, writer, listener]) connection.disconnect();
