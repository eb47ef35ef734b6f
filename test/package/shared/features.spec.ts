import 'reflect-metadata';
import { Controller, Get, Module, UseGuards, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AddressInfo } from 'node:net';
import {
  CacheMetrics,
  CacheModule,
  RateLimit,
  RateLimitGuard,
  TokenBlacklist,
  TokenBlacklistGuard,
} from 'rednest';
import { ManualClock } from 'rednest/testing';

const clock = new ManualClock();

/** A token that nobody verifies here: the blacklist reads its claims. */
function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

@Controller()
class AppController {
  @Get('limited')
  @UseGuards(RateLimitGuard)
  @RateLimit({ limit: 2, window: '1m' })
  limited(): string {
    return 'in time';
  }

  @Get('private')
  @UseGuards(TokenBlacklistGuard)
  secret(): string {
    return 'secret';
  }
}

@Module({ imports: [CacheModule.forRoot({ clock })], controllers: [AppController] })
class AppModule {}

describe('the guards', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());

  it('limit the rate, and let requests in again after the window', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${url}/limited`)).status);
    expect(statuses).toEqual([200, 200, 429]);

    const refused = await fetch(`${url}/limited`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit-policy')).toContain('q=2');

    // A key lives through its last millisecond.
    clock.advance('1m');
    clock.advance(1);
    expect((await fetch(`${url}/limited`)).status).toBe(200);
  });

  it('refuse a revoked token', async () => {
    const now = clock.now() / 1000;
    const bearer = token({ sub: 'ada', jti: 'one', iat: now, exp: now + 3600 });
    const ask = (): Promise<Response> =>
      fetch(`${url}/private`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await ask()).status).toBe(200);
    await app.get(TokenBlacklist).revoke(bearer);
    expect((await ask()).status).toBe(401);
  });

  it('leave their traces in the metrics', async () => {
    const { keys, commandsProcessed } = await app.get(CacheMetrics).snapshot();
    expect(keys).toBeGreaterThan(0);
    expect(commandsProcessed).toBeGreaterThan(0);
  });
});
