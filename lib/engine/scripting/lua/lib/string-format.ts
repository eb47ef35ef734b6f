import type { LuaState } from '../state.js';
import type { LuaFunction, LuaValue } from '../value.js';
import {
  type Conversion,
  formatFloat,
  formatInteger,
  formatText,
  formatUnsigned,
  PLAIN,
} from './printf.js';

const FLAGS = '-+ #0';
/** From this length on a string without a precision is taken as it is: with its NULs and without a width. */
const LONG = 100;

/** The number that `%c` takes of a double: the low byte of a C int, 0 for what does not fit an int. */
function charOf(value: number): string {
  const integer = Math.trunc(value);
  return integer >= -(2 ** 31) && integer < 2 ** 31 ? String.fromCharCode(integer & 255) : '\0';
}

/** What C shows of a string: it ends at a NUL. */
function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** `%q`: a string as Lua reads it. */
function quote(text: string): string {
  return `"${text.replace(/["\\\n\r\0]/g, (char) => (char === '\r' ? '\\r' : char === '\0' ? '\\000' : `\\${char}`))}"`;
}

/** The function `string.format`. */
export function createFormat(state: LuaState): LuaFunction {
  /** Reads what is between `%` and the letter. @returns where the letter is */
  function scan(format: string, start: number): [conversion: Conversion, at: number] {
    const char = format[start];
    if (char !== undefined && char >= 'A') return [PLAIN, start];
    let at = start;
    while (at < format.length && FLAGS.includes(format[at]!)) at++;
    const flags = format.slice(start, at);
    if (flags.length > FLAGS.length) state.error('invalid format (repeated flags)');
    const width = digitsAt(format, at);
    at += width.length;
    let precision: string | undefined;
    if (format[at] === '.') {
      precision = digitsAt(format, at + 1);
      at += 1 + precision.length;
    }
    if (isDigit(format[at])) state.error('invalid format (width or precision too long)');
    const conversion: Conversion = {
      left: flags.includes('-'),
      plus: flags.includes('+'),
      space: flags.includes(' '),
      alternate: flags.includes('#'),
      zero: flags.includes('0'),
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
    };
    return [conversion, at];
  }

  function convert(
    letter: string | undefined,
    conversion: Conversion,
    value: LuaValue,
    index: number,
    count: number,
  ): string {
    switch (letter) {
      case 'c':
        return untilNul(
          formatText(charOf(state.checkNumber(value, index, count)), {
            ...conversion,
            precision: undefined,
          }),
        );
      case 'd':
      case 'i':
        return formatInteger(state.checkNumber(value, index, count), conversion);
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        return formatUnsigned(state.checkNumber(value, index, count), letter, conversion);
      case 'e':
      case 'E':
      case 'f':
      case 'g':
      case 'G':
        return formatFloat(state.checkNumber(value, index, count), letter, conversion);
      case 'q':
        return quote(state.checkString(value, index, count));
      case 's': {
        const text = state.checkString(value, index, count);
        return conversion.precision === undefined && text.length >= LONG
          ? text
          : formatText(untilNul(text), conversion);
      }
      default:
        return state.error(`invalid option '%${untilNul(letter ?? '')}' to 'format'`);
    }
  }

  return function (format: LuaValue, ...values: LuaValue[]): string {
    const count = arguments.length;
    const template = state.checkString(format, 1, count);
    let text = '';
    let copied = 0;
    let index = 1;
    for (let at = template.indexOf('%'); at >= 0; at = template.indexOf('%', copied)) {
      text += template.slice(copied, at);
      if (template[at + 1] === '%') {
        text += '%';
        copied = at + 2;
        continue;
      }
      if (++index > count) state.argumentError(index, 'no value');
      const [conversion, end] = scan(template, at + 1);
      const piece = convert(template[end], conversion, values[index - 2], index, count);
      text = state.append(text, piece);
      state.tick(1);
      copied = end + 1;
    }
    return text + template.slice(copied);
  };
}

/** Up to two digits. */
function digitsAt(format: string, at: number): string {
  const size = isDigit(format[at]) ? (isDigit(format[at + 1]) ? 2 : 1) : 0;
  return format.slice(at, at + size);
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}
