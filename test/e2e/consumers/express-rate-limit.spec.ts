import { afterEach, beforeEach, expect, it } from '@jest/globals';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import { createClient } from 'redis';
import request from 'supertest';
import { describeEachServer } from '../../support/each-server.js';

describeEachServer('express-rate-limit with rate-limit-redis', (server) => {
  let client: ReturnType<typeof createClient>;
  let app: express.Express;
  let store: RedisStore;

  beforeEach(async () => {
    client = createClient({ url: server().url });
    await client.connect();
    store = new RedisStore({ sendCommand: (...words: string[]) => client.sendCommand(words) });
    app = express();
    app.use(
      rateLimit({
        windowMs: 60_000,
        limit: 3,
        standardHeaders: 'draft-6',
        legacyHeaders: false,
        keyGenerator: (req) => req.get('x-user') ?? 'nobody',
        store,
      }),
    );
    app.get('/', (_req, res) => void res.send('ok'));
  });

  afterEach(() => client.close());

  it('counts requests by user and refuses those above the limit', async () => {
    const send = (user: string): request.Test => request(app).get('/').set('x-user', user);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await send('ada')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const other = await send('bob').expect(200);
    expect(other.headers['ratelimit-remaining']).toBe('2');
    expect(await client.pTTL('rl:ada')).toBeGreaterThan(50_000);
  });

  it('reads, gives back and resets what it has counted', async () => {
    await store.increment('ada');
    await store.increment('ada');
    expect(await store.get('ada')).toMatchObject({ totalHits: 2 });
    await store.decrement('ada');
    expect(await store.get('ada')).toMatchObject({ totalHits: 1 });
    await store.resetKey('ada');
    expect(await client.exists('rl:ada')).toBe(0);
  });

  it('loads its scripts again when the server has forgotten them', async () => {
    await store.increment('ada');
    await client.sendCommand(['SCRIPT', 'FLUSH']);
    expect(await store.increment('ada')).toMatchObject({ totalHits: 2 });
  });
});
