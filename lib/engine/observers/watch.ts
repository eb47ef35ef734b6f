import type { Bytes } from '../bytes.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import type { Session } from '../session.js';

interface WatchedKey {
  readonly db: number;
  readonly key: Bytes;
}

/** WATCH: which sessions guard which keys of which database numbers. */
export class WatchRegistry {
  private readonly watchers = new Map<number, Map<Bytes, Set<Session>>>();
  private readonly watched = new Map<Session, WatchedKey[]>();

  constructor(private readonly databases: readonly Keyspace[]) {}

  /** Whether any key is watched. */
  get active(): boolean {
    return this.watched.size > 0;
  }

  /** Guards a key of the session's database. The look-up removes it first when it has expired. */
  watch(session: Session, key: Bytes): void {
    const db = session.db;
    this.databases[db]!.has(key);
    let keys = this.watchers.get(db);
    if (!keys) this.watchers.set(db, (keys = new Map()));
    let sessions = keys.get(key);
    if (!sessions) keys.set(key, (sessions = new Set()));
    if (sessions.has(session)) return;
    sessions.add(session);
    const list = this.watched.get(session);
    if (list) list.push({ db, key });
    else this.watched.set(session, [{ db, key }]);
  }

  /** Ends all guards of a session. */
  unwatch(session: Session): void {
    const list = this.watched.get(session);
    if (!list) return;
    this.watched.delete(session);
    for (const { db, key } of list) {
      const keys = this.watchers.get(db);
      const sessions = keys?.get(key);
      sessions?.delete(session);
      if (sessions?.size === 0) keys?.delete(key);
      if (keys?.size === 0) this.watchers.delete(db);
    }
  }

  /** Looks at the guarded keys of a session, so that one whose deadline has passed counts as changed. */
  refresh(session: Session): void {
    for (const { db, key } of this.watched.get(session) ?? []) this.databases[db]!.has(key);
  }

  /** A key of a database has changed. */
  touched(keyspace: Keyspace, key: Bytes): void {
    for (const session of this.watchers.get(keyspace.number)?.get(key) ?? []) markDirty(session);
  }

  /** A database is about to be emptied, or swapped with `other`: keys that exist on either side change. */
  replacing(keyspace: Keyspace, other?: Keyspace): void {
    for (const [key, sessions] of this.watchers.get(keyspace.number) ?? []) {
      if (keyspace.has(key) || other?.has(key)) sessions.forEach(markDirty);
    }
  }
}

function markDirty(session: Session): void {
  if (session.transaction) session.transaction.dirty = true;
}
