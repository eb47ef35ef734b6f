import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Shape } from '../../values/geohash-area.js';
import { positionOf, type Position } from '../../values/geohash.js';
import type { SortedSet } from '../../values/sorted-set.js';
import { readInt } from '../args.js';
import { readNumber, readPosition, readUnit } from './arguments.js';

/** What distinguishes the commands that search. */
export type SearchKind = 'GEOSEARCH' | 'GEOSEARCHSTORE' | 'GEORADIUS' | 'GEORADIUS_RO';

/** Lengths in a unit; a circle has a radius, a box has sides. */
export type Extent = { readonly unit: number } & (
  { readonly radius: number } | { readonly width: number; readonly height: number }
);

/** What a command that searches is asked for. */
export class SearchOptions {
  order: 'ASC' | 'DESC' | undefined;
  /** How many to return at most; 0 for all. */
  count = 0;
  /** Any so many will do, not the nearest ones. */
  any = false;
  withDistance = false;
  withHash = false;
  withPosition = false;
  /** Where the result is stored. */
  destination: Bytes | undefined;
  /** Distances are stored instead of positions. */
  storeDistance = false;
  from: 'FROMMEMBER' | 'FROMLONLAT' | undefined;
  /** `undefined` where there is no sorted set in which a member could be found. */
  center: Position | undefined;
  extent: Extent | undefined;

  /** The area, in m. */
  get shape(): Shape {
    const { center, extent } = this;
    if (center === undefined || extent === undefined) throw new Error('The search has no area');
    const { unit } = extent;
    return 'radius' in extent
      ? { kind: 'circle', center, radius: extent.radius * unit }
      : { kind: 'box', center, width: extent.width * unit, height: extent.height * unit };
  }
}

/** The position of a member. @throws "could not decode requested zset member" when it is not there */
export function positionOfMember(zset: SortedSet, member: Bytes): Position {
  const score = zset.score(member);
  if (score === undefined) throw errors.memberWithoutPosition();
  return positionOf(score);
}

/** Reads a radius and its unit. */
export function readCircle(radiusWord: Bytes, unitWord: Bytes): Extent {
  const radius = readNumber(radiusWord, () => errors.needNumeric('radius'));
  if (radius < 0) throw errors.negativeRadius();
  return { radius, unit: readUnit(unitWord) };
}

function readBox(widthWord: Bytes, heightWord: Bytes, unitWord: Bytes): Extent {
  const width = readNumber(widthWord, () => errors.needNumeric('width'));
  const height = readNumber(heightWord, () => errors.needNumeric('height'));
  if (width < 0 || height < 0) throw errors.negativeBox();
  return { width, height, unit: readUnit(unitWord) };
}

function readCount(word: Bytes): number {
  const count = readInt(word);
  if (count <= 0) throw errors.countNotPositive();
  return Number(count);
}

/** Words without arguments that every kind of search knows. */
function readWord(options: SearchOptions, word: Bytes): boolean {
  switch (word) {
    case 'WITHDIST':
      options.withDistance = true;
      return true;
    case 'WITHHASH':
      options.withHash = true;
      return true;
    case 'WITHCOORD':
      options.withPosition = true;
      return true;
    case 'ANY':
      options.any = true;
      return true;
    case 'ASC':
    case 'DESC':
      options.order = word;
      return true;
    default:
      return false;
  }
}

/** STORE and STOREDIST of GEORADIUS. @returns how many words there were, 0 for another option */
function readStore(options: SearchOptions, words: readonly Bytes[], at: number): number {
  const word = words[at]!.toUpperCase();
  if ((word !== 'STORE' && word !== 'STOREDIST') || at + 1 >= words.length) return 0;
  options.destination = words[at + 1]!;
  options.storeDistance = word === 'STOREDIST';
  return 2;
}

/** The area of GEOSEARCH. @returns how many words there were, 0 for another option */
function readArea(
  options: SearchOptions,
  words: readonly Bytes[],
  at: number,
  zset: SortedSet | undefined,
): number {
  const left = words.length - at - 1;
  const { from, extent } = options;
  const [first, second, third] = words.slice(at + 1, at + 4);
  switch (words[at]!.toUpperCase()) {
    case 'FROMMEMBER':
      if (left < 1 || from === 'FROMLONLAT') return 0;
      if (zset !== undefined) options.center = positionOfMember(zset, first!);
      options.from = 'FROMMEMBER';
      return 2;
    case 'FROMLONLAT':
      if (left < 2 || from === 'FROMMEMBER') return 0;
      options.center = readPosition(first!, second!);
      options.from = 'FROMLONLAT';
      return 3;
    case 'BYRADIUS':
      if (left < 2 || (extent !== undefined && 'width' in extent)) return 0;
      options.extent = readCircle(first!, second!);
      return 3;
    case 'BYBOX':
      if (left < 3 || (extent !== undefined && 'radius' in extent)) return 0;
      options.extent = readBox(first!, second!, third!);
      return 4;
    default:
      return 0;
  }
}

/**
 * Reads the options of a search into `options`.
 * @param kind tells which ones there are
 * @param zset where members are looked up
 */
export function readOptions(
  options: SearchOptions,
  kind: SearchKind,
  words: readonly Bytes[],
  zset: SortedSet | undefined,
): void {
  for (let i = 0; i < words.length;) {
    const word = words[i]!.toUpperCase();
    let length = 0;
    if (readWord(options, word)) length = 1;
    else if (word === 'COUNT' && i + 1 < words.length) {
      options.count = readCount(words[i + 1]!);
      length = 2;
    } else if (kind === 'GEORADIUS') length = readStore(options, words, i);
    else if (kind === 'GEOSEARCHSTORE' && word === 'STOREDIST') {
      options.storeDistance = true;
      length = 1;
    } else if (kind !== 'GEORADIUS_RO') length = readArea(options, words, i, zset);
    if (length === 0) throw errors.syntax();
    i += length;
  }
}

/** Refuses options that do not go together. @param name the command as it was sent */
export function checkOptions(options: SearchOptions, kind: SearchKind, name: Bytes): void {
  const { destination, withDistance, withHash, withPosition, from, extent, any, count } = options;
  if (destination !== undefined && (withDistance || withHash || withPosition)) {
    throw errors.storeWithOptions(
      kind === 'GEOSEARCHSTORE' ? 'GEOSEARCHSTORE' : 'STORE option in GEORADIUS',
    );
  }
  if (kind === 'GEOSEARCH' || kind === 'GEOSEARCHSTORE') {
    if (from === undefined) throw errors.exactlyOneOf('FROMMEMBER or FROMLONLAT', name);
    if (extent === undefined) throw errors.exactlyOneOf('BYRADIUS and BYBOX', name);
  }
  if (any && count === 0) throw errors.anyWithoutCount();
}
