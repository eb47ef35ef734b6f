import { Controller, Get, Module, Post } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import {
  CacheModule,
  RateLimit,
  RateLimitGuard,
  RateLimitInterceptor,
  SkipRateLimit,
} from 'rednest';

@Controller()
export class ApiController {
  /** The default of the module: 100 a minute. */
  @Get('search')
  search(): string {
    return 'found';
  }

  /** Two limits: a request has to fit into both, and a refused one is counted by none. */
  @Get('report')
  @RateLimit({ name: 'burst', limit: 2, window: '1s' }, { name: 'daily', limit: 50, window: '1d' })
  report(): string {
    return 'a lot of work';
  }

  /** Only failures count. */
  @Post('login')
  @RateLimit({ limit: 5, window: '15m', count: 'failures' })
  logIn(): string {
    return 'welcome';
  }

  @Get('health')
  @SkipRateLimit()
  health(): string {
    return 'ok';
  }
}

@Module({
  imports: [CacheModule.forRoot({ rateLimit: { limit: 100, window: '1m' } })],
  controllers: [ApiController],
  providers: [
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_INTERCEPTOR, useClass: RateLimitInterceptor },
  ],
})
export class AppModule {}
