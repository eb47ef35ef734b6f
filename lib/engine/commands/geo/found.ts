import type { Bytes } from '../../bytes.js';
import { partialSort } from '../../partial-sort.js';
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

/** The first so many, in order of their distance. Equals keep theirs, but where there are more: as in Redis. */
export function nearest(found: Found[], order: 'ASC' | 'DESC', count: number): Found[] {
  const compare = order === 'ASC' ? closerFirst : fartherFirst;
  if (count >= found.length) return found.sort(compare);
  partialSort(found, compare, 0, count - 1);
  return found.slice(0, count);
}

function closerFirst(a: Found, b: Found): number {
  return a.distance - b.distance;
}

function fartherFirst(a: Found, b: Found): number {
  return b.distance - a.distance;
}
