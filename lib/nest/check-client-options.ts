import { aDatabase } from '../client/connection-options.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { accepts, isRecord, isText, type OptionCheck } from '../engine/known-options.js';

/** Whether a value is a port to connect to. */
export const isPort = (port: unknown): boolean => {
  const number = typeof port === 'string' && port !== '' ? Number(port) : port;
  return Number.isInteger(number) && (number as number) > 0 && (number as number) < 65_536;
};

const aText = accepts('a text', (value) => typeof value === 'string' || value === null);
const aName = accepts('a text that is not empty', (value) => isText(value) || value === null);
const aPort = accepts('a port of 1 to 65535', isPort);

/** Options of ioredis that break a connection, or the process, when they are of another type. */
const CHECKS: Readonly<Record<string, OptionCheck>> = {
  host: aName,
  port: aPort,
  path: aName,
  db: aDatabase,
  username: aText,
  password: aText,
  connectionName: aText,
  keyPrefix: accepts('a text', (value) => typeof value === 'string'),
};

/** What says where the data is. It has options of its own, and would have no effect here. */
const PLACES = [
  'engine',
  'url',
  'nodes',
  'server',
  'host',
  'port',
  'path',
  'sentinels',
  'Connector',
] as const;

/** Checks the options of ioredis. @throws InvalidOptionError naming the option */
export const checkServerOptions: OptionCheck = (name, value) => {
  if (!isRecord(value)) throw new InvalidOptionError(name, 'an object', value);
  for (const [option, check] of Object.entries(CHECKS)) {
    if (value[option] !== undefined) check(`${name}.${option}`, value[option]);
  }
};

/** As {@link checkServerOptions}, where they may not say where the data is. */
export const checkClientOptions: OptionCheck = (name, value) => {
  checkServerOptions(name, value);
  const options = value as Record<string, unknown>;
  const place = PLACES.find((option) => options[option] !== undefined);
  if (place !== undefined) {
    throw new InvalidOptionError(
      `${name}.${place}`,
      `nothing, since 'url', 'nodes', 'server' or 'engine' next to '${name}' says where the data is`,
      options[place],
    );
  }
};
