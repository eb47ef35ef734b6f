import {
  add,
  divide,
  type DoubleDouble,
  fromFraction,
  multiply,
  negate,
  round,
  scale,
  subtract,
} from './double-double.js';
import { frexp, ldexp } from './number-parts.js';

/*
 * The functions of C's math library, correctly rounded: those of JavaScript are one place off now and then, which shows
 * where a number is printed with 17 digits.
 */

/** Bits of pi behind the point; the largest double times 2/pi is as long, and 106 bits more have to be left. */
const PI_BITS = 1300;
const ONE: DoubleDouble = [1, 0];
const LN2 = fromFraction(ln2(), 160);
/** The reciprocals of factorials, which are the coefficients of all series here. */
const RECIPROCALS: readonly DoubleDouble[] = reciprocalFactorials(32);
/** Series of the exponential function are taken at a 256th. */
const HALVINGS = 8;
/** Beyond this the logarithm of what is close to 1 loses no digits. */
const CLOSE_TO_ONE = 2 ** -10;
/** A tangent of a small angle is the angle. */
const SMALL = 2 ** -27;
const LARGE = 2 ** 60;
/** Exponents that are multiplied out, which is exact as long as the power has no more than 106 bits. */
const MULTIPLIED_OUT = 64;

let pi: bigint | undefined;
let halfPi: DoubleDouble | undefined;

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

/** Pi times 2^PI_BITS, by Machin's formula. */
function longPi(): bigint {
  const bits = PI_BITS + 20;
  pi ??= (16n * arctangentOfReciprocal(5n, bits) - 4n * arctangentOfReciprocal(239n, bits)) >> 20n;
  return pi;
}

/** The logarithm of 2 times 2^160: the sum of 1 / (n * 2^n). */
function ln2(): bigint {
  let sum = 0n;
  for (let n = 1n; n < 200n; n++) sum += (1n << 200n) / (n << n);
  return sum >> 40n;
}

function reciprocalFactorials(count: number): DoubleDouble[] {
  const list: DoubleDouble[] = [ONE];
  for (let n = 1; n < count; n++) list.push(divide(list[n - 1]!, [n, 0]));
  return list;
}

/** `e^x`, apart from a power of two. */
function exponential(x: DoubleDouble): [value: DoubleDouble, exponent: number] {
  const exponent = Math.round(x[0] / Math.LN2);
  const rest = subtract(x, multiply(LN2, [exponent, 0]));
  const part = scale(rest, 2 ** -HALVINGS);
  let less: DoubleDouble = [0, 0];
  for (let n = 11; n > 0; n--) less = multiply(part, add(RECIPROCALS[n]!, less));
  // (1 + less)^2 - 1, which keeps the digits of less.
  for (let i = 0; i < HALVINGS; i++) less = add(scale(less, 2), multiply(less, less));
  return [add(ONE, less), exponent];
}

/** The natural logarithm of a positive finite number. */
function logarithm(x: number): DoubleDouble {
  if (Math.abs(x - 1) < CLOSE_TO_ONE) {
    const ratio = divide([x - 1, 0], add([x, 0], ONE));
    const square = multiply(ratio, ratio);
    let sum: DoubleDouble = [0, 0];
    for (let n = 15; n > 0; n -= 2) sum = add(divide(ONE, [n, 0]), multiply(square, sum));
    return scale(multiply(ratio, sum), 2);
  }
  let [mantissa, exponent] = frexp(x);
  if (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const guess = Math.log(mantissa);
  const [inverse, power] = exponential([-guess, 0]);
  const error = subtract(multiply(scale(inverse, 2 ** power), [mantissa, 0]), ONE);
  const correction = subtract(error, [(error[0] * error[0]) / 2, 0]);
  return add(multiply(LN2, [exponent, 0]), add([guess, 0], correction));
}

/** The nearest double of a value and a power of two. */
function finish([value, exponent]: [DoubleDouble, number]): number {
  return ldexp(round(value), exponent);
}

export function exp(x: number): number {
  if (!(x > -750 && x < 750) || Math.abs(x) < 2 ** -54) return Math.exp(x);
  return finish(exponential([x, 0]));
}

export function log(x: number): number {
  return x > 0 && x !== 1 && x !== Infinity ? round(logarithm(x)) : Math.log(x);
}

/** C's `log10` comes from {@link log}, with the exponent apart. */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return Math.log10(x);
  const [half, power] = frexp(x);
  const isSmall = power - 1 < 0;
  const exponent = isSmall ? power : power - 1;
  const mantissa = isSmall ? half : half * 2;
  const low = exponent * 3.69423907715893078616e-13 + Math.LOG10E * log(mantissa);
  return low + exponent * 0.301029995663611771306;
}

/** C's `pow`: 1 to any power is 1, and so is -1 to an infinite one. */
export function pow(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  const isOrdinary = base !== 0 && Number.isFinite(base) && Number.isFinite(exponent);
  if (!isOrdinary || exponent === 0 || exponent === 1) return base ** exponent;
  if (exponent === 2) return base * base;
  if (exponent === 0.5 && base > 0) return Math.sqrt(base);
  if (base < 0 && !Number.isInteger(exponent)) return NaN;
  const sign = base < 0 && exponent % 2 !== 0 ? -1 : 1;
  const size = Math.abs(base);
  if (size === 1) return sign;
  if (Number.isInteger(exponent) && Math.abs(exponent) <= MULTIPLIED_OUT)
    return sign * (exactPower(size, exponent) ?? finish(multipliedOut(size, exponent)));
  const power = Math.log(size) * exponent;
  if (power > 800) return sign * Infinity;
  if (power < -800) return sign > 0 ? 0 : -0;
  return sign * finish(exponential(multiply(logarithm(size), [exponent, 0])));
}

