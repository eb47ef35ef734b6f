/**
 * rednest: a complete Redis inside a Nest application.
 *
 * This file names what is public, and only that.
 *
 * @packageDocumentation
 */
export { CacheModule } from './cache.module.js';
export type {
  CacheModuleExtras,
  CacheModuleOptions,
  CacheOptionsFactory,
} from './nest/cache-module-options.js';
export { InjectConnectionManager, InjectInMemoryCache } from './nest/decorators.js';
export { ServerUnavailableError } from './nest/server-connection.js';
export {
  getCacheOptionsToken,
  getConnectionManagerToken,
  getInMemoryCacheToken,
  getRespServerToken,
} from './nest/tokens.js';

export type { SweepOptions } from './client/background-sweep.js';
export { ClusterConnectionManager } from './client/cluster-connection-manager.js';
export { Command, CommandPipeline, cmd, pipe } from './client/command.js';
export { ConnectionManager } from './client/connection-manager.js';
export type { ConnectionManagerOptions } from './client/connection-options.js';
export { createConnection, type ConnectionOptions } from './client/create-connection.js';
export { embeddedConnector } from './client/embedded-connector.js';
export {
  ResponseTypeError,
  as,
  type CacheResponse,
  type FromCacheResponse,
} from './client/from-cache-response.js';
export { ArgumentTypeError, type Argument, type ToArg } from './client/to-arg.js';

export { ManualClock, SystemClock, type Clock } from './engine/clock.js';
export { InMemoryCache, type InMemoryCacheOptions } from './engine/engine.js';
export { InvalidOptionError } from './engine/invalid-option.js';
export { SeededRandom, SystemRandom, type Random } from './engine/random.js';

export { RespServer, type RespServerOptions } from './server/resp-server.js';
export type {
  ListenAddress,
  ListenOptions,
  TcpAddress,
  TcpListenOptions,
  UnixAddress,
  UnixListenOptions,
} from './server/listen-options.js';

export {
  getCacheMetricsToken,
  getRateLimiterToken,
  getTokenBlacklistToken,
} from './nest/feature-providers.js';

export { RateLimitException, type RateLimitRejection } from './rate-limit/rate-limit.exception.js';
export { RateLimit, SkipRateLimit } from './rate-limit/rate-limit.decorators.js';
export { RateLimitGuard } from './rate-limit/rate-limit.guard.js';
export { RateLimitInterceptor } from './rate-limit/rate-limit.interceptor.js';
export { RateLimiter } from './rate-limit/rate-limiter.js';
export type { Counter } from './rate-limit/fixed-window.js';
export type { LimitState, Verdict } from './rate-limit/limit-state.js';
export type { RouteLimit } from './rate-limit/route-limits.js';
export type {
  CounterOptions,
  RateLimitAlgorithm,
  RateLimitCount,
  RateLimitModuleOptions,
  RateLimitOptions,
  Resolvable,
} from './rate-limit/rate-limit-options.js';

export { TokenBlacklist, type RevokeOptions } from './token-blacklist/token-blacklist.js';
export { SkipTokenBlacklist } from './token-blacklist/token-blacklist.decorators.js';
export { TokenBlacklistGuard } from './token-blacklist/token-blacklist.guard.js';
export {
  InvalidTokenException,
  type InvalidTokenReason,
} from './token-blacklist/invalid-token.exception.js';
export type {
  TokenBlacklistOptions,
  TokenExtractor,
  TokenSource,
} from './token-blacklist/token-blacklist-options.js';
export type { TokenClaims } from './token-blacklist/token-claims.js';

export { CacheMetrics } from './metrics/cache-metrics.js';
export type { CacheFigures, CommandFigures } from './metrics/cache-figures.js';

export type { RequestResponse } from './nest/request-response.js';
