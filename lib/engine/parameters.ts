import type { Bytes } from './bytes.js';
import type { ConfigParameter } from './config.js';
import { encodingParameters } from './encoding-limits.js';
import type { InMemoryCache } from './engine.js';
import { INT64_MAX, normalize, type Int64 } from './int64.js';
import { parseMemory } from './memory-size.js';
import { parseEventClasses, printEventClasses } from './observers/notifications.js';

/** The parameters of CONFIG GET and CONFIG SET that an engine has. */
export function engineParameters(engine: InMemoryCache): ConfigParameter[] {
  const { notifications } = engine;
  return [
    ...encodingParameters(engine.limits),
    fixed('databases', String(engine.databases.length)),
    fixed('maxmemory', '0'),
    fixed('maxmemory-policy', 'noeviction'),
    {
      name: 'notify-keyspace-events',
      get: () => printEventClasses(notifications.mask),
      prepare(letters: Bytes) {
        const mask = parseEventClasses(letters);
        if (mask === undefined) {
          return { invalid: "Invalid event class character. Use 'Ag$lshzxeKEtmdn'." };
        }
        return () => void (notifications.mask = mask);
      },
    },
    {
      name: 'proto-max-bulk-len',
      get: () => String(engine.protoMaxBulkLength),
      prepare: memoryBetween(
        1024 * 1024,
        INT64_MAX,
        (bytes) => void (engine.protoMaxBulkLength = bytes),
      ),
    },
    {
      name: 'requirepass',
      get: () => engine.password,
      prepare: (password: Bytes) => () => void (engine.password = password),
    },
  ];
}

/** A parameter that cannot be set while the engine runs. */
function fixed(name: string, value: string): ConfigParameter {
  return { name, immutable: true, get: () => value, prepare: () => () => undefined };
}

/** Accepts an amount of memory within bounds, such as `512mb`. */
function memoryBetween(
  min: Int64,
  max: Int64,
  apply: (bytes: Int64) => void,
): ConfigParameter['prepare'] {
  return (value) => {
    const bytes = parseMemory(value);
    if (bytes === undefined) return { invalid: 'argument must be a memory value' };
    if (bytes < min || bytes > max) {
      return { invalid: `argument must be between ${min} and ${max} inclusive` };
    }
    return () => apply(normalize(bytes));
  };
}
