/** An unsigned 64-bit integer: a number while it is a safe integer, a bigint beyond. */
export type Uint64 = number | bigint;

/** The ID of a stream entry: a time in ms and a sequence number within it. */
export interface StreamId {
  readonly ms: Uint64;
  readonly seq: Uint64;
}

const UINT64_MAX = 2n ** 64n - 1n;
const DIGITS = /^\d+$/;
/** More digits than 2^64 has mean that leading zeros have to be looked at one by one. */
const SAFE_DIGITS = 15;

export const MIN_ID: StreamId = { ms: 0, seq: 0 };
export const MAX_ID: StreamId = { ms: UINT64_MAX, seq: UINT64_MAX };

/** Reads an unsigned 64-bit integer as Redis reads the parts of an ID. @returns `undefined` when it is none */
export function parseUint64(text: string): Uint64 | undefined {
  if (!DIGITS.test(text)) return undefined;
  if (text.length <= SAFE_DIGITS) return Number(text);
  return canonical(BigInt(text));
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
