/** The exponent of the smallest normal double is higher than that of the smallest one by as much. */
const SUBNORMAL_BITS = 64;
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** C's `frexp`: a fraction of at least a half and below 1, and the power of two by which it is multiplied. */
export function frexp(value: number): [fraction: number, exponent: number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  double[0] = value;
  const biased = (words[1]! >>> 20) & 0x7ff;
  if (biased === 0) {
    const [fraction, exponent] = frexp(value * 2 ** SUBNORMAL_BITS);
    return [fraction, exponent - SUBNORMAL_BITS];
  }
  words[1] = (words[1]! & 0x800fffff) | (1022 << 20);
  return [double[0], biased - 1022];
}

/** C's `ldexp`: `value * 2^exponent`, rounded once. */
export function ldexp(value: number, exponent: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const [fraction, own] = frexp(value);
  const power = own + exponent;
  if (power > 1024) return value > 0 ? Infinity : -Infinity;
  if (power < -1074) return value > 0 ? 0 : -0;
  return power > 1000 ? fraction * 2 ** 1000 * 2 ** (power - 1000) : scaleDown(fraction, power);
}

/** A factor that is itself no subnormal double keeps the product from being rounded twice. */
function scaleDown(fraction: number, power: number): number {
  return power < -1000 ? fraction * 2 ** (power + 1000) * 2 ** -1000 : fraction * 2 ** power;
}
