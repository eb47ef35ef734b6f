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
 * Powers and logarithms as C's library has them: the nearest double, but for a few in ten thousand, where JavaScript's
 * own functions are one place off now and then.
 */

/** Powers of 2 are taken from a table in steps of this part of an exponent. */
const STEPS = 256;
const TABLE_BITS = 180;
const LN2 = ln2();
const LN2_HIGH = fraction(LN2, TABLE_BITS);
const LN2_LOW = lost[0]!;
/** The logarithm of a step; numbers of steps times one of the first two parts are exact. */
const [STEP_1, STEP_2, STEP_3] = fractionParts(LN2, TABLE_BITS + 8, 34, 3) as [
  number,
  number,
  number,
];
const SIXTH = 1 / 6;
const SIXTH_LOW = SIXTH / 2 ** 54;
/** Powers of 2 from 2^0 to below 2^1. */
const POWERS = new Float64Array(STEPS);
const POWERS_LOW = new Float64Array(STEPS);
fillPowers();

/** Numbers whose exponential is neither 0 nor infinite are smaller than this. */
const EXPONENT_LIMIT = 750;
const MIN_NORMAL_EXPONENT = -1022;
const MIN_DOUBLE = 2 ** -1074;
const MAX_EXPONENT = 1023;
/** Exponents that are multiplied out, which is exact as long as the power has no more than 106 bits. */
const MULTIPLIED_OUT = 64;
const SQRT_HALF = Math.SQRT1_2;

/** `e^x` */
export function exp(x: number): number {
  if (!(Math.abs(x) < EXPONENT_LIMIT) || Math.abs(x) < 2 ** -54) return Math.exp(x);
  return exponential(x, 0);
}

/** The natural logarithm. */
export function log(x: number): number {
  return x > 0 && x !== 1 && x !== Infinity ? logarithm(x) : Math.log(x);
}

/** C's `log10`, which comes from {@link log} with the exponent apart. */
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
  if (exponent === 2) return base * base;
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  const isOrdinary = base !== 0 && Number.isFinite(base) && Number.isFinite(exponent);
  if (!isOrdinary || exponent === 0 || exponent === 1) return base ** exponent;
  if (exponent === 0.5 && base > 0) return Math.sqrt(base);
  const isInteger = Number.isInteger(exponent);
  if (base < 0 && !isInteger) return NaN;
  const sign = base < 0 && exponent % 2 !== 0 ? -1 : 1;
  const size = Math.abs(base);
  if (size === 1) return sign;
  if (isInteger && Math.abs(exponent) <= MULTIPLIED_OUT)
    return sign * (exactPower(size, exponent) ?? multipliedOut(size, exponent));
  const power = Math.log(size) * exponent;
  if (power > EXPONENT_LIMIT) return sign * Infinity;
  if (power < -EXPONENT_LIMIT) return sign > 0 ? 0 : -0;
  const high = logarithm(size);
  const product = timesLong(high, lost[0]!, exponent, 0);
  return sign * exponential(product, lost[0]!);
}

/** A power of an integer that is an integer below 2^53; undefined when it is none. */
function exactPower(base: number, exponent: number): number | undefined {
  if (exponent < 0 || !Number.isInteger(base)) return undefined;
  let power = 1;
  for (let left = exponent; left > 0 && power <= Number.MAX_SAFE_INTEGER; left--) power *= base;
  return power <= Number.MAX_SAFE_INTEGER ? power : undefined;
}

/** An integral power, by squares. */
function multipliedOut(base: number, exponent: number): number {
  let [square, unit] = frexp(base);
  let squareLow = 0;
  let value = 1;
  let low = 0;
  unit *= exponent;
  for (let left = Math.abs(exponent); left > 0; left >>>= 1) {
    if (left & 1) {
      value = timesLong(value, low, square, squareLow);
      low = lost[0]!;
    }
    square = timesLong(square, squareLow, square, squareLow);
    squareLow = lost[0]!;
  }
  if (exponent > 0) return rounded(value, low, unit);
  const inverse = 1 / value;
  const back = times(inverse, value);
  return rounded(inverse, (1 - back - lost[0]! - inverse * low) / value, unit);
}

