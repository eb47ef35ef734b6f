import type { Bytes } from '../engine/bytes.js';
import type { InMemoryCache } from '../engine/engine.js';
import { Blocked } from '../engine/observers/blocking.js';
import { ReplyError, type Push, type Reply, type Status } from '../engine/reply.js';
import {
  SessionState,
  type Session,
  type SessionOrigin,
  type Transport,
  type TransportBuffers,
} from '../engine/session.js';
import { ProtocolError } from '../protocol/protocol-error.js';
import { encodeInParts, encodeReply } from '../protocol/reply-encoder.js';
import { MAX_BULK, RequestParser } from '../protocol/request-parser.js';

/** Replies of this length are written although more requests wait: no string holds more than 512 MB. */
const WRITE_AT = 1024 * 1024;
/** While so much waits for the other side, no further request is run; in bytes. */
const STALL_AT = 32 * 1024 * 1024;
/** Strings of this length are sent as a part of their own. */
const LARGE = 16 * 1024;
const INTERNAL_ERROR = new ReplyError('ERR internal error');
const MUTED = SessionState.REPLY_OFF | SessionState.REPLY_SKIP;

/** The stream of bytes that carries a conversation. */
export interface Wire {
  /** Sends bytes, one per char. */
  write(bytes: Bytes): void;
  /** Sends bytes in parts, some of which are long: to join them would copy them. Without it, they are joined. */
  writeParts?(parts: readonly Bytes[]): void;
  /** Ends the stream behind what was written; called at most once, and never after {@link RespConnection.end}. */
  end(): void;
  /** Ends the stream at once: what was not sent is dropped. */
  destroy(): void;
  /** How many written bytes the other side has not taken. */
  readonly pending: number;
}

/**
 * One RESP conversation with an engine over any stream of bytes; it owns no socket. Requests that arrive together are
 * executed in one go and answered with one write. What other clients cause (pub/sub, MONITOR) is written in order
 * with the replies, a burst of it at once, in a microtask.
 */
export class RespConnection implements Transport {
  readonly session: Session;
  readonly asBytes = true;
  private readonly parser = new RequestParser();
  private out: Bytes = '';
  /** What is sent before {@link out}, and its length: large strings and what comes between. */
  private parts: Bytes[] = [];
  private partsLength = 0;
  private executing = false;
  private flushing = false;
  private closing = false;
  private closed = false;
  private isStalled = false;
  private readonly faults: unknown[] = [];

  /** @param origin where the other side is, for CLIENT LIST */
  constructor(
    private readonly engine: InMemoryCache,
    private readonly wire: Wire,
    origin: SessionOrigin = {},
  ) {
    this.session = engine.connect(this, origin);
  }

  /** What waits on the way in and out. */
  get buffers(): TransportBuffers {
    const { parser } = this;
    return {
      query: parser.pending,
      queryFree: parser.free,
      args: parser.argumentBytes,
      output: this.partsLength + this.out.length + this.wire.pending,
    };
  }

  /**
   * Takes bytes from the other side, executes the requests that are complete and answers them. A protocol error is
   * answered with Redis's text; after it and after QUIT the connection closes and takes no more.
   * @param bytes a Buffer, which may be reused afterwards, or a string of one char per byte
   * @param length how many of the bytes to take (default: all)
   * @throws unknown what a bug of the engine threw: its request was answered with an error, those behind it were
   * executed, and the conversation goes on
   */
  feed(bytes: Buffer | Bytes, length = bytes.length): void {
    if (this.closing) return;
    const { parser } = this;
    parser.maxBulkLength = Math.min(Number(this.engine.settings.protoMaxBulkLength), MAX_BULK);
    parser.push(bytes, length);
    if (this.isStalled || this.session.is(SessionState.BLOCKED)) parser.detach();
    else this.execute();
  }

  /** Whether so much waits for the other side that no request is run before {@link resume}. */
  get stalled(): boolean {
    return this.isStalled && !this.closed;
  }

  /** How much memory requests take that have not run, in bytes. */
  get held(): number {
    return this.parser.held;
  }

