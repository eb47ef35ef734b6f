import { expect, it } from '@jest/globals';
import {
  Controller,
  Get,
  Injectable,
  Post,
  UnauthorizedException,
  UseGuards,
  UseInterceptors,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  CacheMetrics,
  CacheModule,
  ManualClock,
  RateLimit,
  RateLimitGuard,
  RateLimitInterceptor,
  SkipRateLimit,
  TokenBlacklist,
  type CacheModuleOptions,
} from 'rednest';
import { describeEachPlatform } from '../support/nest-applications.js';
import { describeWithRedisCluster } from '../support/redis-cluster.js';
import { describeWithRedis } from '../support/redis-server.js';

@Controller()
@UseGuards(RateLimitGuard)
class Limited {
  @Get('two')
  @RateLimit({ limit: 2, window: '1m' })
  two(): string {
    return 'ok';
  }

  @Get('several')
  @RateLimit({ name: 'burst', limit: 2, window: '1s' })
  @RateLimit({ name: 'sustained "high"', limit: 3, window: '1h' })
  several(): string {
    return 'ok';
  }

  @Get('fifty')
  @RateLimit({ limit: 50, window: '1m' }, { limit: 80, window: '1h' })
  fifty(): string {
    return 'ok';
  }

  @Get('by-user')
  @RateLimit({
    name: 'user',
    limit: (context) => (userOf(context) === 'gold' ? 2 : 1),
    window: 60_000,
    key: userOf,
    skipIf: (context) => userOf(context) === 'admin',
  })
  byUser(): string {
    return 'ok';
  }

  @Get('shared')
  @RateLimit({ limit: 1, window: '1m', key: 'everybody' })
  shared(): string {
    return 'ok';
  }

  @Get('nonsense')
  @RateLimit({ limit: () => Number.NaN, window: '1m' })
  nonsense(): string {
    return 'ok';
  }
}

function userOf(context: ExecutionContext): string | undefined {
  const { headers } = context
    .switchToHttp()
    .getRequest<{ headers: Record<string, string | undefined> }>();
  return headers['x-user'];
}

const app = (options: CacheModuleOptions = { clock: new ManualClock() }) => ({
  imports: [CacheModule.forRoot(options)],
  controllers: [Limited],
});

describeEachPlatform('@RateLimit', (start) => {
  it('tells the limits on success and on 429', async () => {
    const clock = new ManualClock();
    const { request } = await start(app({ clock }));
    const first = await request().get('/two').expect(200);
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"default";q=2;w=60',
      ratelimit: '"default";r=1;t=60',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': '60',
    });
    expect(first.headers).not.toHaveProperty('retry-after');
    clock.advance('10s');
    await request().get('/two').expect(200);
    const refused = await request().get('/two').expect(429);
    expect(refused.headers).toMatchObject({
      'retry-after': '50',
      'ratelimit-policy': '"default";q=2;w=60',
      ratelimit: '"default";r=0;t=50',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '50',
    });
    expect(refused.body).toEqual({
      statusCode: 429,
      message: 'Too Many Requests',
      error: 'Too Many Requests',
    });
    clock.advance(50_001);
    await request().get('/two').expect(200);
  });

  it('enforces several limits, all or nothing', async () => {
    const clock = new ManualClock();
    const { request } = await start(app({ clock }));
    await request().get('/several').expect(200);
    const { headers } = await request().get('/several').expect(200);
    expect(headers['ratelimit-policy']).toBe('"burst";q=2;w=1, "sustained \\"high\\"";q=3;w=3600');
    expect(headers['ratelimit']).toBe('"burst";r=0;t=1, "sustained \\"high\\"";r=1;t=3600');
    expect(headers['x-ratelimit-limit']).toBe('2');
    for (let i = 0; i < 3; i++) {
      const refused = await request().get('/several').expect(429);
      expect(refused.headers['ratelimit']).toContain('";r=1;t=3600');
      expect(refused.headers['retry-after']).toBe('1');
    }
    clock.advance(1001);
    await request().get('/several').expect(200);
    const refused = await request().get('/several').expect(429);
    expect(refused.headers['retry-after']).toBe('3599');
    expect(refused.headers['x-ratelimit-limit']).toBe('3');
  });

  it('lets exactly 50 of 200 concurrent requests through', async () => {
    const { request } = await start(app());
    const responses = await Promise.all(Array.from({ length: 200 }, () => request().get('/fifty')));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(150);
    const { headers } = await request().get('/fifty').expect(429);
    expect(headers['ratelimit']).toMatch(/^"default";r=0;t=\d+, "default-2";r=30;t=\d+$/);
  });

  it('counts by a key, leaves out who has none, and resolves functions per request', async () => {
    const { request } = await start(app());
    const as = (user: string) => request().get('/by-user').set('x-user', user);
    const gold = await as('gold').expect(200);
    expect(gold.headers['ratelimit']).toMatch(/^"user";r=1;t=60;pk=:[\w+/]{12}:$/);
    await as('gold').expect(200);
    await as('gold').expect(429);
    await as('}{~'.repeat(100)).expect(200);
    await as('silver').expect(200);
    await as('silver').expect(429);
    for (let i = 0; i < 3; i++) await as('admin').expect(200);
    const nobody = await request().get('/by-user').expect(200);
    expect(nobody.headers).not.toHaveProperty('ratelimit');
  });

  it('shares a counter with a fixed key', async () => {
    const { request } = await start(app(), { trustProxy: true });
    await request().get('/shared').set('x-forwarded-for', '10.0.0.1').expect(200);
    await request().get('/shared').set('x-forwarded-for', '10.0.0.2').expect(429);
  });

  it('counts by the address that the trusted proxy tells', async () => {
    const { request } = await start(app(), { trustProxy: true });
    const from = (address: string) => request().get('/two').set('x-forwarded-for', address);
    await from('10.0.0.1').expect(200);
    await from('10.0.0.1').expect(200);
    await from('10.0.0.1').expect(429);
    await from('10.0.0.2').expect(200);
  });

  it('believes no forwarded address without a trusted proxy', async () => {
    const { request } = await start(app());
    await request().get('/two').set('x-forwarded-for', '10.0.0.1').expect(200);
    await request().get('/two').set('x-forwarded-for', '10.0.0.2').expect(200);
    await request().get('/two').set('x-forwarded-for', '10.0.0.3').expect(429);
  });

  it('answers 500 when a function of the options answers nonsense', async () => {
    const { request } = await start(app());
    await request().get('/nonsense').expect(500);
  });
});

