import type { Bytes } from '../bytes.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import type { Session } from '../session.js';

interface WatchedKey {
  readonly db: number;
  readonly key: Bytes;
  /** It was past its deadline already: that it goes is no change. */
  expired: boolean;
}

/** WATCH: which sessions guard which keys of which database numbers. */
export class WatchRegistry {
  private readonly watchers = new Map<number, Map<Bytes, Map<Session, WatchedKey>>>();
  private readonly watched = new Map<Session, WatchedKey[]>();

  constructor(private readonly databases: readonly Keyspace[]) {}

  /** Whether any key is watched. */
  get active(): boolean {
    return this.watched.size > 0;
  }

  /** Guards a key of the session's database. */
  watch(session: Session, key: Bytes): void {
    const db = session.db;
    let keys = this.watchers.get(db);
    if (!keys) this.watchers.set(db, (keys = new Map()));
    let sessions = keys.get(key);
    if (!sessions) keys.set(key, (sessions = new Map()));
    if (sessions.has(session)) return;
    const watch = { db, key, expired: this.databases[db]!.presence(key) === 'expired' };
    sessions.set(session, watch);
    const list = this.watched.get(session);
    if (list) list.push(watch);
    else this.watched.set(session, [watch]);
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

  /** Looks at the guarded keys of a session: one whose deadline has passed meanwhile counts as changed. */
  refresh(session: Session): void {
    for (const { db, key, expired } of this.watched.get(session) ?? []) {
      if (!expired && this.databases[db]!.presence(key) === 'expired') markDirty(session);
    }
  }

  /** A key of a database has changed. */
  touched(keyspace: Keyspace, key: Bytes): void {
    for (const [session, watch] of this.watchers.get(keyspace.number)?.get(key) ?? []) {
      if (watch.expired && keyspace.presence(key) !== 'live') watch.expired = false;
      else markDirty(session);
    }
  }

  /** A database is about to be emptied, or swapped with `other`: keys that exist on either side change. */
  replacing(keyspace: Keyspace, other?: Keyspace): void {
    for (const [key, sessions] of this.watchers.get(keyspace.number) ?? []) {
      const before = keyspace.presence(key);
      const after = other?.presence(key) ?? 'absent';
      if (before === 'absent' && after === 'absent') continue;
      for (const [session, watch] of sessions) {
        const gone = watch.expired || before === 'absent';
        if (gone && after !== 'live') watch.expired = after === 'expired';
        else markDirty(session);
      }
    }
  }
}

function markDirty(session: Session): void {
  if (session.transaction) session.transaction.dirty = true;
}
