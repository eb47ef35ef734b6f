import { own, type Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';
import { Push, type Reply } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import type { Settings } from '../settings.js';
import type { Unit } from '../unit.js';
import { followedBy } from './reply-order.js';

/** How a session wants to hear of keys that it may have cached. */
export interface TrackingMode {
  /** Of all keys with its prefixes, instead of those that it has read. */
  readonly bcast: boolean;
  /** Only of keys that it reads behind CLIENT CACHING YES. */
  readonly optin: boolean;
  /** Not of keys that it reads behind CLIENT CACHING NO. */
  readonly optout: boolean;
  /** Not of keys that it changes itself. */
  readonly noloop: boolean;
  /** The id of the session that hears of them in its place; 0 for none. */
  readonly redirect: number;
}

/** CLIENT TRACKING of one session. */
export interface SessionTracking extends TrackingMode {
  /** The session's id. */
  readonly id: number;
  /** In BCAST mode. */
  readonly prefixes: Set<Bytes>;
  /** CLIENT CACHING was given for the command that follows. */
  caching: boolean;
  /** The session that it redirects to has gone. */
  broken: boolean;
}

/** A prefix that somebody listens to, and the keys with it that the open unit has changed. */
interface Prefix {
  readonly sessions: Set<Session>;
  /** The keys with the tracking session that changed them, if it was one. */
  changed: Map<Bytes, Session | undefined>;
}

/** The channel of invalidations that are redirected to a RESP2 session. */
const CHANNEL = '__redis__:invalidate';
/** How many keys over the limit one command forgets, at most. */
const FORGOTTEN_PER_COMMAND = 100;

type Deliver = (receiver: Session, push: Push) => void;

/** What tracking needs of the engine. */
export interface TrackingParts {
  readonly unit: Unit;
  readonly settings: Settings;
  sessionOf(id: number): Session | undefined;
  /** The keys of a command line. */
  keysOf(command: Command, argv: readonly Bytes[]): readonly Bytes[];
}

/**
 * Client-side caching: which sessions have read which keys, and what they are told when those change. Keys count by
 * their names, in whatever database. A session hears of its own changes behind the reply to the command that made them.
 */
export class Tracking {
  /** Whether anybody tracks keys. */
  active = false;
  private readonly sessions = new Set<Session>();
  /** The ids of those that have read a key. */
  private readonly readers = new Map<Bytes, Set<number>>();
  private readonly prefixes = new Map<Bytes, Prefix>();
  private items = 0;
  /** The tracking session whose command runs, and what it will be told behind the reply. */
  private current: Session | undefined;
  private behind: Push[] = [];
  /** Whether the end of the unit tells of changed keys with prefixes. */
  private broadcasting = false;

  /** The way of a message while a command runs: its own session gets it behind the reply. */
  private readonly sending: Deliver = (receiver, push) => {
    if (this.runs(receiver)) this.behind.push(push);
    else this.parts.unit.send(receiver, push);
  };

  constructor(private readonly parts: TrackingParts) {}

  /** How many sessions track keys: `tracking_clients`. */
  get clientCount(): number {
    return this.sessions.size;
  }

  /** How many keys are remembered: `tracking_total_keys`. */
  get keyCount(): number {
    return this.readers.size;
  }

  /** How many pairs of a key and a reader of it are remembered: `tracking_total_items`. */
  get itemCount(): number {
    return this.items;
  }

  /** How many prefixes somebody listens to: `tracking_total_prefixes`. */
  get prefixCount(): number {
    return this.prefixes.size;
  }

  /** CLIENT TRACKING ON; prefixes are added to those that the session has. */
  enable(session: Session, mode: TrackingMode, prefixes: readonly Bytes[]): void {
    const known = session.tracking?.prefixes ?? new Set<Bytes>();
    session.tracking = { ...mode, id: session.id, prefixes: known, caching: false, broken: false };
    session.turn(SessionState.TRACKING, true);
    this.sessions.add(session);
    this.active = true;
    if (mode.bcast)
      for (const prefix of prefixes.length === 0 ? [''] : prefixes) this.listen(session, prefix);
  }

  /** CLIENT TRACKING OFF, and the end of a session. */
  disable(session: Session): void {
    if (!this.sessions.delete(session)) return;
    for (const prefix of session.tracking!.prefixes) {
      const { sessions } = this.prefixes.get(prefix)!;
      sessions.delete(session);
      if (sessions.size === 0) this.prefixes.delete(prefix);
    }
    session.tracking = undefined;
    session.turn(SessionState.TRACKING, false);
    if (this.current === session) this.leave((push) => this.parts.unit.send(session, push));
    if (this.sessions.size > 0) return;
    this.active = false;
    this.forgetAll();
  }

  /** A command of a tracking session begins. */
  begin(session: Session): void {
    this.current = session;
  }

  /** A tracking session has run a command: what it has read is remembered. */
  read(session: Session, command: Command, argv: readonly Bytes[]): void {
    const { tracking } = session;
    if (!tracking || tracking.bcast || !command.flags.includes('readonly')) return;
    if (tracking.optin && !tracking.caching) return;
    if (tracking.optout && tracking.caching) return;
    // What scripts read is remembered command by command.
    if (command.group === 'scripting') return;
    for (const key of this.parts.keysOf(command, argv)) this.remember(key, tracking.id);
    this.limit();
  }

  /** A key has changed, expired or was evicted. */
  touched(key: Bytes): void {
    if (this.prefixes.size > 0) this.collect(key);
    this.invalidate(key);
  }

  /** A database was emptied, or all: everybody who tracks is told to forget everything. */
  flushed(): void {
    for (const session of this.sessions) this.tell(session, null);
    this.forgetAll();
  }

  /**
   * The end of a command of a tracking session.
   * @returns the reply, and behind it what the session is told of its own changes
   */
  end(session: Session, reply: Reply): Reply {
    if (this.broadcasting) this.broadcast(this.sending);
    const { tracking } = session;
    const goesOn = session.is(SessionState.MULTI) || session.lastCommand.startsWith('client|');
    if (tracking && !goesOn) tracking.caching = false;
    const pushes: Push[] = [];
    this.leave((push) => void pushes.push(push));
    return followedBy(reply, pushes);
  }

  private leave(take: (push: Push) => void): void {
    const { behind } = this;
    this.current = undefined;
    this.behind = [];
    behind.forEach(take);
  }

  private listen(session: Session, name: Bytes): void {
    let prefix = this.prefixes.get(name);
    if (!prefix) {
      prefix = { sessions: new Set(), changed: new Map() };
      this.prefixes.set(own(name), prefix);
    }
    prefix.sessions.add(session);
    session.tracking!.prefixes.add(name);
  }

  private remember(key: Bytes, id: number): void {
    let ids = this.readers.get(key);
    if (!ids) this.readers.set(own(key), (ids = new Set()));
    if (ids.has(id)) return;
    ids.add(id);
    this.items++;
  }

  /** `tracking-table-max-keys`: who has read the keys that were read first is told to forget them. */
  private limit(): void {
    const max = this.parts.settings.trackingTableMaxKeys;
    if (max === 0) return;
    for (let i = 0; this.readers.size > max && i < FORGOTTEN_PER_COMMAND; i++) {
      this.invalidate(this.readers.keys().next().value!);
    }
  }

  private forgetAll(): void {
    this.readers.clear();
    this.items = 0;
  }

  private invalidate(key: Bytes): void {
    const ids = this.readers.get(key);
    if (!ids) return;
    this.readers.delete(key);
    this.items -= ids.size;
    for (const id of ids) {
      const session = this.parts.sessionOf(id);
      const tracking = session?.tracking;
      if (!session || !tracking || tracking.bcast) continue;
      if (tracking.noloop && this.runs(session)) continue;
      this.tell(session, [key]);
    }
  }

  private collect(key: Bytes): void {
    for (const [name, prefix] of this.prefixes) {
      if (!key.startsWith(name)) continue;
      prefix.changed.set(key, this.current && this.runs(this.current) ? this.current : undefined);
      if (this.broadcasting) continue;
      this.broadcasting = true;
      this.parts.unit.send({ receive: () => this.broadcast(handOver) }, null);
    }
  }

  /** Tells of the changed keys with each prefix, in one message to each session. */
  private broadcast(deliver: Deliver): void {
    this.broadcasting = false;
    for (const name of [...this.prefixes.keys()].toSorted()) {
      const { sessions, changed } = this.prefixes.get(name)!;
      if (changed.size === 0) continue;
      const keys = [...changed.keys()].toSorted();
      for (const session of sessions) {
        const told = session.tracking!.noloop
          ? keys.filter((key) => changed.get(key) !== session)
          : keys;
        if (told.length > 0) this.tell(session, told, deliver);
      }
      changed.clear();
    }
  }

  /** Whether it is the command of this session that runs. */
  private runs(session: Session): boolean {
    return this.current === session && !session.is(SessionState.BLOCKED);
  }

  /** Tells a session, or the one that it redirects to, to forget keys; `null` for all. */
  private tell(session: Session, keys: readonly Bytes[] | null, deliver = this.sending): void {
    const tracking = session.tracking!;
    const { redirect } = tracking;
    const receiver = redirect === 0 ? session : this.parts.sessionOf(redirect);
    if (!receiver) {
      tracking.broken = true;
      if (session.protocol === 3) deliver(session, new Push(['tracking-redir-broken', redirect]));
    } else if (receiver.protocol === 3) deliver(receiver, new Push(['invalidate', keys]));
    else if (redirect !== 0 && receiver.is(SessionState.SUBSCRIBER)) {
      deliver(receiver, new Push(['message', CHANNEL, keys]));
    }
  }
}

/** The way of a message at the end of the unit, when all others have been handed over. */
function handOver(receiver: Session, push: Push): void {
  receiver.receive(push);
}
