import { below, type Random } from '../random.js';
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
