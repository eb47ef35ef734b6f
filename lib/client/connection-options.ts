import type { RedisOptions } from 'ioredis';
import { InMemoryCache, type InMemoryCacheOptions } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { accepts, type OptionCheck } from '../engine/known-options.js';
import { BackgroundSweep, checkSweepOptions, type SweepOptions } from './background-sweep.js';
import { embeddedConnector } from './embedded-connector.js';
import { checkIoredisOptions } from './ioredis-options.js';

/**
 * The options of a {@link ConnectionManager}: those of ioredis, and where the data is. Without `url`, `server` or one of
 * ioredis' own addresses (`host`, `port`, `path`, `sentinels`, `Connector`) it is an engine of this process.
 */
export interface ConnectionManagerOptions extends RedisOptions {
  /** The engine to use, which many connections can share; without it the connection makes one. */
  engine?: InMemoryCache;
  /** The address of a real server: `redis://`, `rediss://` (TLS), or the path of a unix socket. */
  url?: string;
  /** A real server by ioredis' own options (host, port, path, sentinels, tls, ...). */
  server?: RedisOptions;
  /** Where the time of a new engine comes from (default: the machine's clock). */
  clock?: InMemoryCacheOptions['clock'];
  /** Where the randomness of a new engine comes from (default: the machine's). */
  random?: InMemoryCacheOptions['random'];
  /** How many databases a new engine has (default: 16). */
  databases?: number;
  /** How a new engine is rid of expired keys in the background; `false` when somebody else sweeps it. */
  sweep?: SweepOptions | false;
}

/** @internal What ioredis itself takes as the address of a server. */
export const ADDRESSES = ['host', 'port', 'path', 'sentinels', 'Connector'] as const;
/** @internal What says where the data is, in our own words. */
export const PLACES = ['engine', 'url', 'server'] as const;
/** @internal What only a new engine takes. */
export const ENGINE_OPTIONS = ['clock', 'random', 'databases', 'sweep'] as const;

/** What is an option elsewhere: here it would be overlooked, and the data be where nobody expects it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...of('createConnection()', 'nodes', 'cluster'),
  ...of("the InMemoryCache of 'engine'", 'config', 'users', 'scriptMemory', 'scriptLog'),
  ...of('CacheModule', 'client', 'listen', 'rateLimit', 'startTimeout', 'tokenBlacklist'),
  uri: "nothing: the address of a server is its 'url'",
};

function of(what: string, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `nothing: it is an option of ${what}`]));
}

/** A scheme, a host, and at most the number of a database as the path. */
const isUrl = (value: string): boolean =>
  /^rediss?:\/\/./.test(value) &&
  URL.canParse(value) &&
  /^\/?$|^\/\d+$/.test(new URL(value).pathname);

/** @internal Refuses what is no address of a server. ioredis would take any text for the path of a socket. */
export const aServerUrl: OptionCheck = accepts(
  "'redis://host:port', 'rediss://host:port/database' or the path of a unix socket",
  (value) => typeof value === 'string' && (value.startsWith('/') || isUrl(value)),
);

/** Where a connection goes. */
export type Destination =
  | { readonly kind: 'embedded'; readonly engine: InMemoryCache; readonly options: RedisOptions }
  | { readonly kind: 'server'; readonly url?: string; readonly options: RedisOptions };

/**
 * Reads the options of a connection; makes the engine if there has to be a new one.
 * @throws InvalidOptionError naming the option
 */
export function readDestination(given: ConnectionManagerOptions = {}): Destination {
  if (!inherited.has(given)) checkIoredisOptions('', given);
  const { engine, url, server, clock, random, databases, sweep, ...options } = given;
  checkExclusive(given);
  if (url !== undefined) {
    aServerUrl('url', url);
    return { kind: 'server', url, options };
  }
  if (server !== undefined) {
    checkIoredisOptions('server', server);
    return { kind: 'server', options: { ...options, ...server } };
  }
  if (engine === undefined && addressOf(given) !== undefined) return { kind: 'server', options };
  const used =
    engine ?? newEngine({ clock, random, databases, password: options.password ?? '' }, sweep);
  return { kind: 'embedded', engine: used, options: embedded(options, used) };
}

function newEngine(options: InMemoryCacheOptions, sweep: SweepOptions | false = {}): InMemoryCache {
  const engine = new InMemoryCache(options);
  if (sweep !== false) BackgroundSweep.install(engine, sweep);
  return engine;
}

/** The engine stays among the options, so that copies of them lead to it. */
function embedded(options: RedisOptions, engine: InMemoryCache): RedisOptions {
  const own: ConnectionManagerOptions = {
    ...options,
    Connector: embeddedConnector(engine),
    engine,
  };
  for (const name of ADDRESSES) if (name !== 'Connector') delete own[name];
  return own;
}

/** How ioredis itself is told where the server is. */
const addressOf = (given: ConnectionManagerOptions): (typeof ADDRESSES)[number] | undefined =>
  ADDRESSES.find((name) => (given[name] ?? undefined) !== undefined);

function checkExclusive(given: ConnectionManagerOptions): void {
  for (const [name, accepted] of Object.entries(ELSEWHERE)) {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) throw new InvalidOptionError(name, accepted, value);
  }
  const [first, second] = PLACES.filter((name) => given[name] !== undefined);
  if (second !== undefined) {
    throw new InvalidOptionError(second, `nothing next to '${first}'`, given[second]);
  }
  if (given.engine !== undefined && !(given.engine instanceof InMemoryCache)) {
    throw new InvalidOptionError('engine', 'an InMemoryCache', given.engine);
  }
  const address = addressOf(given);
  // An engine is found by copies of the options, which have ioredis' default address as well.
  if (first !== undefined && first !== 'engine' && address !== undefined) {
    throw new InvalidOptionError(address, `nothing next to '${first}'`, given[address]);
  }
  const place = first ?? address;
  const useless =
    place === undefined ? undefined : ENGINE_OPTIONS.find((name) => given[name] !== undefined);
  if (useless !== undefined) {
    throw new InvalidOptionError(useless, `nothing next to '${place}'`, given[useless]);
  }
  if (given.sweep !== undefined && given.sweep !== false) checkSweepOptions('sweep', given.sweep);
}

/** Options that ioredis has read before: it leaves what a URL says as texts. */
const inherited = new WeakSet<object>();

/**
 * The options of a copy of a connection.
 * @param own those of the connection
 * @param override what is to be different
 * @throws InvalidOptionError naming the option
 */
export function copiedOptions(
  own: ConnectionManagerOptions,
  override: Partial<ConnectionManagerOptions>,
): ConnectionManagerOptions {
  checkIoredisOptions('', override);
  const given = { ...override };
  const places = [...PLACES, ...ADDRESSES];
  // A place that is not known says nothing: the copy must not end up on an engine of its own.
  for (const name of places) if (given[name] === undefined) delete given[name];
  const moves = places.some((name) => name in given);
  const copied = { ...own };
  if (own.engine || moves) for (const name of ADDRESSES) delete copied[name];
  if (moves) delete copied.engine;
  const options = { ...copied, ...given };
  inherited.add(options);
  return options;
}
