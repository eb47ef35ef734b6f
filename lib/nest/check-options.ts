import { checkSweepOptions } from '../client/background-sweep.js';
import { aServerUrl } from '../client/connection-options.js';
import { engineOptionChecks, InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  aBoolean,
  aDelay,
  accepts,
  checkKnownOptions,
  isRecord,
  isText,
  type OptionCheck,
} from '../engine/known-options.js';
import { checkRateLimitModuleOptions } from '../rate-limit/rate-limit-options.js';
import { checkListenOptions } from '../server/listen-options.js';
import { checkTokenBlacklistOptions } from '../token-blacklist/token-blacklist-options.js';
import type { CacheModuleExtras, CacheModuleOptions } from './cache-module-options.js';

const anObject = accepts('an object', isRecord);

/** Refuses what is no object. @throws InvalidOptionError */
export const checkObject: OptionCheck = anObject;

const isPort = (port: unknown): boolean => {
  const number = typeof port === 'string' && port !== '' ? Number(port) : port;
  return Number.isInteger(number) && (number as number) > 0 && (number as number) < 65_536;
};

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
  server: anObject,
  client: anObject,
  cluster: anObject,
  startTimeout: aDelay(0),
  listen: checkListenOptions,
  sweep: checkSweepOptions,
  rateLimit: (name, value) => void checkRateLimitModuleOptions(value, name),
  tokenBlacklist: (name, value) => void checkTokenBlacklistOptions(value, name),
};

const EXTRAS: Record<keyof CacheModuleExtras, OptionCheck> = {
  isGlobal: aBoolean,
  name: accepts('a text that is not empty', isText),
};

/** What says where the data is; one at most. */
const PLACES = ['engine', 'url', 'nodes', 'server'] as const;

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
