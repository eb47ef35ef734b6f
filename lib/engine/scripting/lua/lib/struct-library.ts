import type { LuaLibrary, LuaState } from '../state.js';
import { type LuaFunction, type LuaResult, type LuaValue, native } from '../value.js';
import { toInt64, toUint64 } from './printf.js';

const MAX_INT = 2 ** 31 - 1;
const MAX_INTEGER_SIZE = 32;
const MAX_ALIGNMENT = 8;
const STACK_SLOTS = 8000;
/** The sizes that letters have without a number. */
const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  l: 8,
  L: 8,
  T: 8,
  f: 4,
  d: 8,
  x: 1,
  c: 1,
  i: 4,
  I: 4,
};
const TWO_63 = 2 ** 63;
const scratch = Buffer.alloc(8);

/** One option of a format, and what the ones before it left behind. */
interface Option {
  readonly letter: string;
  /** 0 for `c0`, and for what has no size. */
  readonly size: number;
  readonly isLittle: boolean;
  /** Bytes of padding that come before it. */
  readonly padding: number;
}

/** Reads a format, option by option; how much comes between two of them is for the caller to tell. */
class FormatReader {
  private at = 0;
  private isLittle = true;
  private alignment = 1;

  constructor(
    private readonly state: LuaState,
    private readonly format: string,
  ) {}

  /** @param offset where the option will be. @returns undefined at the end of the format, which a NUL is, too */
  next(offset: number): Option | undefined {
    const letter = this.format[this.at++];
    if (letter === undefined || letter === '\0') return undefined;
    const size = this.sizeOf(letter);
    const { isLittle } = this;
    return { letter, size, isLittle, padding: this.paddingOf(letter, size, offset) };
  }

  private sizeOf(letter: string): number {
    const { state } = this;
    const size = SIZES[letter] ?? 0;
    if (letter === 'c') return this.number(size);
    if (letter !== 'i' && letter !== 'I') return size;
    const given = this.number(size);
    if (given > MAX_INTEGER_SIZE)
      state.error(`integral size ${given} is larger than limit of ${MAX_INTEGER_SIZE}`);
    return given;
  }

  private number(otherwise: number): number {
    if (!isDigit(this.format[this.at])) return otherwise;
    let number = 0;
    while (isDigit(this.format[this.at])) {
      number = number * 10 + Number(this.format[this.at++]);
      if (number > MAX_INT) this.state.error('integral size overflow');
    }
    return number;
  }

  private paddingOf(letter: string, size: number, offset: number): number {
    if (size === 0 || letter === 'c') return 0;
    const unit = Math.min(size, this.alignment);
    return (unit - (offset & (unit - 1))) & (unit - 1);
  }

  /** Options that take no value. */
  control(letter: string): void {
    if (letter === '<' || letter === '>') this.isLittle = letter === '<';
    else if (letter === '!') {
      const alignment = this.number(MAX_ALIGNMENT);
      if (alignment === 0 || (alignment & (alignment - 1)) !== 0)
        this.state.error(`alignment ${alignment} is not a power of 2`);
      this.alignment = alignment;
    } else if (letter !== ' ') this.state.argumentError(1, `invalid format option '${letter}'`);
  }
}

