import { formatFixed } from '../../../float.js';
import { digitsOf, formatGeneral } from '../number.js';

/** The flags, the width and the precision between `%` and the letter of a conversion of C's `printf`. */
export interface Conversion {
  /** `-`: the padding goes to the right. */
  readonly left: boolean;
  /** `+`: a number that is not negative gets a `+`. */
  readonly plus: boolean;
  /** A space: a number that is not negative gets a space. */
  readonly space: boolean;
  /** `#`: the alternate form. */
  readonly alternate: boolean;
  /** `0`: numbers are padded with zeros. */
  readonly zero: boolean;
  readonly width: number;
  /** `undefined` when there is none, which is not the same as 0. */
  readonly precision: number | undefined;
}

/** A conversion without anything between `%` and its letter. */
export const PLAIN: Conversion = {
  left: false,
  plus: false,
  space: false,
  alternate: false,
  zero: false,
  width: 0,
  precision: undefined,
};

const DEFAULT_PRECISION = 6;
/** From here on `toFixed` prints an exponent; such a double is an integer. */
const FIXED_MAX = 1e21;
const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;
const INT64_MIN = -(2n ** 63n);

/** `%s`. */
export function formatText(text: string, { precision, width, left }: Conversion): string {
  return pad(precision === undefined ? text : text.slice(0, precision), width, left);
}

/** `%d` and `%i` of 64 bits. A double that does not fit, NaN included, becomes the smallest integer as on x86. */
export function formatInteger(value: number, conversion: Conversion): string {
  const integer = toInt64(value);
  const digits = atLeast(String(integer).replace('-', ''), conversion.precision, integer === 0);
  return padNumber(signOf(integer < 0, conversion), digits, conversion);
}

/** `%u`, `%o`, `%x` and `%X` of 64 bits; what is negative counts from 2^64 downwards. */
export function formatUnsigned(
  value: number,
  letter: 'u' | 'o' | 'x' | 'X',
  conversion: Conversion,
): string {
  const integer = toUint64(value);
  const radix = letter === 'u' ? 10 : letter === 'o' ? 8 : 16;
  const small = atLeast(integer.toString(radix), conversion.precision, integer === 0n);
  const digits = letter === 'X' ? small.toUpperCase() : small;
  if (!conversion.alternate || letter === 'u') return padNumber('', digits, conversion);
  if (letter === 'o')
    return padNumber('', digits.startsWith('0') ? digits : `0${digits}`, conversion);
  return padNumber(integer === 0n ? '' : `0${letter}`, digits, conversion);
}

/** `%e`, `%E`, `%f`, `%g` and `%G`. */
export function formatFloat(
  value: number,
  letter: 'e' | 'E' | 'f' | 'g' | 'G',
  conversion: Conversion,
): string {
  const upper = letter === 'E' || letter === 'G';
  if (!Number.isFinite(value)) {
    // Arithmetic without a result gives the NaN whose sign is set, on x86; JavaScript does not tell the two apart.
    const negative = Number.isNaN(value) || value < 0;
    const name = Number.isNaN(value) ? 'nan' : 'inf';
    const text = signOf(negative, conversion) + (upper ? name.toUpperCase() : name);
    return pad(text, conversion.width, conversion.left);
  }
  const negative = value < 0 || Object.is(value, -0);
  const digits = magnitude(Math.abs(value), letter, conversion);
  return padNumber(signOf(negative, conversion), upper ? digits.toUpperCase() : digits, {
    ...conversion,
    precision: undefined,
  });
}

function magnitude(
  size: number,
  letter: 'e' | 'E' | 'f' | 'g' | 'G',
  { precision = DEFAULT_PRECISION, alternate }: Conversion,
): string {
  if (letter === 'f') return fixed(size, precision, alternate);
  if (letter === 'e' || letter === 'E') return exponential(size, precision, alternate);
  return formatGeneral(size, precision || 1, alternate);
}

/** `%.*f` of a number that is not negative. @param point whether a point is shown without decimals, too */
function fixed(size: number, decimals: number, point: boolean): string {
  const whole = size < FIXED_MAX ? undefined : BigInt(size).toString();
  const text =
    whole === undefined
      ? formatFixed(size, decimals)
      : decimals === 0
        ? whole
        : `${whole}.${'0'.repeat(decimals)}`;
  return point && decimals === 0 ? `${text}.` : text;
}

/** `%.*e` of a number that is not negative. */
function exponential(size: number, decimals: number, point: boolean): string {
  const [mantissa, power] = digitsOf(size, decimals + 1);
  const shown = power.slice(1).padStart(2, '0');
  return `${mantissa}${point && decimals === 0 ? '.' : ''}e${power[0]}${shown}`;
}

function signOf(negative: boolean, { plus, space }: Conversion): string {
  return negative ? '-' : plus ? '+' : space ? ' ' : '';
}

/** Digits with as many zeros before them as the precision asks for; a precision of 0 shows no zero at all. */
function atLeast(digits: string, precision: number | undefined, isZero: boolean): string {
  return precision === 0 && isZero ? '' : digits.padStart(precision ?? 0, '0');
}

/** A number in its width; zeros come between the sign and the digits, and a precision or `-` turns them off. */
function padNumber(
  sign: string,
  digits: string,
  { left, zero, width, precision }: Conversion,
): string {
  return zero && !left && precision === undefined
    ? sign + digits.padStart(width - sign.length, '0')
    : pad(sign + digits, width, left);
}

function pad(text: string, width: number, left: boolean): string {
  return left ? text.padEnd(width) : text.padStart(width);
}

/** C's cast of a double to a signed integer of 64 bits. */
export function toInt64(value: number): number | bigint {
  const integer = Math.trunc(value);
  if (Number.isSafeInteger(integer)) return integer + 0;
  return integer >= -TWO_63 && integer < TWO_63 ? BigInt(integer) : INT64_MIN;
}

/** C's cast of a double to an unsigned integer of 64 bits, as compilers do it on x86. */
export function toUint64(value: number): bigint {
  // What is not below 2^63 is converted after taking 2^63 off: then 2^64 and more come out as 0.
  if (value >= TWO_63) return value < TWO_64 ? BigInt(Math.trunc(value)) : 0n;
  return BigInt.asUintN(64, BigInt(toInt64(value)));
}
