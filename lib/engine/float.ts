/** `%.17g`: enough digits to tell any two doubles apart. */
const PRECISION = 17;
/** Half of a last place can only end the decimal expansion of a double that is a multiple of 2^-25. */
const TIE_SCALE = 2 ** 25;
/** More digits than the expansion of any such double has. */
const TIE_DIGITS = 60;

/**
 * A double as Redis prints sorted-set scores and RESP doubles: C's `%.17g`, with `inf`, `-inf` and `nan`.
 * So 0.1 is `0.10000000000000001`, 3 is `3` and 1e17 is `1e+17`.
 */
export function formatDouble(value: number): string {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (!Number.isFinite(value)) {
    if (Number.isNaN(value)) return 'nan';
    return value > 0 ? 'inf' : '-inf';
  }
  const [mantissa, exponent] = significant(value).split('e') as [string, string];
  const power = Number(exponent);
  if (power < -4 || power >= PRECISION) {
    const digits = Math.abs(power);
    return `${trim(mantissa)}e${power < 0 ? '-' : '+'}${digits < 10 ? '0' : ''}${digits}`;
  }
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace(/^-|\./g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${trimZeros(digits)}`;
  return sign + trim(`${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`);
}

/** 17 significant digits in exponent form; a tie goes to the even digit as in C, where JavaScript rounds it up. */
function significant(value: number): string {
  const rounded = value.toExponential(PRECISION - 1);
  if (!Number.isInteger(value * TIE_SCALE)) return rounded;
  const exact = value.toExponential(TIE_DIGITS);
  const tail = exact.indexOf('.') + PRECISION;
  const rest = exact.slice(tail, exact.indexOf('e'));
  if (!/^50*$/.test(rest)) return rounded;
  const even = Number(exact[tail - 1]) % 2 === 0;
  return even ? exact.slice(0, tail) + exact.slice(exact.indexOf('e')) : rounded;
}

/** From here on `Number.toFixed` prints an exponent; such a double is an integer. */
const FIXED_MAX = 1e21;

/** C's `%.*f`: a double with so many decimals, 0 to 20, where a tie goes to the even digit. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return formatDouble(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size >= FIXED_MAX) return `${sign}${BigInt(size)}.${'0'.repeat(decimals)}`;
  const rounded = sign + size.toFixed(decimals);
  if (!Number.isInteger(size * 2 ** (decimals + 1))) return rounded;
  const exact = size.toFixed(decimals + 1);
  const kept = exact.slice(0, decimals === 0 ? -2 : -1);
  return Number(kept.at(-1)) % 2 === 0 && exact.endsWith('5') ? sign + kept : rounded;
}

/** A double as Redis prints coordinates: up to 17 decimals, without zeros at the end. */
export function formatHuman(value: number): string {
  const digits = trim(formatFixed(value, PRECISION));
  return digits === '-0' ? '0' : digits;
}

/** Without the zeros that end the fraction, and without a bare point. */
function trim(decimal: string): string {
  return decimal.includes('.') ? trimZeros(decimal).replace(/\.$/, '') : decimal;
}

function trimZeros(digits: string): string {
  return digits.replace(/0+$/, '');
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const ONLY_ZEROS = /^[+-]?(?:0x)?[0.]+(?:[ep]|$)/i;
const LEADING_SPACES = /^[ \t-\r]+/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?$/i;

/**
 * Reads a double as Redis does with C's `strtod`: decimal, hexadecimal (`0x1.8p3`) or infinite, the whole text.
 * @returns `undefined` for anything else, NaN included, and for what is too large or too small to be told from zero
 */
export function parseDouble(text: string): number | undefined {
  const value = readNumber(text);
  if (value === undefined) return undefined;
  if (value === 0) return ONLY_ZEROS.test(text) ? value : undefined;
  return Number.isFinite(value) || INFINITE.test(text) ? value : undefined;
}

/**
 * Reads a double as Redis reads the ends of ranges of scores: as {@link parseDouble}, but what is too large is infinite,
 * what is too small is zero, spaces may come first, a NUL ends the text, and no text at all is zero.
 */
export function parseDoubleLoosely(text: string): number | undefined {
  const end = text.indexOf('\0');
  const line = end < 0 ? text : text.slice(0, end);
  return line === '' ? 0 : readNumber(line.replace(LEADING_SPACES, ''));
}

function readNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const match = HEXADECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole + fraction === '') return undefined;
  const value =
    Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(power) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
