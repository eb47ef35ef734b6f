import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import type { Blocked } from '../../observers/blocking.js';
import type { Reply } from '../../reply.js';
import { int, readInt, string } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';

const common = {
  group: 'generic',
  complexity: 'O(1)',
  categories: ['@connection'],
  tips: ['request_policy:all_shards', 'response_policy:agg_min'],
} as const;

/**
 * Reads a timeout in ms, 0 for ever.
 * @returns the deadline in ms since the epoch, 0 for never
 */
function readDeadline(word: Bytes, now: number): number {
  const ms = readInt(word, errors.timeoutNotInteger);
  if (ms < 0) throw errors.negativeTimeout();
  return ms === 0 ? 0 : Number(ms) + now;
}

/** A server without replicas has none that acknowledges: who wants any waits until the time is up. */
function acknowledged(
  context: Context,
  replicas: Int64,
  deadline: number,
  reply: Reply,
): Reply | Blocked {
  if (replicas <= 0) return reply;
  return context.block({
    keys: [],
    deadline,
    denied: reply,
    timedOut: reply,
    serve: () => undefined,
  });
}

const wait = command({
  ...common,
  name: 'WAIT',
  since: '3.0.0',
  summary: 'Waits for replicas to have what this connection has written; there are none here.',
  flags: [],
  args: [int('numreplicas'), string('timeout', 'integer')],
  execute: (context, replicas, timeout) =>
    acknowledged(context, replicas, readDeadline(timeout, context.now), 0),
});

/** Behaves as 7.2, which has it first. */
const waitaof = command({
  ...common,
  name: 'WAITAOF',
  since: '7.2.0',
  summary:
    'Waits until what this connection has written is in append-only files; there are none here.',
  flags: ['noscript'],
  args: [string('numlocal', 'integer'), int('numreplicas'), string('timeout', 'integer')],
  execute(context, numlocal, replicas, timeout) {
    const local = readInt(numlocal);
    if (local < 0 || local > 1) throw errors.outsideRange(0, 1);
    if (replicas < 0) throw errors.mustBePositive();
    const deadline = readDeadline(timeout, context.now);
    if (local > 0) throw errors.noAppendOnlyFile();
    return acknowledged(context, replicas, deadline, [0, 0]);
  },
});

export const waitCommands = [wait, waitaof];
