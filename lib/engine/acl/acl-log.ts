import type { Bytes } from '../bytes.js';
import type { Int64 } from '../int64.js';

export type AclLogReason = 'command' | 'key' | 'channel' | 'auth';
/** Where the command came from. */
export type AclLogContext = 'toplevel' | 'multi' | 'lua' | 'module';

/** What was denied, and to whom. */
export interface AclLogEvent {
  readonly reason: AclLogReason;
  readonly context: AclLogContext;
  /** The command, the key or the channel that was denied; of a failed authentication the command. */
  readonly object: Bytes;
  readonly username: Bytes;
  /** The session as CLIENT INFO tells of it. */
  readonly clientInfo: Bytes;
}

/** An entry of ACL LOG: one or several events of the same kind. */
export interface AclLogEntry extends AclLogEvent {
  /** Counts up from 0; ACL LOG RESET does not start over. */
  readonly id: number;
  /** How many events it stands for. */
  readonly count: number;
  /** ms since the epoch of the first event */
  readonly createdAt: number;
  /** ms since the epoch of the last event */
  readonly updatedAt: number;
}

/** Events of one kind within this time, in ms, share an entry ... */
const GROUPED_WITHIN = 60_000;
/** ... if it is among the newest ones. */
const GROUPED_AMONG = 10;

/** The security log: what users were denied, newest first. */
export class AclLog {
  private log: AclLogEntry[] = [];
  private nextId = 0;

  /** @param maxLength how many entries are kept: `acllog-max-len` */
  constructor(private readonly maxLength: () => Int64) {}

  /** The entries, newest first. */
  get entries(): readonly AclLogEntry[] {
    return this.log;
  }

  /** Remembers an event. @param now ms since the epoch */
  add(event: AclLogEvent, now: number): void {
    const at = this.log
      .slice(0, GROUPED_AMONG)
      .findIndex((entry) => isAlike(entry, event) && now - entry.updatedAt <= GROUPED_WITHIN);
    const known = at < 0 ? undefined : this.log.splice(at, 1)[0]!;
    this.log.unshift({
      ...event,
      id: known?.id ?? this.nextId++,
      count: (known?.count ?? 0) + 1,
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    });
    const max = this.maxLength();
    if (this.log.length > max) this.log.length = Number(max);
  }

  /** ACL LOG RESET. */
  reset(): void {
    this.log = [];
  }
}

function isAlike(a: AclLogEvent, b: AclLogEvent): boolean {
  return (
    a.reason === b.reason &&
    a.context === b.context &&
    a.object === b.object &&
    a.username === b.username
  );
}
