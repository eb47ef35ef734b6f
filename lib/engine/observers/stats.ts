import type { Command } from '../commands/spec.js';
import type { KeyspaceStats } from '../keyspace/keyspace-host.js';
import type { ReplyError } from '../reply.js';

/** What is counted about one command. */
export interface CommandStats {
  calls: number;
  /** Refused before it ran: arity, rights, state. */
  rejected: number;
  /** Ran and answered an error. */
  failed: number;
  /** Time spent in it, in microseconds. */
  microseconds: number;
}

/** Redis keeps at most this many kinds of errors. */
const MAX_ERROR_CODES = 128;
/** The clock is read around one call in this many, which then stands for all of them. */
const TIMED_EVERY = 64;

/** The statistics of an engine since its start or CONFIG RESETSTAT. */
export class Stats implements KeyspaceStats {
  hits = 0;
  misses = 0;
  expired = 0;
  evicted = 0;
  dirty = 0;
  connections = 0;
  rejectedConnections = 0;
  /** Bytes that came from sockets. */
  netInput = 0;
  /** Bytes that were handed to sockets. */
  netOutput = 0;
  processed = 0;
  errorReplies = 0;
  readonly errors = new Map<string, number>();
  private readonly perCommand: (CommandStats | undefined)[] = [];

  /** The statistics of a command, created by its first use. */
  of(command: Command): CommandStats {
    return (this.perCommand[command.id] ??= unused());
  }

  /** The statistics of a command, if it was used. */
  peek(command: Command): CommandStats | undefined {
    return this.perCommand[command.id];
  }

  /** Counts an error reply by its code. */
  failed(error: ReplyError): void {
    this.errorReplies++;
    const count = this.errors.get(error.code);
    if (count !== undefined || this.errors.size < MAX_ERROR_CODES) {
      this.errors.set(error.code, (count ?? 0) + 1);
    }
  }

  /** Whether the next call is one of those whose time is taken. @param calls how many there were */
  isTimed(calls: number): boolean {
    return calls % TIMED_EVERY === 0;
  }

  /** Adds the time of a call that stands for {@link TIMED_EVERY} of them. @param ms its duration */
  timed(stats: CommandStats, ms: number): void {
    stats.microseconds += ms * 1000 * Math.min(TIMED_EVERY, stats.calls);
  }

  /** CONFIG RESETSTAT. */
  reset(): void {
    this.hits = this.misses = this.expired = this.evicted = 0;
    this.connections = this.rejectedConnections = this.processed = this.errorReplies = 0;
    this.netInput = this.netOutput = 0;
    this.errors.clear();
    for (const counted of this.perCommand) if (counted) Object.assign(counted, unused());
  }
}

function unused(): CommandStats {
  return { calls: 0, rejected: 0, failed: 0, microseconds: 0 };
}
