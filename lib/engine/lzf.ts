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