@Controller('global')
class Unlimited {
  @Get('a')
  a(): string {
    return 'ok';
  }

  @Get('b')
  b(): string {
    return 'ok';
  }

  @Get('own')
  @RateLimit({ limit: 5, window: '1m' })
  own(): string {
    return 'ok';
  }

  @Get('free')
  @SkipRateLimit()
  free(): string {
    return 'ok';
  }
}

describeEachPlatform('rate limits of the module', (start) => {
  const globally = (rateLimit: CacheModuleOptions['rateLimit']) => ({
    imports: [CacheModule.forRoot({ rateLimit, clock: new ManualClock() })],
    controllers: [Unlimited, Limited],
    providers: [{ provide: APP_GUARD, useClass: RateLimitGuard }],
  });

  it('are shared by all routes that do not say otherwise', async () => {
    const { request } = await start(globally({ limit: 2, window: '1m' }));
    await request().get('/global/a').expect(200);
    await request().get('/global/b').expect(200);
    await request().get('/global/a').expect(429);
    const own = await request().get('/global/own').expect(200);
    expect(own.headers['ratelimit-policy']).toBe('"default";q=5;w=60');
    const free = await request().get('/global/free').expect(200);
    expect(free.headers).not.toHaveProperty('ratelimit');
  });

  it('count once where the guard is used twice', async () => {
    const { request } = await start(globally({ limit: 100, window: '1m' }));
    const { headers } = await request().get('/two').expect(200);
    expect(headers['x-ratelimit-remaining']).toBe('1');
  });

  it('can be without header fields, with a message, a tracker and an error of the application', async () => {
    const quiet = await start(
      globally({ limit: 1, window: '1m', headers: false, message: 'Slow down' }),
    );
    await quiet.request().get('/global/a').expect(200);
    const refused = await quiet.request().get('/global/a').expect(429);
    expect(refused.body).toMatchObject({ message: 'Slow down' });
    expect(refused.headers).not.toHaveProperty('ratelimit');
    expect(refused.headers).toHaveProperty('retry-after', '60');

    const own = await start(
      globally({
        limits: [{ limit: 1, window: '1m' }],
        tracker: (_request, context) => userOf(context),
        skipIf: (context) => userOf(context) === 'admin',
        errorFactory: ({ violated }) => new UnauthorizedException(`over ${violated[0]!.name}`),
      }),
    );
    const as = (user: string) => own.request().get('/global/a').set('x-user', user);
    await as('alice').expect(200);
    await as('bob').expect(200);
    expect((await as('bob').expect(401)).body).toMatchObject({ message: 'over default' });
    for (let i = 0; i < 2; i++) await as('admin').expect(200);
  });
});

