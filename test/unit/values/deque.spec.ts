import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeededRandom, below } from '../../../lib/engine/random.js';
import { Deque } from '../../../lib/engine/values/deque.js';

/** As `toBe`, for loops in which that would take most of the time. */
function same(received: unknown, expected: unknown): void {
  if (!Object.is(received, expected)) expect(received).toBe(expected);
}

function content(deque: Deque): string[] {
  const elements: string[] = [];
  deque.forEachFrom(0, (element) => void elements.push(element));
  return elements;
}

describe('a deque', () => {
  it('answers as an array does, whatever happens', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 4000 }), (seed, steps) => {
        const random = new SeededRandom(seed);
        const deque = new Deque();
        const model: string[] = [];
        for (let step = 0; step < steps; step++) {
          const element = `e${step}`;
          const index = below(random, model.length + 1);
          switch (below(random, 10)) {
            case 0:
              same(deque.pop(), model.pop());
              break;
            case 1:
              same(deque.shift(), model.shift());
              break;
            case 2:
            case 3:
            case 4:
              deque.push(element);
              model.push(element);
              break;
            case 5:
            case 6:
              deque.unshift(element);
              model.unshift(element);
              break;
            case 7:
              deque.insert(index, element);
              model.splice(index, 0, element);
              break;
            case 8: {
              if (index === model.length) break;
              const count = below(random, Math.min(model.length - index, 700) + 1);
              if (below(random, 20) > 0) break;
              deque.remove(index, count);
              model.splice(index, count);
              break;
            }
            default:
              if (index === model.length) break;
              same(deque.at(index), model[index]);
              same(deque.set(index, element), model[index]);
              model[index] = element;
          }
          same(deque.length, model.length);
        }
        expect(content(deque)).toEqual(model);
      }),
      { numRuns: 25 },
    );
  });

  it('walks from any index in both directions and stops when asked to', () => {
    const deque = new Deque();
    const model: string[] = [];
    for (let i = 0; i < 3000; i++) {
      if (i % 3 === 0) deque.unshift(`${i}`);
      else deque.push(`${i}`);
      if (i % 3 === 0) model.unshift(`${i}`);
      else model.push(`${i}`);
    }
    for (const index of [0, 1, 511, 512, 1499, 1500, 2999]) {
      const up: [string, number][] = [];
      deque.forEachFrom(index, (element, at) => up.push([element, at]) < 600);
      expect(up).toEqual(model.map((e, i) => [e, i]).slice(index, index + 600));
      const down: [string, number][] = [];
      deque.forEachDownFrom(index, (element, at) => down.push([element, at]) < 600);
      const from = Math.max(0, index - 599);
      expect(down).toEqual(
        model
          .map((e, i) => [e, i])
          .slice(from, index + 1)
          .reverse(),
      );
    }
    deque.forEachFrom(3000, () => {
      throw new Error('there is nothing to visit');
    });
  });
});
