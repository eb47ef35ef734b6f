import type { Socket } from 'node:net';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import { InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { EmbeddedStream } from './embedded-stream.js';

/** What ioredis accepts as its `Connector` option. */
export type EmbeddedConnector = NonNullable<RedisOptions['Connector']>;

/**
 * An ioredis `Connector` that reaches an engine of this process, for libraries that make their own ioredis from
 * options (BullMQ, Nest's Redis transport):
 *
 * ```ts
 * const cache = new InMemoryCache();
 * new Redis({ Connector: embeddedConnector(cache) });
 * ```
 * Everything is as with a server; host and port are ignored. For an application's own commands a
 * `ConnectionManager` is faster: it does without the protocol.
 * @param engine the engine that all connections made with it share
 * @returns a class; it works with ioredis 5 and 6
 * @throws InvalidOptionError when it is no engine
 */
export function embeddedConnector(engine: InMemoryCache): EmbeddedConnector {
  if (!(engine instanceof InMemoryCache)) {
    throw new InvalidOptionError('engine', 'an InMemoryCache', engine);
  }
  return class extends AbstractConnector {
    private current: EmbeddedStream | undefined;

    constructor(options: unknown) {
      super((options as RedisOptions).disconnectTimeout ?? 0);
    }

    override connect(): Promise<Socket> {
      this.connecting = true;
      this.current = new EmbeddedStream(engine);
      // Of a socket ioredis uses what the stream has.
      return Promise.resolve(this.current as unknown as Socket);
    }

    override disconnect(): void {
      this.connecting = false;
      this.current?.destroy();
    }
  };
}
