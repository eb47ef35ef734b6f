import type { Bytes } from '../bytes.js';

/** Members of a leaf, and children of an inner node, at most. */
const LEAF_MAX = 128;
const INNER_MAX = 64;
/** A node that falls below this part of its maximum joins a neighbour. */
const MIN_PART = 4;

class Leaf {
  readonly scores: number[] = [];
  readonly members: Bytes[] = [];

  get count(): number {
    return this.members.length;
  }
}

class Inner {
  readonly children: Node[] = [];
  /** Members below each child. */
  readonly counts: number[] = [];
  /** The first member below each child; that of child 0 is never looked at. */
  readonly firstScores: number[] = [];
  readonly firstMembers: Bytes[] = [];

  get count(): number {
    let sum = 0;
    for (const count of this.counts) sum += count;
    return sum;
  }
}

type Node = Leaf | Inner;

/** Receives a member and its score; `false` ends the walk. */
export type Visit = (member: Bytes, score: number) => boolean | void;

/**
 * Pairs of score and member in order, with ranks: a B+ tree whose inner nodes count what is below each child. While
 * it is small it is one leaf, hence a flat array.
 *
 * Invariants: pairs ascend by score, then by bytes; `counts` are right; the first pair of every child but the leftmost
 * is known to its parent; all leaves are equally deep; no node but the root is empty or larger than its maximum.
 */
export class RankTree {
  private root: Node = new Leaf();
  private length = 0;

  get size(): number {
    return this.length;
  }

  /** Adds a pair that is not there yet. */
  insert(score: number, member: Bytes): void {
    const right = insertBelow(this.root, score, member);
    this.length++;
    if (right === null) return;
    const root = new Inner();
    adopt(root, 0, this.root);
    adopt(root, 1, right);
    this.root = root;
  }

  /** Removes a pair that is there. */
  remove(score: number, member: Bytes): void {
    removeBelow(this.root, score, member);
    this.length--;
    while (this.root instanceof Inner && this.root.children.length === 1) {
      this.root = this.root.children[0]!;
    }
  }

  /**
   * Removes the pairs whose rank is at least `from` and less than `to`.
   * @param visit receives each of them in order
   */
  removeRange(from: number, to: number, visit: (member: Bytes, score: number) => void): void {
    if (from >= to) return;
    removeBetween(this.root, from, to, visit);
    this.length -= to - from;
    while (this.root instanceof Inner && this.root.children.length <= 1) {
      this.root = this.root.children[0] ?? new Leaf();
    }
  }

  /** The score of a member, found by looking at every pair: for trees that are small. */
  scoreOf(member: Bytes): number | undefined {
    let found: number | undefined;
    this.forEachFrom(0, (each, score) => {
      if (each !== member) return true;
      found = score;
      return false;
    });
    return found;
  }

  /** How many pairs come before this one, which may be there or not. */
  rank(score: number, member: Bytes): number {
    let node = this.root;
    let before = 0;
    while (node instanceof Inner) {
      const child = childFor(node, score, member);
      for (let i = 0; i < child; i++) before += node.counts[i]!;
      node = node.children[child]!;
    }
    return before + lowerBound(node, score, member);
  }

  /** How many pairs have a lower score, or the same one if `inclusive`. */
  countBelow(score: number, inclusive: boolean): number {
    let node = this.root;
    let before = 0;
    while (node instanceof Inner) {
      let child = 0;
      while (
        child + 1 < node.children.length &&
        isBelow(node.firstScores[child + 1]!, score, inclusive)
      ) {
        before += node.counts[child++]!;
      }
      node = node.children[child]!;
    }
    let low = 0;
    let high = node.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBelow(node.scores[middle]!, score, inclusive)) low = middle + 1;
      else high = middle;
    }
    return before + low;
  }

  /** The pair of a rank that there is. */
  at(rank: number): readonly [member: Bytes, score: number] {
    let node = this.root;
    let skip = rank;
    while (node instanceof Inner) {
      let child = 0;
      while (skip >= node.counts[child]!) skip -= node.counts[child++]!;
      node = node.children[child]!;
    }
    return [node.members[skip]!, node.scores[skip]!];
  }

  /** Visits the pairs from a rank on, upwards. */
  forEachFrom(rank: number, visit: Visit): void {
    if (rank < this.length) walkUp(this.root, rank, visit);
  }

  /** Visits the pairs from a rank on, downwards. */
  forEachDownFrom(rank: number, visit: Visit): void {
    if (rank >= 0) walkDown(this.root, rank, visit);
  }
}

