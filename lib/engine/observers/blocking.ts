import type { Bytes } from '../bytes.js';
import { callAt, type Clock } from '../clock.js';
import type { Command } from '../commands/spec.js';
import type { Context } from '../commands/context.js';
import { errors } from '../errors.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import { NULL_ARRAY, type Reply } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import type { Unit } from '../unit.js';
import { typeOf, type TypeName, type Value } from '../values/value.js';

/** The types whose elements commands wait for. */
const WAITED_FOR: ReadonlySet<TypeName> = new Set<TypeName>(['list', 'zset', 'stream']);

/** What a blocking command waits for. */
export interface BlockRequest {
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
  /** Whether it has to look at a key that goes, too (default: no). */
  concernsRemoval?(key: Bytes): boolean;
}

/** A command that waits. The engine answers it later; only faces await it. */
export class Blocked {
  private listener: ((reply: Reply) => void) | undefined;
  private answer: { readonly reply: Reply } | undefined;

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

/** Who waits for which keys, first come, first served. */
export class BlockedClients {
  private readonly waiting = new Map<number, Map<Bytes, Set<Blocked>>>();
  private readonly bySession = new Map<Session, Blocked>();
  private ready: { readonly db: number; readonly key: Bytes }[] = [];
  private readonly readyKeys = new Map<number, Set<Bytes>>();
  private stopTimer: (() => void) | undefined;
  private timerAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly unit: Unit,
    private readonly gate: () => BlockingGate,
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
    let keys = this.waiting.get(db);
    if (!keys) this.waiting.set(db, (keys = new Map()));
    for (const key of request.keys) {
      const queue = keys.get(key);
      if (queue) queue.add(blocked);
      else keys.set(key, new Set([blocked]));
    }
    this.setTimer(request.deadline);
  }

  /** A key has changed: who waits for it is looked after at the end of the unit. */
  touched(keyspace: Keyspace, key: Bytes): void {
    const db = keyspace.number;
    const queue = this.waiting.get(db)?.get(key);
    if (!queue || !concerns(queue, key, keyspace.peek(key))) return;
    let keys = this.readyKeys.get(db);
    if (!keys) this.readyKeys.set(db, (keys = new Set()));
    if (keys.has(key)) return;
    keys.add(key);
    this.ready.push({ db, key });
  }

  /** A database was emptied, or swapped with another one: any key in it may be what somebody waits for. */
  replaced(keyspace: Keyspace): void {
    for (const key of this.waiting.get(keyspace.number)?.keys() ?? []) this.touched(keyspace, key);
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

  /** CLIENT UNBLOCK. @returns whether the session was waiting */
  unblock(session: Session, how: 'timeout' | 'error'): boolean {
    const blocked = this.bySession.get(session);
    if (!blocked) return false;
    this.answer(blocked, how === 'error' ? errors.unblocked() : timeoutReply(blocked));
    return true;
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
    session.turn(SessionState.BLOCKED, false);
    const keys = this.waiting.get(db);
    for (const key of request.keys) {
      const queue = keys?.get(key);
      queue?.delete(blocked);
      if (queue?.size === 0) keys?.delete(key);
    }
    if (keys?.size === 0) this.waiting.delete(db);
    if (this.bySession.size === 0) {
      this.stopTimer?.();
      this.timerAt = Number.POSITIVE_INFINITY;
    }
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

/** Whether what a key holds now can serve anybody: in a transaction, the key that could do so first has to win. */
function concerns(queue: ReadonlySet<Blocked>, key: Bytes, value: Value | undefined): boolean {
  if (value !== undefined && WAITED_FOR.has(typeOf(value))) return true;
  for (const { request } of queue) if (request.concernsRemoval?.(key)) return true;
  return false;
}
