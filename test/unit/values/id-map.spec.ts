import { describe, expect, it } from '@jest/globals';
import { SeededRandom, below } from '../../../lib/engine/random.js';
import { IdMap } from '../../../lib/engine/values/id-map.js';
import {
  MAX_ID,
  MIN_ID,
  compareIds,
  formatId,
  nextId,
  parseUint64,
  previousId,
  type StreamId,
} from '../../../lib/engine/values/stream-id.js';

const LAST = 2n ** 64n - 1n;

describe('stream IDs', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740992', 2n ** 53n],
    ['18446744073709551615', LAST],
    ['00000000000000000000018446744073709551615', LAST],
    ['18446744073709551616', undefined],
    [' \t+7', 7],
    ['-07', LAST - 6n],
    ['-9223372036854775809', 2n ** 63n - 1n],
    ['-18446744073709551616', undefined],
    ['', undefined],
    [' ', undefined],
    ['-1', undefined],
    ['1x', undefined],
    ['1 ', undefined],
  ])('reads %j', (text, value) => {
    expect(parseUint64(text)).toBe(value);
  });

  it.each<[StreamId, StreamId]>([
    [
      { ms: 1, seq: 1 },
      { ms: 1, seq: 2 },
    ],
    [
      { ms: 1, seq: Number.MAX_SAFE_INTEGER },
      { ms: 1, seq: 2n ** 53n },
    ],
    [
      { ms: 1, seq: LAST },
      { ms: 2, seq: 0 },
    ],
    [
      { ms: Number.MAX_SAFE_INTEGER, seq: LAST },
      { ms: 2n ** 53n, seq: 0 },
    ],
  ])('steps from %p to %p and back', (before, after) => {
    expect(nextId(before)).toEqual(after);
    expect(previousId(after)).toEqual(before);
    expect(compareIds(before, after)).toBe(-1);
    expect(compareIds(after, before)).toBe(1);
    expect(compareIds(before, { ...before })).toBe(0);
  });

  it('ends at both ends', () => {
    expect(previousId(MIN_ID)).toBeUndefined();
    expect(nextId(MAX_ID)).toBeUndefined();
    expect(formatId(MAX_ID)).toBe('18446744073709551615-18446744073709551615');
  });
});

describe('a map ordered by stream IDs', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('answers as a sorted array does (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    const map = new IdMap<number>(8);
    const model: [StreamId, number][] = [];
    const position = (id: StreamId): number =>
      model.findIndex(([each]) => compareIds(each, id) >= 0);
    for (let step = 0; step < 3000; step++) {
      const id = {
        ms: below(random, 60),
        seq: below(random, 4) === 0 ? 2n ** 60n : below(random, 5),
      };
      const at = position(id);
      const found = at >= 0 && compareIds(model[at]![0], id) === 0;
      if (below(random, 2) === 0) {
        if (map.delete(id) !== found) throw new Error(`delete ${formatId(id)}`);
        if (found) model.splice(at, 1);
      } else {
        if (map.set(id, step) === found) throw new Error(`set ${formatId(id)}`);
        if (at < 0) model.push([id, step]);
        else model.splice(at, found ? 1 : 0, [id, step]);
      }
      const probe = { ms: below(random, 62), seq: below(random, 5) };
      const from = position(probe);
      const expected = from < 0 ? undefined : model[from];
      const exact = expected !== undefined && compareIds(expected[0], probe) === 0;
      if (map.get(probe) !== (exact ? expected[1] : undefined)) throw new Error(formatId(probe));
      if (step % 50 === 0) {
        const up: [StreamId, number][] = [];
        map.forEachFrom(probe, (each, value) => void up.push([each, value]));
        expect(up).toEqual(from < 0 ? [] : model.slice(from));
        expect(map.size).toBe(model.length);
        expect(map.first()).toEqual(model[0]?.[0]);
        expect(map.last()).toEqual(model.at(-1)?.[0]);
      }
    }
  });
});
