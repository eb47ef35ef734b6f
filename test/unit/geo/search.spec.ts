import { describe, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { below, SeededRandom } from '../../../lib/engine/random.js';
import { distanceWithin, type Shape } from '../../../lib/engine/values/geohash-area.js';
import { Origin } from '../../../lib/engine/values/geohash-distance.js';
import { Cell, positionOf, scoreOf } from '../../../lib/engine/values/geohash.js';

const random = new SeededRandom(9);
const between = (min: number, max: number): number =>
  min + (random.uint32() / 2 ** 32) * (max - min);

describe('cells of the geohash grid', () => {
  it('contain the place that they are made for', () => {
    for (let i = 0; i < 2000; i++) {
      const place = { longitude: between(-180, 180), latitude: between(-85, 85) };
      const cell = Cell.at(place, 1 + below(random, 26));
      expect(cell.west <= place.longitude && place.longitude <= cell.east).toBe(true);
      expect(cell.south <= place.latitude && place.latitude <= cell.north).toBe(true);
      const score = scoreOf(place);
      expect(cell.firstScore <= score && score < cell.endScore).toBe(true);
    }
  });

  it('have a middle that belongs to their score', () => {
    for (let i = 0; i < 2000; i++) {
      const place = { longitude: between(-180, 180), latitude: between(-85, 85) };
      const score = scoreOf(place);
      expect(scoreOf(positionOf(score))).toBe(score);
    }
  });

  it('lie on a globe from west to east', () => {
    const cell = Cell.at({ longitude: 179.9, latitude: 0 }, 8);
    expect(cell.moved(1, 0).west).toBe(-180);
    expect(cell.moved(1, 0).moved(-1, 0)).toEqual(cell);
    expect(cell.moved(0, 1).south).toBe(cell.north);
  });
});

describe('GEOSEARCH', () => {
  const engine = new InMemoryCache();
  const session = engine.connect({ push() {}, close() {} });
  const run = (...argv: string[]) => engine.execute(session, argv);
  const scores = new Map<string, number>();
  for (let i = 0; i < 1500; i++) {
    const place = { longitude: between(-60, 60), latitude: between(-55, 55) };
    run('GEOADD', 'G', String(place.longitude), String(place.latitude), `m${i}`);
    scores.set(`m${i}`, scoreOf(place));
  }

  it('finds what a look at every member finds', () => {
    for (let i = 0; i < 60; i++) {
      const center = { longitude: between(-60, 60), latitude: between(-55, 55) };
      const width = between(0, 4e6);
      const height = between(0, 4e6);
      const shape: Shape =
        i % 2 === 0
          ? { kind: 'circle', center, radius: width }
          : { kind: 'box', center, width, height };
      const origin = new Origin(center);
      const within = [...scores].flatMap(([member, score]) => {
        const distance = distanceWithin(shape, origin, positionOf(score));
        return distance === undefined ? [] : [{ member, distance }];
      });
      within.sort((a, b) => a.distance - b.distance);
      const members = within.map(({ member }) => member);
      const by =
        shape.kind === 'circle' ? ['BYRADIUS', `${width}`] : ['BYBOX', `${width}`, `${height}`];
      const query = ['GEOSEARCH', 'G', 'FROMLONLAT', ...degreesOf(center), ...by, 'm'];
      expect(run(...query, 'ASC')).toEqual(members);
      expect(run(...query, 'COUNT', '5')).toEqual(members.slice(0, 5));
      expect(run(...query, 'DESC', 'COUNT', '5')).toEqual(members.toReversed().slice(0, 5));
      const some = run(...query, 'COUNT', '5', 'ANY') as string[];
      expect(some).toHaveLength(Math.min(5, members.length));
      expect(members).toEqual(expect.arrayContaining(some));
    }
  });

  it('takes of equals those that Redis takes, as many as are asked for', () => {
    for (let i = 0; i < 40; i++) run('GEOADD', 'same', i % 2 ? '1' : '2', '3', `m${i % 10}:${i}`);
    const query = ['GEOSEARCH', 'same', 'FROMLONLAT', '1', '3', 'BYRADIUS', '1000', 'km'];
    expect(run(...query, 'COUNT', '3')).toEqual(['m1:1', 'm1:21', 'm1:31']);
    expect(run(...query, 'DESC', 'COUNT', '3')).toEqual(['m8:8', 'm0:0', 'm0:10']);
    const withDistances = (count: number): unknown =>
      (run(...query, 'WITHDIST', 'COUNT', String(count)) as string[][]).map(
        ([, distance]) => distance,
      );
    const all = withDistances(40) as string[];
    for (const count of [1, 7, 20, 21, 39, 41])
      expect(withDistances(count)).toEqual(all.slice(0, count));
  });
});

function degreesOf({ longitude, latitude }: { longitude: number; latitude: number }): string[] {
  return [String(longitude), String(latitude)];
}
