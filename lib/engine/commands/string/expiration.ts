import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { add, INT64_MAX, type Int64 } from '../../int64.js';
import { oneOf, readInt, token, type ArgDoc } from '../args.js';

/** How an expiry was given: in seconds or milliseconds, from now or from the epoch. */
export type ExpiryUnit = 'EX' | 'PX' | 'EXAT' | 'PXAT';

/** An expiry as it was sent: the options are checked before the number is. */
export interface ExpiryOption {
  unit: ExpiryUnit | undefined;
  time: Bytes;
}

/** Beyond this many seconds the milliseconds leave the 64-bit range. */
const MAX_SECONDS = INT64_MAX / 1000n;

/**
 * The deadline that an expiry of SET, SETEX, PSETEX or GETEX means.
 * @param now ms since the epoch
 * @param name of the command, for the error
 * @returns ms since the epoch
 * @throws "value is not an integer or out of range", or "invalid expire time" when it is not positive or overflows
 */
export function readDeadline(time: Bytes, unit: ExpiryUnit, now: number, name: string): Int64 {
  return toDeadline(readInt(time), unit, now, name);
}

/** As {@link readDeadline}, of a number. */
export function toDeadline(time: Int64, unit: ExpiryUnit, now: number, name: string): Int64 {
  if (time <= 0) throw errors.invalidExpire(name);
  const seconds = unit === 'EX' || unit === 'EXAT';
  // A number is smaller; to compare it with a bigint would be slow.
  if (seconds && typeof time === 'bigint' && time > MAX_SECONDS) throw errors.invalidExpire(name);
  const ms = seconds ? toMilliseconds(time) : time;
  const deadline = unit === 'EX' || unit === 'PX' ? add(ms, now) : ms;
  if (deadline === undefined) throw errors.invalidExpire(name);
  return deadline;
}

/** `seconds * 1000`, which the caller knows to fit. */
export function toMilliseconds(seconds: Int64): Int64 {
  if (typeof seconds === 'number') {
    const ms = seconds * 1000;
    if (Number.isSafeInteger(ms)) return ms;
  }
  return BigInt(seconds) * 1000n;
}

/**
 * Reads one of EX, PX, EXAT and PXAT with its number, unless another unit was given before.
 * @param word the option in capitals
 * @returns whether it was one
 */
export function readExpiry(into: ExpiryOption, word: string, time: Bytes | undefined): boolean {
  if (word !== 'EX' && word !== 'PX' && word !== 'EXAT' && word !== 'PXAT') return false;
  if (time === undefined || (into.unit !== undefined && into.unit !== word)) return false;
  into.unit = word;
  into.time = time;
  return true;
}

/** How COMMAND DOCS describes the expiry of SET and GETEX. */
export function expirationDoc(last: ArgDoc, since: { relative?: string; absolute?: string } = {}) {
  const relative = since.relative === undefined ? {} : { since: since.relative };
  const absolute = since.absolute === undefined ? {} : { since: since.absolute };
  return oneOf(
    'expiration',
    [
      { name: 'seconds', type: 'integer', token: 'EX', ...relative },
      { name: 'milliseconds', type: 'integer', token: 'PX', ...relative },
      { name: 'unix-time-seconds', type: 'unix-time', token: 'EXAT', ...absolute },
      { name: 'unix-time-milliseconds', type: 'unix-time', token: 'PXAT', ...absolute },
      last,
    ],
    { optional: true },
  );
}

/** KEEPTTL and PERSIST in COMMAND DOCS. */
export const keepTtlDoc = token('KEEPTTL', { since: '6.0.0' });
export const persistDoc = token('PERSIST');
