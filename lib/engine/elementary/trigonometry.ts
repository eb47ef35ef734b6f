import {
  fraction,
  fractionParts,
  lost,
  plus,
  plusLong,
  times,
  timesLong,
} from './double-double.js';
import { frexp, ldexp } from './number-parts.js';

/*
 * The functions of angles, rounded once. JavaScript leaves their last bit to each engine, and C's is nearly always the
 * right one: distances that are stored as scores show it, and numbers that are printed with 17 digits.
 */

/** Bits of pi behind the point; the largest double times 2/pi is as long, and 106 bits more have to be left. */
const PI_BITS = 1300;
/** Pi times 2^PI_BITS, which is half of pi times 2^(PI_BITS + 1). */
const PI = longPi();
/** Half of pi; numbers of right angles times one of the first three parts are exact. */
const [PART_1, PART_2, PART_3, PART_4] = fractionParts(PI, PI_BITS + 1, 33, 4) as [
  number,
  number,
  number,
  number,
];
/** Larger angles take all of pi. */
const MANY_TURNS = 2 ** 20;
/** Angles as small as this are their sines and their tangents, and their cosines are 1. */
const SMALL = 2 ** -27;
/** The ratio of coordinates, or its reciprocal, beyond which JavaScript's guess is right. */
const LARGE = 2 ** 60;

/** The coefficients of a power series, from the last to the first. */
interface Series {
  /** For these a double is enough. */
  readonly small: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
}
/** `(sin(x) - x) / x^3`, in powers of `x^2`. */
const SIN = seriesOf([19, 17, 15, 13, 11, 9, 7], [5, 3]);
/** `(cos(x) - 1) / x^2`, in powers of `x^2`. */
const COS = seriesOf([18, 16, 14, 12, 10, 8], [6, 4, 2]);

/** The sine of an angle in radians. */
export function sin(angle: number): number {
  const isPlain = !Number.isFinite(angle) || Math.abs(angle) < SMALL;
  return isPlain ? Math.sin(angle) : sinBehind(angle, 0);
}

/** The cosine of an angle in radians. */
export function cos(angle: number): number {
  const isPlain = !Number.isFinite(angle) || Math.abs(angle) < SMALL;
  return isPlain ? Math.cos(angle) : sinBehind(angle, 1);
}

/** The tangent of an angle in radians. */
export function tan(angle: number): number {
  if (!Number.isFinite(angle) || Math.abs(angle) < SMALL) return Math.tan(angle);
  const sine = sinBehind(angle, 0);
  const sineLow = lost[0]!;
  const cosine = sinBehind(angle, 1);
  const cosineLow = lost[0]!;
  const quotient = sine / cosine;
  const product = times(quotient, cosine);
  const rest = sine - product - lost[0]! + (sineLow - quotient * cosineLow);
  return quotient + rest / cosine;
}

/** The arc sine in radians; NaN beyond 1. */
export function asin(value: number): number {
  const guess = Math.asin(value);
  if (!(Math.abs(value) < 1) || Math.abs(value) < SMALL) return guess;
  const sine = sinBehind(guess, 0);
  const sineLow = lost[0]!;
  return guess + (value - sine - sineLow) / sinBehind(guess, 1);
}

/** The arc cosine in radians; NaN beyond 1. */
export function acos(value: number): number {
  const guess = Math.acos(value);
  if (!(Math.abs(value) < 1)) return guess;
  const cosine = sinBehind(guess, 1);
  const cosineLow = lost[0]!;
  return guess + (cosine - value + cosineLow) / sinBehind(guess, 0);
}

/** The arc tangent in radians. */
export function atan(value: number): number {
  return Math.abs(value) < SMALL ? Math.atan(value) : atan2(value, 1);
}

/** The angle of a point in radians, which is C's `atan2`. */
export function atan2(y: number, x: number): number {
  const guess = Math.atan2(y, x);
  const ratio = Math.abs(y / x);
  if (!(ratio > 1 / LARGE && ratio < LARGE)) return guess;
  const unit = frexp(Math.max(Math.abs(x), Math.abs(y)))[1];
  const [a, b] = [ldexp(x, -unit), ldexp(y, -unit)];
  const sine = sinBehind(guess, 0);
  const sineLow = lost[0]!;
  const cosine = sinBehind(guess, 1);
  const cosineLow = lost[0]!;
  // How far the point is beside the guess.
  const up = times(cosine, b);
  const upLow = lost[0]!;
  const down = times(sine, a);
  const downLow = lost[0]!;
  const across = up - down + (upLow - downLow) + (cosineLow * b - sineLow * a);
  return guess + across / (cosine * a + sine * b);
}

