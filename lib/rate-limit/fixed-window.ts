import type { ChainableCommander } from 'ioredis';

/** One counter of one client: a limit, and the key under which its requests are counted. */
export interface Counter {
  /** The name of the limit. */
  readonly name: string;
  /** The key, with the hash tag of its client: all counters of a client share a slot of a cluster. */
  readonly key: string;
  /** What stands between the braces of the key. */
  readonly tag: string;
  readonly limit: number;
  /** ms */
  readonly window: number;
  /** Whom it counts for, in base64, where the `pk` parameter of the header fields shall tell it. */
  readonly partition?: string | undefined;
}

/** A counter as it was read. */
export interface Reading {
  readonly counter: Counter;
  /** Whether it counted the request, or was only looked at. */
  readonly taking: boolean;
  /** How many requests the window has taken, this one included if it was counted. */
  readonly used: number;
  /** ms until the window ends. */
  readonly reset: number;
  /** When the window ends by the server's clock, in ms since the epoch: its identity. */
  readonly deadline: number;
  /** Whether what was given back belongs to another window, and so does not count. */
  readonly stale: boolean;
}

/*
 * A window is a counter with a TTL: it starts with its first request and ends when the key expires.
 *
 * - A counter comes into being with its TTL, at zero, by SET NX PX, and is counted up by INCR, which keeps the TTL;
 *   both are inside one MULTI. So it never exists without a TTL, wherever a client stops, and a key that is no counter
 *   stays as it is: SET NX leaves it alone, and INCR refuses it.
 * - A TTL that something else took away is put back by the request that notices.
 * - A counter is never decremented. The window could have ended in the meantime, and the decrement would then fall
 *   on the next one, which would let one request too many through, or create a counter below zero. A request that
 *   is given back is added to a second key instead, with the deadline of the window it belongs to, which is what
 *   PEXPIRETIME of the counter has told. What is given back too late is gone in the same transaction.
 * - What was given back counts only while both deadlines are the same. They differ when a counter was deleted or
 *   evicted, which starts a new window; the next request that is given back then replaces what is left of the old
 *   one. Requests that are under way at that moment may be counted for either.
 * - Used is what was counted minus what was given back. It is at least the number of requests that the window has
 *   let through, at any time: a limit can refuse one that is just about to fit, it never lets one through that does
 *   not.
 */

/** Where the requests are counted that were given back: a key of its own, in the slot of its counter. */
export const refundKey = (counter: Counter): string => `${counter.key}:refunded`;

/** Whether a counter has no place for the request; what was taken is included in what is used. */
export const isFull = ({ counter, taking, used }: Reading): boolean =>
  taking ? used > counter.limit : used >= counter.limit;

/** How many replies {@link take} brings per counter. */
export const TAKE_REPLIES = 6;
/** How many replies {@link look} brings per counter. */
export const LOOK_REPLIES = 5;

/** Counts a request; the first one of a window starts it. */
export function take(transaction: ChainableCommander, counter: Counter): void {
  const { key, window } = counter;
  readWindow(transaction.set(key, 0, 'PX', window, 'NX').incr(key), counter);
}

/** What PEXPIRETIME says of a key without a TTL. */
const NO_DEADLINE = -1;

/** Whether a counter that was taken has lost its TTL. */
export const isImmortal = ({ taking, deadline }: Reading): boolean =>
  taking && deadline === NO_DEADLINE;

/** Lets the window of a counter end that has lost its TTL. */
export function mend(transaction: ChainableCommander, { key, window }: Counter): void {
  transaction.pexpire(key, window, 'NX').pttl(key).pexpiretime(key);
}

/** What a reading is after {@link mend}. @param replies those of the transaction */
export function mended(reading: Reading, [, reset, deadline]: readonly unknown[]): Reading {
  return { ...reading, reset: Number(reset), deadline: Number(deadline) };
}

/** Reads a counter and changes nothing. */
export function look(transaction: ChainableCommander, counter: Counter): void {
  readWindow(transaction.get(counter.key), counter);
}

function readWindow(transaction: ChainableCommander, counter: Counter): void {
  const { key } = counter;
  const refunds = refundKey(counter);
  transaction.pttl(key).pexpiretime(key).get(refunds).pexpiretime(refunds);
}

/** What {@link take} found. @param replies those of the transaction @param at where its own begin */
export const taken = (counter: Counter, replies: readonly unknown[], at: number): Reading =>
  reading(counter, true, replies[at + 1], replies, at + 2);

/** What {@link look} found. @param replies those of the transaction @param at where its own begin */
export const looked = (counter: Counter, replies: readonly unknown[], at: number): Reading =>
  reading(counter, false, replies[at], replies, at + 1);

function reading(
  counter: Counter,
  taking: boolean,
  count: unknown,
  replies: readonly unknown[],
  at: number,
): Reading {
  const reset = Number(replies[at]);
  const deadline = Number(replies[at + 1]);
  const refunded = Number(replies[at + 2]);
  const stale = refunded > 0 && Number(replies[at + 3]) !== deadline;
  const used = Number(count) - (stale ? 0 : refunded);
  // A comparison with NaN would let every request through.
  if (Number.isNaN(used)) throw new TypeError(`The key '${counter.key}' holds no counter`);
  // PTTL of a key that does not exist is negative.
  return { counter, taking, used, reset: reset < 0 ? counter.window : reset, deadline, stale };
}

/** Gives back what {@link take} counted, in its own window only. */
export function refund(
  transaction: ChainableCommander,
  { counter, deadline, stale }: Reading,
): void {
  const key = refundKey(counter);
  if (stale) transaction.set(key, 1, 'PXAT', deadline);
  else transaction.incr(key).pexpireat(key, deadline);
}