function isBelow(candidate: number, score: number, inclusive: boolean): boolean {
  return candidate < score || (inclusive && candidate === score);
}

function precedes(score: number, member: Bytes, otherScore: number, otherMember: Bytes): boolean {
  return score < otherScore || (score === otherScore && member < otherMember);
}

/** The index of the first pair of a leaf that does not precede this one. */
function lowerBound(leaf: Leaf, score: number, member: Bytes): number {
  const { scores, members } = leaf;
  let low = 0;
  let high = members.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (precedes(scores[middle]!, members[middle]!, score, member)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The child below which a pair belongs: the last one whose first pair does not follow it. */
function childFor(node: Inner, score: number, member: Bytes): number {
  const { firstScores, firstMembers } = node;
  let low = 1;
  let high = firstScores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (precedes(score, member, firstScores[middle]!, firstMembers[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function adopt(parent: Inner, at: number, child: Node): void {
  const [score, member] = firstOf(child);
  parent.children.splice(at, 0, child);
  parent.counts.splice(at, 0, child.count);
  parent.firstScores.splice(at, 0, score);
  parent.firstMembers.splice(at, 0, member);
}

function firstOf(node: Node): [number, Bytes] {
  return node instanceof Leaf
    ? [node.scores[0]!, node.members[0]!]
    : [node.firstScores[0]!, node.firstMembers[0]!];
}

/** @returns the right half when the node had to be divided */
function insertBelow(node: Node, score: number, member: Bytes): Node | null {
  if (node instanceof Leaf) {
    const at = lowerBound(node, score, member);
    node.scores.splice(at, 0, score);
    node.members.splice(at, 0, member);
    if (node.members.length <= LEAF_MAX) return null;
    // Ascending insertions leave full leaves behind, not half empty ones.
    return divideLeaf(node, at === LEAF_MAX ? LEAF_MAX : (LEAF_MAX + 1) >>> 1);
  }
  const child = childFor(node, score, member);
  const right = insertBelow(node.children[child]!, score, member);
  if (child === 0 && precedes(score, member, node.firstScores[0]!, node.firstMembers[0]!)) {
    node.firstScores[0] = score;
    node.firstMembers[0] = member;
  }
  if (right === null) {
    node.counts[child]!++;
    return null;
  }
  node.counts[child] = node.children[child]!.count;
  adopt(node, child + 1, right);
  return node.children.length <= INNER_MAX ? null : divideInner(node, (INNER_MAX + 1) >>> 1);
}

function divideLeaf(leaf: Leaf, at: number): Leaf {
  const right = new Leaf();
  right.scores.push(...leaf.scores.splice(at));
  right.members.push(...leaf.members.splice(at));
  return right;
}

function divideInner(node: Inner, at: number): Inner {
  const right = new Inner();
  moveChildren(node, at, right);
  return right;
}

function moveChildren(from: Inner, at: number, to: Inner): void {
  to.children.push(...from.children.splice(at));
  to.counts.push(...from.counts.splice(at));
  to.firstScores.push(...from.firstScores.splice(at));
  to.firstMembers.push(...from.firstMembers.splice(at));
}

function removeBelow(node: Node, score: number, member: Bytes): void {
  if (node instanceof Leaf) {
    const at = lowerBound(node, score, member);
    node.scores.splice(at, 1);
    node.members.splice(at, 1);
    return;
  }
  const at = childFor(node, score, member);
  const child = node.children[at]!;
  removeBelow(child, score, member);
  node.counts[at]!--;
  if (isSparse(child)) join(node, at);
  else if (node.firstMembers[at] === member && node.firstScores[at] === score) refresh(node, at);
}

/** Children that lose all their pairs go as a whole; at most two that lose some are left, side by side. */
function removeBetween(
  node: Node,
  from: number,
  to: number,
  visit: (member: Bytes, score: number) => void,
): void {
  if (node instanceof Leaf) {
    for (let i = from; i < to; i++) visit(node.members[i]!, node.scores[i]!);
    node.scores.splice(from, to - from);
    node.members.splice(from, to - from);
    return;
  }
  let child = 0;
  let before = 0;
  while (before + node.counts[child]! <= from) before += node.counts[child++]!;
  const edge = child;
  let goneFrom = -1;
  let gone = 0;
  for (; child < node.children.length && before < to; child++) {
    const count = node.counts[child]!;
    const start = Math.max(from - before, 0);
    const end = Math.min(to - before, count);
    before += count;
    if (end - start === count) {
      walkUp(node.children[child]!, 0, (member, score) => void visit(member, score));
      if (gone++ === 0) goneFrom = child;
    } else {
      removeBetween(node.children[child]!, start, end, visit);
      node.counts[child]! -= end - start;
      if (start === 0) refresh(node, child);
    }
  }
  if (gone > 0) forget(node, goneFrom, gone);
  for (const at of [edge + 1, edge]) {
    if (at < node.children.length && isSparse(node.children[at]!)) join(node, at);
  }
}

function forget(parent: Inner, at: number, count: number): void {
  parent.children.splice(at, count);
  parent.counts.splice(at, count);
  parent.firstScores.splice(at, count);
  parent.firstMembers.splice(at, count);
}

function isSparse(node: Node): boolean {
  return node instanceof Leaf
    ? node.members.length < LEAF_MAX / MIN_PART
    : node.children.length < INNER_MAX / MIN_PART;
}

/** Takes the first pair of a child anew after its old one has gone. */
function refresh(parent: Inner, at: number): void {
  const [score, member] = firstOf(parent.children[at]!);
  parent.firstScores[at] = score;
  parent.firstMembers[at] = member;
}

/** Unites a sparse child with a neighbour, and divides the result again when it is too large. */
function join(parent: Inner, at: number): void {
  if (parent.children.length === 1) return;
  const left = at === 0 ? 0 : at - 1;
  const a = parent.children[left]!;
  const b = parent.children[left + 1]!;
  forget(parent, left + 1, 1);
  let right: Node | null = null;
  if (a instanceof Leaf && b instanceof Leaf) {
    a.scores.push(...b.scores);
    a.members.push(...b.members);
    if (a.members.length > LEAF_MAX) right = divideLeaf(a, a.members.length >>> 1);
  } else if (a instanceof Inner && b instanceof Inner) {
    moveChildren(b, 0, a);
    if (a.children.length > INNER_MAX) right = divideInner(a, a.children.length >>> 1);
  }
  parent.counts[left] = a.count;
  refresh(parent, left);
  if (right !== null) adopt(parent, left + 1, right);
}

/** @returns false when the visitor has had enough */
function walkUp(node: Node, rank: number, visit: Visit): boolean {
  if (node instanceof Leaf) {
    const { scores, members } = node;
    for (let i = rank; i < members.length; i++) {
      if (visit(members[i]!, scores[i]!) === false) return false;
    }
    return true;
  }
  let skip = rank;
  for (let i = 0; i < node.children.length; i++) {
    const count = node.counts[i]!;
    if (skip >= count) skip -= count;
    else {
      if (!walkUp(node.children[i]!, skip, visit)) return false;
      skip = 0;
    }
  }
  return true;
}

function walkDown(node: Node, rank: number, visit: Visit): boolean {
  if (node instanceof Leaf) {
    const { scores, members } = node;
    for (let i = Math.min(rank, members.length - 1); i >= 0; i--) {
      if (visit(members[i]!, scores[i]!) === false) return false;
    }
    return true;
  }
  let child = 0;
  let skip = rank;
  while (child + 1 < node.children.length && skip >= node.counts[child]!) {
    skip -= node.counts[child++]!;
  }
  for (; child >= 0; child--) {
    if (!walkDown(node.children[child]!, skip, visit)) return false;
    skip = Number.POSITIVE_INFINITY;
  }
  return true;
}
