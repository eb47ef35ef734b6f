import type { LuaValue } from './value.js';

/** An entry of the hash part; it stays the same object while the key is in the table, dead or alive. */
export class Node {
  /** Where it is in the vector of nodes, once that is laid out. */
  index = -1;
  /** The hash of a key that is a string, once it is needed. */
  private hash: number | undefined = undefined;

  constructor(
    readonly key: LuaValue,
    public value: LuaValue,
  ) {}

  /** The main position of the key among `size` nodes, as Lua 5.1 computes it. */
  mainPosition(size: number): number {
    const { key } = this;
    switch (typeof key) {
      case 'string':
        return (this.hash ??= hashString(key)) & (size - 1);
      case 'number':
        if (key === 0) return 0;
        doubles[0] = key;
        return ((words[0]! + words[1]!) >>> 0) % ((size - 1) | 1);
      case 'boolean':
        return Number(key) & (size - 1);
      default:
        return hashObject(key as object) % ((size - 1) | 1);
    }
  }
}

/** How many values of a table constructor without keys are kept until they are stored together. */
export const VALUES_AT_ONCE = 50;

/** The largest index that the array part can have, and its logarithm. */
const MAX_ARRAY_BITS = 26;
const MAX_ARRAY = 2 ** MAX_ARRAY_BITS;

/** The least power of two that is not less. */
export function powerOfTwo(size: number): number {
  return size <= 1 ? size : 2 ** (32 - Math.clz32(size - 1));
}

/** Whether a key can live in the array part. */
export function isArrayIndex(key: LuaValue): key is number {
  return typeof key === 'number' && Number.isInteger(key) && key > 0 && key <= MAX_ARRAY;
}

/** Counts integer keys by the power of two that they need, to find the size of the array part. */
export class IndexCounts {
  private readonly counts = new Int32Array(MAX_ARRAY_BITS + 1);
  private total = 0;

  add(index: number): void {
    this.counts[32 - Math.clz32(index - 1)]!++;
    this.total++;
  }

  /** Counts all indexes up to a length. */
  addUpTo(length: number): void {
    this.total += length;
    let from = 0;
    for (let i = 0, to = 1; from < length; i++, to *= 2) {
      this.counts[i]! += Math.min(to, length) - from;
      from = to;
    }
  }

  /** The largest power of two of which more than half is in use, and how many keys are then in the array part. */
  best(): { size: number; used: number } {
    let size = 0;
    let used = 0;
    let seen = 0;
    for (let i = 0, power = 1; power / 2 < this.total; i++, power *= 2) {
      seen += this.counts[i] ?? 0;
      if ((this.counts[i] ?? 0) > 0 && seen > power / 2) {
        size = power;
        used = seen;
      }
      if (seen === this.total) break;
    }
    return { size, used };
  }
}

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);
/** Objects hash by their address: by the order in which they come up, here. */
const objectHashes = new WeakMap<object, number>();
let lastObjectHash = 0;
const OBJECT_SPACING = 32;

/** Redis has every char of a string count, however long it is. */
function hashString(key: string): number {
  let hash = key.length;
  for (let i = key.length - 1; i >= 0; i--) {
    hash ^= ((hash << 5) + (hash >>> 2) + key.charCodeAt(i)) | 0;
  }
  return hash;
}

function hashObject(key: object): number {
  let hash = objectHashes.get(key);
  if (hash === undefined) objectHashes.set(key, (hash = lastObjectHash += OBJECT_SPACING));
  return hash;
}
