import { checkIoredisOptions } from '../client/ioredis-options.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import type { OptionCheck } from '../engine/known-options.js';

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

/** As {@link checkIoredisOptions}, where they may not say where the data is. */
export const checkClientOptions: OptionCheck = (name, value) => {
  checkIoredisOptions(name, value);
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
