import { IdBlock, type VisitId } from './stream-id-block.js';
import type { StreamId } from './stream-id.js';

export type { VisitId } from './stream-id-block.js';

/**
 * A map that is ordered by stream IDs: blocks of entries, found by binary search. Appending and removing at the front
 * cost the same however long it is.
 *
 * Invariants: IDs ascend and are distinct; no block is empty or longer than its maximum.
 */
export class IdMap<V> {
  private readonly blocks: IdBlock<V>[] = [];
  private count = 0;

  /** @param blockMax entries of a block at most */
  constructor(private readonly blockMax = 100) {}

  get size(): number {
    return this.count;
  }

  /** The first ID, or `undefined` when there is none. */
  first(): StreamId | undefined {
    return this.blocks[0]?.idAt(0);
  }

  /** The last ID, or `undefined` when there is none. */
  last(): StreamId | undefined {
    const block = this.blocks[this.blocks.length - 1];
    return block?.idAt(block.size - 1);
  }

  get(id: StreamId): V | undefined {
    const block = this.blocks[this.blockFor(id)];
    const index = block?.lowerBound(id) ?? 0;
    return block?.isAt(index, id) ? block.valueAt(index) : undefined;
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
      block.setValue(index, value);
      return false;
    }
    if (index === block.size && at === this.blocks.length - 1) this.append(id, value);
    else this.insert(at, index, id, value);
    return true;
  }

  /** @returns whether the entry was there */
  delete(id: StreamId): boolean {
    const at = this.blockFor(id);
    const block = this.blocks[at];
    const index = block?.lowerBound(id) ?? 0;
    if (!block?.isAt(index, id)) return false;
    block.remove(index);
    if (block.size === 0) this.blocks.splice(at, 1);
    this.count--;
    return true;
  }

  /** Visits entries from an ID on, which is included, upwards. The visitor must not change the map. */
  forEachFrom(start: StreamId, visit: VisitId<V>): void {
    const first = this.blockFor(start);
    for (let at = first; at < this.blocks.length; at++) {
      const block = this.blocks[at]!;
      for (let i = at === first ? block.lowerBound(start) : 0; i < block.size; i++) {
        if (visit(block.idAt(i), block.valueAt(i)) === false) return;
      }
    }
  }

  /** The last block whose first ID is not above this one; the first block when there is none. */
  private blockFor(id: StreamId): number {
    let low = 1;
    let high = this.blocks.length;
    // Most IDs are above all others.
    if (high > 1 && !this.blocks[high - 1]!.startsAbove(id)) return high - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (!this.blocks[middle]!.startsAbove(id)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private append(id: StreamId, value: V): void {
    let block = this.blocks[this.blocks.length - 1];
    if (!block || block.size >= this.blockMax) this.blocks.push((block = new IdBlock()));
    block.push(id, value);
    this.count++;
  }

  private insert(at: number, index: number, id: StreamId, value: V): void {
    const block = this.blocks[at]!;
    block.insert(index, id, value);
    this.count++;
    if (block.size <= this.blockMax) return;
    const right = new IdBlock<V>();
    block.moveTail(block.size >>> 1, right);
    this.blocks.splice(at + 1, 0, right);
  }
}
