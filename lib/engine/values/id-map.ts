import { compareIds, type StreamId, type Uint64 } from './stream-id.js';

/** Receives an ID and its value; `false` ends the walk. */
export type VisitId<V> = (id: StreamId, value: V) => boolean | void;

/** IDs in order, in parallel arrays: most are plain numbers and take no object. */
class Block<V> {
  readonly ms: Uint64[] = [];
  readonly seq: Uint64[] = [];
  readonly values: V[] = [];

  idAt(index: number): StreamId {
    return { ms: this.ms[index]!, seq: this.seq[index]! };
  }

  /** The index of the first ID that is not below this one. */
  lowerBound(id: StreamId): number {
    let low = 0;
    let high = this.ms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.isBelow(middle, id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isBelow(index: number, id: StreamId): boolean {
    const ms = this.ms[index]!;
    return ms === id.ms ? this.seq[index]! < id.seq : ms < id.ms;
  }

  isAt(index: number, id: StreamId): boolean {
    return this.ms[index] === id.ms && this.seq[index] === id.seq;
  }

  splice(index: number, remove: number, ...added: [StreamId, V][]): void {
    this.ms.splice(index, remove, ...added.map(([id]) => id.ms));
    this.seq.splice(index, remove, ...added.map(([id]) => id.seq));
    this.values.splice(index, remove, ...added.map(([, value]) => value));
  }
}

/**
 * A map that is ordered by stream IDs: blocks of entries, found by binary search. Appending and removing at the front
 * cost the same however long it is.
 *
 * Invariants: IDs ascend and are distinct; no block is empty or longer than its maximum.
 */
export class IdMap<V> {
  private readonly blocks: Block<V>[] = [];
  private count = 0;

  /** @param blockMax entries of a block at most */
  constructor(private readonly blockMax = 100) {}

  get size(): number {
    return this.count;
  }

  /** How many entries the first block has: what approximate trimming removes at once. */
  get firstBlockSize(): number {
    return this.blocks[0]?.values.length ?? 0;
  }

  first(): [StreamId, V] | undefined {
    const block = this.blocks[0];
    return block && [block.idAt(0), block.values[0]!];
  }

  last(): [StreamId, V] | undefined {
    const block = this.blocks[this.blocks.length - 1];
    if (!block) return undefined;
    const index = block.values.length - 1;
    return [block.idAt(index), block.values[index]!];
  }

  get(id: StreamId): V | undefined {
    const block = this.blocks[this.blockFor(id)];
    const index = block?.lowerBound(id) ?? 0;
    return block?.isAt(index, id) ? block.values[index] : undefined;
  }

  /** Adds an entry or replaces its value. @returns whether it is new */
  set(id: StreamId, value: V): boolean {
    const at = this.blockFor(id);
    const block = this.blocks[at];
    if (!block) {
      this.append(id, value);
      return true;
    }
    const index = block.lowerBound(id);
    if (block.isAt(index, id)) {
      block.values[index] = value;
      return false;
    }
    if (index === block.values.length && at === this.blocks.length - 1) this.append(id, value);
    else this.insert(at, index, id, value);
    return true;
  }

  /** @returns whether the entry was there */
  delete(id: StreamId): boolean {
    const at = this.blockFor(id);
    const block = this.blocks[at];
    const index = block?.lowerBound(id) ?? 0;
    if (!block?.isAt(index, id)) return false;
    block.splice(index, 1);
    if (block.values.length === 0) this.blocks.splice(at, 1);
    this.count--;
    return true;
  }

  /** Removes entries from the front. @param count at most `size` */
  removeFirst(count: number): void {
    let left = count;
    while (left > 0) {
      const block = this.blocks[0]!;
      const here = Math.min(left, block.values.length);
      if (here === block.values.length) this.blocks.shift();
      else block.splice(0, here);
      left -= here;
    }
    this.count -= count;
  }

  /** Visits entries from an ID on, which is included, upwards. */
  forEachFrom(start: StreamId, visit: VisitId<V>): void {
    const first = this.blockFor(start);
    for (let at = first; at < this.blocks.length; at++) {
      const block = this.blocks[at]!;
      for (let i = at === first ? block.lowerBound(start) : 0; i < block.values.length; i++) {
        if (visit(block.idAt(i), block.values[i]!) === false) return;
      }
    }
  }

  /** Visits entries from an ID on, which is included, downwards. */
  forEachDownFrom(start: StreamId, visit: VisitId<V>): void {
    const first = this.blockFor(start);
    for (let at = Math.min(first, this.blocks.length - 1); at >= 0; at--) {
      const block = this.blocks[at]!;
      let i = block.values.length - 1;
      if (at === first) {
        i = block.lowerBound(start);
        if (!block.isAt(i, start)) i--;
      }
      for (; i >= 0; i--) if (visit(block.idAt(i), block.values[i]!) === false) return;
    }
  }

  /** The last block whose first ID is not above this one; the first block when there is none. */
  private blockFor(id: StreamId): number {
    let low = 1;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareIds(this.blocks[middle]!.idAt(0), id) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private append(id: StreamId, value: V): void {
    let block = this.blocks[this.blocks.length - 1];
    if (!block || block.values.length >= this.blockMax) this.blocks.push((block = new Block()));
    block.ms.push(id.ms);
    block.seq.push(id.seq);
    block.values.push(value);
    this.count++;
  }

  private insert(at: number, index: number, id: StreamId, value: V): void {
    const block = this.blocks[at]!;
    block.splice(index, 0, [id, value]);
    this.count++;
    if (block.values.length <= this.blockMax) return;
    const half = block.values.length >>> 1;
    const right = new Block<V>();
    right.ms.push(...block.ms.splice(half));
    right.seq.push(...block.seq.splice(half));
    right.values.push(...block.values.splice(half));
    this.blocks.splice(at + 1, 0, right);
  }
}
