/**
 * C's 80-bit `long double`, in which Redis computes INCRBYFLOAT: a 64-bit mantissa, rounded to nearest, ties to even.
 * The value is `mantissa * 2^exponent`; a sign of zero and NaN are not told apart, since no command shows them.
 */
export interface LongDouble {
  /** Signed, of at most 64 bits. */
  readonly mantissa: bigint;
  /** `Infinity` when the value is infinite; the mantissa then has its sign. */
  readonly exponent: number;
}

const MANTISSA_BITS = 64;
/** The exponent of the smallest denormal number. */
const MIN_EXPONENT = -16445;
/** No finite value has this many bits before the point. */
const OVERFLOW_BITS = 16385;
/** Powers of ten and two beyond these are out of range with any mantissa that is read. */
const MAX_DECIMAL_POWER = 5000;
const MAX_BINARY_POWER = 17000;
/** Redis reads shorter texts only. */
const MAX_TEXT_LENGTH = 5 * 1024;
/** `%.17Lf` */
const FRACTION_DIGITS = 17;
const FRACTION_SCALE = 10n ** BigInt(FRACTION_DIGITS);
/** Bits of a quotient beyond the mantissa; what remains behind them only breaks ties. */
const GUARD_BITS = 2;
const UINT32_LIMIT = 2n ** 32n;
/** The powers of ten that most numbers need. */
const POWERS_OF_TEN = Array.from({ length: 32 }, (_, power) => 10n ** BigInt(power));

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?(?:p([+-]?\d+))?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/**
 * Reads a number as C's `strtold` does: decimal, hexadecimal (`0x1.8p3`) or infinite.
 * @returns `undefined` for anything else, NaN included, and for what is too large or too small to be told from zero
 */
export function parseLongDouble(text: string): LongDouble | undefined {
  if (text.length >= MAX_TEXT_LENGTH) return undefined;
  const decimal = DECIMAL.exec(text);
  if (decimal !== null) return parseDecimal(decimal);
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal !== null) return parseHexadecimal(hexadecimal);
  const infinite = INFINITE.exec(text);
  return infinite === null ? undefined : infinity(infinite[1] === '-');
}

/** The value of an integer, which is exact within 64 bits. */
export function fromInteger(value: bigint | number): LongDouble {
  return { mantissa: BigInt(value), exponent: 0 };
}

/** `a + b`; `undefined` when that is infinite or not a number. */
export function addLongDoubles(a: LongDouble, b: LongDouble): LongDouble | undefined {
  if (!Number.isFinite(a.exponent) || !Number.isFinite(b.exponent)) return undefined;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum =
    (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent));
  const rounded = round(sum < 0n ? -sum : sum, exponent, false, sum < 0n);
  return Number.isFinite(rounded.exponent) ? rounded : undefined;
}

/** A finite value as C's `%.17Lf` prints it, without the zeros that end its fraction. */
export function formatLongDouble({ mantissa, exponent }: LongDouble): string {
  const negative = mantissa < 0n;
  const scaled = (negative ? -mantissa : mantissa) * FRACTION_SCALE;
  const units = exponent >= 0 ? scaled << BigInt(exponent) : shiftRight(scaled, -exponent, false);
  if (units === 0n) return '0';
  const digits = units.toString().padStart(FRACTION_DIGITS + 1, '0');
  const whole = digits.slice(0, -FRACTION_DIGITS);
  const fraction = digits.slice(-FRACTION_DIGITS).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function parseDecimal([, sign, whole = '', fraction = '', power = '0']: RegExpExecArray):
  LongDouble | undefined {
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return whole + fraction === '' ? undefined : fromInteger(0);
  const exponent = Number(power) - fraction.length;
  const magnitude = digits.length + exponent;
  if (magnitude > MAX_DECIMAL_POWER || magnitude < -MAX_DECIMAL_POWER) return undefined;
  const integer = BigInt(digits);
  if (exponent >= 0) return inRange(integer * powerOfTen(exponent), 0, false, sign === '-');
  const divisor = powerOfTen(-exponent);
  const missing = MANTISSA_BITS + GUARD_BITS - (bitLength(integer) - bitLength(divisor));
  const shift = Math.max(0, missing);
  const dividend = integer << BigInt(shift);
  const quotient = dividend / divisor;
  return inRange(quotient, -shift, quotient * divisor !== dividend, sign === '-');
}

function parseHexadecimal([, sign, whole = '', fraction = '', power = '0']: RegExpExecArray):
  LongDouble | undefined {
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const integer = BigInt(`0x${digits}`);
  if (integer === 0n) return fromInteger(0);
  const exponent = Number(power) - 4 * fraction.length;
  const magnitude = bitLength(integer) + exponent;
  if (magnitude > MAX_BINARY_POWER || magnitude < -MAX_BINARY_POWER) return undefined;
  return inRange(integer, exponent, false, sign === '-');
}

/** As {@link round} of a positive value, but `undefined` when it overflows or becomes zero. */
function inRange(
  mantissa: bigint,
  exponent: number,
  sticky: boolean,
  negative: boolean,
): LongDouble | undefined {
  const rounded = round(mantissa, exponent, sticky, negative);
  return rounded.mantissa !== 0n && Number.isFinite(rounded.exponent) ? rounded : undefined;
}

/**
 * The nearest value of 64 bits.
 * @param magnitude not negative
 * @param sticky whether the exact value is a little larger
 */
function round(
  magnitude: bigint,
  exponent: number,
  sticky: boolean,
  negative: boolean,
): LongDouble {
  const excess = Math.max(bitLength(magnitude) - MANTISSA_BITS, MIN_EXPONENT - exponent);
  const rounded = excess > 0 ? shiftRight(magnitude, excess, sticky) : magnitude;
  const scale = exponent + Math.max(0, excess);
  if (bitLength(rounded) + scale >= OVERFLOW_BITS) return infinity(negative);
  return { mantissa: negative ? -rounded : rounded, exponent: scale };
}

/** `value / 2^bits`, to nearest, ties to even. @param sticky whether the exact value is a little larger */
function shiftRight(value: bigint, bits: number, sticky: boolean): bigint {
  if (bits > bitLength(value) + 1) return 0n;
  const shift = BigInt(bits);
  const quotient = value >> shift;
  const rest = value - (quotient << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (sticky || (quotient & 1n) === 1n));
  return up ? quotient + 1n : quotient;
}

function infinity(negative: boolean): LongDouble {
  return { mantissa: negative ? -1n : 1n, exponent: Number.POSITIVE_INFINITY };
}

function powerOfTen(power: number): bigint {
  return POWERS_OF_TEN[power] ?? 10n ** BigInt(power);
}

/** The number of bits of an integer that is not negative. */
function bitLength(value: bigint): number {
  if (value < UINT32_LIMIT) return 32 - Math.clz32(Number(value));
  // Close to a power of two the logarithm may be one too large or too small.
  const estimate = Math.floor(Math.log2(Number(value)));
  if (Number.isFinite(estimate)) {
    const top = value >> BigInt(estimate);
    return top === 0n ? estimate : top === 1n ? estimate + 1 : estimate + 2;
  }
  const half = (value.toString(16).length >> 1) * 4;
  return half + bitLength(value >> BigInt(half));
}
