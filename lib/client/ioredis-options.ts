import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  accepts,
  aDelay,
  isFunction,
  isOptions,
  isText,
  oneOf,
  type OptionCheck,
} from '../engine/known-options.js';

/** Whether a value is a port to connect to. */
const isPort = (port: unknown): boolean => {
  const number = typeof port === 'string' && port !== '' ? Number(port) : port;
  return Number.isInteger(number) && (number as number) > 0 && (number as number) < 65_536;
};

/** Refuses what is no number of a database: ioredis would ask for it, and the refusal end the process. */
export const aDatabase: OptionCheck = accepts('the number of a database, 0 or more', (db) =>
  typeof db === 'string' ? /^\d+$/.test(db) : Number.isInteger(db) && (db as number) >= 0,
);

/** ioredis' own defaults have `null` where there is nothing. */
const orNull =
  (check: OptionCheck): OptionCheck =>
  (name, value) => {
    if (value !== null) check(name, value);
  };

const isAddress = (value: unknown): boolean => {
  if (!isOptions(value)) return false;
  const { host, port } = value;
  return (host === undefined || isText(host)) && (port === undefined || isPort(port));
};

const aText = orNull(accepts('a text', (value) => typeof value === 'string'));
const aName = orNull(accepts('a text that is not empty', isText));
const aTimeout = (min: 0 | 1): OptionCheck => {
  const aTime = aDelay(min);
  return orNull((name, value) => {
    // ioredis does not read durations.
    if (typeof value !== 'number') throw new InvalidOptionError(name, 'a number of ms', value);
    aTime(name, value);
  });
};
const aStrategy = orNull(
  accepts('a function, null or false', (value) => isFunction(value) || value === false),
);
const aClass = orNull(accepts('a class', isFunction));

/** Options of ioredis that break a connection, or the process, when they are of another type. */
const CHECKS: Readonly<Record<string, OptionCheck>> = {
  host: aName,
  port: accepts('a port of 1 to 65535', isPort),
  path: aName,
  db: orNull(aDatabase),
  username: aText,
  password: aText,
  connectionName: aText,
  keyPrefix: accepts('a text', (value) => typeof value === 'string'),
  sentinels: orNull(
    accepts(
      'a list of { host, port }, at least one',
      (value) => Array.isArray(value) && value.length > 0 && value.every(isAddress),
    ),
  ),
  Connector: aClass,
  connectTimeout: aTimeout(0),
  disconnectTimeout: aTimeout(0),
  commandTimeout: aTimeout(1),
  socketTimeout: aTimeout(1),
  maxLoadingRetryTime: aTimeout(0),
  maxRetriesPerRequest: orNull(
    accepts(
      'an integer, 0 or more, or null',
      (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    ),
  ),
  retryStrategy: aStrategy,
  sentinelRetryStrategy: aStrategy,
  reconnectOnError: aStrategy,
  replyMapping: oneOf('legacy', 'resp3'),
  protocol: accepts('2 or 3', (value) => value === 2 || value === 3),
  scripts: accepts('an object of { lua, numberOfKeys }', isOptions),
  autoPipeliningIgnoredCommands: accepts(
    'a list of names of commands',
    (value) => Array.isArray(value) && value.every(isText),
  ),
};

/**
 * Checks options of ioredis. Those that it does not check itself, and that cannot do harm, are left to it.
 * @param name what they are called in errors; empty for options without a name
 * @throws InvalidOptionError naming the option
 */
export const checkIoredisOptions: OptionCheck = (name, value) => {
  if (!isOptions(value)) throw new InvalidOptionError(name || 'options', 'an object', value);
  for (const [option, check] of Object.entries(CHECKS)) {
    if (value[option] !== undefined) {
      check(name === '' ? option : `${name}.${option}`, value[option]);
    }
  }
};

const aNode = accepts(
  "'redis://host:port', a port or { host, port }",
  (node) => isText(node) || isAddress(node) || (typeof node === 'number' && isPort(node)),
);
const aList = accepts(
  'a list of nodes, at least one',
  (value) => Array.isArray(value) && value.length > 0,
);

/** Checks the first nodes of a cluster. @throws InvalidOptionError naming the node */
export const checkNodes: OptionCheck = (name, value) => {
  aList(name, value);
  // Not by a method that leaves out holes.
  for (const [i, node] of (value as unknown[]).entries()) aNode(`${name}[${i}]`, node);
};

/** Checks ioredis' options of a cluster. @throws InvalidOptionError naming the option */
export const checkClusterOptions: OptionCheck = (name, value) => {
  if (!isOptions(value)) throw new InvalidOptionError(name, 'an object', value);
  const { redisOptions } = value;
  if (redisOptions !== undefined) checkIoredisOptions(`${name}.redisOptions`, redisOptions);
};

const aCommandName = accepts('a text that is not empty', isText);
const NUMBER_OF_KEYS = accepts(
  'an integer, 0 or more',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);

/** Checks what `defineCommand` is called with. @throws InvalidOptionError naming the argument */
export function checkScript(name: unknown, definition: unknown): void {
  aCommandName('name', name);
  if (!isOptions(definition)) {
    throw new InvalidOptionError('definition', 'an object with the script as lua', definition);
  }
  const { lua, numberOfKeys } = definition;
  accepts('a text', (value) => typeof value === 'string')('definition.lua', lua);
  if (numberOfKeys !== undefined) orNull(NUMBER_OF_KEYS)('definition.numberOfKeys', numberOfKeys);
}
