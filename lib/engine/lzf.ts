import type { Bytes } from './bytes.js';

/** Up to this first byte a run of literal bytes follows. */
const LITERALS = 0x20;
/** Three bytes stand for so many at most. */
const MAX_RATIO = 264 / 3;

/**
 * Takes apart what LZF has compressed, as Redis stores long strings.
 * @param length how many bytes come out
 * @returns `undefined` when the bytes are no such thing
 */
export function decompress(bytes: Bytes, length: number): Bytes | undefined {
  if (length > bytes.length * MAX_RATIO) return undefined;
  const input = Buffer.from(bytes, 'latin1');
  const output = Buffer.alloc(length);
  let at = 0;
  let end = 0;
  while (at < input.length) {
    const control = input[at++]!;
    if (control < LITERALS) {
      const next = at + control + 1;
      if (next > input.length || end + control + 1 > length) return undefined;
      input.copy(output, end, at, next);
      end += control + 1;
      at = next;
      continue;
    }
    let size = control >> 5;
    if (size === 7) size += input[at++] ?? 0;
    size += 2;
    const start = end - (((control & 0x1f) << 8) | (input[at++] ?? 0)) - 1;
    if (at > input.length || start < 0 || end + size > length) return undefined;
    // What is repeated may overlap what it makes.
    for (let i = 0; i < size; i++) output[end + i] = output[start + i]!;
    end += size;
  }
  return end === length ? output.latin1Slice() : undefined;
}

/** How many places are remembered by what begins there. */
const PLACES = 1 << 16;
/** The longest run of literals, and how far back and how long a repetition can be. */
const MAX_LITERALS = 32;
const MAX_OFFSET = 1 << 13;
const MAX_LENGTH = (1 << 8) + (1 << 3);
/** A repetition shorter than this is none. */
const MIN_LENGTH = 3;
/** So many bytes have to be saved, or it is not worth it. */
const MIN_SAVED = 4;

/** Where three bytes were seen last, one more than that; 0 for never. */
const places = new Int32Array(PLACES);

function placeOf(data: Buffer, at: number): number {
  const bytes = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
  return ((bytes >> 8) - bytes * 5) & (PLACES - 1);
}

/**
 * Compresses bytes as Redis compresses long strings: the first repetition that is found is taken.
 * @returns `undefined` when they would not become shorter by four bytes
 */
export function compress(bytes: Bytes): Bytes | undefined {
  const input = Buffer.from(bytes, 'latin1');
  const limit = input.length - MIN_SAVED;
  if (limit <= 0) return undefined;
  places.fill(0);
  const output = Buffer.allocUnsafe(input.length + MAX_LITERALS);
  const last = input.length - 2;
  /** A run of literals has its length in front. */
  let run = 0;
  let end = 1;
  let at = 0;
  const literal = (): void => {
    output[end++] = input[at++]!;
    if (end - run > MAX_LITERALS) {
      output[run] = end - run - 2;
      run = end++;
    }
  };
  while (at < last) {
    const place = placeOf(input, at);
    const before = places[place]! - 1;
    places[place] = at + 1;
    const offset = at - before - 1;
    // The very first byte is never repeated.
    if (before <= 0 || offset >= MAX_OFFSET || !startsAlike(input, before, at)) {
      if (end >= limit) return undefined;
      literal();
      continue;
    }
    const literals = end - run - 1;
    if (end + 4 >= limit && end - (literals === 0 ? 1 : 0) + 4 >= limit) return undefined;
    if (literals === 0) end--;
    else output[run] = literals - 1;
    const most = Math.min(input.length - at - 2, MAX_LENGTH);
    let length = MIN_LENGTH;
    while (length < most && input[before + length] === input[at + length]) length++;
    const code = length - 2;
    if (code < 7) output[end++] = (offset >> 8) + (code << 5);
    else {
      output[end++] = (offset >> 8) + (7 << 5);
      output[end++] = code - 7;
    }
    output[end++] = offset & 0xff;
    run = end++;
    at += length;
    if (at >= last) break;
    // Of what was repeated, only the last two places are remembered.
    places[placeOf(input, at - 2)] = at - 1;
    places[placeOf(input, at - 1)] = at;
  }
  if (end + 3 > limit) return undefined;
  while (at < input.length) literal();
  const literals = end - run - 1;
  if (literals === 0) end--;
  else output[run] = literals - 1;
  return output.latin1Slice(0, end);
}

function startsAlike(data: Buffer, a: number, b: number): boolean {
  return data[a] === data[b] && data[a + 1] === data[b + 1] && data[a + 2] === data[b + 2];
}
