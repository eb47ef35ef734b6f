import { cos } from '../elementary/trigonometry.js';
import { degrees, EARTH_RADIUS, latitudeDistance, Origin, radians } from './geohash-distance.js';
import { Cell, MAX_STEP, type Position } from './geohash.js';

/** A circle, or a box whose sides follow the meridians and the parallels; lengths in m. */
export type Shape =
  | { readonly kind: 'circle'; readonly center: Position; readonly radius: number }
  | {
      readonly kind: 'box';
      readonly center: Position;
      readonly width: number;
      readonly height: number;
    };

/** Half of the way around the Earth in m, on a map after Mercator. */
const MERCATOR_MAX = 20037726.37;
/** From these latitudes on cells are so narrow that larger ones are searched. */
const NARROW_LATITUDES = [66, 80];

/**
 * How far a place is from the center of a shape.
 * @param origin the center
 * @returns m, `undefined` when the place is outside
 */
export function distanceWithin(shape: Shape, origin: Origin, place: Position): number | undefined {
  if (shape.kind === 'circle') {
    if (origin.isBeyond(place, shape.radius)) return undefined;
    const distance = origin.distanceTo(place);
    return distance > shape.radius ? undefined : distance;
  }
  const { center, width, height } = shape;
  if (latitudeDistance(place.latitude, center.latitude) > height / 2) return undefined;
  const aside = new Origin({ longitude: center.longitude, latitude: place.latitude });
  if (aside.isBeyond(place, width / 2) || aside.distanceTo(place) > width / 2) return undefined;
  return origin.distanceTo(place);
}

/** Degrees that enclose a shape. */
interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boundsOf(shape: Shape): Bounds {
  const { longitude, latitude } = shape.center;
  const height = shape.kind === 'circle' ? shape.radius : shape.height / 2;
  const width = shape.kind === 'circle' ? shape.radius : shape.width / 2;
  const up = degrees(height / EARTH_RADIUS);
  // A degree of longitude is shortest on the side of the nearer pole.
  const parallel = latitude < 0 ? latitude - up : latitude + up;
  const aside = degrees(width / EARTH_RADIUS / cos(radians(parallel)));
  return {
    west: longitude - aside,
    south: latitude - up,
    east: longitude + aside,
    north: latitude + up,
  };
}

/** How often to halve the Earth for cells of which a few cover the shape. */
function estimateStep(shape: Shape): number {
  const reach =
    shape.kind === 'circle'
      ? shape.radius
      : Math.sqrt((shape.width / 2) ** 2 + (shape.height / 2) ** 2);
  if (reach === 0) return MAX_STEP;
  let step = -1;
  for (let span = reach; span < MERCATOR_MAX; span *= 2) step++;
  const latitude = Math.abs(shape.center.latitude);
  for (const narrow of NARROW_LATITUDES) if (latitude > narrow) step--;
  return Math.min(MAX_STEP, Math.max(1, step));
}

/** The directions of a cell's neighbours, in the order in which they are searched. */
const NORTH = [0, 1] as const;
const SOUTH = [0, -1] as const;
const EAST = [1, 0] as const;
const WEST = [-1, 0] as const;
const DIRECTIONS = [NORTH, SOUTH, EAST, WEST, [1, 1], [-1, 1], [1, -1], [-1, -1]] as const;

/**
 * The cells that cover a shape, in the order in which they are searched: that of its center, then those around it
 * that the shape reaches.
 */
export function cellsOf(shape: Shape): Cell[] {
  const bounds = boundsOf(shape);
  const step = estimateStep(shape);
  let cell = Cell.at(shape.center, step);
  if (step > 1 && reachesFurther(bounds, cell)) cell = Cell.at(shape.center, step - 1);
  const cells = [cell];
  let previous: Cell | undefined;
  for (const [columns, rows] of DIRECTIONS) {
    if (cell.step >= 2 && !reaches(bounds, cell, columns, rows)) continue;
    const neighbour = cell.moved(columns, rows);
    // Around a large cell the same one can lie in several directions.
    if (previous?.column === neighbour.column && previous.row === neighbour.row) continue;
    cells.push(neighbour);
    previous = neighbour;
  }
  return cells;
}

/** Whether a shape extends beyond the neighbours of its center's cell. */
function reachesFurther({ west, south, east, north }: Bounds, cell: Cell): boolean {
  return (
    cell.moved(...NORTH).north < north ||
    cell.moved(...SOUTH).south > south ||
    cell.moved(...EAST).east < east ||
    cell.moved(...WEST).west > west
  );
}

/** Whether a shape extends in a direction beyond the cell of its center. */
function reaches(
  { west, south, east, north }: Bounds,
  cell: Cell,
  columns: number,
  rows: number,
): boolean {
  if (columns > 0 && cell.east > east) return false;
  if (columns < 0 && cell.west < west) return false;
  if (rows > 0 && cell.north > north) return false;
  return !(rows < 0 && cell.south < south);
}
