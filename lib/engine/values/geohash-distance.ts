import { asin, cos, sin } from '../elementary/trigonometry.js';
import type { Position } from './geohash.js';

/** The mean radius of the Earth in m, as Redis has it. */
export const EARTH_RADIUS = 6372797.560856;
const RADIANS = Math.PI / 180;
/** By no more than so many m is an estimate wrong, even on the other side of the Earth. */
const ESTIMATE_ERROR = 1;

export function radians(degrees: number): number {
  return degrees * RADIANS;
}

export function degrees(radian: number): number {
  return radian / RADIANS;
}

/** The distance along a meridian in m. */
export function latitudeDistance(a: number, b: number): number {
  return EARTH_RADIUS * Math.abs(radians(b) - radians(a));
}

/** A place from which distances are taken, along great circles and by the haversine formula. */
export class Origin {
  private readonly longitude: number;
  private readonly latitude: number;
  private readonly cosine: number;

  constructor(readonly position: Position) {
    this.longitude = radians(position.longitude);
    this.latitude = radians(position.latitude);
    this.cosine = cos(this.latitude);
  }

  /** The distance to a place in m. */
  distanceTo(place: Position): number {
    const byLongitude = sin((radians(place.longitude) - this.longitude) / 2);
    if (byLongitude === 0) return latitudeDistance(this.position.latitude, place.latitude);
    const latitude = radians(place.latitude);
    const byLatitude = sin((latitude - this.latitude) / 2);
    const cosines = this.cosine * cos(latitude);
    const haversine = byLatitude * byLatitude + cosines * byLongitude * byLongitude;
    return 2 * EARTH_RADIUS * asin(Math.sqrt(haversine));
  }

  /** Whether a place is certainly further away than a distance in m; much sooner found out than how far it is. */
  isBeyond(place: Position, distance: number): boolean {
    const byLongitude = Math.sin((radians(place.longitude) - this.longitude) / 2);
    const latitude = radians(place.latitude);
    const byLatitude = Math.sin((latitude - this.latitude) / 2);
    const cosines = this.cosine * Math.cos(latitude);
    const haversine = byLatitude * byLatitude + cosines * byLongitude * byLongitude;
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(haversine)) > distance + ESTIMATE_ERROR;
  }
}

/** The distance of two places in m. */
export function distanceBetween(a: Position, b: Position): number {
  return new Origin(a).distanceTo(b);
}
