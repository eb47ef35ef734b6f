/** A signed 64-bit integer: a number while it is a safe integer, a bigint beyond. Never a bigint that fits a number. */
export type Int64 = number | bigint;

export const INT64_MIN = -(2n ** 63n);
export const INT64_MAX = 2n ** 63n - 1n;

const ZERO = 48;
const MINUS = 45;
/** "-9223372036854775808" */
const LONGEST = 20;
/** Every integer of this many digits is a safe one. */
const SAFE_DIGITS = 15;

/** The same integer in its canonical form. */
export function normalize(value: bigint): Int64 {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Whether a bigint lies in the signed 64-bit range. */
export function fits(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX;
}

/**
 * Reads an integer the way Redis does: optional minus, no plus, no leading zeros, no spaces, 64 bits.
 * @returns `undefined` when the bytes are not such an integer
 */
export function parse(bytes: string): Int64 | undefined {
  const length = bytes.length;
  if (length === 0 || length > LONGEST) return undefined;
  const negative = bytes.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  if (length === start) return undefined;
  if (bytes.charCodeAt(start) === ZERO) return length === 1 ? 0 : undefined;
  let value = 0;
  for (let i = start; i < length; i++) {
    const digit = bytes.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  if (length - start <= SAFE_DIGITS) return negative ? -value : value;
  const exact = BigInt(bytes);
  return fits(exact) ? normalize(exact) : undefined;
}

/** `a + b`, or `undefined` when the sum leaves the 64-bit range. */
export function add(a: Int64, b: Int64): Int64 | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const exact = BigInt(a) + BigInt(b);
  return fits(exact) ? normalize(exact) : undefined;
}

/** `-a`, or `undefined` for the one integer whose negation leaves the 64-bit range. */
export function negate(a: Int64): Int64 | undefined {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return a === INT64_MIN ? undefined : normalize(-a);
}
