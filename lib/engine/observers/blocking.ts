import type { Bytes } from '../bytes.js';
import { callAt, type Clock } from '../clock.js';
import type { Command } from '../commands/spec.js';
import type { Context } from '../commands/context.js';
import { errors } from '../errors.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import { NULL_ARRAY, type Reply } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import type { Unit } from '../unit.js';
import type { Notifications } from './notifications.js';
import { typeOf, type TypeName, type Value } from '../values/value.js';

/** What a blocking command waits for. */
export interface BlockRequest {
  /** The type whose elements it waits for, if it does wait for any. */
  readonly type?: TypeName;
  /** Any of these keys may serve it. */
  readonly keys: readonly Bytes[];
  /** When it gives up, in ms since the epoch; 0 for never. */
  readonly deadline: number;
  /** What it answers where it may not wait: inside a transaction. */
  readonly denied: Reply;
  /** What it answers when its time is up (default: a null array). */
  readonly timedOut?: Reply;
  /**
   * Tries to answer after a key has changed.
   * @returns `undefined` to go on waiting
   * @throws ReplyError, which is the answer
   */
  serve(context: Context, key: Bytes): Reply | undefined;
  /** The keys that hold streams as it begins to wait (default: none). */
  readonly streams?: ReadonlySet<Bytes>;
}

/** A command that waits. The engine answers it later; only faces await it. */
export class Blocked {
  private listener: ((reply: Reply) => void) | undefined;
  private answer: { readonly reply: Reply } | undefined;
  /** How long the command took until it waited, in ms. */
  begunMs = 0;

  constructor(
    readonly session: Session,
    readonly command: Command,
    readonly argv: readonly Bytes[],
    readonly db: number,
    readonly request: BlockRequest,
  ) {}

  /** Calls the listener with the reply, at once when it is there already, behind the unit that made it. */
  whenAnswered(listener: (reply: Reply) => void): void {
    if (this.answer) listener(this.answer.reply);
    else this.listener = listener;
  }

  /** Called by the unit at its end. */
  receive(reply: Reply): void {
    this.answer = { reply };
    this.listener?.(reply);
  }
}

/** What the registry needs of the gate. */
export interface BlockingGate {
  /** Tries to answer a command that waits. */
  serve(blocked: Blocked, key: Bytes): Reply | undefined;
  /** What a session is told of a reply. */
  answer(session: Session, reply: Reply): Reply;
}

/** Who waits for one key, in the order in which they came. */
class Queue extends Set<Blocked> {
  /** The key holds a stream, as far as it is known. */
  isForStream = false;
}

/** Who waits for which keys, first come, first served. */
export class BlockedClients {
  private readonly waiting = new Map<number, Map<Bytes, Queue>>();
  private readonly bySession = new Map<Session, Blocked>();
  private ready: { readonly db: number; readonly key: Bytes }[] = [];
  private readonly readyKeys = new Map<number, Set<Bytes>>();
  private stopTimer: (() => void) | undefined;
  private timerAt = Number.POSITIVE_INFINITY;
  /** How many wait for each type. */
  private readonly byType = new Map<TypeName, number>();

  constructor(
    private readonly clock: Clock,
    private readonly unit: Unit,
    private readonly gate: () => BlockingGate,
    private readonly notifications: Notifications,
  ) {}

  /** Whether anybody waits. */
  get active(): boolean {
    return this.bySession.size > 0;
  }

  /** How many sessions wait. */
  get count(): number {
    return this.bySession.size;
  }

  /** How many of them give up at some time. */
  get limited(): number {
    return [...this.bySession.values()].filter(({ request }) => request.deadline !== 0).length;
  }

  /** Whether keys have changed that somebody waits for. */
  get hasReady(): boolean {
    return this.ready.length > 0;
  }

  /** Lets a command wait. */
  add(blocked: Blocked): void {
    const { session, db, request } = blocked;
    session.turn(SessionState.BLOCKED, true);
    this.bySession.set(session, blocked);
    this.countType(request, 1);
    this.notifications.awaited = true;
    let keys = this.waiting.get(db);
    if (!keys) this.waiting.set(db, (keys = new Map()));
    for (const key of request.keys) {
      let queue = keys.get(key);
      if (!queue) keys.set(key, (queue = new Queue()));
      queue.add(blocked);
      if (request.streams?.has(key)) queue.isForStream = true;
    }
    this.setTimer(request.deadline);
  }

