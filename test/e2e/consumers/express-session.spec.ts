import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import request from 'supertest';
import { describeEachServer } from '../../support/each-server.js';

declare module 'express-session' {
  interface SessionData {
    visits: number;
  }
}

describeEachServer('express-session with connect-redis', (server) => {
  let client: ReturnType<typeof createClient>;
  let store: RedisStore;
  let app: express.Express;

  beforeEach(async () => {
    client = createClient({ url: server().url });
    await client.connect();
    store = new RedisStore({ client, prefix: 'session:', ttl: 600 });
    app = express();
    app.use(session({ store, secret: 'secret', resave: false, saveUninitialized: false }));
    app.get('/visit', (req, res) => {
      req.session.visits = (req.session.visits ?? 0) + 1;
      res.json({ visits: req.session.visits });
    });
    app.get('/leave', (req, res) => req.session.destroy(() => res.json({})));
  });

  afterEach(() => client.close());

  it('keeps a session between requests, and forgets it when it is destroyed', async () => {
    const agent = request.agent(app);
    await agent.get('/visit').expect(200, { visits: 1 });
    await agent.get('/visit').expect(200, { visits: 2 });
    const [key] = await client.keys('session:*');
    expect(JSON.parse((await client.get(key!))!)).toMatchObject({ visits: 2 });
    expect(await client.ttl(key!)).toBeGreaterThan(590);
    await agent.get('/leave').expect(200);
    expect(await client.keys('session:*')).toEqual([]);
    await agent.get('/visit').expect(200, { visits: 1 });
  });

  it('lists, counts and clears sessions', async () => {
    await Promise.all(Array.from({ length: 30 }, () => request(app).get('/visit').expect(200)));
    expect(await store.length()).toBe(30);
    expect(await store.all()).toHaveLength(30);
    await store.clear();
    expect(await store.ids()).toEqual([]);
  });
});
