import { accepts, isText } from '../engine/known-options.js';

/** Checks the name of an instance. @throws InvalidOptionError */
export const aName = accepts('a text that is not empty', isText);

/** The name of the instance that `CacheModule.forRoot()` makes when no name is given. */
export const DEFAULT_NAME = 'default';

/**
 * An injection token of the module. Tokens are registered symbols: the ES module and the CommonJS build of this
 * package, loaded side by side in one application, agree on them.
 * @throws InvalidOptionError when it is no name
 */
export function cacheToken(what: string, name: string = DEFAULT_NAME): symbol {
  aName('name', name);
  return Symbol.for(`rednest:${what}:${name}`);
}

/**
 * The token of a connection. The one of the unnamed module is also injected by its class, `ConnectionManager`.
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getConnectionManagerToken = (name?: string): symbol => cacheToken('connection', name);

/**
 * The token of an embedded engine; injects `undefined` when the module is connected to a real server. The one of
 * the unnamed module is also injected by its class, `InMemoryCache`.
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getInMemoryCacheToken = (name?: string): symbol => cacheToken('engine', name);

/**
 * The token of the server that the `listen` option starts, a `RespServer`; injects `undefined` without the option.
 * The one of the unnamed module is also injected by its class.
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getRespServerToken = (name?: string): symbol => cacheToken('server', name);

/**
 * The token of the checked options of a module (`CacheModuleOptions`).
 * @param name the `name` of `CacheModule.forRoot({ name })`
 */
export const getCacheOptionsToken = (name?: string): symbol => cacheToken('options', name);
