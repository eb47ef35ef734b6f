import { exp } from './exponential.js';

/*
 * C's hyperbolic functions: they come from `exp` and `expm1` by the formulas of each range, so that their last place
 * depends on these.
 */

/** Larger numbers make no difference between `cosh` and `e^x / 2`. */
const LARGE = 22;
/** The exponential of a larger number is infinite, where half of it may not be. */
const INFINITE = Math.log(Number.MAX_VALUE);

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < Math.LN2 / 2) {
    const less = Math.expm1(size);
    return 1 + (less * less) / (2 * (1 + less));
  }
  if (size < LARGE) {
    const power = exp(size);
    return power / 2 + 0.5 / power;
  }
  return halfOfExponential(size);
}

export function sinh(x: number): number {
  const size = Math.abs(x);
  return size > LARGE ? Math.sign(x) * halfOfExponential(size) : Math.sinh(x);
}

/** JavaScript's own takes small numbers for their tangents, where C's takes `expm1`. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 2 ** -28 && size >= 2 ** -55)) return Math.tanh(x);
  const less = Math.expm1(-2 * size);
  return (Math.sign(x) * -less) / (less + 2);
}

function halfOfExponential(x: number): number {
  if (x <= INFINITE) return exp(x) / 2;
  const root = exp(x / 2);
  return (root / 2) * root;
}
