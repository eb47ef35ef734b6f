import { INT64_MIN, normalize, type Int64 } from '../int64.js';
import { RANK_BITS, REGISTERS } from './hyperloglog-hash.js';

/** 1 / (2 ln 2) */
const ALPHA = 0.7213475204444817;

/** How many registers have each value: registers have 6 bits. */
export type Histogram = Uint32Array;

export function newHistogram(): Histogram {
  return new Uint32Array(64);
}

/**
 * The estimated number of elements: Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches"
 * (arXiv:1702.01284), the improved raw estimator, without tables or special cases.
 */
export function estimate(histogram: Histogram): Int64 {
  let sum = REGISTERS * tau((REGISTERS - histogram[RANK_BITS + 1]!) / REGISTERS);
  for (let rank = RANK_BITS; rank >= 1; rank--) sum = (sum + histogram[rank]!) * 0.5;
  sum += REGISTERS * sigma(histogram[0]! / REGISTERS);
  const count = Math.round((ALPHA * REGISTERS * REGISTERS) / sum);
  // Registers that no element has filled can make it infinite, which C turns into this.
  return count < 2 ** 63 ? normalize(BigInt(count)) : INT64_MIN;
}

/** The share of registers that are still empty. */
function sigma(share: number): number {
  if (share === 1) return Infinity;
  let power = share;
  let factor = 1;
  let sum = share;
  for (;;) {
    power *= power;
    const before = sum;
    sum += power * factor;
    factor += factor;
    if (sum === before) return sum;
  }
}

/** The share of registers that are not full yet. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let root = share;
  let factor = 1;
  let sum = 1 - share;
  for (;;) {
    root = Math.sqrt(root);
    const before = sum;
    factor *= 0.5;
    sum -= (1 - root) ** 2 * factor;
    if (sum === before) return sum / 3;
  }
}
