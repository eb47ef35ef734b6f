import type { Bytes } from './bytes.js';
import { INT64_MAX, normalize, parse, type Int64 } from './int64.js';
import { parseMemory } from './memory-size.js';
import { quoted } from './split-arguments.js';

/** Why a value is no value of a parameter, in Redis's words. */
export interface Invalid {
  readonly invalid: string;
}

/** A line of a configuration file. */
export interface ConfigLine {
  readonly text: Bytes;
  /** Whether it has to be there, or can be left out as it says what holds anyway. */
  readonly needed: boolean;
}

/** How the values of a parameter are read, printed and written to a configuration file. */
export interface Kind<T> {
  /** @param current what holds so far: some values change only a part of it */
  parse(text: Bytes, current: T): T | Invalid;
  print(value: T): Bytes;
  /** The lines of a configuration file (default: the name and the value as printed). */
  lines?(name: string, value: T, initial: T): readonly ConfigLine[];
}

/** {@link Kind.lines} of a kind with one line, behind whose name a value is spelled in a way of its own. */
export function oneLine<T>(
  spell: (value: T) => Bytes,
): (name: string, value: T, initial: T) => readonly ConfigLine[] {
  return (name, value, initial) => [
    { text: `${name} ${spell(value)}`, needed: spell(value) !== spell(initial) },
  ];
}

/** @param value what {@link Kind.parse} has returned */
export function isInvalid(value: unknown): value is Invalid {
  return typeof value === 'object' && value !== null && 'invalid' in value;
}

export const INT_MAX = 2 ** 31 - 1;
export const UINT_MAX = 2 ** 32 - 1;
export const UINT64_MAX = 2n ** 64n - 1n;

export const yesNo: Kind<boolean> = {
  parse(text) {
    const word = text.toLowerCase();
    if (word !== 'yes' && word !== 'no') return { invalid: "argument must be 'yes' or 'no'" };
    return word === 'yes';
  },
  print: (value) => (value ? 'yes' : 'no'),
};

/** Yes or no where one of them cannot be had. @param reason what is said to it */
export function cannotBe(value: boolean, reason: string): Kind<boolean> {
  return {
    ...yesNo,
    parse(text, current) {
      const parsed = yesNo.parse(text, current);
      return parsed === value ? { invalid: reason } : parsed;
    },
  };
}

/** One of some words, in any case. */
export function oneOfWords<const T extends string>(...words: readonly T[]): Kind<T> {
  return {
    parse(text) {
      const lower = text.toLowerCase();
      return words.find((word) => word === lower) ?? notAmong(words);
    },
    print: (value) => value,
  };
}

function notAmong(words: readonly string[]): Invalid {
  return { invalid: `argument(s) must be one of the following: ${words.join(', ')}` };
}

const NOT_AN_INTEGER = "argument couldn't be parsed into an integer";

function outside(min: Int64 | string, max: Int64 | string): Invalid {
  return { invalid: `argument must be between ${min} and ${max} inclusive` };
}

/** An integer within bounds that a double holds exactly. */
export function integer(min: number, max: number): Kind<number> {
  return {
    parse(text) {
      const value = parse(text);
      if (value === undefined) return { invalid: NOT_AN_INTEGER };
      return value < min || value > max ? outside(min, max) : Number(value);
    },
    print: String,
  };
}

/** An integer from a bound up to the largest that 64 bits hold. */
export function long(min: number, max: Int64 = INT64_MAX): Kind<Int64> {
  return {
    parse(text) {
      const value = parse(text);
      if (value === undefined) return { invalid: NOT_AN_INTEGER };
      return value < min || value > max ? outside(min, max) : value;
    },
    print: String,
  };
}

/** An integer that Redis bounds more widely than this engine: each bound is told to who breaks it. */
export function narrowed(kind: Kind<number>, min: number, max: number): Kind<number> {
  return {
    ...kind,
    parse(text, current) {
      const value = kind.parse(text, current);
      return !isInvalid(value) && (value < min || value > max) ? outside(min, max) : value;
    },
  };
}

/** An integer that ends up within narrower bounds than those that are checked. */
export function clamped(kind: Kind<number>, min: number, max: number): Kind<number> {
  return {
    ...kind,
    parse(text, current) {
      const value = kind.parse(text, current);
      return isInvalid(value) ? value : Math.min(max, Math.max(min, value));
    },
  };
}