/** The library `struct`. */
export function createStructLibrary(state: LuaState): LuaLibrary {
  function pack(fmt: LuaValue, ...values: LuaValue[]): string {
    const format = new FormatReader(state, state.checkString(fmt, 1, arguments.length));
    // C pushes a nil behind the arguments, which is what a missing one is told to be.
    const count = arguments.length + 1;
    let text = '';
    let index = 2;
    for (let option = format.next(0); option; option = format.next(text.length)) {
      const { letter, size, isLittle, padding } = option;
      state.tick(1);
      let piece = '\0'.repeat(padding);
      switch (letter) {
        case 'b':
        case 'B':
        case 'h':
        case 'H':
        case 'l':
        case 'L':
        case 'T':
        case 'i':
        case 'I':
          piece += integerBytes(state.checkNumber(values[index - 2], index, count), size, isLittle);
          index++;
          break;
        case 'x':
          piece += '\0';
          break;
        case 'f':
        case 'd':
          piece += floatBytes(state.checkNumber(values[index - 2], index, count), letter, isLittle);
          index++;
          break;
        case 'c':
        case 's': {
          const value = state.checkString(values[index - 2], index, count);
          index++;
          const length = size === 0 ? value.length : size;
          if (value.length < length) state.argumentError(index, 'string too short');
          piece += value.slice(0, length) + (letter === 's' ? '\0' : '');
          break;
        }
        default:
          format.control(letter);
      }
      text = state.append(text, piece);
    }
    return text;
  }

  function unpack(fmt: LuaValue, data: LuaValue, position: LuaValue): LuaResult {
    const format = new FormatReader(state, state.checkString(fmt, 1, arguments.length));
    const bytes = state.checkString(data, 2, arguments.length);
    const start = state.optInteger(position, 3, 1);
    if (start === 0) state.argumentError(3, 'offset must be 1 or greater');
    let at = start - 1;
    const results: LuaValue[] = [];
    const need = (size: number): void => {
      // A negative offset is a large one in C.
      if (at < 0 || at + size > bytes.length) state.argumentError(2, 'data string too short');
    };
    for (let option = format.next(at); option; option = format.next(at)) {
      const { letter, size, isLittle } = option;
      state.tick(1);
      at += option.padding;
      need(size);
      if (results.length + 4 > STACK_SLOTS) state.error('stack overflow (too many results)');
      let taken = size;
      switch (letter) {
        case 'b':
        case 'B':
        case 'h':
        case 'H':
        case 'l':
        case 'L':
        case 'T':
        case 'i':
        case 'I':
          results.push(integerAt(bytes, at, size, isLittle, letter >= 'a'));
          break;
        case 'x':
          break;
        case 'f':
        case 'd':
          results.push(floatAt(bytes, at, letter, isLittle));
          break;
        case 'c':
          if (size === 0) {
            const length = state.asNumber(results.pop());
            if (length === undefined) state.error("format 'c0' needs a previous size");
            taken = length < 0 ? Infinity : Math.trunc(length);
            need(taken);
          }
          results.push(bytes.slice(at, at + taken));
          break;
        case 's': {
          const end = bytes.indexOf('\0', at);
          if (end < 0) state.error('unfinished string in data');
          results.push(bytes.slice(at, end));
          taken = end + 1 - at;
          break;
        }
        default:
          format.control(letter);
      }
      at += taken;
    }
    results.push(at + 1);
    return results;
  }

  function size(fmt: LuaValue): number {
    const format = new FormatReader(state, state.checkString(fmt, 1, arguments.length));
    let total = 0;
    for (let option = format.next(0); option; option = format.next(total)) {
      state.tick(1);
      const { letter } = option;
      total += option.padding;
      if (letter === 's') state.argumentError(1, "option 's' has no fixed size");
      if (letter === 'c' && option.size === 0)
        state.argumentError(1, "option 'c0' has no fixed size");
      if (!/[a-z\d]/i.test(letter)) format.control(letter);
      total += option.size;
    }
    return total;
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['pack', pack],
    ['unpack', unpack],
    ['size', size],
  ];
  return functions.map(([name, fn]) => [name, native(name, fn)]);
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** An integer of 64 bits; more bytes than eight are zero. */
function integerBytes(value: number, size: number, isLittle: boolean): string {
  scratch.writeBigUInt64LE(
    value < TWO_63 ? BigInt.asUintN(64, BigInt(toInt64(value))) : toUint64(value),
  );
  const bytes = Buffer.alloc(size);
  scratch.copy(bytes, 0, 0, Math.min(size, 8));
  return (isLittle ? bytes : bytes.reverse()).latin1Slice();
}

function floatBytes(value: number, letter: 'f' | 'd', isLittle: boolean): string {
  const size = letter === 'f' ? 4 : 8;
  if (letter === 'f') scratch.writeFloatLE(value);
  else scratch.writeDoubleLE(value);
  const bytes = scratch.subarray(0, size);
  return (isLittle ? bytes : bytes.reverse()).latin1Slice();
}

function integerAt(
  bytes: string,
  at: number,
  size: number,
  isLittle: boolean,
  isSigned: boolean,
): number {
  let integer = 0n;
  // What goes beyond 64 bits is not looked at.
  for (let i = Math.min(size, 8) - 1; i >= 0; i--) {
    const byte = bytes.charCodeAt(isLittle ? at + i : at + size - 1 - i);
    integer = (integer << 8n) | BigInt(byte);
  }
  if (!isSigned) return Number(integer);
  return Number(BigInt.asIntN(size === 0 ? 64 : Math.min(size, 8) * 8, integer));
}

function floatAt(bytes: string, at: number, letter: 'f' | 'd', isLittle: boolean): number {
  scratch.latin1Write(bytes.slice(at, at + 8), 0);
  if (letter === 'f') return isLittle ? scratch.readFloatLE() : scratch.readFloatBE();
  return isLittle ? scratch.readDoubleLE() : scratch.readDoubleBE();
}
