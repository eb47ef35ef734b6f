import type { Bytes } from '../../bytes.js';
import { cellsOf, distanceWithin, type Shape } from '../../values/geohash-area.js';
import { Origin } from '../../values/geohash-distance.js';
import { positionOf, type Position } from '../../values/geohash.js';
import type { SortedSet } from '../../values/sorted-set.js';

/** A member within an area. */
export interface Found {
  readonly member: Bytes;
  readonly score: number;
  readonly position: Position;
  /** m from the center */
  readonly distance: number;
}

/** The members within an area, cell by cell. @param limit where to stop; 0 for nowhere */
export function search(zset: SortedSet, shape: Shape, limit: number): Found[] {
  const found: Found[] = [];
  const origin = new Origin(shape.center);
  const full = (): boolean => limit > 0 && found.length >= limit;
  for (const { firstScore, endScore } of cellsOf(shape)) {
    if (full()) break;
    zset.forEachFrom(zset.countBelow(firstScore, false), (member, score) => {
      if (score >= endScore) return false;
      const position = positionOf(score);
      const distance = distanceWithin(shape, origin, position);
      if (distance === undefined) return true;
      found.push({ member, score, position, distance });
      return !full();
    });
  }
  return found;
}

/** The first so many, in order of their distance; equals keep theirs. */
export function nearest(found: readonly Found[], order: 'ASC' | 'DESC', count: number): Found[] {
  const sign = order === 'ASC' ? 1 : -1;
  const chosen = count < found.length ? first(found, sign, count) : [...found];
  return chosen.sort((a, b) => sign * (a.distance - b.distance));
}

/** So many of the lowest distances, or the highest ones where the sign is -1, as they come. */
function first(found: readonly Found[], sign: 1 | -1, count: number): Found[] {
  const sorted = new Float64Array(found.length);
  for (let i = 0; i < found.length; i++) sorted[i] = sign * found[i]!.distance;
  sorted.sort();
  const last = sorted[count - 1]!;
  let equals = count - sorted.indexOf(last);
  return found.filter(({ distance }) => {
    const key = sign * distance;
    return key < last || (key === last && equals-- > 0);
  });
}
