/** `%.14g`: what `tostring` and `..` show of a number. */
const PRECISION = 14;
/** Integers below print all their digits. */
const LARGEST_PLAIN = 1e14;

const DECIMAL = /^[ \t-\r]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t-\r]*$/;
const INFINITE = /^[ \t-\r]*([+-]?)inf(?:inity)?[ \t-\r]*$/i;
const NAN = /^[ \t-\r]*([+-]?)nan(?:\(\w*\))?[ \t-\r]*$/i;
const HEXADECIMAL =
  /^[ \t-\r]*([+-]?)0x(?=[\da-f]|\.[\da-f])([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?[ \t-\r]*$/i;
const SMALL = /^\d{1,15}$/;

/** A number as Lua shows it: C's `%.14g`. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && value < LARGEST_PLAIN && value > -LARGEST_PLAIN) {
    return value === 0 && 1 / value < 0 ? '-0' : `${value}`;
  }
  return formatGeneral(value, PRECISION);
}

/**
 * C's `%.<precision>g`. The sign of NaN is lost in JavaScript: `nan` is printed as the server's machine does for 0/0.
 * @param precision significant digits, 1 to 99
 * @param alternate whether zeros at the end stay (`%#g`)
 */
export function formatGeneral(value: number, precision: number, alternate = false): string {
  if (value !== value) return '-nan';
  if (value === Infinity || value === -Infinity) return value > 0 ? 'inf' : '-inf';
  const [mantissa, exponent] = digitsOf(value, precision);
  const power = Number(exponent);
  if (power < -4 || power >= precision) {
    const size = Math.abs(power);
    const point = alternate && !mantissa.includes('.') ? '.' : '';
    return `${alternate ? mantissa : trim(mantissa)}${point}e${power < 0 ? '-' : '+'}${size < 10 ? '0' : ''}${size}`;
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/^-|\./g, '');
  const text =
    power < 0
      ? `0.${'0'.repeat(-power - 1)}${digits}`
      : `${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
  return sign + (alternate ? text : trim(text));
}

/**
 * Mantissa and exponent (`1.5`, `-3`); a tie goes to the even digit as in C, where JavaScript rounds it up.
 * @param precision significant digits, 1 to 101
 */
export function digitsOf(value: number, precision: number): [mantissa: string, exponent: string] {
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const rounded = size.toExponential(precision - 1);
  const at = rounded.indexOf('e');
  const exponent = rounded.slice(at + 1);
  const last = Number(rounded[at - 1]);
  const odd = last % 2 === 1 && isHalfway(size, precision, Number(exponent));
  return [sign + (odd ? `${rounded.slice(0, at - 1)}${last - 1}` : rounded.slice(0, at)), exponent];
}

/** Whether a number with a digit before the point of its mantissa lies halfway between two of so many digits. */
function isHalfway(size: number, precision: number, exponent: number): boolean {
  const decimals = precision - exponent;
  if (Number.isInteger(size)) {
    return decimals <= 0 && /^50*$/.test(BigInt(size).toString().slice(precision));
  }
  // A fraction of so many binary places has as many decimals, of which the last one is 5.
  const half = Math.trunc(decimals / 2);
  const scaled = size * 2 ** half * 2 ** (decimals - half);
  return decimals > 0 && Number.isInteger(scaled) && !Number.isInteger(scaled / 2);
}

function trim(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0*$/, '') : decimal;
}

/**
 * Reads a number as Lua's coercion does on the server: C's `strtod` (decimal, hexadecimal, `inf`, `nan`) with spaces
 * around it.
 * @returns undefined when the text is no number
 */
export function parseNumber(text: string): number | undefined {
  if (SMALL.test(text)) return +text;
  if (DECIMAL.test(text)) return Number(text);
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal) {
    const [, sign, whole = '', fraction = '', power = '0'] = hexadecimal;
    const value = scale(BigInt(`0x${whole}${fraction}`), Number(power) - 4 * fraction.length);
    return sign === '-' ? -value : value;
  }
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  if (NAN.test(text)) return NaN;
  // A NUL ends the text for C.
  const end = text.indexOf('\0');
  return end < 0 ? undefined : parseNumber(text.slice(0, end));
}

const UNSIGNED = /^[ \t-\r]*([+-]?)([\da-z]+)[ \t-\r]*(?:\0|$)/i;
const LARGEST_UNSIGNED = 2n ** 64n - 1n;

/**
 * Reads an integer as `tonumber` does with a base: C's `strtoul`, 64 bits wide, in which `-1` is the largest number.
 * @returns undefined when the text is no such number
 */
export function parseUnsigned(text: string, radix: number): number | undefined {
  const match = UNSIGNED.exec(text);
  if (!match) return undefined;
  const [, sign, all = ''] = match;
  const digits = radix === 16 ? all.replace(/^0x(?=.)/i, '') : all;
  let value = 0n;
  for (const char of digits) {
    const digit = Number.parseInt(char, 36);
    if (digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  if (value > LARGEST_UNSIGNED) return Number(LARGEST_UNSIGNED);
  return Number(sign === '-' ? BigInt.asUintN(64, -value) : value);
}

/** `mantissa * 2^exponent`, rounded once. */
function scale(mantissa: bigint, exponent: number): number {
  if (exponent >= 0) return Number(mantissa) * 2 ** Math.min(exponent, 1100);
  const bits = mantissa.toString(2).length;
  // What is far below the smallest double is zero; dividing by parts keeps both factors finite.
  if (bits + exponent < -1100) return 0;
  const half = Math.trunc(exponent / 2);
  return Number(mantissa) * 2 ** half * 2 ** (exponent - half);
}

const INT64_LIMIT = 2 ** 63;

/** A number as C casts it to a 64-bit integer: cut, and the smallest one for what does not fit. */
export function toInteger(value: number): number {
  const integer = Math.trunc(value);
  return integer >= -INT64_LIMIT && integer < INT64_LIMIT ? integer : -INT64_LIMIT;
}

/** A number as C casts it to a 64-bit integer and then to an int: its low 32 bits. */
export function toInt(value: number): number {
  return toInteger(value) | 0;
}
