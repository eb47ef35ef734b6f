import type { Bytes } from '../bytes.js';
import type { InMemoryCache } from '../engine.js';
import { ReplyError, type Reply } from '../reply.js';
import type { Blocked } from './blocking.js';

/**
 * Takes note of a command that has waited and was served.
 * @param ms how long that took, without the time in which it waited
 */
export function countServed(
  engine: InMemoryCache,
  blocked: Blocked,
  ms: number,
  reply: Reply,
): void {
  count(engine, blocked, ms, blocked.argv);
  if (reply instanceof ReplyError) engine.stats.failedBehind(blocked.command, reply);
}

/** Takes note of a command that CLIENT UNBLOCK has ended: a failure, whether an error is answered or none. */
export function countUnblocked(engine: InMemoryCache, blocked: Blocked, error?: ReplyError): void {
  // As in Redis, which then has nothing left of what the client has sent.
  count(engine, blocked, 0, []);
  engine.stats.failedBehind(blocked.command, error);
}

function count(
  { stats, slowLog, latency, settings }: InMemoryCache,
  { session, command, begunMs }: Blocked,
  ms: number,
  argv: readonly Bytes[],
): void {
  stats.timed(stats.of(command), 1, begunMs + ms, settings.latencyTracking);
  slowLog.add(session, command, argv, begunMs + ms);
  latency.add('command-unblocking', ms);
}
