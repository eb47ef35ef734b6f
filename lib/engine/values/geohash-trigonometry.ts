/**
 * Sine, cosine and arc sine, rounded once. JavaScript leaves the last bit of `Math.sin` to each engine, and C's is
 * nearly always the right one: distances that are stored as scores show it.
 *
 * Where a double is too short, a number is the sum of two doubles, `high` and `low`. A function that computes such a
 * number returns the one and leaves the other in {@link lost}: an array, since a variable would be a new object each
 * time.
 */
const lost = new Float64Array(1);

const SPLITTER = 2 ** 27 + 1;
/** Half of pi as the sum of three doubles. */
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const HALF_PI_LOWEST = -1.4973849048591833e-33;

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

/** The sine of an angle. @param angle radians within ±pi */
export function sin(angle: number): number {
  return sinBehind(angle, 0);
}

/** The cosine of an angle. @param angle radians within ±pi */
export function cos(angle: number): number {
  return sinBehind(angle, 1);
}

/** The arc sine. @param value 0 to 1 @returns radians; NaN beyond 1 */
export function asin(value: number): number {
  const estimate = Math.asin(value);
  if (!(value > 0 && value < 1)) return estimate;
  const high = sinBehind(estimate, 0);
  const low = lost[0]!;
  return estimate + (value - high - low) / sinBehind(estimate, 1);
}

/** The sine of an angle and so many right angles. */
function sinBehind(angle: number, rightAngles: number): number {
  const nearest = Math.round(angle / HALF_PI);
  // The first difference is exact, as both are about the same.
  const high = plus(angle - nearest * HALF_PI, -nearest * HALF_PI_LOW);
  const low = lost[0]! - nearest * HALF_PI_LOWEST;
  const quadrant = (nearest + rightAngles) & 3;
  const value = quadrant & 1 ? cosNearZero(high, low) : sinNearZero(high, low);
  if (quadrant < 2) return value;
  lost[0] = -lost[0]!;
  return -value;
}

function sinNearZero(high: number, low: number): number {
  const square = times(high, high);
  const squareLow = lost[0]! + 2 * high * low;
  const sum = evaluate(SIN, square, squareLow);
  const sumLow = lost[0]!;
  const cube = times(square, high);
  const cubeLow = lost[0]! + square * low + squareLow * high;
  const term = times(sum, cube);
  const termLow = lost[0]! + sum * cubeLow + sumLow * cube;
  const result = plus(high, term);
  return plus(result, lost[0]! + low + termLow);
}

function cosNearZero(high: number, low: number): number {
  const square = times(high, high);
  const squareLow = lost[0]! + 2 * high * low;
  const sum = evaluate(COS, square, squareLow);
  const sumLow = lost[0]!;
  const term = times(sum, square);
  const termLow = lost[0]! + sum * squareLow + sumLow * square;
  const result = plus(1, term);
  return plus(result, lost[0]! + termLow);
}

/** A power series at `x + xLow`. */
function evaluate({ small, high, low }: Series, x: number, xLow: number): number {
  let sum = 0;
  for (let i = 0; i < small.length; i++) sum = sum * x + small[i]!;
  let sumLow = 0;
  for (let i = 0; i < high.length; i++) {
    const product = times(sum, x);
    const productLow = lost[0]! + sum * xLow + sumLow * x;
    sum = plus(high[i]!, product);
    sumLow = lost[0]! + productLow + low[i]!;
  }
  lost[0] = sumLow;
  return sum;
}

function plus(a: number, b: number): number {
  const sum = a + b;
  const share = sum - a;
  lost[0] = a - (sum - share) + (b - share);
  return sum;
}

function times(a: number, b: number): number {
  const product = a * b;
  const aHigh = half(a);
  const bHigh = half(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  lost[0] = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return product;
}

/** The upper half of the bits, so that products of halves are exact. */
function half(value: number): number {
  const scaled = value * SPLITTER;
  return scaled - (scaled - value);
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