/** A power of an integer that is an integer below 2^53; undefined when it is none. */
function exactPower(base: number, exponent: number): number | undefined {
  if (exponent < 0 || !Number.isInteger(base)) return undefined;
  let power = 1;
  for (let left = exponent; left > 0 && power <= Number.MAX_SAFE_INTEGER; left--) power *= base;
  return power <= Number.MAX_SAFE_INTEGER ? power : undefined;
}

function multipliedOut(base: number, exponent: number): [DoubleDouble, number] {
  const [mantissa, unit] = frexp(base);
  let value: DoubleDouble = ONE;
  let square: DoubleDouble = [mantissa, 0];
  for (let left = Math.abs(exponent); left > 0; left = left >>> 1) {
    if (left & 1) value = multiply(value, square);
    square = multiply(square, square);
  }
  return [exponent < 0 ? divide(ONE, value) : value, unit * exponent];
}

/** An angle without its quarter turns, at most an eighth of a turn, and their number modulo 4. */
function reduced(x: number): [angle: DoubleDouble, quarters: number] {
  halfPi ??= fromFraction(longPi(), PI_BITS + 1);
  const turns = Math.round(x / halfPi[0]);
  if (turns === 0) return [[x, 0], 0];
  const [fraction, exponent] = frexp(x);
  // Everything times 2^PI_BITS; half of pi is half of longPi.
  const scaled = BigInt(fraction * 2 ** 53) << BigInt(PI_BITS + exponent - 53 + 1);
  const quarter = longPi();
  const doubled = 2n * scaled + (scaled < 0n ? -quarter : quarter);
  const count = doubled / (2n * quarter);
  const rest = scaled - count * quarter;
  return [fromFraction(rest, PI_BITS + 1), Number(BigInt.asUintN(2, count))];
}

function sineSeries(x: DoubleDouble): DoubleDouble {
  const square = negate(multiply(x, x));
  let sum: DoubleDouble = [0, 0];
  for (let n = 27; n > 0; n -= 2) sum = add(RECIPROCALS[n]!, multiply(square, sum));
  return multiply(x, sum);
}

function cosineSeries(x: DoubleDouble): DoubleDouble {
  const square = negate(multiply(x, x));
  let sum: DoubleDouble = [0, 0];
  for (let n = 28; n >= 0; n -= 2) sum = add(RECIPROCALS[n]!, multiply(square, sum));
  return sum;
}

/** The sine and the cosine of an angle. */
function sineAndCosine(x: number): [sine: DoubleDouble, cosine: DoubleDouble] {
  const [angle, quarters] = reduced(x);
  const sine = sineSeries(angle);
  const cosine = cosineSeries(angle);
  switch (quarters) {
    case 0:
      return [sine, cosine];
    case 1:
      return [cosine, negate(sine)];
    case 2:
      return [negate(sine), negate(cosine)];
    default:
      return [negate(cosine), sine];
  }
}

export function sin(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) < SMALL) return Math.sin(x);
  return round(sineAndCosine(x)[0]);
}

export function cos(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) < SMALL) return Math.cos(x);
  return round(sineAndCosine(x)[1]);
}

export function tan(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) < SMALL) return Math.tan(x);
  const [sine, cosine] = sineAndCosine(x);
  return round(divide(sine, cosine));
}

/** The angle of a point, whose guess is JavaScript's. */
export function atan2(y: number, x: number): number {
  const guess = Math.atan2(y, x);
  const ratio = Math.abs(y / x);
  if (!(ratio > SMALL && ratio < LARGE)) return guess;
  const unit = frexp(Math.max(Math.abs(x), Math.abs(y)))[1];
  const [a, b] = [ldexp(x, -unit), ldexp(y, -unit)];
  const [sine, cosine] = sineAndCosine(guess);
  const across = subtract(multiply(cosine, [b, 0]), multiply(sine, [a, 0]));
  const along = add(multiply(cosine, [a, 0]), multiply(sine, [b, 0]));
  return round(add([guess, 0], divide(across, along)));
}

export function atan(x: number): number {
  return Math.abs(x) < SMALL ? Math.atan(x) : atan2(x, 1);
}

export function asin(x: number): number {
  if (!(Math.abs(x) < 1) || Math.abs(x) < SMALL) return Math.asin(x);
  const guess = Math.asin(x);
  const [sine, cosine] = sineAndCosine(guess);
  return round(add([guess, 0], divide(subtract([x, 0], sine), cosine)));
}

export function acos(x: number): number {
  if (!(Math.abs(x) < 1)) return Math.acos(x);
  const guess = Math.acos(x);
  const [sine, cosine] = sineAndCosine(guess);
  return round(add([guess, 0], divide(subtract(cosine, [x, 0]), sine)));
}

/** C's `cosh` comes from {@link exp} and `expm1`. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < Math.LN2 / 2) {
    const less = Math.expm1(size);
    return 1 + (less * less) / (2 * (1 + less));
  }
  if (size < 22) {
    const power = exp(size);
    return power / 2 + 0.5 / power;
  }
  return size < 709 ? exp(size) / 2 : Math.cosh(x);
}

/** C's `sinh` comes from {@link exp} where JavaScript's comes from its own; below both come from `expm1`. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  return size > 22 && size < 709 ? (Math.sign(x) * exp(size)) / 2 : Math.sinh(x);
}
