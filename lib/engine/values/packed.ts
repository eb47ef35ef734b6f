import { own, type Bytes } from '../bytes.js';

/**
 * Small collections live in one string: per entry one char that holds its length, then its bytes. It takes a fifth of
 * the memory of a table, and a search through it is as fast while it is short.
 */
export type Packed = Bytes;

/** An entry that is longer does not fit: its length is one char of one byte. */
const PACKED_ENTRY_MAX = 255;
/** A packed collection that would become longer is better a table. */
const PACKED_MAX = 512;

/** Whether an entry, or two of them, may be added to a packed collection. */
export function fitsPacked(packed: Packed, entry: Bytes, second = ''): boolean {
  if (entry.length > PACKED_ENTRY_MAX || second.length > PACKED_ENTRY_MAX) return false;
  return packed.length + entry.length + second.length + 2 <= PACKED_MAX;
}

/**
 * Finds an entry.
 * @param stride 1 to look at every entry, 2 to look at every other one
 * @returns where it begins, or -1
 */
export function findPacked(packed: Packed, entry: Bytes, stride: 1 | 2): number {
  const length = entry.length;
  let at = 0;
  while (at < packed.length) {
    const here = packed.charCodeAt(at);
    if (here === length && packed.startsWith(entry, at + 1)) return at;
    at += 1 + here;
    if (stride === 2) at += 1 + packed.charCodeAt(at);
  }
  return -1;
}

/** Whether the entry that begins at a place is this one. */
export function holdsPacked(packed: Packed, at: number, entry: Bytes): boolean {
  return packed.charCodeAt(at) === entry.length && packed.startsWith(entry, at + 1);
}

/** The entry that begins at a place. */
export function packedAt(packed: Packed, at: number): Bytes {
  return packed.slice(at + 1, at + 1 + packed.charCodeAt(at));
}

/** Where the entry behind the one at a place begins. */
export function nextPacked(packed: Packed, at: number): number {
  return at + 1 + packed.charCodeAt(at);
}

/** The packed form of entries. */
export function pack(...entries: readonly Bytes[]): Packed {
  let packed = '';
  for (const entry of entries) packed += String.fromCharCode(entry.length) + entry;
  return packed;
}

/** Replaces the part from `start` to `end` by other entries; the result owns its memory. */
export function splicePacked(packed: Packed, start: number, end: number, added: Packed): Packed {
  const before = packed.slice(0, start);
  const after = packed.slice(end);
  if (added === '' ? before === '' || after === '' : before + after === '') {
    return own(before + added + after);
  }
  // What is joined of several parts is a copy of all of them, and made sooner than through a Buffer.
  return [before, added, after].join('');
}
