import type { Bytes } from '../../bytes.js';
import { INT64_MIN, normalize, type Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import type { Reply } from '../../reply.js';
import { SortedSetType, type SortedSet } from '../../values/sorted-set.js';
import type { Context } from '../context.js';
import { storeZset, zsetOf, type Scored } from '../zset/shared.js';
import { distanceReply, positionReply, readPosition } from './arguments.js';
import { nearest, search, type Found } from './found.js';
import {
  checkOptions,
  positionOfMember,
  readCircle,
  readOptions,
  SearchOptions,
  type SearchKind,
} from './search-options.js';

/** GEOSEARCH and GEOSEARCHSTORE. */
export function geosearch(context: Context, kind: 'GEOSEARCH' | 'GEOSEARCHSTORE'): Reply {
  const { argv, db } = context;
  const options = new SearchOptions();
  const at = kind === 'GEOSEARCH' ? 1 : 2;
  const zset = db.read(argv[at]!, SortedSetType);
  if (kind === 'GEOSEARCHSTORE') options.destination = argv[1]!;
  return run(context, kind, options, zset, argv.slice(at + 1));
}

/** GEORADIUS and GEORADIUS_RO. */
export function georadius(context: Context, kind: 'GEORADIUS' | 'GEORADIUS_RO'): Reply {
  const [, name, longitude, latitude, radius, unit, ...words] = context.argv;
  const zset = context.db.read(name!, SortedSetType);
  const options = new SearchOptions();
  options.center = readPosition(longitude!, latitude!);
  options.extent = readCircle(radius!, unit!);
  return run(context, kind, options, zset, words);
}

/** GEORADIUSBYMEMBER and GEORADIUSBYMEMBER_RO. */
export function georadiusByMember(context: Context, kind: 'GEORADIUS' | 'GEORADIUS_RO'): Reply {
  const [, name, member, radius, unit, ...words] = context.argv;
  const zset = context.db.read(name!, SortedSetType);
  const options = new SearchOptions();
  // Without a sorted set, nobody asks where the member is, nor how far to look.
  if (zset !== undefined) {
    options.center = positionOfMember(zset, member!);
    options.extent = readCircle(radius!, unit!);
  }
  return run(context, kind, options, zset, words);
}

function run(
  context: Context,
  kind: SearchKind,
  options: SearchOptions,
  zset: SortedSet | undefined,
  words: readonly Bytes[],
): Reply {
  readOptions(options, kind, words, zset);
  checkOptions(options, kind, context.argv[0]!);
  const found = zset === undefined ? [] : find(zset, options);
  if (options.destination !== undefined) {
    return store(context, kind, options, options.destination, found);
  }
  return found.map((each) => reply(each, options));
}

function find(zset: SortedSet, { shape, order, any, count }: SearchOptions): Found[] {
  const found = search(zset, shape, any ? count : 0);
  const wanted = count === 0 ? found.length : count;
  // So many of all are the nearest ones.
  const sorting = order ?? (count > 0 && !any ? 'ASC' : undefined);
  return sorting === undefined ? found.slice(0, wanted) : nearest(found, sorting, wanted);
}

function reply({ member, score, position, distance }: Found, options: SearchOptions): Reply {
  const { withDistance, withHash, withPosition } = options;
  if (!withDistance && !withHash && !withPosition) return member;
  const parts: Reply[] = [member];
  if (withDistance) parts.push(distanceReply(distance / unitOf(options)));
  if (withHash) parts.push(asInteger(score));
  if (withPosition) parts.push(positionReply(position));
  return parts;
}

function store(
  context: Context,
  kind: SearchKind,
  options: SearchOptions,
  destination: Bytes,
  found: readonly Found[],
): Reply {
  const entries = found.map(({ member, score, distance }): Scored => {
    return [member, options.storeDistance ? distance / unitOf(options) : score];
  });
  const event = kind === 'GEOSEARCHSTORE' ? KeyEvents.geosearchstore : KeyEvents.georadiusstore;
  return storeZset(context, destination, zsetOf(context, entries), event);
}

function unitOf({ extent }: SearchOptions): number {
  return extent?.unit ?? 1;
}

/** A score that no position has made can be any double: C converts it to 64 bits. */
function asInteger(score: number): Int64 {
  if (!(Math.abs(score) < 2 ** 63)) return INT64_MIN;
  return normalize(BigInt(Math.trunc(score)));
}
