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
  /** When the window ends by the server's clock, in ms since the epoch; 0 where it was not asked. */
  readonly deadline: number;
}

/** Whether a counter has no place for the request; what was taken is included in what is used. */
export const isFull = ({ counter, taking, used }: Reading): boolean =>
  taking ? used > counter.limit : used >= counter.limit;

/** Where the requests are counted that were given back: a key of its own, in the slot of its counter. */
export const refundKey = (counter: Counter): string => `${counter.key}:refunded`;

/*
 * A window is a counter with a TTL: it starts with its first request and ends when the key expires.
 *
 * - A counter is written by INCR and PEXPIRE NX inside one MULTI: no crash, no lost connection and no other client
 *   comes between them, so it never exists without a TTL; a TTL that something else took away is put back.
 * - A counter is never decremented. The window could have ended in the meantime, and the decrement would then fall
 *   on the next one, which would let one request too many through, or create a counter below zero. A request that
 *   is given back is added to a second key instead, whose deadline is that of the window it belongs to (PEXPIREAT
 *   with the PEXPIRETIME of the counter). What is given back too late is gone in the same transaction.
 * - Used is what was counted minus what was given back. It is at least the number of requests let through, at any
 *   time: a limit can refuse one that is just about to fit, it never lets one through that does not.
 */

/** How many replies {@link take} brings per counter. */
export const TAKE_REPLIES = 5;
/** How many replies {@link look} brings per counter. */
export const LOOK_REPLIES = 3;

/** Counts a request: INCR, and the TTL with it. */
export function take(transaction: ChainableCommander, counter: Counter): void {
  const { key, window } = counter;
  transaction
    .incr(key)
    .pexpire(key, window, 'NX')
    .pttl(key)
    .pexpiretime(key)
    .get(refundKey(counter));
}

/** What {@link take} found. @param replies those of the transaction @param at where its own begin */
export function taken(counter: Counter, replies: readonly unknown[], at: number): Reading {
  return {
    counter,
    taking: true,
    used: usedOf(counter, replies[at], replies[at + 4]),
    reset: Number(replies[at + 2]),
    deadline: Number(replies[at + 3]),
  };
}

/** Reads a counter and changes nothing. */
export function look(transaction: ChainableCommander, counter: Counter): void {
  transaction.get(counter.key).pttl(counter.key).get(refundKey(counter));
}

/** What {@link look} found. @param replies those of the transaction @param at where its own begin */
export function looked(counter: Counter, replies: readonly unknown[], at: number): Reading {
  const reset = Number(replies[at + 1]);
  return {
    counter,
    taking: false,
    used: usedOf(counter, replies[at], replies[at + 2]),
    // PTTL of a key that does not exist is negative.
    reset: reset < 0 ? counter.window : reset,
    deadline: 0,
  };
}

function usedOf({ key }: Counter, counted: unknown, refunded: unknown): number {
  const used = Number(counted) - Number(refunded);
  // A comparison with NaN would let every request through.
  if (Number.isNaN(used)) throw new TypeError(`The key '${key}' holds no counter`);
  return used;
}

/** Gives back what {@link take} counted, in its own window only. */
export function refund(transaction: ChainableCommander, { counter, deadline }: Reading): void {
  const key = refundKey(counter);
  transaction.incr(key).pexpireat(key, deadline);
}
