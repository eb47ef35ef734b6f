import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import { ConnectionManager, ManualClock, type CacheModuleOptions } from 'rednest';
import { createApp, type Adapter } from '../../../sample-app/src/create-app.js';
import { MailTransport } from '../../../sample-app/src/mails/mail-transport.js';
import { describeWithRedisCluster } from '../../support/redis-cluster.js';
import { describeWithRedis } from '../../support/redis-server.js';

// Passwords are slow to check, by intention.
jest.setTimeout(30_000);

let app: INestApplication;
let url: string;

async function start(adapter: Adapter, cache: CacheModuleOptions): Promise<void> {
  const settings = { jwtSecret: 'only for tests', cache };
  app = await createApp(adapter, settings, { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
}

const get = (path: string, token?: string): Promise<Response> =>
  fetch(url + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

function send(method: string, path: string, body?: object, token?: string): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const logIn = (name: string, password: string): Promise<Response> =>
  send('POST', '/auth/login', { name, password });

async function tokenOf(name: string, password: string): Promise<string> {
  const response = await logIn(name, password);
  expect(response.status).toBe(200);
  return ((await response.json()) as { token: string }).token;
}

/** What is told of a mail once it is sent or given up. */
async function settled(id: string): Promise<object> {
  for (;;) {
    const state = (await (await get(`/mails/${id}`)).json()) as { state: string };
    if (state.state === 'completed' || state.state === 'failed') return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function flush(): Promise<void> {
  const redis = app.get<Redis | Cluster>(ConnectionManager);
  const servers = 'nodes' in redis ? redis.nodes('master') : [redis];
  await Promise.all(servers.map((server) => server.flushall()));
}

/** What the application does wherever it runs. */
function behaves(adapter: Adapter, cache: () => CacheModuleOptions): void {
  beforeAll(() => start(adapter, cache()));
  afterAll(() => app.close());
  beforeEach(flush);

  it('answers an article from the store, then from the cache', async () => {
    const article = { id: '1', title: 'Hello', body: 'The first article.' };
    expect(await (await get('/articles/1')).json()).toEqual({ article, from: 'store' });
    expect(await (await get('/articles/1')).json()).toEqual({ article, from: 'cache' });
    const ttl = await app.get(ConnectionManager).ttl('article:1');
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(60);
    expect((await get('/articles/none')).status).toBe(404);
  });

  it('answers a changed article at once', async () => {
    const token = await tokenOf('alice', 'wonderland');
    await get('/articles/2');
    const changed = { title: 'Caching again', body: 'Changed.' };
    expect((await send('PUT', '/articles/2', changed)).status).toBe(401);
    expect((await send('PUT', '/articles/2', { title: 5 }, token)).status).toBe(400);
    expect((await send('PUT', '/articles/2', changed, token)).status).toBe(200);
    expect(await (await get('/articles/2')).json()).toEqual({
      article: { id: '2', ...changed },
      from: 'store',
    });
  });

  it('lets exactly 50 of 200 concurrent requests through', async () => {
    const responses = await Promise.all(Array.from({ length: 200 }, () => get('/articles/1')));
    const count = (status: number): number =>
      responses.filter((response) => response.status === status).length;
    expect([count(200), count(429)]).toEqual([50, 150]);
  });

  it('tells the limit in its headers, and 429 when it is reached', async () => {
    const { headers } = await get('/articles/1');
    expect(headers.get('ratelimit-policy')).toMatch(/^"articles";q=50;w=60/);
    expect(headers.get('ratelimit')).toMatch(/^"articles";r=49;t=(60|59)/);
    expect(headers.get('x-ratelimit-limit')).toBe('50');
    expect(headers.get('x-ratelimit-remaining')).toBe('49');
    await Promise.all(Array.from({ length: 49 }, () => get('/articles/1')));
    const refused = await get('/articles/1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"articles";r=0;t=\d+/);
    expect(await refused.json()).toMatchObject({ statusCode: 429 });
  });

  it('limits log-ins more strictly', async () => {
    for (let i = 0; i < 5; i++) expect((await logIn('alice', 'guess')).status).toBe(401);
    expect((await logIn('alice', 'wonderland')).status).toBe(429);
    expect((await get('/articles/1')).status).toBe(200);
  });

  it('refuses a token after its log-out, and only that one', async () => {
    const [token, other] = [
      await tokenOf('alice', 'wonderland'),
      await tokenOf('alice', 'wonderland'),
    ];
    expect(await (await get('/auth/me', token)).json()).toEqual({ name: 'alice' });
    expect((await send('POST', '/auth/logout', undefined, token)).status).toBe(204);
    expect((await get('/auth/me', token)).status).toBe(401);
    expect((await send('PUT', '/articles/1', {}, token)).status).toBe(401);
    expect((await get('/auth/me', other)).status).toBe(200);
    expect((await get('/auth/me', 'forged')).status).toBe(401);
    expect((await get('/auth/me')).status).toBe(401);
  });

  it('counts visits in a transaction', async () => {
    const bodies = await Promise.all(
      Array.from({ length: 20 }, async () => (await send('POST', '/visits')).json()),
    );
    const totals = (bodies as { total: number; today: number }[]).map(({ total }) => total);
    expect(totals.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    const redis = app.get(ConnectionManager);
    const day = `{visits}:${new Date().toISOString().slice(0, 10)}`;
    expect(await redis.get(day)).toBe('20');
    expect(await redis.ttl(day)).toBeGreaterThan(6 * 86_400);
  });

  it('sends mails in the background, and tries again', async () => {
    const mail = { to: 'bob@example.org', subject: 'Hello', text: 'How are you?' };
    const post = async (body: object): Promise<string> => {
      const response = await send('POST', '/mails', body);
      expect(response.status).toBe(202);
      return ((await response.json()) as { id: string }).id;
    };
    const [sent, lost] = [await post(mail), await post({ ...mail, to: 'nobody@example.org' })];
    expect(await settled(sent)).toEqual({ id: sent, mail, state: 'completed', attempts: 1 });
    expect(app.get(MailTransport).sent).toContainEqual(mail);
    expect(await settled(lost)).toMatchObject({
      state: 'failed',
      attempts: 3,
      reason: 'nobody@example.org takes no mail',
    });
    expect((await send('POST', '/mails', { to: 5 })).status).toBe(400);
    expect((await get('/mails/none')).status).toBe(404);
  });

  it('tells its figures', async () => {
    const before = (await (await get('/metrics')).json()) as { hits: number };
    await get('/articles/1');
    await get('/articles/1');
    const after = (await (await get('/metrics')).json()) as { hits: number; keys: number };
    expect(after.hits).toBeGreaterThan(before.hits);
    expect(after.keys).toBeGreaterThanOrEqual(2);
    expect(after).toMatchObject({ commands: { get: { calls: expect.any(Number) } } });
  });

  it('ends cleanly', async () => {
    await get('/articles/1');
    const redis = app.get(ConnectionManager);
    await app.close();
    expect(redis.status).toBe('end');
    await expect(get('/articles/1')).rejects.toThrow('fetch failed');
    await start(adapter, cache());
  });
}

describe.each<[Adapter]>([['express'], ['fastify']])('the sample application on %s', (adapter) => {
  describe('with the embedded engine', () => {
    const clock = new ManualClock(Date.now());
    behaves(adapter, () => ({ clock }));

    it('lets requests through again when the minute is over', async () => {
      for (let i = 0; i < 5; i++) await logIn('alice', 'guess');
      expect((await logIn('alice', 'wonderland')).status).toBe(429);
      clock.advance('61s');
      expect((await logIn('alice', 'wonderland')).status).toBe(200);
    });
  });

  describeWithRedis('with a real Redis', (server) => {
    // The application ends before the server does.
    describe('that is there', () => {
      behaves(adapter, () => ({ url: server().url }));
    });
  });
});

describeWithRedisCluster('the sample application on a cluster', (cluster) => {
  describe('that is there', () => {
    behaves('express', () => ({ nodes: cluster().startupNodes }));
  });
});
