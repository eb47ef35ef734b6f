import { expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import {
  CacheMetrics,
  CacheModule,
  ConnectionManager,
  getCacheMetricsToken,
  getRateLimiterToken,
  getTokenBlacklistToken,
  RateLimiter,
  TokenBlacklist,
} from 'rednest';
import { describeEachPlatform } from '../support/nest-applications.js';

@Controller()
class Metrics {
  constructor(
    private readonly metrics: CacheMetrics,
    private readonly redis: ConnectionManager,
  ) {}

  @Get('metrics')
  read(): ReturnType<CacheMetrics['snapshot']> {
    return this.metrics.snapshot();
  }

  @Get('visit')
  visit(): Promise<number> {
    return this.redis.incr('visits');
  }
}

describeEachPlatform('CacheMetrics', (start) => {
  it('can be served as it is', async () => {
    const { request } = await start({ imports: [CacheModule.forRoot()], controllers: [Metrics] });
    for (let i = 0; i < 3; i++) await request().get('/visit').expect(200);
    const { body } = await request().get('/metrics').expect(200);
    expect(body).toMatchObject({ keys: 1, commands: { incr: { calls: 3, failed: 0 } } });
  });

  it('exists once per named module, as the other services do', async () => {
    const { app } = await start({
      imports: [CacheModule.forRoot(), CacheModule.forRoot({ name: 'other' })],
    });
    for (const [token, type] of [
      [getCacheMetricsToken, CacheMetrics],
      [getRateLimiterToken, RateLimiter],
      [getTokenBlacklistToken, TokenBlacklist],
    ] as const) {
      expect(app.get(type)).toBeInstanceOf(type);
      expect(app.get(token())).toBe(app.get(type));
      expect(app.get(token('other'))).toBeInstanceOf(type);
      expect(app.get(token('other'))).not.toBe(app.get(type));
    }
  });

  it('is not started with options that cannot be accepted', async () => {
    const bad = (options: object) => start({ imports: [CacheModule.forRoot(options)] });
    await expect(bad({ rateLimit: { limit: 0, window: '1m' } })).rejects.toMatchObject({
      option: 'rateLimit.limit',
    });
    await expect(
      bad({ rateLimit: { limit: 1, window: '1m', algorithm: 'x' } }),
    ).rejects.toMatchObject({ option: 'rateLimit.algorithm' });
    await expect(bad({ tokenBlacklist: { maxLifetime: 'forever' } })).rejects.toMatchObject({
      option: 'tokenBlacklist.maxLifetime',
    });
  });
});
