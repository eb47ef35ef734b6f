import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeededRandom, below } from '../../../lib/engine/random.js';
import { RankTree } from '../../../lib/engine/values/rank-tree.js';

type Pair = readonly [score: number, member: string];

const order = ([s, m]: Pair, [t, n]: Pair): number => s - t || (m < n ? -1 : m > n ? 1 : 0);

function content(tree: RankTree): Pair[] {
  const pairs: Pair[] = [];
  tree.forEachFrom(0, (member, score) => void pairs.push([score, member]));
  return pairs;
}

/** Compares every answer of the tree with those of a sorted array. */
function check(tree: RankTree, model: Pair[]): void {
  expect(tree.size).toBe(model.length);
  expect(content(tree)).toEqual(model);
  const down: Pair[] = [];
  tree.forEachDownFrom(model.length - 1, (member, score) => void down.push([score, member]));
  expect(down).toEqual([...model].reverse());
  model.forEach(([score, member], rank) => {
    expect(tree.rank(score, member)).toBe(rank);
    expect(tree.at(rank)).toEqual([member, score]);
  });
}

describe('a rank tree', () => {
  it('holds pairs in order through any insertions and removals', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3000 }), (seed, steps) => {
        const random = new SeededRandom(seed);
        const tree = new RankTree();
        let model: Pair[] = [];
        for (let i = 0; i < steps; i++) {
          // Phases of growth and of decline, so that nodes divide and join.
          const growing = (i >> 9) % 2 === 0 ? 80 : 20;
          if (model.length === 0 || below(random, 100) < growing) {
            const pair: Pair = [below(random, 50) - 25, `m${below(random, 1e6)}`];
            if (model.some(([s, m]) => s === pair[0] && m === pair[1])) continue;
            tree.insert(...pair);
            model.push(pair);
          } else {
            const [removed] = model.splice(below(random, model.length), 1);
            tree.remove(...removed!);
          }
        }
        model = model.toSorted(order);
        check(tree, model);
        for (const score of [-26, -3, 0, 25, 26]) {
          const lower = model.filter(([s]) => s < score).length;
          const lowerOrSame = model.filter(([s]) => s <= score).length;
          expect(tree.countBelow(score, false)).toBe(lower);
          expect(tree.countBelow(score, true)).toBe(lowerOrSame);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loses ranges of ranks and keeps the rest in order', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 20_000 }), (seed, size) => {
        const random = new SeededRandom(seed);
        const tree = new RankTree();
        const model = Array.from({ length: size }, (_, i): Pair => [i >> 3, `m${i % 8}`]);
        for (const pair of model) tree.insert(...pair);
        while (model.length > 0) {
          const from = below(random, model.length);
          const most = below(random, 2) === 0 ? 200 : model.length;
          const to = Math.min(model.length, from + below(random, most + 1));
          const removed: Pair[] = [];
          tree.removeRange(from, to, (member, score) => void removed.push([score, member]));
          expect(String(removed)).toBe(String(model.splice(from, to - from)));
          // What is left takes part in further changes: its nodes are as they should be.
          for (let i = 0; i < 20 && model.length > 0; i++) {
            const [gone] = model.splice(below(random, model.length), 1);
            tree.remove(...gone!);
          }
          if (model.length > 1000) {
            for (let i = 0; i < 20; i++) {
              const pair: Pair = [below(random, size) >> 3, `n${below(random, 1e9)}`];
              tree.insert(...pair);
              model.push(pair);
            }
            model.sort(order);
          }
          expect(String(content(tree))).toBe(String(model));
          for (let i = 0; i < 20 && model.length > 0; i++) {
            const rank = below(random, model.length);
            expect(tree.rank(...model[rank]!)).toBe(rank);
          }
          expect(tree.size).toBe(model.length);
        }
        check(tree, []);
      }),
      { numRuns: 15 },
    );
  });

  it('walks from any rank in both directions and stops when asked to', () => {
    const tree = new RankTree();
    const model = Array.from({ length: 20_000 }, (_, i): Pair => [i >> 2, `m${i % 4}`]);
    for (const pair of model) tree.insert(...pair);
    for (const rank of [0, 1, 127, 128, 129, 8191, 8192, 19_999]) {
      const up: Pair[] = [];
      tree.forEachFrom(rank, (member, score) => up.push([score, member]) < 300);
      expect(up).toEqual(model.slice(rank, rank + 300));
      const down: Pair[] = [];
      tree.forEachDownFrom(rank, (member, score) => down.push([score, member]) < 300);
      expect(down).toEqual(model.slice(Math.max(0, rank - 299), rank + 1).reverse());
    }
    for (const pair of model) tree.remove(...pair);
    check(tree, []);
  });
});
