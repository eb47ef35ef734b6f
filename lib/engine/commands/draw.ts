import { errors } from '../errors.js';
import { INT64_MAX, type Int64 } from '../int64.js';
import { below, type Random } from '../random.js';
import { readInt } from './args.js';
import type { Bytes } from '../bytes.js';

/** When a draw wants less than this part of the elements, they are drawn one by one. */
const SPARSE_PART = 3;
/** More elements than this one reply cannot hold; it keeps a slip of the sign from ending the process. */
const REPLY_MAX = 2 ** 24;

/** What random elements are drawn from. */
export interface Urn<T> {
  readonly size: number;
  /** One element, every one as likely. @param draw an integer from 0 to below its argument */
  one(draw: (bound: number) => number): T;
  /** All elements, in any order, in an array of the caller's own. */
  all(): T[];
  /** What tells an element from the others. */
  identity(element: T): unknown;
}

/**
 * Reads the count of SRANDMEMBER and its kind, negative when an element may come twice.
 * @throws when it is no integer, or the smallest one
 */
export function readCount(word: Bytes): Int64 {
  const count = readInt(word);
  if (count < -INT64_MAX) throw errors.outsideRange(-INT64_MAX, INT64_MAX);
  return count;
}

/**
 * Draws random elements.
 * @param count how many distinct ones at most; negative for as many that may be equal
 * @throws ReplyError when that would be too many for a reply
 */
export function drawElements<T>(urn: Urn<T>, random: Random, count: Int64): T[] {
  const wanted = Number(count);
  const draw = (bound: number): number => below(random, bound);
  if (wanted < 0) {
    if (-wanted > REPLY_MAX) throw errors.outOfRange();
    return Array.from({ length: -wanted }, () => urn.one(draw));
  }
  if (wanted * SPARSE_PART < urn.size) {
    const drawn = new Map<unknown, T>();
    while (drawn.size < wanted) {
      const element = urn.one(draw);
      drawn.set(urn.identity(element), element);
    }
    return [...drawn.values()];
  }
  const elements = urn.all();
  if (wanted >= elements.length) return elements;
  for (let i = 0; i < wanted; i++) {
    const j = i + draw(elements.length - i);
    [elements[i], elements[j]] = [elements[j]!, elements[i]!];
  }
  elements.length = wanted;
  return elements;
}
