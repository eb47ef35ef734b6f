import { parse } from '../int64.js';

/** An unsigned 64-bit integer: a number while it is a safe integer, a bigint beyond. */
export type Uint64 = number | bigint;

/** The ID of a stream entry: a time in ms and a sequence number within it. */
export interface StreamId {
  readonly ms: Uint64;
  readonly seq: Uint64;
}

const UINT64_MAX = 2n ** 64n - 1n;
const DIGITS = /^\d+$/;
/** What C's `strtoull` reads to the end. */
const STRTOULL = /^[\t-\r ]*([+-]?)(\d+)$/;
/** Every integer of this many digits is a safe one. */
const SAFE_DIGITS = 15;

/** Redis copies an ID into a buffer before it reads it. */
const MAX_LENGTH = 127;

export const MIN_ID: StreamId = { ms: 0, seq: 0 };
export const MAX_ID: StreamId = { ms: UINT64_MAX, seq: UINT64_MAX };

/**
 * Reads an unsigned 64-bit integer as Redis reads the parts of an ID: what is no plain integer is left to C, which
 * passes over leading spaces, a sign and zeros, and counts negative numbers down from 2^64.
 * @returns `undefined` when it is none
 */
export function parseUint64(text: string): Uint64 | undefined {
  if (text.length <= SAFE_DIGITS && DIGITS.test(text)) return Number(text);
  const [, sign, digits] = STRTOULL.exec(text) ?? [];
  if (digits === undefined || parse(text)! < 0) return undefined;
  const value = canonical(BigInt(digits));
  return sign === '-' && value !== undefined
    ? canonical(BigInt.asUintN(64, -BigInt(value)))
    : value;
}

/**
 * Reads an ID: `ms-seq`, or `ms` alone.
 * @param missing the sequence number of `ms` alone
 * @returns `undefined` when it is none
 */
export function parseId(text: string, missing: Uint64): StreamId | undefined {
  const end = text.indexOf('\0');
  const word = end < 0 ? text : text.slice(0, end);
  const dash = word.indexOf('-');
  const ms = parseUint64(dash < 0 ? word : word.slice(0, dash));
  const seq = dash < 0 ? missing : parseUint64(word.slice(dash + 1));
  return ms === undefined || seq === undefined || text.length > MAX_LENGTH
    ? undefined
    : { ms, seq };
}

/** Compares two IDs. @returns negative, 0 or positive */
export function compareIds(a: StreamId, b: StreamId): number {
  if (a.ms !== b.ms) return a.ms < b.ms ? -1 : 1;
  if (a.seq !== b.seq) return a.seq < b.seq ? -1 : 1;
  return 0;
}

/** `ms-seq` */
export function formatId(id: StreamId): string {
  return `${id.ms}-${id.seq}`;
}

/** The ID behind this one, or `undefined` behind the last. */
export function nextId({ ms, seq }: StreamId): StreamId | undefined {
  if (seq !== UINT64_MAX) return { ms, seq: increment(seq) };
  return ms === UINT64_MAX ? undefined : { ms: increment(ms), seq: 0 };
}

/** The ID before this one, or `undefined` before the first. */
export function previousId({ ms, seq }: StreamId): StreamId | undefined {
  if (seq !== 0) return { ms, seq: decrement(seq) };
  return ms === 0 ? undefined : { ms: decrement(ms), seq: UINT64_MAX };
}

function increment(value: Uint64): Uint64 {
  return typeof value === 'number' && value < Number.MAX_SAFE_INTEGER
    ? value + 1
    : canonical(BigInt(value) + 1n)!;
}

function decrement(value: Uint64): Uint64 {
  return typeof value === 'number' ? value - 1 : canonical(value - 1n)!;
}

function canonical(value: bigint): Uint64 | undefined {
  if (value > UINT64_MAX) return undefined;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
