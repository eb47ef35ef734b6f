import type { Bytes } from './bytes.js';
import type { ConfigParameter } from './config.js';
import type { InMemoryCache } from './engine.js';
import { parseEventClasses, printEventClasses } from './observers/notifications.js';

/** The parameters of CONFIG GET and CONFIG SET that an engine has. */
export function engineParameters(engine: InMemoryCache): ConfigParameter[] {
  const { notifications } = engine;
  return [
    {
      name: 'databases',
      immutable: true,
      get: () => String(engine.databases.length),
      prepare: () => () => undefined,
    },
    {
      name: 'notify-keyspace-events',
      get: () => printEventClasses(notifications.mask),
      prepare(letters: Bytes) {
        const mask = parseEventClasses(letters);
        if (mask === undefined)
          return { invalid: 'Invalid event class character. Use KEA$gxelshzdtn.' };
        return () => void (notifications.mask = mask);
      },
    },
    {
      name: 'requirepass',
      get: () => engine.password,
      prepare: (password: Bytes) => () => void (engine.password = password),
    },
  ];
}
