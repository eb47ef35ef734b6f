import type { InjectionToken, Provider } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import type { InMemoryCache } from '../engine/engine.js';
import { CacheMetrics } from '../metrics/cache-metrics.js';
import { RateLimiter } from '../rate-limit/rate-limiter.js';
import { TokenBlacklist } from '../token-blacklist/token-blacklist.js';
import type { CacheModuleOptions } from './cache-module-options.js';
import { cacheToken, DEFAULT_NAME } from './tokens.js';

/**
 * The token of a `RateLimiter`. The one of the unnamed module is injected by its class.
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getRateLimiterToken = (name?: string): InjectionToken =>
  featureToken(RateLimiter, 'rate-limiter', name);

/**
 * The token of a `TokenBlacklist`. The one of the unnamed module is injected by its class.
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getTokenBlacklistToken = (name?: string): InjectionToken =>
  featureToken(TokenBlacklist, 'token-blacklist', name);

/**
 * The token of a `CacheMetrics`. The one of the unnamed module is injected by its class.
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getCacheMetricsToken = (name?: string): InjectionToken =>
  featureToken(CacheMetrics, 'metrics', name);

const featureToken = (type: InjectionToken, what: string, name = DEFAULT_NAME): InjectionToken =>
  name === DEFAULT_NAME ? type : cacheToken(what, name);

/** The tokens of what the features of one module work with. */
export interface FeatureTokens {
  readonly connection: InjectionToken;
  readonly engine: InjectionToken;
  readonly options: InjectionToken;
}

/** The services of the features of one module. */
export function featureProviders(
  name: string,
  { connection, engine, options }: FeatureTokens,
): Exclude<Provider, Function>[] {
  const inject = [connection, options, { token: engine, optional: true }];
  return [
    {
      provide: getRateLimiterToken(name),
      inject,
      useFactory: (
        redis: Redis | Cluster,
        { rateLimit, clock }: CacheModuleOptions,
        cache: InMemoryCache | undefined,
      ) => new RateLimiter(redis, rateLimit, cache?.clock ?? clock),
    },
    {
      provide: getTokenBlacklistToken(name),
      inject,
      useFactory: (
        redis: Redis | Cluster,
        { tokenBlacklist, clock }: CacheModuleOptions,
        cache: InMemoryCache | undefined,
      ) => new TokenBlacklist(redis, tokenBlacklist, cache?.clock ?? clock),
    },
    {
      provide: getCacheMetricsToken(name),
      inject: [connection],
      useFactory: (redis: Redis | Cluster) => new CacheMetrics(redis),
    },
  ];
}
