import type { ClusterNode, ClusterOptions, RedisOptions } from 'ioredis';
import type { SweepOptions } from '../client/background-sweep.js';
import type { InMemoryCache, InMemoryCacheOptions } from '../engine/engine.js';
import type { RateLimitModuleOptions } from '../rate-limit/rate-limit-options.js';
import type { ListenOptions } from '../server/listen-options.js';
import type { TokenBlacklistOptions } from '../token-blacklist/token-blacklist-options.js';

/**
 * The options of `CacheModule`. Without `url`, `nodes` or `server` the module runs on an embedded engine; at most one
 * of the three may be given.
 */
export interface CacheModuleOptions extends InMemoryCacheOptions {
  /** An engine to share, instead of a new one. */
  readonly engine?: InMemoryCache;
  /** The address of a real server: `redis://`, `rediss://` (TLS) or the path of a unix socket. */
  readonly url?: string;
  /** The first nodes of a real Redis Cluster. */
  readonly nodes?: ClusterNode[];
  /** A real server by ioredis' own options (host, port, path, sentinels, tls, ...). */
  readonly server?: RedisOptions;
  /** More ioredis options of the connection, embedded or real: `keyPrefix`, `db`, `enableAutoPipelining`, ... */
  readonly client?: RedisOptions;
  /** More ioredis options of a cluster connection, next to `nodes`. */
  readonly cluster?: ClusterOptions;
  /**
   * How long the application waits at its start for a real server before it fails: ms, or a duration
   * (default: `'10s'`). 0 starts without waiting; commands then queue as ioredis' options say.
   */
  readonly startTimeout?: number | string;
  /**
   * Where the embedded engine is served to other processes, from the start of the application to its end: a TCP port,
   * on the loopback interface unless `host` says otherwise, or the path of a unix socket.
   */
  readonly listen?: ListenOptions;
  /** The background removal of expired keys of the embedded engine. */
  readonly sweep?: SweepOptions;
  /** Defaults of rate limiting. */
  readonly rateLimit?: RateLimitModuleOptions;
  /** How tokens are found and how long revoked ones are remembered. */
  readonly tokenBlacklist?: TokenBlacklistOptions;
}

/** What `useClass` and `useExisting` of `CacheModule.forRootAsync` implement. */
export interface CacheOptionsFactory {
  createCacheOptions(): Promise<CacheModuleOptions> | CacheModuleOptions;
}

/** What is said next to the options, since it must be known before they are. */
export interface CacheModuleExtras {
  /** Whether every module of the application sees the providers without importing them (default: true). */
  readonly isGlobal?: boolean;
  /** The name that tells several instances apart (default: the unnamed one). */
  readonly name?: string;
}
