import type { Bytes } from '../bytes.js';
import { errors } from '../errors.js';
import { parseLongDouble } from '../long-double.js';

/** As a number: the first that a signed 64-bit integer cannot hold. */
const INT64_END = 2 ** 63;

/**
 * Reads the timeout of a blocking command: seconds with a fraction, 0 for ever.
 * @param now ms since the epoch
 * @returns the deadline in ms since the epoch, 0 for never
 */
export function readTimeout(word: Bytes, now: number): number {
  const seconds = parseLongDouble(word);
  if (seconds === undefined) throw errors.notTimeout();
  const ms = Math.ceil(Number(seconds.mantissa) * 2 ** seconds.exponent * 1000);
  // What does not fit 64 bits becomes the smallest integer there.
  if (ms < 0 || ms >= INT64_END) throw errors.negativeTimeout();
  if (ms > 0 && now + ms >= INT64_END) throw errors.timeoutOutOfRange();
  return ms === 0 ? 0 : now + ms;
}
