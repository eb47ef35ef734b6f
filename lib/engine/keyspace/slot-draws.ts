import { below, type Random } from '../random.js';
import type { Bytes } from '../bytes.js';
import type { Deadlines } from './deadlines.js';
import type { KeyIndex } from './key-index.js';

/** How many times a random key is drawn when the ones drawn have expired. */
const RANDOM_TRIES = 100;
/** Per key that is asked for, so many buckets are looked at, at most. */
const BUCKETS_PER_KEY = 10;

/**
 * The slots of one step of a scan.
 * @param cursor 0 to begin, then what the last step returned
 * @param count how many slots to find, about
 * @returns the next cursor, 0 at the end
 */
export function scanSlots(
  index: KeyIndex<unknown>,
  cursor: number,
  count: number,
): { readonly next: number; readonly slots: readonly number[] } {
  const slots: number[] = [];
  const collect = (slot: number): void => void slots.push(slot);
  let steps = count * BUCKETS_PER_KEY;
  let next = cursor;
  do next = index.scan(next, collect);
  while (next !== 0 && --steps > 0 && slots.length < count);
  return { next, slots };
}

/**
 * A random slot that has not expired, or -1 when there is none.
 * @param expire removes a slot that was drawn and has expired
 */
export function randomLiveSlot(
  index: KeyIndex<unknown>,
  random: Random,
  isExpired: (slot: number) => boolean,
  expire: (slot: number) => void,
): number {
  const draw = (bound: number): number => below(random, bound);
  for (let tries = 0; tries < RANDOM_TRIES && index.size > 0; tries++) {
    const slot = index.randomSlot(draw);
    if (!isExpired(slot)) return slot;
    expire(slot);
  }
  // Nearly all have expired: any that is left will do.
  for (const slot of index.slots()) if (!isExpired(slot)) return slot;
  return -1;
}

/** Is shown a key, what it remembers of its use, and its deadline in ms since the epoch, 0 for none. */
export type KeyVisitor = (key: Bytes, word: number, deadline: number) => void;

/** Where at least one key in so many has a deadline, those are found among all. */
const DENSE = 16;
/** Per key that is asked for, so many are drawn, at most. */
const DRAWS_PER_KEY = 4 * DENSE;

/**
 * Visits random keys, some of them perhaps more than once.
 * @param deadlines given to visit only keys that have one
 * @param count how many, about
 */
export function sampleKeys(
  index: KeyIndex<unknown>,
  deadlines: Deadlines | undefined,
  random: Random,
  count: number,
  visit: KeyVisitor,
): void {
  const draw = (bound: number): number => below(random, bound);
  const show = (slot: number): void =>
    visit(index.keyAt(slot), index.accessAt(slot), index.deadlineAt(slot));
  if (deadlines !== undefined) sampleVolatile(index, deadlines, draw, count, show);
  else if (index.size > 0) for (let i = 0; i < count; i++) show(index.randomSlot(draw));
}

function sampleVolatile(
  index: KeyIndex<unknown>,
  deadlines: Deadlines,
  draw: (bound: number) => number,
  count: number,
  show: (slot: number) => void,
): void {
  let left = Math.min(count, index.deadlines);
  if (index.deadlines * DENSE >= index.size) {
    for (let draws = left * DRAWS_PER_KEY; draws > 0 && left > 0; draws--) {
      const slot = index.randomSlot(draw);
      if (index.deadlineAt(slot) === 0) continue;
      show(slot);
      left--;
    }
  }
  if (left === 0) return;
  deadlines.visit(draw, (slot) => {
    show(slot);
    return --left === 0;
  });
}
