import { checkSweepOptions } from '../client/background-sweep.js';
import { aServerUrl } from '../client/connection-options.js';
import { engineOptionChecks, InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  aBoolean,
  aDelay,
  accepts,
  aFunction,
  checkKnownOptions,
  isFunction,
  isRecord,
  isText,
  type OptionCheck,
} from '../engine/known-options.js';
import { checkRateLimitModuleOptions } from '../rate-limit/rate-limit-options.js';
import { checkListenOptions } from '../server/listen-options.js';
import { checkTokenBlacklistOptions } from '../token-blacklist/token-blacklist-options.js';
import { checkClientOptions, checkServerOptions, isPort } from './check-client-options.js';
import type { CacheModuleExtras, CacheModuleOptions } from './cache-module-options.js';
import { aName } from './tokens.js';

const anObject = accepts('an object', isRecord);

/** Refuses what is no object. @throws InvalidOptionError */
export const checkObject: OptionCheck = anObject;

const isNode = (node: unknown): boolean => {
  if (isText(node)) return true;
  if (!isRecord(node)) return isPort(node);
  const { host, port } = node;
  return (host === undefined || isText(host)) && (port === undefined || isPort(port));
};

const aNode = accepts("'redis://host:port', a port or { host, port }", isNode);
const aList = accepts(
  'a list of nodes, at least one',
  (value) => Array.isArray(value) && value.length > 0,
);

const nodes: OptionCheck = (name, value) => {
  aList(name, value);
  (value as unknown[]).forEach((node, i) => aNode(`${name}[${i}]`, node));
};

const OPTIONS: Record<keyof CacheModuleOptions, OptionCheck> = {
  ...engineOptionChecks,
  engine: accepts('an InMemoryCache', (value) => value instanceof InMemoryCache),
  url: aServerUrl,
  nodes,
  server: checkServerOptions,
  client: checkClientOptions,
  cluster: anObject,
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
  useExisting: () => undefined,
  provideInjectionTokensFrom: aListOf('providers'),
};

/** What says where the data is; one at most. */
const PLACES = ['engine', 'url', 'nodes', 'server'] as const;

/** What an engine that is there already has decided for itself. */
const OF_A_NEW_ENGINE = ['clock', 'random', 'databases', 'scriptMemory', 'scriptLog'] as const;

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
  if (first === 'engine') {
    const useless = OF_A_NEW_ENGINE.find((name) => options[name] !== undefined);
    if (useless !== undefined) {
      throw new InvalidOptionError(useless, "nothing next to 'engine'", options[useless]);
    }
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
  const { useFactory, useClass, useExisting } = options;
  if ((useFactory ?? useClass ?? useExisting) === undefined) {
    throw new InvalidOptionError(
      'useFactory',
      'a function, unless there is useClass or useExisting',
      useFactory,
    );
  }
}
