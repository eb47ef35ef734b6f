import { readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { INestApplication, Type } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { firstValueFrom } from 'rxjs';
import request from 'supertest';
import { ConnectionManager, InMemoryCache, RespServer, TokenBlacklist } from 'rednest';
import { describeWithRedisCluster } from '../../support/redis-cluster.js';
import { describeWithRedis } from '../../support/redis-server.js';

const folder = dirname(fileURLToPath(import.meta.url));
const readme = readFileSync(resolve(folder, '../../../README.md'), 'utf8');
let app: INestApplication | undefined;

async function start(module: Type): Promise<INestApplication> {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  app = testing.createNestApplication();
  return app.init();
}

afterEach(async () => {
  await app?.close();
  app = undefined;
  delete process.env['REDIS_URL'];
  delete process.env['REDIS_NODES'];
});

describe('the TypeScript of the README', () => {
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
  const examples = readdirSync(folder).filter((name) => name !== 'readme.spec.ts');

  it.each(examples)('contains %s word for word', (name) => {
    expect(blocks).toContain(readFileSync(resolve(folder, name), 'utf8'));
  });

  it('consists of these examples', () => {
    const known = examples.map((name) => readFileSync(resolve(folder, name), 'utf8'));
    expect(blocks.filter((block) => !known.includes(block!))).toEqual([]);
  });
});

describe('what the README shows', () => {
  it('greets', async () => {
    const { AppModule, Greetings } = await import('./quick-start.js');
    const greetings = (await start(AppModule)).get(Greetings);
    expect(await greetings.greet('Ada')).toBe('Hello Ada, this is visit 1');
    expect(await greetings.greet('Ada')).toBe('Hello Ada, this is visit 2');
  });

  it('takes options from a factory', async () => {
    const { AppModule } = await import('./async-options.js');
    const redis = (await start(AppModule)).get(ConnectionManager);
    await redis.set('k', 'v');
    expect(app!.get(InMemoryCache).databases[1]!.size).toBe(1);
  });

  it('has several instances', async () => {
    const { AppModule, Sessions } = await import('./named-instances.js');
    const { cache, sessions } = (await start(AppModule)).get(Sessions);
    await cache.set('k', 'cache');
    expect(await sessions.get('k')).toBeNull();
  });

  it('works without Nest', async () => {
    const { user, replies, message } = await import('./connection-manager.js');
    expect(user).toBe('alice');
    expect(replies).toEqual([
      [null, 1],
      [null, 1],
    ]);
    expect(message).toBe('hello');
  });

  it('listens', async () => {
    const { AppModule } = await import('./listen.js');
    // Its port may be taken here, so it does not start.
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    expect(module.get(RespServer).addresses).toEqual([]);
    await module.close();
    const { tcp, unix } = await import('./resp-server.js');
    expect(tcp).toEqual({ host: '0.0.0.0', port: expect.any(Number) });
    expect(unix).toEqual({ path: '/tmp/rednest-app.sock' });
  });

  it('keeps within its memory', async () => {
    const { kept, refused } = await import('./memory-limit.js');
    expect(kept).toBeGreaterThan(1000);
    expect(kept).toBeLessThan(2000);
    expect(refused).toBe("ReplyError: OOM command not allowed when used memory > 'maxmemory'.");
  });

  it('tells which commands are slow', async () => {
    const { slowest, calls, bytes } = await import('./slow-commands.js');
    expect(slowest.map((words) => words.toLowerCase())).toContain('smembers all');
    expect(calls).toBe(200);
    expect(bytes).toBeGreaterThan(1_000_000);
  });

  it('forgets what it has cached when it changes', async () => {
    const { first, cached, forgotten, second } = await import('./client-side-caching.js');
    expect([first, cached, forgotten, second]).toEqual(['10', ['price'], 0, '12']);
  });

  it('has users who may not do everything', async () => {
    const { visits, refused } = await import('./users.js');
    expect(visits).toBe('3');
    expect(refused).toBe(
      "ReplyError: NOPERM this user has no permissions to run the 'set' command",
    );
  });

  it('runs scripts and functions', async () => {
    const { sum, hits, greeting, lines, ended } = await import('./scripts.js');
    expect(sum).toBe(42);
    expect(hits).toEqual([1, 60]);
    expect(greeting).toBe('Hello Ada');
    expect(lines).toEqual(['notice: somebody comes']);
    expect(ended).toMatch(/^ReplyError: ERR .* script: [0-9a-f]{40}\.$/);
  });

  it('builds commands', async () => {
    const { Price, price, user, counted } = await import('./command-builder.js');
    expect(price).toEqual(new Price(1999));
    expect(user).toEqual({ name: 'alice' });
    expect(counted).toEqual([1, true]);
  });

  it('limits rates', async () => {
    const { AppModule } = await import('./rate-limit.js');
    const http = (await start(AppModule)).getHttpServer();
    const found = await request(http).get('/search').expect(200);
    expect(found.headers).toMatchObject({ 'x-ratelimit-limit': '100' });
    await request(http).get('/report').expect(200);
    await request(http).get('/report').expect(200);
    const refused = await request(http).get('/report').expect(429);
    expect(refused.headers).toMatchObject({ 'retry-after': '1' });
    expect(refused.headers['ratelimit']).toContain('"daily";r=48;');
    for (let i = 0; i < 10; i++) await request(http).post('/login').expect(201);
    const healthy = await request(http).get('/health').expect(200);
    expect(healthy.headers).not.toHaveProperty('ratelimit');
  });

  it('revokes tokens', async () => {
    const { AppModule, Auth } = await import('./token-blacklist.js');
    const http = (await start(AppModule)).getHttpServer();
    const jwt = app!.get(JwtService);
    const profile = async (token: string): Promise<number> =>
      (await request(http).get('/profile').set('Authorization', `Bearer ${token}`)).status;
    const [first, second] = ['1', '2'].map((jti) => jwt.sign({ sub: 'alice', jti }));
    expect(await profile(first!)).toBe(200);
    await app!.get(Auth).logOut(first!);
    expect(await profile(first!)).toBe(401);
    expect(await profile(second!)).toBe(200);
    await app!.get(Auth).logOutEverywhere('alice');
    expect(await profile(second!)).toBe(401);
    expect(await profile('forged')).toBe(401);
    await request(http).get('/profile').expect(401);
  });

  it('guards a microservice, which tells why it refuses', async () => {
    const { AppModule } = await import('./microservice.js');
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    const host = '127.0.0.1';
    const service = module.createNestMicroservice({
      transport: Transport.TCP,
      options: { host, port: 0 },
      logger: false,
    });
    await service.listen();
    const { port } = service.unwrap<Server>().address() as AddressInfo;
    const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host, port } });
    const sum = (user: string, token?: string): Promise<number> =>
      firstValueFrom(client.send<number>('sum', { user, token, numbers: [1, 2] }));
    try {
      expect([await sum('ada', 'a'), await sum('ada', 'a')]).toEqual([3, 3]);
      await expect(sum('ada', 'a')).rejects.toEqual({
        status: 429,
        message: 'Too Many Requests',
        retryAfter: expect.any(Number),
      });
      expect(await sum('bob', 'b')).toBe(3);
      await service.get(TokenBlacklist).revoke('b');
      const refusal = { status: 401, message: 'Unauthorized' };
      await expect(sum('bob', 'b')).rejects.toEqual({ ...refusal, reason: 'revoked' });
      await expect(sum('bob')).rejects.toEqual({ ...refusal, reason: 'missing' });
    } finally {
      await client.close();
      await service.close();
    }
  });

  it('answers figures', async () => {
    const { AppModule } = await import('./metrics.js');
    const http = (await start(AppModule)).getHttpServer();
    await app!.get(ConnectionManager).get('missing');
    const { body } = await request(http).get('/metrics').expect(200);
    expect(body).toMatchObject({ hits: 0, misses: 1, hitRatio: 0, keys: 0 });
  });
});

describeWithRedis('what the README shows of a real Redis', (server) => {
  it('takes the server of REDIS_URL', async () => {
    process.env['REDIS_URL'] = server().url;
    const { AppModule } = await import('./real-server.js');
    const redis = (await start(AppModule)).get(ConnectionManager);
    await redis.set('k', 'v');
    const client = await server().connect();
    expect(String(await client.call('GET', 'k'))).toBe('v');
    await client.close();
  });
});

describeWithRedisCluster('what the README shows of a real cluster', (cluster) => {
  it('takes the nodes of REDIS_NODES', async () => {
    const addresses = cluster().startupNodes.map(({ host, port }) => `${host}:${port}`);
    process.env['REDIS_NODES'] = addresses.join(',');
    const { AppModule } = await import('./real-cluster.js');
    const redis = (await start(AppModule)).get(ConnectionManager);
    expect(await redis.set('k', 'v')).toBe('OK');
  });
});
