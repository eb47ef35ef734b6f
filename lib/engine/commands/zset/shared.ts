import type { Bytes } from '../../bytes.js';
import type { EncodingLimits } from '../../encoding-limits.js';
import { errors } from '../../errors.js';
import { parseDouble } from '../../float.js';
import type { KeyEvent } from '../../keyspace/key-event.js';
import type { Keyspace } from '../../keyspace/keyspace.js';
import { DoubleReply, type Reply } from '../../reply.js';
import { SortedSetType, type ScoreChange, type SortedSet } from '../../values/sorted-set.js';
import { token, type ArgDoc } from '../args.js';
import type { Context } from '../context.js';

/** A member and its score. */
export type Scored = readonly [member: Bytes, score: number];

/** How COMMAND DOCS describes the option that adds scores to a reply. */
export const withScoresDoc: ArgDoc = token('WITHSCORES', { optional: true });

/** @throws "value is not a valid float" */
export function readScore(word: Bytes, invalid = errors.notFloat): number {
  const score = parseDouble(word);
  if (score === undefined) throw invalid();
  return score;
}

/** A new sorted set in the encoding that suits its first member. */
export function createZset(db: Keyspace, first: Bytes, limits: EncodingLimits): SortedSet {
  const zset = db.create(SortedSetType);
  if (limits.zsetMaxListpackEntries === 0 || first.length > limits.zsetMaxListpackValue) {
    zset.encoding = 'skiplist';
  }
  return zset;
}

/** Adds a member or gives it another score, and follows the thresholds. */
export function setScore(
  zset: SortedSet,
  member: Bytes,
  score: number,
  limits: EncodingLimits,
): ScoreChange {
  if (zset.encoding === 'skiplist') return zset.set(member, score);
  const grows =
    zset.size >= limits.zsetMaxListpackEntries || member.length > limits.zsetMaxListpackValue;
  if (grows && !zset.has(member)) {
    zset.encoding = 'skiplist';
    return zset.set(member, score);
  }
  // A listpack keeps integers as such, which have no negative zero.
  return zset.set(member, score === 0 ? 0 : score);
}

/** A new sorted set of members that have not been counted one by one. @param entries in order, each member once */
export function zsetOf({ db, engine }: Context, entries: readonly Scored[]): SortedSet {
  const { limits } = engine;
  const zset = db.create(SortedSetType);
  if (
    entries.length > limits.zsetMaxListpackEntries ||
    entries.some(([member]) => member.length > limits.zsetMaxListpackValue)
  ) {
    zset.encoding = 'skiplist';
  }
  for (const [member, score] of entries) setScore(zset, member, score, limits);
  return zset;
}

/**
 * Makes a sorted set the value of a key, or removes the key when there are no members.
 * @returns how many members there are
 */
export function storeZset({ db }: Context, key: Bytes, zset: SortedSet, event: KeyEvent): number {
  if (zset.size === 0) db.remove(key, 'erased');
  else {
    db.put(key, zset);
    db.changed(key, event);
  }
  return zset.size;
}

/** Collects members for a reply: with scores in pairs for RESP3, side by side for RESP2. */
export class ScoredReply {
  readonly elements: Reply[] = [];
  private readonly nested: boolean;

  constructor(
    { session }: Context,
    private readonly withScores: boolean,
  ) {
    this.nested = session.protocol === 3;
  }

  add(member: Bytes, score: number): void {
    if (!this.withScores) this.elements.push(member);
    else if (this.nested) this.elements.push([member, new DoubleReply(score)]);
    else this.elements.push(member, new DoubleReply(score));
  }
}

/** How sorted sets are ordered: by score, then by bytes. */
export function compareScored([a, x]: Scored, [b, y]: Scored): number {
  if (x !== y) return x < y ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
