import type { RedisOptions } from 'ioredis';
import { InMemoryCache, type InMemoryCacheOptions } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { accepts, type OptionCheck } from '../engine/known-options.js';
import { BackgroundSweep, checkSweepOptions, type SweepOptions } from './background-sweep.js';
import { embeddedConnector } from './embedded-connector.js';

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
/** What only a new engine takes. */
const ENGINE_OPTIONS = ['clock', 'random', 'databases', 'sweep'] as const;

/** @internal Refuses what is no address of a server. ioredis would take any text for the path of a socket. */
export const aServerUrl: OptionCheck = accepts(
  "'redis://host:port', 'rediss://host:port' or the path of a unix socket",
  (value) =>
    typeof value === 'string' &&
    (value.startsWith('/') || (/^rediss?:\/\/./.test(value) && URL.canParse(value))),
);

/** @internal Refuses what is no number of a database: ioredis would ask for it, and the refusal end the process. */
export const aDatabase: OptionCheck = accepts('the number of a database, 0 or more', (db) =>
  typeof db === 'string' ? /^\d+$/.test(db) : Number.isInteger(db) && (db as number) >= 0,
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
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidOptionError('options', 'an object', given);
  }
  const { engine, url, server, clock, random, databases, sweep, ...options } = given;
  checkExclusive(given);
  if ((options.db ?? undefined) !== undefined) aDatabase('db', options.db);
  if (url !== undefined) {
    aServerUrl('url', url);
    return { kind: 'server', url, options };
  }
  if (server !== undefined) {
    if (typeof server !== 'object' || server === null) {
      throw new InvalidOptionError('server', 'the ioredis options of a server', server);
    }
    return { kind: 'server', options: { ...options, ...server } };
  }
  if (
    engine === undefined &&
    ADDRESSES.some((name) => (options[name] ?? undefined) !== undefined)
  ) {
    return { kind: 'server', options };
  }
  const used =
    engine ?? newEngine({ clock, random, databases, password: options.password ?? '' }, sweep);
  return { kind: 'embedded', engine: used, options: embedded(options, used) };
}

function newEngine(options: InMemoryCacheOptions, sweep: SweepOptions | false = {}): InMemoryCache {
  const engine = new InMemoryCache(options);
  if (sweep !== false) {
    if (typeof sweep !== 'object' || sweep === null) {
      throw new InvalidOptionError('sweep', 'an object or false', sweep);
    }
    checkSweepOptions('sweep', sweep);
    BackgroundSweep.install(engine, sweep);
  }
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

function checkExclusive(given: ConnectionManagerOptions): void {
  const places = (['engine', 'url', 'server'] as const).filter((name) => given[name] !== undefined);
  const [first, second] = places;
  if (second !== undefined) {
    throw new InvalidOptionError(second, `nothing next to '${first}'`, given[second]);
  }
  if (given.engine !== undefined && !(given.engine instanceof InMemoryCache)) {
    throw new InvalidOptionError('engine', 'an InMemoryCache', given.engine);
  }
  const useless =
    first === undefined ? undefined : ENGINE_OPTIONS.find((name) => given[name] !== undefined);
  if (useless !== undefined) {
    throw new InvalidOptionError(useless, `nothing next to '${first}'`, given[useless]);
  }
}
