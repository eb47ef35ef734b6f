import type { StreamId, Uint64 } from './stream-id.js';

/** Redis keeps the nodes of a stream in a radix tree under their IDs, as so many bytes. */
const KEY_BYTES = 16;

/**
 * How many nodes a radix tree has: one for every leaf, for every branch, and for every longer way between those.
 * @param keys ascending
 */
export function radixNodes(keys: readonly StreamId[]): number {
  if (keys.length === 0) return 1;
  let nodes = 0;
  /** The depths of the branches above the key at hand. */
  const branches: number[] = [];
  /** Counts what ends between the key at hand and the depth where the next one branches off. */
  const close = (depth: number): number => {
    let lower = KEY_BYTES;
    nodes++;
    while (branches.length > 0 && branches[branches.length - 1]! > depth) {
      const branch = branches.pop()!;
      nodes += 1 + wayBelow(branch, lower);
      lower = branch;
    }
    return lower;
  };
  for (let i = 1; i < keys.length; i++) {
    const depth = commonBytes(keys[i - 1]!, keys[i]!);
    const lower = close(depth);
    nodes += wayBelow(depth, lower);
    if (branches[branches.length - 1] !== depth) branches.push(depth);
  }
  const top = close(-1);
  return nodes + (top > 0 ? 1 : 0);
}

/** A branch itself leads one byte further. @returns whether there is a node between it and what is below */
function wayBelow(branch: number, lower: number): 0 | 1 {
  return lower > branch + 1 ? 1 : 0;
}

/** How many bytes the keys of two IDs begin with in common. */
function commonBytes(a: StreamId, b: StreamId): number {
  const common = commonBytesOf(a.ms, b.ms);
  return common < 8 ? common : 8 + commonBytesOf(a.seq, b.seq);
}

function commonBytesOf(a: Uint64, b: Uint64): number {
  const high = Math.clz32(highWord(a) ^ highWord(b)) >>> 3;
  return high < 4 ? high : 4 + (Math.clz32(lowWord(a) ^ lowWord(b)) >>> 3);
}

function highWord(value: Uint64): number {
  return typeof value === 'number' ? Math.floor(value / 2 ** 32) : Number(value >> 32n);
}

function lowWord(value: Uint64): number {
  return typeof value === 'number' ? value >>> 0 : Number(value & 0xffff_ffffn);
}
