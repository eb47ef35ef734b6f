import type { Bytes } from '../bytes.js';
import { errors } from '../errors.js';
import { parse, type Int64 } from '../int64.js';
import type { KeyFlag } from './spec.js';

/** The type of an argument as COMMAND DOCS names it. */
export type ArgType =
  | 'key'
  | 'string'
  | 'integer'
  | 'double'
  | 'pattern'
  | 'unix-time'
  | 'pure-token'
  | 'oneof'
  | 'block';

/** An argument as COMMAND DOCS describes it. */
export interface ArgDoc {
  readonly name: string;
  readonly type: ArgType;
  readonly token?: string;
  readonly since?: string;
  readonly deprecatedSince?: string;
  readonly optional?: boolean;
  readonly multiple?: boolean;
  readonly multipleToken?: boolean;
  readonly keySpecIndex?: number;
  readonly arguments?: readonly ArgDoc[];
}

interface KeyFacts {
  readonly flags: readonly KeyFlag[];
  readonly notes?: string;
  /** The last key relative to the first, or from the end when negative. */
  readonly lastKey: number;
  readonly step: number;
}

interface ArgFacts {
  readonly minWords: number;
  readonly docs: readonly ArgDoc[];
  readonly keys?: KeyFacts;
}

/** An argument of exactly one word. */
export interface OneArg<T> extends ArgFacts {
  readonly kind: 'one';
  read(word: Bytes): T;
}

/** The last argument: whatever words follow. */
export interface RestArg<T> extends ArgFacts {
  readonly kind: 'rest';
  /** @param at the index of its first word, `argv.length` when there is none */
  read(argv: readonly Bytes[], at: number): T;
}

export type AnyArg = OneArg<unknown> | RestArg<unknown>;
type ValueOf<A> = A extends OneArg<infer T> | RestArg<infer T> ? T : never;

/** The values that a list of arguments parses to. */
export type Parsed<A extends readonly AnyArg[]> = { -readonly [I in keyof A]: ValueOf<A[I]> };

/** How a word is read that is taken as it is. */
export const identity = (word: Bytes): Bytes => word;

/** A key and what the command does with it. */
export function key(name: string, flags: readonly KeyFlag[], notes?: string): OneArg<Bytes> {
  return {
    kind: 'one',
    minWords: 1,
    docs: [{ name, type: 'key' }],
    keys: { flags, lastKey: 0, step: 1, ...(notes === undefined ? {} : { notes }) },
    read: identity,
  };
}

/** One or more keys up to the end. */
export function keys(name: string, flags: readonly KeyFlag[]): RestArg<readonly Bytes[]> {
  return {
    kind: 'rest',
    minWords: 1,
    docs: [{ name, type: 'key', multiple: true }],
    keys: { flags, lastKey: -1, step: 1 },
    read: (argv, at) => argv.slice(at),
  };
}

/** Any bytes. */
export function string(name: string, type: ArgType = 'string'): OneArg<Bytes> {
  return { kind: 'one', minWords: 1, docs: [{ name, type }], read: identity };
}

/** Zero or more words of any bytes up to the end. @param min how many there must be */
export function strings(
  name: string,
  min: 0 | 1 = 1,
  type: ArgType = 'string',
): RestArg<readonly Bytes[]> {
  return {
    kind: 'rest',
    minWords: min,
    docs: [{ name, type, multiple: true, ...(min === 0 ? { optional: true } : {}) }],
    read: (argv, at) => argv.slice(at),
  };
}

/** A signed 64-bit integer; anything else is Redis's "value is not an integer or out of range". */
export function int(name: string, type: 'integer' | 'unix-time' = 'integer'): OneArg<Int64> {
  return { kind: 'one', minWords: 1, docs: [{ name, type }], read: (word) => readInt(word) };
}

/**
 * Reads a signed 64-bit integer.
 * @param invalid makes the error for anything else; by default "value is not an integer or out of range"
 */
export function readInt(word: Bytes, invalid = errors.notInteger): Int64 {
  const value = parse(word);
  if (value === undefined) throw invalid();
  return value;
}

/** Reads the LIMIT of SINTERCARD and ZINTERCARD. */
export function readLimit(word: Bytes): number {
  const negative = () => errors.negative('LIMIT');
  const limit = readInt(word, negative);
  if (limit < 0) throw negative();
  return Number(limit);
}

/** One word that may be missing. */
export function optional<T>(arg: OneArg<T>): RestArg<T | undefined> {
  return {
    kind: 'rest',
    minWords: 0,
    docs: arg.docs.map((doc) => ({ ...doc, optional: true })),
    read(argv, at) {
      if (argv.length > at + 1) throw errors.syntax();
      return argv.length === at ? undefined : arg.read(argv[at]!);
    },
  };
}

/**
 * The rest of the words, read by a function of the command's own.
 * @param docs how COMMAND DOCS describes them
 * @param minWords how many words there must be
 */
export function rest<T>(
  docs: readonly ArgDoc[],
  minWords: number,
  read: (argv: readonly Bytes[], at: number) => T,
): RestArg<T> {
  return { kind: 'rest', minWords, docs, read };
}

/** The documentation of a token that stands alone. */
export function token(name: string, more: Partial<ArgDoc> = {}): ArgDoc {
  return { name: name.toLowerCase(), type: 'pure-token', token: name, ...more };
}

/** The documentation of alternatives. */
export function oneOf(
  name: string,
  choices: readonly ArgDoc[],
  more: Partial<ArgDoc> = {},
): ArgDoc {
  return { name, type: 'oneof', arguments: choices, ...more };
}

/**
 * One word out of several, in any case.
 * @param choices the words in capitals, or their documentation
 */
export function choice<const T extends string>(
  name: string,
  choices: readonly T[],
  docs: readonly ArgDoc[] = choices.map((word) => token(word)),
): OneArg<T> {
  return {
    kind: 'one',
    minWords: 1,
    docs: [oneOf(name, docs)],
    read(word) {
      const capitals = word.toUpperCase();
      const found = choices.find((known) => known === capitals);
      if (found === undefined) throw errors.syntax();
      return found;
    },
  };
}