/** File permissions in octal digits. */
export function octal(max: number): Kind<number> {
  return {
    parse(text) {
      if (!/^[0-7]+$/.test(text))
        return { invalid: "argument couldn't be parsed as an octal number" };
      const value = Number.parseInt(text, 8);
      return value > max ? outside('0', max.toString(8)) : value;
    },
    print: (value) => value.toString(8),
  };
}

const MEMORY_UNITS = [
  [1024n ** 3n, 'gb'],
  [1024n ** 2n, 'mb'],
  [1024n, 'kb'],
] as const;

/** Bytes as a configuration file has them: in the largest unit that divides them. */
export function formatMemory(bytes: Int64): Bytes {
  const exact = BigInt(bytes);
  const unit = MEMORY_UNITS.find(([size]) => exact !== 0n && exact % size === 0n);
  return unit ? `${exact / unit[0]}${unit[1]}` : String(exact);
}

/** An amount of memory within bounds, such as `512mb`, in bytes. @param least what is too small becomes this */
export function memory(min: number, max: Int64 = INT64_MAX, least: Int64 = min): Kind<Int64> {
  return {
    parse(text) {
      const bytes = parseMemory(text);
      if (bytes === undefined) return { invalid: 'argument must be a memory value' };
      if (bytes < min || bytes > max) return outside(min, max);
      return bytes < least ? least : normalize(bytes);
    },
    print: String,
    lines: oneLine(formatMemory),
  };
}

const TOO_MANY_PERCENT: Invalid = { invalid: 'percentage argument must be less or equal to 100' };

/** An amount of memory, or a percentage as a negative number. */
export const memoryOrPercent: Kind<Int64> = {
  parse(text) {
    if (text.endsWith('%')) {
      const percent = parse(text.slice(0, -1));
      if (percent === undefined || percent < 0) {
        return { invalid: 'argument must be a memory or percent value' };
      }
      if (percent > 100) return TOO_MANY_PERCENT;
      return percent === 0 ? 0 : -Number(percent);
    }
    const bytes = parseMemory(text);
    if (bytes === undefined) return { invalid: 'argument must be a memory or percent value' };
    // What exceeds a signed integer is taken for a percentage, as by Redis.
    const signed = normalize(BigInt.asIntN(64, bytes));
    return signed < -100 ? TOO_MANY_PERCENT : signed;
  },
  print: (value) => (value < 0 ? `${-value}%` : String(value)),
  lines: oneLine((value) => (value < 0 ? memoryOrPercent.print(value) : formatMemory(value))),
};

const nothingWrong = (): undefined => undefined;

/** Text that may well be empty; as in C it ends at a NUL. @param check says what is wrong with it */
export function text(check: (value: Bytes) => string | undefined = nothingWrong): Kind<Bytes> {
  return {
    parse(bytes) {
      const value = bytes.replace(/\0[^]*/, '');
      const invalid = check(value);
      return invalid === undefined ? value : { invalid };
    },
    print: (value) => value,
    lines: oneLine(quoted),
  };
}

/** Text whose empty value is none: a configuration file does not have it. */
export function textOrNone(check?: (value: Bytes) => string | undefined): Kind<Bytes> {
  const kind = text(check);
  return {
    ...kind,
    lines: (name, value, initial) => (value === '' ? [] : kind.lines!(name, value, initial)),
  };
}

/** A secret of any bytes, or none. */
export const secret: Kind<Bytes> = { ...textOrNone(), parse: (value) => value };

/** Words with single spaces between them; no words are empty text. */
export function words<T>(
  read: (words: readonly Bytes[], current: T) => T | Invalid,
  print: (value: T) => readonly Bytes[],
  lines?: Kind<T>['lines'],
): Kind<T> {
  return {
    parse: (value, current) => read(value === '' ? [] : value.split(' '), current),
    print: (value) => print(value).join(' '),
    ...(lines ? { lines } : {}),
  };
}

/** Several words of some, without repetition, printed in their own order; the first of them stands for none. */
export function flags(
  all: readonly [string, ...string[]],
  check: (chosen: ReadonlySet<string>) => string | undefined,
): Kind<readonly string[]> {
  return words(
    (given) => {
      const lower = given.map((word) => word.toLowerCase());
      if (lower.length === 0 || lower.some((word) => !all.includes(word))) return notAmong(all);
      const chosen = new Set(lower);
      const invalid = check(chosen);
      if (invalid !== undefined) return { invalid };
      const others = all.slice(1).filter((word) => chosen.has(word));
      return others.length === 0 ? [all[0]] : others;
    },
    (value) => value,
  );
}
