/** A place on Earth, in degrees. */
export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/** The limits of EPSG:900913, which Redis indexes; there is no place behind them. */
export const MAX_LONGITUDE = 180;
export const MAX_LATITUDE = 85.05112878;

/** How often each coordinate of a score was halved. */
export const MAX_STEP = 26;
const WORD = 2 ** 32;
const BASE32 = '0123456789bcdefghjkmnpqrstuvwxyz';
const TEXT_LENGTH = 11;
const STANDARD_LATITUDE = 90;

/** The cell of a grid of `2^step` columns and as many rows; column 0 begins in the west, row 0 in the south. */
export class Cell {
  /** @param column and row: 32 bits; those on the far edge of the last cell are one beyond it */
  constructor(
    readonly column: number,
    readonly row: number,
    readonly step: number,
  ) {}

  /** The cell of a place. @param maxLatitude the latitude at which the grid ends */
  static at(
    { longitude, latitude }: Position,
    step: number,
    maxLatitude: number = MAX_LATITUDE,
  ): Cell {
    const cells = 2 ** step;
    const column = ((longitude + MAX_LONGITUDE) / (2 * MAX_LONGITUDE)) * cells;
    const row = ((latitude + maxLatitude) / (2 * maxLatitude)) * cells;
    return new Cell(column >>> 0, row >>> 0, step);
  }

  /** The smallest cell that a score stands for. Scores that are none are read as C converts a double to 64 bits. */
  static ofScore(score: number): Cell {
    const [high, low] = wordsOf(score);
    const column = squash(low >>> 1) | (squash(high >>> 1) << 16);
    const row = squash(low) | (squash(high) << 16);
    return new Cell(column >>> 0, row >>> 0, MAX_STEP);
  }

  get west(): number {
    return edge(this.column, this.step, MAX_LONGITUDE);
  }

  get east(): number {
    return edge((this.column + 1) >>> 0, this.step, MAX_LONGITUDE);
  }

  get south(): number {
    return edge(this.row, this.step, MAX_LATITUDE);
  }

  get north(): number {
    return edge((this.row + 1) >>> 0, this.step, MAX_LATITUDE);
  }

  /** The place in the middle. */
  get center(): Position {
    return {
      longitude: clamp((this.west + this.east) / 2, MAX_LONGITUDE),
      latitude: clamp((this.south + this.north) / 2, MAX_LATITUDE),
    };
  }

  /** The cell so many columns to the east and rows to the north; the last one is followed by the first. */
  moved(columns: number, rows: number): Cell {
    const mask = 2 ** this.step - 1;
    const column = columns === 0 ? this.column : (this.column + columns) & mask;
    const row = rows === 0 ? this.row : (this.row + rows) & mask;
    return new Cell(column, row, this.step);
  }

  /** The lowest score in this cell. */
  get firstScore(): number {
    return this.score(0);
  }

  /** The first score behind this cell. */
  get endScore(): number {
    return this.score(1);
  }

  /** Columns and rows take turns in the bits, from the highest one down; the number is rounded once. */
  private score(more: 0 | 1): number {
    const { column, row, step } = this;
    const high = spread(column >>> 16) * 2 + spread(row >>> 16);
    const low = spread(column & 0xffff) * 2 + spread(row & 0xffff);
    return (high * WORD + (low + more)) * 4 ** (MAX_STEP - step);
  }
}

/** The score of a place in a sorted set: a geohash of 52 bits. */
export function scoreOf(position: Position): number {
  return Cell.at(position, MAX_STEP).firstScore;
}

/** The place that a score stands for. */
export function positionOf(score: number): Position {
  return Cell.ofScore(score).center;
}

/**
 * The standard geohash of a place, in 11 letters: its grid ends at the poles. 52 bits make ten of them and a bit, so
 * that the last one is always the first of the alphabet.
 */
export function geohashText(position: Position): string {
  const { column, row } = Cell.at(position, MAX_STEP, STANDARD_LATITUDE);
  let text = '';
  let letter = 0;
  for (let bit = 0; bit < 5 * (TEXT_LENGTH - 1); bit++) {
    const from = bit % 2 === 0 ? column : row;
    letter = letter * 2 + ((from >>> (MAX_STEP - 1 - (bit >> 1))) & 1);
    if (bit % 5 !== 4) continue;
    text += BASE32[letter];
    letter = 0;
  }
  return text + BASE32[0];
}

/** Degrees of the lower edge of a column or row. */
function edge(index: number, step: number, max: number): number {
  return -max + (index / 2 ** step) * (2 * max);
}

function clamp(degrees: number, max: number): number {
  return Math.min(max, Math.max(-max, degrees));
}

/** A double as an unsigned integer of 64 bits, in two words. */
function wordsOf(score: number): [high: number, low: number] {
  if (score >= 0 && score < 2 ** 64) return [Math.floor(score / WORD), Math.trunc(score) >>> 0];
  if (score >= 0) return [0, 0];
  if (score < -(2 ** 63)) return [2 ** 31, 0];
  const bits = BigInt.asUintN(64, BigInt(Math.trunc(score)));
  return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
}

/** Moves 16 bits apart, to the even ones of 32. */
function spread(bits: number): number {
  let word = bits;
  word = (word | (word << 8)) & 0x00ff00ff;
  word = (word | (word << 4)) & 0x0f0f0f0f;
  word = (word | (word << 2)) & 0x33333333;
  return (word | (word << 1)) & 0x55555555;
}

/** Collects the even bits of 32. */
function squash(bits: number): number {
  let word = bits & 0x55555555;
  word = (word | (word >>> 1)) & 0x33333333;
  word = (word | (word >>> 2)) & 0x0f0f0f0f;
  word = (word | (word >>> 4)) & 0x00ff00ff;
  return (word | (word >>> 8)) & 0x0000ffff;
}
