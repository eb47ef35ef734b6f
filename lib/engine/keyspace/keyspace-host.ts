import type { Bytes } from '../bytes.js';
import type { Random } from '../random.js';
import { KeyEvents, type KeyEvent } from './key-event.js';
import type { KeyHasher } from './key-index.js';
import type { Value } from '../values/value.js';
import type { Keyspace } from './keyspace.js';

/** Counters that all databases of an engine share. */
export interface KeyspaceStats {
  hits: number;
  misses: number;
  expired: number;
  evicted: number;
  /** Changes since the start, as `rdb_changes_since_last_save` counts them. */
  dirty: number;
}

/** What a keyspace needs from the engine around it. */
export interface KeyspaceHost {
  readonly stats: KeyspaceStats;
  readonly random: Random;
  readonly hasher: KeyHasher;
  /** The classes of {@link KeyEvent} that somebody listens to. */
  readonly eventMask: number;
  /** Whether anybody wants to be told which keys change: WATCH, blocked clients. */
  readonly watching: boolean;
  /** Whether keys stay that are past their deadline, although nobody sees them: CLIENT PAUSE. */
  readonly keepsExpired: boolean;
  /** Whether a text that is stored now belongs to the application: it is copied by {@link Keyspace.settle}. */
  readonly lends: boolean;
  /** The second since the epoch that a touched key remembers; 0 while {@link usedAgain} tells what it does. */
  readonly accessWord: number;
  /** What a new key remembers of its use. */
  readonly freshWord: number;
  /** What a key remembers whose value is replaced; 0 for what it has. */
  readonly renewedWord: number;
  /** What a touched key remembers; 0 for what it has. */
  usedAgain(before: number): number;
  /** The frozen time of the unit in ms since the epoch. */
  now(): number;
  /** A key of a database has changed. */
  touched(keyspace: Keyspace, key: Bytes): void;
  /** A key has come, and {@link eventMask} has NEW or CREATED. */
  created(keyspace: Keyspace, key: Bytes, value: Value): void;
  /** An event that is in {@link eventMask} has happened. */
  emit(keyspace: Keyspace, key: Bytes, event: KeyEvent): void;
}

/** Why a key goes; one that is erased goes without a look whether it has expired. */
export type Removal = 'deleted' | 'erased' | 'expired' | 'evicted';

/** The event that tells why a key went. */
export const REMOVAL_EVENT: Readonly<Record<Removal, KeyEvent>> = {
  deleted: KeyEvents.del,
  erased: KeyEvents.del,
  expired: KeyEvents.expired,
  evicted: KeyEvents.evicted,
};