/** `e^(x + xLow)`, rounded once. */
function exponential(x: number, xLow: number): number {
  const steps = Math.round((x * STEPS) / Math.LN2);
  const high = plus(x - steps * STEP_1, -steps * STEP_2);
  const rest = plus(high, lost[0]! + xLow - steps * STEP_3);
  const less = exponentialLess1(rest, lost[0]!);
  const lessLow = lost[0]!;
  const at = steps & (STEPS - 1);
  const [power, powerLow] = [POWERS[at]!, POWERS_LOW[at]!];
  const product = timesLong(power, powerLow, less, lessLow);
  const value = plusLong(power, powerLow, product, lost[0]!);
  return rounded(value, lost[0]!, (steps - at) / STEPS);
}

/** `e^x - 1` for less than a step: the first three terms of the series with all digits. */
function exponentialLess1(x: number, xLow: number): number {
  const square = timesLong(x, xLow, x, xLow);
  const squareLow = lost[0]!;
  const cube = timesLong(square, squareLow, x, xLow);
  const third = timesLong(cube, lost[0]!, SIXTH, SIXTH_LOW);
  const more = lost[0]! + square * square * (1 / 24 + x / 120 + square / 720);
  const terms = plusLong(square / 2, squareLow / 2, third, more);
  return plusLong(x, xLow, terms, lost[0]!);
}

/** The natural logarithm of a positive finite number that is not 1, as the sum of what it returns and of `lost`. */
function logarithm(x: number): number {
  let [mantissa, exponent] = frexp(x);
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent--;
  }
  // m = e^guess * (1 + error), and that is guess + error - error^2 / 2, since the error is that of a double.
  const guess = Math.log(mantissa);
  const steps = Math.round((-guess * STEPS) / Math.LN2);
  const high = plus(-guess - steps * STEP_1, -steps * STEP_2);
  const rest = plus(high, lost[0]! - steps * STEP_3);
  const less = exponentialLess1(rest, lost[0]!);
  const lessLow = lost[0]!;
  const at = steps & (STEPS - 1);
  // m * 2^steps - 1, which is exact for what is close to 1, and m times the rest of e^-guess.
  const unit = 2 ** ((steps - at) / STEPS);
  const product = timesLong(POWERS[at]!, POWERS_LOW[at]!, mantissa * unit, 0);
  const productLow = lost[0]!;
  const distance = plusLong(product, productLow, -1, 0);
  const distanceLow = lost[0]!;
  const part = timesLong(product, productLow, less, lessLow);
  const error = plusLong(distance, distanceLow, part, lost[0]!);
  const errorLow = lost[0]! - (error * error) / 2;
  const own = plusLong(guess, 0, error, errorLow);
  const ownLow = lost[0]!;
  const whole = timesLong(LN2_HIGH, LN2_LOW, exponent, 0);
  return plusLong(whole, lost[0]!, own, ownLow);
}

/** The double that is nearest to `(value + low) * 2^exponent`. */
function rounded(value: number, low: number, exponent: number): number {
  const nearest = value + low;
  const top = exponent + (nearest < 1 ? -1 : 0);
  if (top >= MIN_NORMAL_EXPONENT && exponent <= MAX_EXPONENT) return nearest * 2 ** exponent;
  if (top >= MIN_NORMAL_EXPONENT) return ldexp(nearest, exponent);
  if (exponent < -1100) return 0;
  // In units of the smallest double, whose halves are exact, the second part decides a tie.
  const unit = 2 ** (exponent + 1000);
  const count = value * unit * 2 ** 74;
  const whole = Math.floor(count);
  const beyond = count - whole - 0.5;
  const isUp = beyond === 0 ? low > 0 || (low === 0 && whole % 2 === 1) : beyond > 0;
  return (isUp ? whole + 1 : whole) * MIN_DOUBLE;
}

/** The logarithm of 2 times 2^TABLE_BITS: the sum of `1 / (n * 2^n)`. */
function ln2(): bigint {
  const bits = BigInt(TABLE_BITS + 20);
  let sum = 0n;
  for (let n = 1n; n <= bits; n++) sum += (1n << bits) / (n << n);
  return sum >> 20n;
}

/** Each power is the one before times the 256th root of 2. */
function fillPowers(): void {
  const bits = BigInt(TABLE_BITS);
  let root = 2n << bits;
  for (let taken = 1; taken < STEPS; taken *= 2) root = squareRoot(root << bits);
  let power = 1n << bits;
  for (let i = 0; i < STEPS; i++) {
    POWERS[i] = fraction(power, TABLE_BITS);
    POWERS_LOW[i] = lost[0]!;
    power = (power * root) >> bits;
  }
}

/** The square root of an integer by Newton's method, rounded down. */
function squareRoot(square: bigint): bigint {
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const better = (root + square / root) >> 1n;
    if (better >= root) return root;
    root = better;
  }
}