  /**
   * A key has come: who waits for it is looked after at the end of the unit. As in Redis, a key that gets another value
   * wakes nobody, and neither does one of a type that nobody waits for under any key.
   */
  created({ number }: Keyspace, key: Bytes, value: Value): void {
    if (this.waiting.get(number)?.has(key) && this.byType.has(typeOf(value))) {
      this.markReady(number, key);
    }
  }

  /**
   * A key has changed. A stream wakes who waits for its entries; and while anybody waits for streams, one that goes or
   * gives way to another value wakes whoever waits for the key.
   */
  touched(keyspace: Keyspace, key: Bytes): void {
    if (!this.byType.has('stream')) return;
    const queue = this.waiting.get(keyspace.number)?.get(key);
    if (!queue) return;
    const value = keyspace.peek(key);
    const isStream = value !== undefined && typeOf(value) === 'stream';
    if (isStream || queue.isForStream) this.markReady(keyspace.number, key);
    queue.isForStream = isStream;
  }

  private markReady(db: number, key: Bytes): void {
    let keys = this.readyKeys.get(db);
    if (!keys) this.readyKeys.set(db, (keys = new Set()));
    if (keys.has(key)) return;
    keys.add(key);
    this.ready.push({ db, key });
  }

  /** A database was emptied, or swapped with another one: any key in it may be what somebody waits for. */
  replaced(keyspace: Keyspace): void {
    for (const key of this.waiting.get(keyspace.number)?.keys() ?? []) {
      const value = keyspace.peek(key);
      if (value !== undefined) this.created(keyspace, key, value);
      this.touched(keyspace, key);
    }
  }

  /** Serves whoever can be served, inside the unit that changed the keys; serving may change further ones. */
  serveReady(): void {
    while (this.ready.length > 0) {
      const batch = this.ready;
      this.ready = [];
      this.readyKeys.clear();
      for (const { db, key } of batch) {
        for (const blocked of [...(this.waiting.get(db)?.get(key) ?? [])]) {
          const reply = this.gate().serve(blocked, key);
          if (reply !== undefined) this.answer(blocked, reply);
        }
      }
    }
  }

  /** CLIENT UNBLOCK. @returns what the session was waiting for, if it was */
  unblock(session: Session, how: 'timeout' | 'error'): Blocked | undefined {
    const blocked = this.bySession.get(session);
    if (blocked) this.answer(blocked, how === 'error' ? errors.unblocked() : timeoutReply(blocked));
    return blocked;
  }

  /** A session goes: nobody awaits its reply. */
  release(session: Session): void {
    const blocked = this.bySession.get(session);
    if (blocked) this.forget(blocked);
  }

  /** Ends the waiting of everybody whose time is up. */
  expire(): void {
    this.timerAt = Number.POSITIVE_INFINITY;
    this.unit.begin();
    const now = this.unit.now();
    for (const blocked of [...this.bySession.values()]) {
      const { deadline } = blocked.request;
      if (deadline !== 0 && deadline <= now) this.answer(blocked, timeoutReply(blocked));
      else this.setTimer(deadline);
    }
    this.unit.end();
  }

  /** Lets go of the timer. */
  close(): void {
    this.stopTimer?.();
  }

  private answer(blocked: Blocked, reply: Reply): void {
    this.forget(blocked);
    this.unit.send(blocked, this.gate().answer(blocked.session, reply));
  }

  private forget(blocked: Blocked): void {
    const { session, db, request } = blocked;
    this.bySession.delete(session);
    this.countType(request, -1);
    session.turn(SessionState.BLOCKED, false);
    const keys = this.waiting.get(db);
    for (const key of request.keys) {
      const queue = keys?.get(key);
      queue?.delete(blocked);
      if (queue?.size === 0) keys?.delete(key);
    }
    if (keys?.size === 0) this.waiting.delete(db);
    if (this.bySession.size === 0) {
      this.notifications.awaited = false;
      this.stopTimer?.();
      this.timerAt = Number.POSITIVE_INFINITY;
    }
  }

  private countType({ type }: BlockRequest, delta: 1 | -1): void {
    if (type === undefined) return;
    const count = (this.byType.get(type) ?? 0) + delta;
    if (count > 0) this.byType.set(type, count);
    else this.byType.delete(type);
  }

  private setTimer(deadline: number): void {
    if (deadline === 0 || deadline >= this.timerAt) return;
    this.stopTimer?.();
    this.timerAt = deadline;
    this.stopTimer = callAt(this.clock, deadline, () => this.expire());
  }
}

function timeoutReply({ request }: Blocked): Reply {
  return request.timedOut === undefined ? NULL_ARRAY : request.timedOut;
}
