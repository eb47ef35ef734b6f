import type { Socket } from 'node:net';
import type { Bytes } from '../engine/bytes.js';
import type { InMemoryCache } from '../engine/engine.js';
import { SessionState, type Session, type SessionOrigin } from '../engine/session.js';
import { bufferPool } from '../protocol/buffer-pool.js';
import { RespConnection, type Wire } from './resp-connection.js';
import { flushAtEndOfTurn } from './turn-outbox.js';

/** Sessions that may be silent for as long as they like. */
const PATIENT = SessionState.BLOCKED | SessionState.SUBSCRIBER | SessionState.MONITOR;
/** Node copies a longer string twice before it tries to send it. */
const LARGE = 16 * 1024;
/** What is longer is not held back: it would leave the processor's cache before it is sent. */
const MAX_HELD = 4 * 1024;
const MS_PER_SECOND = 1000;
/** Bytes that a connection may send in all without having authenticated. */
const UNAUTHENTICATED_QUERY_LIMIT = 1024 * 1024;

/** One accepted socket: it carries a conversation, and ends it when it grows beyond its limits. */
export class RespSocket implements Wire {
  readonly connection: RespConnection;
  private socket!: Socket;
  /** What is sent at the end of the turn. */
  private held: Bytes = '';
  /** ms since the epoch when more began to wait than the soft limit allows; 0 while less does. */
  private overSoftLimitSince = 0;

  constructor(
    private readonly engine: InMemoryCache,
    origin: SessionOrigin,
    private readonly onFault: (fault: unknown) => void,
  ) {
    this.connection = new RespConnection(engine, this, origin);
  }

  /** Takes the socket that carries the conversation. @param onClose called once, when it is gone */
  use(socket: Socket, onClose: () => void): void {
    this.socket = socket;
    socket.on('drain', () => this.drained());
    // What went wrong shows in the close that follows.
    socket.on('error', () => undefined);
    // Before Node's own listener, behind which nothing can be written.
    socket.prependListener('end', () => {
      this.flush();
      this.connection.end();
    });
    socket.on('close', () => {
      this.connection.end();
      onClose();
    });
  }

  get pending(): number {
    return this.held.length + this.socket.writableLength;
  }

  write(bytes: Bytes): void {
    this.engine.stats.netOutput += bytes.length;
    this.engine.stats.writes++;
    if (this.isOverLimit(this.pending + bytes.length)) this.engine.kill(this.session);
    else if (bytes.length < LARGE) this.hold(bytes);
    else this.send([bytes], bytes.length);
  }

  private hold(bytes: Bytes): void {
    if (this.held === '') flushAtEndOfTurn(this);
    this.held += bytes;
    if (this.held.length >= MAX_HELD) this.flush();
  }

  /** Sends what was held back. */
  flush(): void {
    const { held, socket } = this;
    this.held = '';
    if (held !== '' && socket.writable) socket.write(held, 'latin1');
  }

  writeParts(parts: readonly Bytes[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    this.engine.stats.netOutput += length;
    this.engine.stats.writes++;
    if (this.isOverLimit(this.pending + length)) this.engine.kill(this.session);
    else this.send(parts, length);
  }

  /** Sends what is long from memory that is used again. Node would use fresh memory, and copy it once more. */
  private send(parts: readonly Bytes[], length: number): void {
    this.flush();
    const buffer = bufferPool.take(length);
    let end = 0;
    for (const part of parts) end += buffer.latin1Write(part, end);
    this.socket.write(buffer.subarray(0, length), () => bufferPool.release(buffer));
  }

  end(): void {
    this.flush();
    this.socket.end(() => this.socket.destroy());
  }

  destroy(): void {
    this.held = '';
    this.socket.destroy();
  }

  /** Takes what was read from the socket. @param length how many of the bytes that is */
  receive(bytes: Buffer, length: number): void {
    this.engine.stats.netInput += length;
    this.engine.stats.reads++;
    try {
      this.connection.feed(bytes, length);
    } catch (fault) {
      // A bug of the engine must not take down the process that it lives in.
      this.onFault(fault);
    }
    if (this.connection.held > 0) this.checkQuery();
    if (this.connection.stalled) this.socket.pause();
  }

  /** Ends what has been silent, or slow to read, for too long; called from time to time. @param now ms */
  inspect(now: number): void {
    const { timeout } = this.engine.settings;
    const { session } = this;
    const idle = now - session.lastActive > timeout * MS_PER_SECOND;
    if (timeout > 0 && idle && !session.is(PATIENT)) this.engine.kill(session);
    else if (this.isOverLimit(this.pending)) this.engine.kill(session);
  }

  /** What the engine knows of the client. */
  get session(): Session {
    return this.connection.session;
  }

  private drained(): void {
    if (!this.connection.stalled) return;
    try {
      this.connection.resume();
    } catch (fault) {
      this.onFault(fault);
    }
    if (!this.connection.stalled) this.socket.resume();
  }

  private checkQuery(): void {
    const { held } = this.connection;
    const tooMuch =
      held > this.engine.settings.queryBufferLimit ||
      (held > UNAUTHENTICATED_QUERY_LIMIT && this.session.is(SessionState.UNAUTHENTICATED));
    if (tooMuch) this.engine.kill(this.session);
  }

  /** Whether too much waits for the other side, by the limits of the session's class. */
  private isOverLimit(waiting: number): boolean {
    const { outputBufferLimits } = this.engine.settings;
    const { hard, soft, seconds } =
      outputBufferLimits[this.session.is(SessionState.SUBSCRIBER) ? 'pubsub' : 'normal'];
    if (hard !== 0 && waiting >= hard) return true;
    if (soft === 0 || waiting < soft) {
      this.overSoftLimitSince = 0;
      return false;
    }
    const now = this.engine.clock.now();
    this.overSoftLimitSince ||= now;
    return now - this.overSoftLimitSince > Number(seconds) * MS_PER_SECOND;
  }
}
