/*
 * Numbers of twice the precision of a double: the sum of two of them, the second of which is less than half of the last
 * place of the first.
 */

/** About 106 bits of a number. */
export type DoubleDouble = readonly [high: number, low: number];

/** Splits a double into two halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1;

/** The exact sum of two doubles. */
function twoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  const rest = sum - a;
  return [sum, a - (sum - rest) + (b - rest)];
}

/** {@link twoSum} where the first is the larger one. */
function fastTwoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  return [sum, b - (sum - a)];
}

/** The exact product of two doubles, neither of which is close to the largest or the smallest one. */
export function product(a: number, b: number): DoubleDouble {
  const high = a * b;
  const scaledA = SPLITTER * a;
  const scaledB = SPLITTER * b;
  const highA = scaledA - (scaledA - a);
  const highB = scaledB - (scaledB - b);
  const lowA = a - highA;
  const lowB = b - highB;
  return [high, highA * highB - high + highA * lowB + lowA * highB + lowA * lowB];
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, rest] = twoSum(a[0], b[0]);
  const [low, tail] = twoSum(a[1], b[1]);
  const [sum, error] = fastTwoSum(high, rest + low);
  return fastTwoSum(sum, error + tail);
}

export function negate(a: DoubleDouble): DoubleDouble {
  return [-a[0], -a[1]];
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return add(a, negate(b));
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, low] = product(a[0], b[0]);
  return fastTwoSum(high, low + (a[0] * b[1] + a[1] * b[0]));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a[0] / b[0];
  const rest = subtract(a, multiply(b, [first, 0]));
  const second = rest[0] / b[0];
  const third = subtract(rest, multiply(b, [second, 0]))[0] / b[0];
  return add(fastTwoSum(first, second), [third, 0]);
}

/** Multiplies by a power of two. */
export function scale(a: DoubleDouble, factor: number): DoubleDouble {
  return [a[0] * factor, a[1] * factor];
}

/** The nearest double. */
export function round(a: DoubleDouble): number {
  return a[0] + a[1];
}

/** An integer as a double-double, rounded to 106 bits. @param exponent of two by which it is divided */
export function fromFraction(numerator: bigint, exponent: number): DoubleDouble {
  const size = numerator < 0n ? -numerator : numerator;
  const bits = size.toString(2).length;
  const shift = BigInt(Math.max(0, bits - 53));
  const high = size >> shift;
  const rest = size - (high << shift);
  const unit = 2 ** (Number(shift) - exponent);
  const restShift = BigInt(Math.max(0, Number(shift) - 53));
  const low = Number(rest >> restShift) * 2 ** (Number(restShift) - exponent);
  const sign = numerator < 0n ? -1 : 1;
  return fastTwoSum(sign * Number(high) * unit, sign * low);
}
