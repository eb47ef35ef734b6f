import type { Clock } from '../engine/clock.js';
import { parseDuration } from '../engine/duration.js';
import { InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import type { Random } from '../engine/random.js';
import type {
  CacheModuleExtras,
  CacheModuleOptions,
  SweepOptions,
} from './cache-module-options.js';

/** The longest delay that a timer of Node takes, in ms. */
const MAX_DELAY = 2 ** 31 - 1;

/** Says whether a value can be accepted; `options` are all options that stand next to it. */
type Check = (name: string, value: unknown) => void;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const object: Check = (name, value) => {
  if (!isRecord(value)) throw new InvalidOptionError(name, 'an object', value);
};

const having =
  <T>(method: keyof T & string, accepted: string): Check =>
  (name, value) => {
    if (!isRecord(value) || typeof value[method] !== 'function') {
      throw new InvalidOptionError(name, accepted, value);
    }
  };

const delay =
  (min: 0 | 1): Check =>
  (name, value) => {
    const ms = parseDuration(name, value);
    if (ms < min || ms > MAX_DELAY) {
      throw new InvalidOptionError(name, `${min} to ${MAX_DELAY} ms`, value);
    }
  };

const url: Check = (name, value) => {
  const fits =
    typeof value === 'string' &&
    (value.startsWith('/') || (/^rediss?:\/\/./.test(value) && URL.canParse(value)));
  if (!fits) {
    throw new InvalidOptionError(
      name,
      "'redis://host:port', 'rediss://host:port' or the path of a unix socket",
      value,
    );
  }
};

const isPort = (port: unknown): boolean => {
  const number = typeof port === 'string' && port !== '' ? Number(port) : port;
  return Number.isInteger(number) && (number as number) > 0 && (number as number) < 65_536;
};

const isNode = (node: unknown): boolean => {
  if (typeof node === 'string') return node !== '';
  if (!isRecord(node)) return isPort(node);
  const { host, port } = node;
  return (
    (host === undefined || (typeof host === 'string' && host !== '')) &&
    (port === undefined || isPort(port))
  );
};

const nodes: Check = (name, value) => {
  if (!Array.isArray(value) || value.length === 0) {
    throw new InvalidOptionError(name, 'a list of nodes, at least one', value);
  }
  value.forEach((node, i) => {
    if (!isNode(node)) {
      throw new InvalidOptionError(`${name}[${i}]`, "'redis://host:port' or { host, port }", node);
    }
  });
};

const engine: Check = (name, value) => {
  if (!(value instanceof InMemoryCache)) {
    throw new InvalidOptionError(name, 'an InMemoryCache', value);
  }
};

/** Checked where they are used. */
const elsewhere: Check = () => {};

const SWEEP: Record<keyof SweepOptions, Check> = { interval: delay(0), budget: delay(1) };

const OPTIONS: Record<keyof CacheModuleOptions, Check> = {
  clock: having<Clock>('now', 'a Clock: an object with now()'),
  random: having<Random>('uint32', 'a Random: an object with uint32()'),
  databases: elsewhere,
  password: elsewhere,
  cache: engine,
  url,
  nodes,
  server: object,
  client: object,
  cluster: object,
  startTimeout: delay(0),
  sweep: (name, value) => check(value, SWEEP, name),
};

/** What says where the data is; one at most. */
const PLACES = ['cache', 'url', 'nodes', 'server'] as const;

function check(options: unknown, checks: Readonly<Record<string, Check>>, section?: string): void {
  object(section ?? 'options', options);
  for (const [key, value] of Object.entries(options as object)) {
    const name = section === undefined ? key : `${section}.${key}`;
    if (!Object.hasOwn(checks, key)) {
      throw new InvalidOptionError(
        name,
        `one of the options ${Object.keys(checks).join(', ')}`,
        value,
      );
    }
    if (value !== undefined) checks[key]!(name, value);
  }
}

/**
 * Checks the options of the module, all names included.
 * @throws InvalidOptionError naming the option
 */
export function checkCacheModuleOptions(options: CacheModuleOptions): CacheModuleOptions {
  check(options, OPTIONS);
  const [first, second] = PLACES.filter((place) => options[place] !== undefined);
  if (second !== undefined) {
    throw new InvalidOptionError(second, `nothing next to '${first}'`, options[second]);
  }
  return options;
}

/**
 * Checks what is said next to the options.
 * @throws InvalidOptionError naming the option
 */
export function checkCacheModuleExtras({ isGlobal, name }: CacheModuleExtras): void {
  if (name !== undefined && (typeof name !== 'string' || name === '')) {
    throw new InvalidOptionError('name', 'a text that is not empty', name);
  }
  if (isGlobal !== undefined && typeof isGlobal !== 'boolean') {
    throw new InvalidOptionError('isGlobal', 'true or false', isGlobal);
  }
}
