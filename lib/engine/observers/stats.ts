import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import type { KeyspaceStats } from '../keyspace/keyspace-host.js';
import { CountedReplyError, ReplyError } from '../reply.js';
import { LatencyHistogram } from './latency-histogram.js';
import { Rate } from './rate.js';

/** What is counted about one command. */
export interface CommandStats {
  calls: number;
  /** Refused before it ran: arity, rights, state. */
  rejected: number;
  /** Ran and answered an error. */
  failed: number;
  /** Time spent in it, in microseconds. */
  microseconds: number;
  /** Calls since the last one that was timed. */
  untimed: number;
  /** How long the last call took that was timed, in ms. */
  lastMs: number;
  /** How long its calls took, once that was tracked. */
  histogram: LatencyHistogram | undefined;
}

/** Redis keeps at most this many kinds of errors. */
const MAX_ERROR_CODES = 128;
/** Of calls that are quick anyway one in this many is timed, which then stands for all of them. */
const TIMED_EVERY = 64;
/** What has no more words than this, and a key that holds no more elements, is quick. */
const FEW_WORDS = 16;
const SMALL = 128;
/** How much the latest slice counts for {@link Stats.staleShare}. */
const STALE_SMOOTHING = 0.05;
const NS_PER_MS = 1_000_000;
const US_PER_MS = 1000;

/** The statistics of an engine since its start or CONFIG RESETSTAT. */
export class Stats implements KeyspaceStats {
  hits = 0;
  misses = 0;
  expired = 0;
  evicted = 0;
  dirty = 0;
  connections = 0;
  rejectedConnections = 0;
  processed = 0;
  errorReplies = 0;
  /** Bytes that have come over sockets, and how many reads they took. */
  netInput = 0;
  reads = 0;
  /** Bytes that have gone over sockets, and how many writes they took. */
  netOutput = 0;
  writes = 0;
  /** Clients that were disconnected because they held too much memory. */
  evictedClients = 0;
  /** Slices of the removal of expired keys that ran out of time, and the ms that all slices took. */
  expireTimeouts = 0;
  expireMs = 0;
  /** About which part of the keys with a deadline was past it lately when a slice had run out of time. */
  staleShare = 0;
  /** ms during which the memory was above its limit. */
  evictionExceededMs = 0;
  /** Per second: commands, and bytes in and out. */
  readonly rates = { commands: new Rate(), input: new Rate(), output: new Rate() };
  readonly errors = new Map<string, number>();
  private readonly perCommand: (CommandStats | undefined)[] = [];

  /** The statistics of a command, created by its first use. */
  of(command: Command): CommandStats {
    return (this.perCommand[command.id] ??= unused());
  }

  /** The statistics of a command, if it was used; calls that were not timed count as the last one that was. */
  peek(command: Command): CommandStats | undefined {
    const counted = this.perCommand[command.id];
    if (counted !== undefined && counted.calls > 0) {
      this.attribute(counted, counted.lastMs, counted.untimed);
      counted.untimed = 0;
    }
    return counted;
  }

  /** Counts a call by what it has answered. */
  ran(counted: CommandStats, reply: unknown): void {
    this.processed++;
    counted.calls++;
    if (!(reply instanceof ReplyError)) return;
    counted.failed++;
    if (!(reply instanceof CountedReplyError)) this.failed(reply);
  }

  /** Counts an error reply by its code. */
  failed(error: ReplyError): void {
    this.errorReplies++;
    const count = this.errors.get(error.code);
    if (count !== undefined || this.errors.size < MAX_ERROR_CODES) {
      this.errors.set(error.code, (count ?? 0) + 1);
    }
  }

  /**
   * Counts the failure of a call behind it: of one that has waited, or that goes on although a part of it has failed.
   * @param error what is answered, unless it counts as none
   */
  failedBehind(command: Command, error?: ReplyError): void {
    this.of(command).failed++;
    if (error) this.failed(error);
  }

  /**
   * Whether the next call is timed. Those that can take long always are; of the others, where reading the clock would
   * be a good part of the work, one in {@link TIMED_EVERY}, and more of the first ones: they run cold, and must not
   * stand for many.
   * @param every whether the others are always timed as well
   * @returns for how many calls the one stands, 0 when it is not timed
   */
  timedCalls(
    counted: CommandStats,
    command: Command,
    argv: readonly Bytes[],
    db: Keyspace,
    every: boolean,
  ): number {
    const words = argv.length;
    if (words > command.quickWords) {
      const small = command.boundedByKey && words <= FEW_WORDS && db.weight(argv[1]!) <= SMALL;
      if (!small) return 1;
    }
    const calls = ++counted.untimed;
    if (calls < TIMED_EVERY && 2 * calls < counted.calls && !every) return 0;
    counted.untimed = 0;
    return calls;
  }

  /** Whether a quick command may run untimed once more; then it counts as such. */
  passes(counted: CommandStats): boolean {
    const calls = counted.untimed + 1;
    if (calls >= TIMED_EVERY || 2 * calls >= counted.calls) return false;
    counted.untimed = calls;
    return true;
  }

  /**
   * Adds the time of a call.
   * @param calls for how many calls it stands
   * @param ms its duration
   * @param tracked whether {@link CommandStats.histogram} is kept
   */
  timed(counted: CommandStats, calls: number, ms: number, tracked: boolean): void {
    if (tracked) counted.histogram ??= new LatencyHistogram();
    this.attribute(counted, (counted.lastMs = ms), calls);
  }

  /** Adds the time of a call that waits now: it is tracked when it is answered. @param ms its duration so far */
  waits(counted: CommandStats, ms: number): void {
    counted.microseconds += ms * US_PER_MS;
  }

  /**
   * Adds a slice of the removal of expired keys.
   * @param ms how long it took
   * @param budget ms that it could take
   * @param expired how many keys it has removed
   * @param left how many keys with a deadline there still are
   */
  swept(ms: number, budget: number, expired: number, left: number): void {
    this.expireMs += ms;
    const unfinished = ms >= budget;
    if (unfinished) this.expireTimeouts++;
    const share = unfinished && expired > 0 ? expired / (expired + left) : 0;
    this.staleShare += (share - this.staleShare) * STALE_SMOOTHING;
  }

  /** Takes note of what has happened so far, for the figures per second. @param now ms since the epoch */
  sample(now: number): void {
    this.rates.commands.sample(now, this.processed);
    this.rates.input.sample(now, this.netInput);
    this.rates.output.sample(now, this.netOutput);
  }

  private attribute(counted: CommandStats, ms: number, times: number): void {
    counted.microseconds += ms * US_PER_MS * times;
    if (times > 0) counted.histogram?.add(ms * NS_PER_MS, times);
  }

  /** CONFIG RESETSTAT. */
  reset(): void {
    const { dirty } = this;
    const fresh = new Stats();
    this.errors.clear();
    for (const counted of this.perCommand) if (counted) Object.assign(counted, unused());
    const { errors, perCommand } = this;
    Object.assign(this, fresh, { dirty, errors, perCommand });
  }
}

function unused(): CommandStats {
  return {
    calls: 0,
    rejected: 0,
    failed: 0,
    microseconds: 0,
    untimed: 0,
    lastMs: 0,
    histogram: undefined,
  };
}