  /** Goes on after the other side has taken what waited for it. @throws unknown as {@link feed} */
  resume(): void {
    this.isStalled = false;
    if (!this.closing && !this.session.is(SessionState.BLOCKED)) this.execute();
  }

  /** The other side has gone: the session ends. Safe to repeat. */
  end(): void {
    this.closing = this.closed = true;
    this.engine.disconnect(this.session);
  }

  /** Executes the requests that are complete, up to one that waits: those behind it wait as well. */
  private execute(): void {
    this.executing = true;
    for (let argv = this.read(); argv !== undefined; argv = this.read()) this.answer(argv);
    this.executing = false;
    this.parser.detach();
    this.flush();
    if (this.faults.length > 0) throw this.faults.splice(0)[0];
  }

  /** The next request, unless there is none or the connection is closing. */
  private read(): Bytes[] | undefined {
    if (this.closing || this.isStalled || this.session.is(SessionState.BLOCKED)) return undefined;
    this.parser.unauthenticated = this.session.is(SessionState.UNAUTHENTICATED);
    try {
      return this.parser.next();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (!this.session.is(MUTED)) this.append(new ReplyError(`ERR ${error.message}`));
      this.closing = true;
      return undefined;
    }
  }

  private answer(argv: readonly Bytes[]): void {
    try {
      const reply = this.engine.execute(this.session, argv);
      if (reply instanceof Blocked) reply.whenAnswered((late) => this.answerLate(late));
      else this.append(reply);
    } catch (fault) {
      this.faults.push(fault);
      this.append(INTERNAL_ERROR);
    }
    if (this.out.length + this.partsLength >= WRITE_AT) this.send();
  }

  private answerLate(reply: Reply): void {
    if (this.closing) return;
    this.append(reply);
    this.execute();
  }

  private append(reply: Reply): void {
    if (typeof reply === 'string' && reply.length >= LARGE) this.appendLarge(reply);
    else {
      try {
        this.out += encodeReply(reply, this.session.protocol);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.appendInParts(reply);
      }
    }
  }

  /** No string can hold all of it. */
  private appendInParts(reply: Reply): void {
    encodeInParts(reply, this.session.protocol, (bytes) => {
      if (this.out.length + bytes.length >= WRITE_AT) this.send();
      this.out += bytes;
    });
  }

  private appendLarge(bytes: Bytes): void {
    const head = `${this.out}$${bytes.length}\r\n`;
    this.parts.push(head, bytes);
    this.partsLength += head.length + bytes.length;
    this.out = '\r\n';
  }

  private dropOutput(): void {
    this.out = '';
    this.parts = [];
    this.partsLength = 0;
  }

  /** Called by the engine: a message of another client. */
  push(message: Push | Status): void {
    this.append(message);
    this.flushSoon();
  }

  /** Called by the engine, which must not be called back from here: the session ends behind its replies. */
  close(): void {
    this.closing = true;
    this.flushSoon();
  }

  /** Called by the engine, which disconnects the session itself: it ends at once. */
  kill(): void {
    this.closing = this.closed = true;
    this.dropOutput();
    this.wire.destroy();
  }

  private flushSoon(): void {
    if (this.executing || this.flushing) return;
    this.flushing = true;
    // A promise, because the fake timers of test runners leave it alone.
    void Promise.resolve().then(() => {
      this.flushing = false;
      this.flush();
    });
  }

  private flush(): void {
    if (this.closed) return;
    this.send();
    if (!this.closing) return;
    this.end();
    this.wire.end();
  }

  private send(): void {
    const { out, parts } = this;
    if (out === '' || this.closed) return;
    this.out = '';
    if (parts.length === 0) this.wire.write(out);
    else this.sendParts(out);
    if (this.wire.pending >= STALL_AT) this.isStalled = true;
  }

  private sendParts(last: Bytes): void {
    const parts = [...this.parts, last];
    this.dropOutput();
    if (this.wire.writeParts) this.wire.writeParts(parts);
    else this.wire.write(parts.join(''));
  }
}
