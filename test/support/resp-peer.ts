import { InMemoryCache } from '../../lib/engine/engine.js';
import { RespConnection } from '../../lib/server/resp-connection.js';

/** The other side of a {@link RespConnection}: it keeps what was written to it. */
export class RespPeer {
  readonly connection: RespConnection;
  /** One element for each write. */
  readonly writes: string[] = [];
  closed = false;

  constructor(readonly engine: InMemoryCache = new InMemoryCache()) {
    this.connection = new RespConnection(engine, {
      pending: 0,
      write: (bytes) => this.writes.push(bytes),
      end: () => (this.closed = true),
      destroy: () => (this.closed = true),
    });
  }

  /** Sends bytes and answers what came back for them. */
  ask(bytes: Buffer | string): string {
    this.connection.feed(bytes);
    return this.take();
  }

  /** All that was written since the last time. */
  take(): string {
    return this.writes.splice(0).join('');
  }
}
