import { own, type Bytes } from '../bytes.js';
import { KeyIndex, type KeyHasher } from '../keyspace/key-index.js';
import { Collection, collectionType } from './collection.js';
import { RankTree, type Visit } from './rank-tree.js';

/** Up to this many members the tree is searched for a member; above there is an index of them. */
const INDEX_FROM = 64;
const MEMBER_OVERHEAD = 40;

/** What giving a member a score did. */
export type ScoreChange = 'added' | 'updated' | 'unchanged';

/**
 * A sorted set: members with scores, in order of score, then of bytes.
 *
 * Invariants: `tree` holds every member once with its score; `scores`, once there, holds the same pairs.
 */
export class SortedSet extends Collection {
  readonly type = 'zset';
  /** Never goes back. */
  encoding: 'listpack' | 'skiplist' = 'listpack';
  private readonly tree = new RankTree();
  private scores: KeyIndex<number> | undefined;
  private payload = 0;

  constructor(private readonly hasher: KeyHasher) {
    super();
  }

  get size(): number {
    return this.tree.size;
  }

  get bytes(): number {
    return this.payload + (this.scores?.bytes() ?? 0);
  }

  score(member: Bytes): number | undefined {
    if (!this.scores) return this.tree.scoreOf(member);
    const slot = this.scores.find(member);
    return slot < 0 ? undefined : this.scores.valueAt(slot);
  }

  has(member: Bytes): boolean {
    return this.score(member) !== undefined;
  }

  /** Adds a member or gives it another score. */
  set(member: Bytes, score: number): ScoreChange {
    const { scores } = this;
    const slot = scores ? scores.find(member) : -1;
    const old = scores ? (slot < 0 ? undefined : scores.valueAt(slot)) : this.tree.scoreOf(member);
    if (old === undefined) {
      this.add(member, score);
      return 'added';
    }
    if (old === score) return 'unchanged';
    const kept = scores ? scores.keyAt(slot) : own(member);
    this.tree.remove(old, member);
    this.tree.insert(score, kept);
    scores?.setValue(slot, score);
    return 'updated';
  }

  /** @returns whether the member was there */
  delete(member: Bytes): boolean {
    const { scores } = this;
    const score = this.score(member);
    if (score === undefined) return false;
    this.tree.remove(score, member);
    scores?.delete(scores.find(member));
    this.payload -= MEMBER_OVERHEAD + member.length;
    return true;
  }

  /**
   * Removes the members whose rank is at least `from` and less than `to`.
   * @param visit receives each of them in order
   */
  removeRange(from: number, to: number, visit?: (member: Bytes, score: number) => void): void {
    const { scores } = this;
    this.tree.removeRange(from, to, (member, score) => {
      scores?.delete(scores.find(member));
      this.payload -= MEMBER_OVERHEAD + member.length;
      visit?.(member, score);
    });
  }

  /** How many members come before this one; `undefined` when it is not there. */
  rank(member: Bytes): number | undefined {
    const score = this.score(member);
    return score === undefined ? undefined : this.tree.rank(score, member);
  }

  /** How many members have a lower score, or the same one if `inclusive`. */
  countBelow(score: number, inclusive: boolean): number {
    return this.tree.countBelow(score, inclusive);
  }

  /**
   * How many members come before these bytes, or are these bytes if `inclusive`. Scores do not count: it is for sets
   * whose members all have the same one.
   */
  countBefore(member: Bytes, inclusive: boolean): number {
    let score = 0;
    this.tree.forEachFrom(0, (_first, same) => {
      score = same;
      return false;
    });
    const before = this.tree.rank(score, member);
    return inclusive && this.score(member) === score ? before + 1 : before;
  }

  /** Visits the members from a rank on, upwards; `false` ends the walk. */
  forEachFrom(rank: number, visit: Visit): void {
    this.tree.forEachFrom(rank, visit);
  }

  /** Visits the members from a rank on, downwards; `false` ends the walk. */
  forEachDownFrom(rank: number, visit: Visit): void {
    this.tree.forEachDownFrom(rank, visit);
  }

  /** A uniformly random member. @param below draws an integer from 0 to below its argument */
  randomMember(below: (bound: number) => number): readonly [member: Bytes, score: number] {
    const { scores } = this;
    if (scores) {
      const slot = scores.uniformSlot(below);
      return [scores.keyAt(slot), scores.valueAt(slot)];
    }
    return this.tree.at(below(this.tree.size));
  }

  /** Visits a part, as one step of ZSCAN; a small set is visited at once. @returns the next cursor, 0 at the end */
  scan(cursor: number, visit: Visit): number {
    const { scores } = this;
    if (scores) {
      return scores.scan(cursor, (slot) => void visit(scores.keyAt(slot), scores.valueAt(slot)));
    }
    this.tree.forEachFrom(0, visit);
    return 0;
  }

  clone(): SortedSet {
    const copy = new SortedSet(this.hasher);
    copy.encoding = this.encoding;
    this.tree.forEachFrom(0, (member, score) => copy.add(member, score));
    return copy;
  }

  private add(member: Bytes, score: number): void {
    this.payload += MEMBER_OVERHEAD + member.length;
    const { scores: index } = this;
    // The tree and the index hold the same string.
    const kept = index ? index.keyAt(index.insert(member, score)) : own(member);
    this.tree.insert(score, kept);
    if (index === undefined && this.tree.size > INDEX_FROM) {
      const scores = new KeyIndex<number>(this.hasher);
      this.tree.forEachFrom(0, (each, value) => void scores.insert(each, value));
      this.scores = scores;
    }
  }
}

/** The sorted set type. */
export const SortedSetType = collectionType('zset', SortedSet);
