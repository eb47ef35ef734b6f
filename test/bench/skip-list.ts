/** A skip list with spans, as sorted sets are commonly built: the yardstick of `npm run bench:sorted-set`. */

const MAX_LEVEL = 24;

class Node {
  readonly next: (Node | null)[];
  readonly span: number[];

  constructor(
    level: number,
    readonly score: number,
    readonly member: string,
  ) {
    this.next = new Array<Node | null>(level).fill(null);
    this.span = new Array<number>(level).fill(0);
  }

  isBefore(score: number, member: string): boolean {
    return this.score < score || (this.score === score && this.member < member);
  }
}

/** Members with scores, in order, with ranks. */
export class SkipList {
  private readonly head = new Node(MAX_LEVEL, Number.NEGATIVE_INFINITY, '');
  private readonly scores = new Map<string, number>();
  private level = 1;
  private seed = 12_345;

  get size(): number {
    return this.scores.size;
  }

  set(member: string, score: number): void {
    const old = this.scores.get(member);
    if (old === score) return;
    if (old !== undefined) this.remove(old, member);
    this.insert(score, member);
    this.scores.set(member, score);
  }

  rank(member: string): number | undefined {
    const score = this.scores.get(member);
    if (score === undefined) return undefined;
    let rank = 0;
    let node = this.head;
    for (let i = this.level - 1; i >= 0; i--) {
      while (node.next[i]?.isBefore(score, member)) {
        rank += node.span[i]!;
        node = node.next[i]!;
      }
    }
    return rank;
  }

  private insert(score: number, member: string): void {
    const before: Node[] = [];
    const ranks: number[] = [];
    let node = this.head;
    for (let i = this.level - 1; i >= 0; i--) {
      ranks[i] = i === this.level - 1 ? 0 : ranks[i + 1]!;
      while (node.next[i]?.isBefore(score, member)) {
        ranks[i]! += node.span[i]!;
        node = node.next[i]!;
      }
      before[i] = node;
    }
    const level = this.randomLevel();
    for (; this.level < level; this.level++) {
      ranks[this.level] = 0;
      before[this.level] = this.head;
      this.head.span[this.level] = this.scores.size;
    }
    const added = new Node(level, score, member);
    for (let i = 0; i < level; i++) {
      const left = before[i]!;
      added.next[i] = left.next[i]!;
      added.span[i] = left.span[i]! - (ranks[0]! - ranks[i]!);
      left.next[i] = added;
      left.span[i] = ranks[0]! - ranks[i]! + 1;
    }
    for (let i = level; i < this.level; i++) before[i]!.span[i]!++;
  }

  private remove(score: number, member: string): void {
    let node = this.head;
    for (let i = this.level - 1; i >= 0; i--) {
      while (node.next[i]?.isBefore(score, member)) node = node.next[i]!;
      const target = node.next[i];
      node.span[i]!--;
      if (target?.member !== member || target.score !== score) continue;
      node.span[i]! += target.span[i]!;
      node.next[i] = target.next[i]!;
    }
  }

  private randomLevel(): number {
    let level = 1;
    while (level < MAX_LEVEL) {
      // xorshift32: one level in four goes on to the next.
      this.seed ^= this.seed << 13;
      this.seed ^= this.seed >>> 17;
      this.seed ^= this.seed << 5;
      if ((this.seed & 3) !== 0) break;
      level++;
    }
    return level;
  }
}
