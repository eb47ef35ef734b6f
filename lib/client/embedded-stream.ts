import { Duplex } from 'node:stream';
import type { InMemoryCache } from '../engine/engine.js';
import type { Session } from '../engine/session.js';
import { RespConnection } from '../server/resp-connection.js';
import { later, soon, turns } from './turns.js';

/**
 * The client's end of a connection to an engine in the same process: what a socket is to a real server. What is
 * written is executed at once; what is answered arrives later, as from a socket.
 */
export class EmbeddedStream extends Duplex {
  readonly remoteAddress = 'embedded';
  readonly remotePort = 0;
  /** Until the `connect` event. */
  connecting = true;
  private readonly connection: RespConnection;
  private arriving: Buffer[] = [];
  private hungUp = false;

  constructor(engine: InMemoryCache) {
    super({ allowHalfOpen: false });
    this.connection = new RespConnection(
      engine,
      {
        pending: 0,
        write: (bytes) => this.arrive(Buffer.from(bytes, 'latin1')),
        end: () => this.hangUp(),
        destroy: () => this.hangUp(),
      },
      { address: 'embedded:0', localAddress: 'embedded:0' },
    );
    soon(() => this.connected());
  }

  /** The engine's side of the connection. */
  get session(): Session {
    return this.connection.session;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    try {
      this.connection.feed(chunk);
    } catch (fault) {
      // A bug of the engine: the request is answered, and the fault surfaces on its own.
      later(() => {
        throw fault;
      });
    }
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    done();
    this.destroy();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.connecting = false;
    this.connection.end();
    done(error);
  }

  /** A socket's; there is nothing to delay. */
  setNoDelay(): this {
    return this;
  }

  /** A socket's; nothing can break. */
  setKeepAlive(): this {
    return this;
  }

  /** A socket's; it never takes long. */
  setTimeout(): this {
    return this;
  }

  /** A socket's; the process is never kept alive. */
  ref(): this {
    return this;
  }

  /** A socket's; the process is never kept alive. */
  unref(): this {
    return this;
  }

  private connected(): void {
    if (this.destroyed) return;
    this.connecting = false;
    this.emit('connect');
  }

  private arrive(chunk: Buffer): void {
    this.arriving.push(chunk);
    if (this.arriving.length === 1) this.schedule();
  }

  private hangUp(): void {
    if (this.hungUp) return;
    this.hungUp = true;
    if (this.arriving.length === 0) this.schedule();
  }

  /** In turn with the replies that go past this stream, and behind those that wait. */
  private schedule(): void {
    const turn = turns.take();
    if (turn === undefined) later(() => this.flush());
    else void turn.then(() => this.flush());
  }

  private flush(): void {
    if (this.destroyed) return;
    const chunks = this.arriving;
    this.arriving = [];
    for (const chunk of chunks) this.push(chunk);
    if (this.hungUp) this.push(null);
  }
}
