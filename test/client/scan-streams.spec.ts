import { expect, it } from '@jest/globals';
import { describeClient } from './support/targets.js';

async function collect(stream: AsyncIterable<unknown>): Promise<string[]> {
  const found = new Set<string>();
  for await (const keys of stream) for (const key of keys as unknown[]) found.add(String(key));
  return [...found].toSorted();
}

describeClient('scan streams', ({ open }) => {
  it('visit every key', async () => {
    const redis = open();
    const keys = Array.from({ length: 500 }, (_, i) => `key:${String(i).padStart(3, '0')}`);
    await redis.mset(Object.fromEntries(keys.map((key) => [key, 'v'])));
    await redis.set('other', 'v');
    expect(await collect(redis.scanStream({ count: 50 }))).toEqual([...keys, 'other']);
    expect(await collect(redis.scanStream({ match: 'key:01*' }))).toEqual(keys.slice(10, 20));
    expect(await collect(redis.scanStream({ type: 'list' }))).toEqual([]);
  });

  it('hand out Buffers', async () => {
    const redis = open();
    const key = Buffer.from([255, 0]);
    await redis.set(key, 'v');
    const found: unknown[] = [];
    for await (const keys of redis.scanBufferStream()) found.push(...(keys as unknown[]));
    expect(found).toEqual([key]);
  });

  it('report errors', async () => {
    const redis = open();
    redis.disconnect();
    await expect(collect(redis.scanStream())).rejects.toThrow('Connection is closed.');
  });
});