/** The sine of a finite angle and so many right angles. */
function sinBehind(angle: number, rightAngles: number): number {
  let high = angle;
  let low = 0;
  let quadrant = rightAngles;
  if (Math.abs(angle) > MANY_TURNS) {
    quadrant += turnBack(angle);
    high = reduced.high;
    low = reduced.low;
  } else if (Math.abs(angle) > Math.PI / 4) {
    const count = Math.round(angle / (Math.PI / 2));
    quadrant += count;
    // The first difference is exact, as both are about the same.
    high = plus(angle - count * PART_1, -count * PART_2);
    low = lost[0]!;
    high = plus(high, -count * PART_3);
    low += lost[0]! - count * PART_4;
    high = plus(high, low);
    low = lost[0]!;
  }
  const value = quadrant & 1 ? cosNearZero(high, low) : sinNearZero(high, low);
  if ((quadrant & 2) === 0) return value;
  lost[0] = -lost[0]!;
  return -value;
}

/** What {@link turnBack} leaves of an angle. */
const reduced = { high: 0, low: 0 };

/** Takes all right angles away from a large angle. @returns their number, modulo 4 */
function turnBack(angle: number): number {
  const [mantissa, exponent] = frexp(angle);
  // Everything is an integer, times 2^(PI_BITS + 1).
  const scaled = BigInt(mantissa * 2 ** 53) << BigInt(PI_BITS + 1 + exponent - 53);
  const count = (2n * scaled + (scaled < 0n ? -PI : PI)) / (2n * PI);
  reduced.high = fraction(scaled - count * PI, PI_BITS + 1);
  reduced.low = lost[0]!;
  return Number(BigInt.asUintN(2, count));
}

function sinNearZero(high: number, low: number): number {
  const square = timesLong(high, low, high, low);
  const squareLow = lost[0]!;
  const sum = evaluate(SIN, square, squareLow);
  const sumLow = lost[0]!;
  const cube = timesLong(square, squareLow, high, low);
  const cubeLow = lost[0]!;
  const term = timesLong(sum, sumLow, cube, cubeLow);
  return plusLong(high, low, term, lost[0]!);
}

function cosNearZero(high: number, low: number): number {
  const square = timesLong(high, low, high, low);
  const squareLow = lost[0]!;
  const sum = evaluate(COS, square, squareLow);
  const term = timesLong(sum, lost[0]!, square, squareLow);
  return plusLong(1, 0, term, lost[0]!);
}

/** A power series at `x + xLow`. */
function evaluate({ small, high, low }: Series, x: number, xLow: number): number {
  let sum = 0;
  for (let i = 0; i < small.length; i++) sum = sum * x + small[i]!;
  let sumLow = 0;
  for (let i = 0; i < high.length; i++) {
    const product = timesLong(sum, sumLow, x, xLow);
    sum = plusLong(high[i]!, low[i]!, product, lost[0]!);
    sumLow = lost[0]!;
  }
  lost[0] = sumLow;
  return sum;
}

/** The series whose coefficients are `1/n!`, with the sign of every other pair of n. */
function seriesOf(small: readonly number[], large: readonly number[]): Series {
  const divisors = large.map((n) => signed(n) * factorial(n));
  const high = divisors.map((divisor) => 1 / divisor);
  return {
    small: small.map((n) => signed(n) / factorial(n)),
    high,
    low: high.map((quotient, i) => {
      const back = times(quotient, divisors[i]!);
      return (1 - back - lost[0]!) / divisors[i]!;
    }),
  };
}

function signed(n: number): number {
  return (n >> 1) % 2 === 0 ? 1 : -1;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** Pi times 2^PI_BITS, by Machin's formula. */
function longPi(): bigint {
  const bits = PI_BITS + 20;
  return (16n * arctangentOfReciprocal(5n, bits) - 4n * arctangentOfReciprocal(239n, bits)) >> 20n;
}

/** `atan(1/n)` with so many bits behind the point. */
function arctangentOfReciprocal(n: bigint, bits: number): bigint {
  let term = (1n << BigInt(bits)) / n;
  let sum = term;
  for (let k = 1n; term !== 0n; k++) {
    term /= -n * n;
    sum += term / (2n * k + 1n);
  }
  return sum;
}
