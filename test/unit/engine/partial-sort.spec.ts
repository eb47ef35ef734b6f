import { describe, expect, it } from '@jest/globals';
import { partialSort } from '../../../lib/engine/partial-sort.js';
import { below, SeededRandom } from '../../../lib/engine/random.js';

const LENGTHS = [0, 1, 2, 6, 7, 8, 39, 40, 41, 100, 1000];
const difference = (a: number, b: number): number => a - b;

describe('a partial sort', () => {
  it.each(LENGTHS)('puts any range of %d elements where a whole sort does', (length) => {
    const random = new SeededRandom(length);
    for (const values of [2, 10, 2 ** 31]) {
      const list = Array.from({ length }, () => below(random, values));
      const sorted = list.toSorted(difference);
      for (let i = 0; i < 20; i++) {
        const first = below(random, length + 1);
        const last = first + below(random, length - first + 1) - 1;
        const partly = [...list];
        partialSort(partly, difference, first, last);
        expect(partly.slice(first, last + 1)).toEqual(sorted.slice(first, last + 1));
        expect(partly.toSorted(difference)).toEqual(sorted);
      }
    }
  });

  it('leaves what is wanted of neither part as it is', () => {
    const list = Array.from({ length: 1000 }, (_, i) => (i * 7) % 1000);
    let comparisons = 0;
    const order = (a: number, b: number): number => {
      comparisons++;
      return a - b;
    };
    partialSort(list, order, 0, 4);
    expect(list.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(comparisons).toBeLessThan(5000);
  });

  it('takes no more than n log n comparisons where all are equal or sorted already', () => {
    for (const list of [new Array<number>(10_000).fill(1), Array.from(Array(10_000).keys())]) {
      let comparisons = 0;
      partialSort(list, (a, b) => (comparisons++, a - b), 0, list.length - 1);
      expect(comparisons).toBeLessThan(10_000 * 16);
    }
  });
});
