import { checkSweepOptions } from '../client/background-sweep.js';
import { aServerUrl } from '../client/connection-options.js';
import { checkClusterOptions, checkIoredisOptions, checkNodes } from '../client/ioredis-options.js';
import { engineOptionChecks, InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  aBoolean,
  aDelay,
  accepts,
  aFunction,
  anObject,
  checkKnownOptions,
  isFunction,
  isText,
  type OptionCheck,
} from '../engine/known-options.js';
import { checkRateLimitModuleOptions } from '../rate-limit/rate-limit-options.js';
import { checkListenOptions } from '../server/listen-options.js';
import { checkTokenBlacklistOptions } from '../token-blacklist/token-blacklist-options.js';
import { checkClientOptions } from './check-client-options.js';
import type { CacheModuleExtras, CacheModuleOptions } from './cache-module-options.js';
import { aName } from './tokens.js';

/** Refuses what is no object. @throws InvalidOptionError */
export const checkObject: OptionCheck = anObject;

const OPTIONS: Record<keyof CacheModuleOptions, OptionCheck> = {
  ...engineOptionChecks,
  engine: accepts('an InMemoryCache', (value) => value instanceof InMemoryCache),
  url: aServerUrl,
  nodes: checkNodes,
  server: checkIoredisOptions,
  client: checkClientOptions,
  cluster: checkClusterOptions,
  startTimeout: aDelay(0),
  listen: checkListenOptions,
  sweep: checkSweepOptions,
  rateLimit: (name, value) => void checkRateLimitModuleOptions(value, name),
  tokenBlacklist: (name, value) => void checkTokenBlacklistOptions(value, name),
};

const aListOf = (what: string): OptionCheck => accepts(`a list of ${what}`, Array.isArray);

const EXTRAS: Record<keyof CacheModuleExtras, OptionCheck> = {
  isGlobal: aBoolean,
  name: aName,
};

/** What `forRootAsync` takes. */
const ASYNC: Record<string, OptionCheck> = {
  ...EXTRAS,
  imports: aListOf('modules'),
  inject: aListOf('tokens'),
  useFactory: aFunction,
  useClass: accepts('a class', isFunction),
  useExisting: accepts(
    'a class or another token',
    (value) => isText(value) || isFunction(value) || typeof value === 'symbol',
  ),
  provideInjectionTokensFrom: aListOf('providers'),
};

/** What says where the data is; one at most. */
const PLACES = ['engine', 'url', 'nodes', 'server'] as const;

/** What says how options are made; one exactly. */
const MAKERS = ['useFactory', 'useClass', 'useExisting'] as const;

/** What an engine that is there already, or a real server, has decided for itself. */
const OF_A_NEW_ENGINE = ['random', 'databases', 'scriptMemory', 'scriptLog'] as const;
/** The time of a real server is its own, but rate limits and the blacklist ask the clock as well. */
const OF_ANOTHER_ENGINE = ['clock', ...OF_A_NEW_ENGINE] as const;

/**
 * Checks the options of the module, all names included.
 * @throws InvalidOptionError naming the option
 */
export function checkCacheModuleOptions(options: unknown): CacheModuleOptions {
  checkKnownOptions<CacheModuleOptions>('', options, OPTIONS);
  const [first, second] = PLACES.filter((place) => options[place] !== undefined);
  if (second !== undefined) {
    throw new InvalidOptionError(second, `nothing next to '${first}'`, options[second]);
  }
  if (options.listen !== undefined && first !== undefined && first !== 'engine') {
    throw new InvalidOptionError('listen', `nothing next to '${first}'`, options.listen);
  }
  if (first !== undefined) {
    const useless = (first === 'engine' ? OF_ANOTHER_ENGINE : OF_A_NEW_ENGINE).find(
      (name) => options[name] !== undefined,
    );
    if (useless !== undefined) {
      throw new InvalidOptionError(useless, `nothing next to '${first}'`, options[useless]);
    }
  }
  if (options.cluster !== undefined && first !== 'nodes') {
    throw new InvalidOptionError('cluster', "'nodes' next to it", options.cluster);
  }
  if (first === 'nodes' && Number(options.client?.db ?? 0) > 0) {
    throw new InvalidOptionError('client.db', "0 next to 'nodes'", options.client?.db);
  }
  for (const name of ['users', 'config'] as const) {
    if (options[name] !== undefined && first !== undefined) {
      // Both can contain passwords.
      throw new InvalidOptionError(name, `nothing next to '${first}'`, '...');
    }
  }
  return options;
}

/**
 * Checks what is said next to the options.
 * @throws InvalidOptionError naming the option
 */
export function checkCacheModuleExtras({ isGlobal, name }: CacheModuleExtras): void {
  checkKnownOptions<CacheModuleExtras>('', { isGlobal, name }, EXTRAS);
}

/**
 * Checks what `forRootAsync` is called with.
 * @throws InvalidOptionError naming the option
 */
export function checkCacheModuleAsyncOptions(options: unknown): void {
  checkKnownOptions<Record<string, unknown>>('', options, ASYNC);
  const [first, second] = MAKERS.filter((maker) => options[maker] !== undefined);
  if (first === undefined) {
    throw new InvalidOptionError(
      'useFactory',
      'a function, unless there is useClass or useExisting',
      undefined,
    );
  }
  if (second !== undefined) {
    throw new InvalidOptionError(second, `nothing next to '${first}'`, options[second]);
  }
  if (options['inject'] !== undefined && first !== 'useFactory') {
    throw new InvalidOptionError('inject', `nothing next to '${first}'`, options['inject']);
  }
}
