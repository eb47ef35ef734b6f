import type { Bytes } from './bytes.js';
import type { Push, Reply, Status } from './reply.js';
import type { SessionTracking } from './observers/tracking.js';
import type { Transaction } from './observers/transaction.js';

/** How a face is told what happens to its session. It must not call back into the engine before it returns. */
export interface Transport {
  /** Hands over an out-of-band message (pub/sub, MONITOR), in order with the replies of the session. */
  push(message: Push | Status): void;
  /** The engine ends the session: QUIT, or its own end. The reply of the command that is running still counts. */
  close(): void;
  /** The session ends at once: what the other side has not been sent is dropped. Without it, `close` has to do. */
  kill?(): void;
  /** Replies leave as bytes, the head of EXEC's array before what its commands do to the connection. */
  readonly asBytes?: boolean;
  /** What waits on the way in and out; without it, nothing does. */
  readonly buffers?: TransportBuffers;
}

/** The bytes that a connection holds, as CLIENT LIST tells them. */
export interface TransportBuffers {
  /** Received, and not yet part of a command that has run: `qbuf`. */
  readonly query: number;
  /** Reserved beyond {@link query}: `qbuf-free`. */
  readonly queryFree: number;
  /** In arguments of a request that has not arrived whole: `argv-mem`. */
  readonly args: number;
  /** Replies and messages that the other side has not taken: `omem`. */
  readonly output: number;
}

const NO_BUFFERS: TransportBuffers = { query: 0, queryFree: 0, args: 0, output: 0 };

/** What a session tells about where it comes from. */
export interface SessionOrigin {
  /** The remote address as CLIENT LIST prints it, `ip:port` or a path. */
  readonly address?: string;
  /** The local address as CLIENT LIST prints it. */
  readonly localAddress?: string;
  /** The file descriptor of the socket. */
  readonly fd?: number;
}

/** The states in which a command does not simply run; 0 is the common case. */
export const SessionState = {
  MULTI: 1 << 0,
  SUBSCRIBER: 1 << 1,
  UNAUTHENTICATED: 1 << 2,
  /** CLIENT REPLY OFF: nothing but pushes is answered. */
  REPLY_OFF: 1 << 3,
  /** The command that runs is not answered. */
  REPLY_SKIP: 1 << 4,
  /** CLIENT REPLY SKIP: the next command is not answered. */
  REPLY_SKIP_NEXT: 1 << 5,
  /** EXEC is running the queue: nothing may block or take over the connection. */
  EXECUTING: 1 << 6,
  MONITOR: 1 << 7,
  /** CLIENT NO-TOUCH: reads leave the time of use as it is. */
  NO_TOUCH: 1 << 8,
  /** The user may not run every command with every key and every channel: access rules decide. */
  RESTRICTED: 1 << 9,
  /** The session is that of scripts: nothing may block. */
  SCRIPT: 1 << 10,
  /** CLIENT TRACKING: the session is told of keys that change. */
  TRACKING: 1 << 11,
  // From here on nothing runs any more, or not now: the gate compares with the first of them.
  /** QUIT was answered: what follows on the connection is not run. */
  CLOSING: 1 << 12,
  /** A blocking command waits: the face sends no other before it is answered. */
  BLOCKED: 1 << 13,
  /** The engine has let go of the session. */
  CLOSED: 1 << 14,
} as const;

/** The address of a session that has no connection. */
const EMBEDDED = 'embedded:0';

/** One client's state, whatever face it came through. */
export class Session {
  /** Bit set of {@link SessionState}. */
  state = 0;
  /** The number of the selected database. */
  db = 0;
  protocol: 2 | 3 = 2;
  name: Bytes = '';
  user: Bytes = 'default';
  libName: Bytes = '';
  libVersion: Bytes = '';
  /** CLIENT NO-EVICT. */
  noEvict = false;
  /** The name of the last command that was looked up, as CLIENT LIST prints it. */
  lastCommand = 'NULL';
  /** Milliseconds since the epoch of the last command; as old as the engine's last look at the clock. */
  lastActive: number;
  /** MULTI's queue and WATCH's keys; created by the first of them. */
  transaction: Transaction | undefined;
  /** CLIENT TRACKING, while it is on. */
  tracking: SessionTracking | undefined;
  readonly channels = new Set<Bytes>();
  readonly patterns = new Set<Bytes>();
  readonly shardChannels = new Set<Bytes>();

  /**
   * @param id the number that CLIENT ID answers
   * @param createdAt ms since the epoch
   */
  constructor(
    readonly id: number,
    readonly transport: Transport,
    readonly createdAt: number,
    readonly origin: SessionOrigin,
  ) {
    this.lastActive = createdAt;
  }

  /** Where the session comes from, as CLIENT LIST and MONITOR print it. */
  get address(): string {
    return this.origin.address ?? EMBEDDED;
  }

  /** Where the session is connected to, as CLIENT LIST prints it. */
  get localAddress(): string {
    return this.origin.localAddress ?? EMBEDDED;
  }

  /** The file descriptor of the socket, or -1. */
  get fd(): number {
    return this.origin.fd ?? -1;
  }

  /** What waits on the way in and out. */
  get buffers(): TransportBuffers {
    return this.transport.buffers ?? NO_BUFFERS;
  }

  /** How many channels and patterns the session listens to, as SUBSCRIBE answers. */
  get subscriptions(): number {
    return this.channels.size + this.patterns.size;
  }

  /** Hands over a message at the end of a unit. */
  receive(message: Reply): void {
    this.transport.push(message as Push | Status);
  }

  /** Whether any of these states holds. @param state bits of {@link SessionState} */
  is(state: number): boolean {
    return (this.state & state) !== 0;
  }

  turn(state: number, on: boolean): void {
    if (on) this.state |= state;
    else this.state &= ~state;
  }
}