@Injectable()
class PasswordGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (userOf(context) !== 'alice') throw new UnauthorizedException();
    return true;
  }
}

@Controller()
class LogIn {
  @Post('in-handler')
  @UseGuards(RateLimitGuard)
  @UseInterceptors(RateLimitInterceptor, ThrowForStrangers())
  @RateLimit({ name: 'failures', limit: 2, window: '1m', count: 'failures' })
  @RateLimit({ name: 'all', limit: 100, window: '1m' })
  inHandler(): void {}

  @Post('in-guard')
  @UseGuards(RateLimitGuard, PasswordGuard)
  @UseInterceptors(RateLimitInterceptor)
  @RateLimit({ name: 'failures', limit: 2, window: '1m', count: 'failures' })
  inGuard(): void {}

  @Post('successes')
  @UseGuards(RateLimitGuard)
  @UseInterceptors(RateLimitInterceptor, ThrowForStrangers())
  @RateLimit({ name: 'sent', limit: 1, window: '1m', count: 'successes' })
  successes(): void {}
}

function ThrowForStrangers() {
  return {
    intercept(context: ExecutionContext, next: { handle(): unknown }): never {
      if (userOf(context) !== 'alice') throw new UnauthorizedException();
      return next.handle() as never;
    },
  };
}

describeEachPlatform('RateLimitInterceptor', (start) => {
  const logIns = () =>
    start({ imports: [CacheModule.forRoot({ clock: new ManualClock() })], controllers: [LogIn] });

  it('counts failures only, and tells them in the response', async () => {
    const { request } = await logIns();
    const as = (user: string) => request().post('/in-handler').set('x-user', user);
    for (let i = 0; i < 4; i++) {
      const { headers } = await as('alice').expect(201);
      expect(headers['ratelimit']).toContain('"failures";r=2');
    }
    expect((await as('eve').expect(401)).headers['ratelimit']).toContain('"failures";r=1');
    expect((await as('eve').expect(401)).headers['ratelimit']).toContain('"failures";r=0');
    const refused = await as('alice').expect(429);
    expect(refused.headers['ratelimit']).toMatch(
      /"all";r=94;t=60, "failures";r=0|"failures";r=0;t=60, "all";r=94/,
    );
    expect(refused.headers['retry-after']).toBe('60');
  });

  it('counts failures in guards that come later, for which it is not reached', async () => {
    const { request } = await logIns();
    const as = (user: string) => request().post('/in-guard').set('x-user', user);
    await as('alice').expect(201);
    await as('eve').expect(401);
    await as('eve').expect(401);
    await as('eve').expect(429);
    await as('alice').expect(429);
  });

  it('counts successes only', async () => {
    const { request } = await logIns();
    const as = (user: string) => request().post('/successes').set('x-user', user);
    await as('eve').expect(401);
    await as('eve').expect(401);
    await as('alice').expect(201);
    await as('alice').expect(429);
  });
});

describeWithRedis('@RateLimit on a real server', (server) => {
  describeEachPlatform('an application', (start) => {
    it('lets exactly 50 of 200 concurrent requests through, of two instances', async () => {
      const options = { url: server().url, rateLimit: { keyPrefix: `${Math.random()}:` } };
      const instances = [await start(app(options)), await start(app(options))];
      const responses = await Promise.all(
        Array.from({ length: 200 }, (_, i) => instances[i % 2]!.request().get('/fifty')),
      );
      expect(responses.filter(({ status }) => status === 200)).toHaveLength(50);
      expect(responses.filter(({ status }) => status === 429)).toHaveLength(150);
      const { headers } = await instances[0]!.request().get('/fifty').expect(429);
      expect(headers['ratelimit']).toMatch(/^"default";r=0;t=\d+, "default-2";r=30;t=\d+$/);
    });
  });
});

describeWithRedisCluster('@RateLimit on a real cluster', (cluster) => {
  describeEachPlatform('an application', (start) => {
    it('enforces limits, revokes tokens and tells its figures', async () => {
      const nodes = cluster().startupNodes;
      const { app: running, request } = await start(
        app({ nodes, rateLimit: { keyPrefix: `${Math.random()}:` } }),
      );
      const responses = await Promise.all(
        Array.from({ length: 100 }, () => request().get('/fifty')),
      );
      expect(responses.filter(({ status }) => status === 200)).toHaveLength(50);
      const blacklist = running.get(TokenBlacklist);
      await blacklist.revoke('opaque');
      expect(await blacklist.isRevoked('opaque')).toBe(true);
      expect((await running.get(CacheMetrics).snapshot()).keys).toBeGreaterThanOrEqual(3);
    });
  });
});
