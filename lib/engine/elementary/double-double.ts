/**
 * Arithmetic with twice the digits of a double: a number is the sum of two doubles, `high` and `low`, the second of
 * which is at most half of the last place of the first. A function that computes such a number returns the one and
 * leaves the other here: an array, since a pair, or a variable, would be a new object each time.
 */
export const lost = new Float64Array(1);

/** Cuts a double into two halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1;
const DIGITS = 53;

/** The exact sum of two doubles. */
export function plus(a: number, b: number): number {
  const sum = a + b;
  const share = sum - a;
  lost[0] = a - (sum - share) + (b - share);
  return sum;
}

/** The exact product of two doubles, neither of which is close to the largest or the smallest one. */
export function times(a: number, b: number): number {
  const product = a * b;
  const aHigh = half(a);
  const bHigh = half(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  lost[0] = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return product;
}

/** The product of two numbers of two doubles. */
export function timesLong(a: number, aLow: number, b: number, bLow: number): number {
  const product = times(a, b);
  return plus(product, lost[0]! + (a * bLow + aLow * b));
}

/** The sum of two numbers of two doubles. */
export function plusLong(a: number, aLow: number, b: number, bLow: number): number {
  const sum = plus(a, b);
  return plus(sum, lost[0]! + (aLow + bLow));
}

/** The upper half of the bits, so that products of halves are exact. */
function half(value: number): number {
  const scaled = value * SPLITTER;
  return scaled - (scaled - value);
}

/** The quotient `numerator / 2^exponent` as a number of two doubles. */
export function fraction(numerator: bigint, exponent: number): number {
  const [high, low] = fractionParts(numerator, exponent, DIGITS, 2) as [number, number];
  return plus(high, low);
}

/** The first digits of the quotient `numerator / 2^exponent`, so many parts of so many bits each. */
export function fractionParts(
  numerator: bigint,
  exponent: number,
  bits: number,
  count: number,
): number[] {
  const sign = numerator < 0n ? -1 : 1;
  let rest = numerator < 0n ? -numerator : numerator;
  return Array.from({ length: count }, () => {
    const shift = BigInt(Math.max(0, rest.toString(2).length - bits));
    const part = rest >> shift;
    rest -= part << shift;
    return sign * Number(part) * 2 ** (Number(shift) - exponent);
  });
}
