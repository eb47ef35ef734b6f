import { afterEach, beforeEach, expect, it } from '@jest/globals';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { createClient } from 'redis';
import { describeEachServer } from '../../support/each-server.js';

describeEachServer('keyv with @keyv/redis', (server) => {
  let users: Keyv;
  let articles: Keyv;

  beforeEach(() => {
    users = new Keyv({ store: new KeyvRedis(server().url), namespace: 'users' });
    articles = new Keyv({ store: new KeyvRedis(server().url), namespace: 'articles' });
  });

  afterEach(async () => {
    await users.disconnect();
    await articles.disconnect();
  });

  it('stores values of all kinds, alone and together', async () => {
    await users.set('ada', { name: 'Ada', tags: ['é', '日本'] });
    await users.setMany([
      { key: 'bob', value: 1 },
      { key: 'eve', value: null },
    ]);
    expect(await users.get('ada')).toEqual({ name: 'Ada', tags: ['é', '日本'] });
    expect(await users.getMany(['ada', 'bob', 'none'])).toEqual([
      { name: 'Ada', tags: ['é', '日本'] },
      1,
      undefined,
    ]);
    expect(await users.has('bob')).toBe(true);
    expect(await users.deleteMany(['bob', 'none'])).toBe(true);
    expect(await users.has('bob')).toBe(false);
  });

  it('gives values the time to live that it is told', async () => {
    await users.set('ada', 1, 60_000);
    const client = createClient({ url: server().url });
    await client.connect();
    const [key] = await client.keys('*ada');
    const ttl = await client.pTTL(key!);
    expect(ttl).toBeGreaterThan(50_000);
    expect(ttl).toBeLessThanOrEqual(60_000);
    await client.close();
  });

  it('keeps namespaces apart', async () => {
    await users.set('same', 'user');
    await articles.set('same', 'article');
    await users.clear();
    expect(await users.get('same')).toBeUndefined();
    expect(await articles.get('same')).toBe('article');
  });

  it('walks through a namespace', async () => {
    await users.setMany(Array.from({ length: 50 }, (_, i) => ({ key: `u${i}`, value: i })));
    await articles.set('other', 1);
    const seen: unknown[] = [];
    for await (const [, value] of users.iterator!(undefined) as AsyncIterable<[string, number]>) {
      seen.push(value);
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 50 }, (_, i) => i).toSorted());
  });
});
