import type { Bytes } from './bytes.js';
import type { Push, Status } from './reply.js';
import type { Transaction } from './observers/transaction.js';

/** How a face is told what happens to its session. It must not call back into the engine before it returns. */
export interface Transport {
  /** Hands over an out-of-band message (pub/sub, MONITOR), in order with the replies of the session. */
  push(message: Push | Status): void;
  /** The engine ends the session: QUIT, CLIENT KILL. Replies handed out before still count. */
  close(): void;
}

/** What a session tells about where it comes from. */
export interface SessionOrigin {
  /** The remote address as CLIENT LIST prints it, `ip:port` or a path. */
  readonly address?: string;
  /** The local address as CLIENT LIST prints it. */
  readonly localAddress?: string;
}

/** The states in which a command does not simply run; 0 is the common case. */
export const SessionState = {
  MULTI: 1 << 0,
  SUBSCRIBER: 1 << 1,
  UNAUTHENTICATED: 1 << 2,
  REPLY_OFF: 1 << 3,
  REPLY_SKIP: 1 << 4,
  CLOSING: 1 << 5,
} as const;

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
  noEvict = false;
  noTouch = false;
  monitoring = false;
  /** The name of the last command, as CLIENT LIST prints it. */
  lastCommand = 'NULL';
  /** Milliseconds since the epoch of the last command. */
  lastActive: number;
  /** MULTI's queue and WATCH's keys; created by the first of them. */
  transaction: Transaction | undefined;
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

  is(state: number): boolean {
    return (this.state & state) !== 0;
  }

  turn(state: number, on: boolean): void {
    if (on) this.state |= state;
    else this.state &= ~state;
  }
}
