import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { formatFixed, formatHuman, parseDouble } from '../../float.js';
import { DoubleReply, type Reply, type ReplyError } from '../../reply.js';
import { MAX_LATITUDE, MAX_LONGITUDE, type Position } from '../../values/geohash.js';
import { oneOf, token, type ArgDoc, type OneArg, identity } from '../args.js';

/** Metres of the units, by their names in lower case. */
const UNITS = new Map([
  ['m', 1],
  ['km', 1000],
  ['ft', 0.3048],
  ['mi', 1609.34],
]);
const COORDINATE_DECIMALS = 6;
const DISTANCE_DECIMALS = 4;

export const unitDoc: ArgDoc = oneOf(
  'unit',
  [...UNITS.keys()].map((name) => ({ ...token(name), token: name })),
);

/** A unit as it was sent. */
export const unitArg: OneArg<Bytes> = {
  kind: 'one',
  minWords: 1,
  docs: [unitDoc],
  read: identity,
};

/** Reads a unit. @returns its length in m @throws "unsupported unit provided" */
export function readUnit(word: Bytes): number {
  const length = UNITS.get(word.toLowerCase());
  if (length === undefined) throw errors.unsupportedUnit();
  return length;
}

/** Reads a double. @param invalid makes the error for anything else */
export function readNumber(word: Bytes, invalid: () => ReplyError = errors.notFloat): number {
  const value = parseDouble(word);
  if (value === undefined) throw invalid();
  return value;
}

/** Reads longitude and latitude in degrees. @throws "invalid longitude,latitude pair" where there is no place */
export function readPosition(longitudeWord: Bytes, latitudeWord: Bytes): Position {
  const longitude = readNumber(longitudeWord);
  const latitude = readNumber(latitudeWord);
  if (Math.abs(longitude) > MAX_LONGITUDE || Math.abs(latitude) > MAX_LATITUDE) {
    throw errors.invalidPosition(
      formatFixed(longitude, COORDINATE_DECIMALS),
      formatFixed(latitude, COORDINATE_DECIMALS),
    );
  }
  return { longitude, latitude };
}

export function positionReply({ longitude, latitude }: Position): Reply {
  return [coordinateReply(longitude), coordinateReply(latitude)];
}

function coordinateReply(degrees: number): Reply {
  return new DoubleReply(degrees, formatHuman(degrees));
}

export function distanceReply(distance: number): Reply {
  return formatFixed(distance, DISTANCE_DECIMALS);
}
