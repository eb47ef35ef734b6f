import type { StreamId, Uint64 } from './stream-id.js';

/** Receives an ID and its value; `false` ends the walk. */
export type VisitId<V> = (id: StreamId, value: V) => boolean | void;

/** IDs in order with a value each, in parallel arrays: most IDs are plain numbers and take no object. */
export class IdBlock<V> {
  protected readonly ms: Uint64[] = [];
  protected readonly seq: Uint64[] = [];
  protected readonly values: V[] = [];

  get size(): number {
    return this.values.length;
  }

  idAt(index: number): StreamId {
    return { ms: this.ms[index]!, seq: this.seq[index]! };
  }

  valueAt(index: number): V {
    return this.values[index]!;
  }

  setValue(index: number, value: V): void {
    this.values[index] = value;
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

  /** The index of the last ID that is not above this one, or -1. */
  upperBound(id: StreamId): number {
    const index = this.lowerBound(id);
    return this.isAt(index, id) ? index : index - 1;
  }

  /** Whether the first ID is above this one. */
  startsAbove(id: StreamId): boolean {
    const ms = this.ms[0]!;
    return ms === id.ms ? this.seq[0]! > id.seq : ms > id.ms;
  }

  isAt(index: number, id: StreamId): boolean {
    return this.ms[index] === id.ms && this.seq[index] === id.seq;
  }

  push(id: StreamId, value: V): void {
    this.ms.push(id.ms);
    this.seq.push(id.seq);
    this.values.push(value);
  }

  insert(index: number, id: StreamId, value: V): void {
    this.ms.splice(index, 0, id.ms);
    this.seq.splice(index, 0, id.seq);
    this.values.splice(index, 0, value);
  }

  /** Removes entries from an index on. */
  remove(index: number, count = 1): void {
    this.ms.splice(index, count);
    this.seq.splice(index, count);
    this.values.splice(index, count);
  }

  /** Moves the entries from an index on into another, empty block. */
  moveTail(index: number, target: IdBlock<V>): void {
    target.ms.push(...this.ms.splice(index));
    target.seq.push(...this.seq.splice(index));
    target.values.push(...this.values.splice(index));
  }

  /** Copies all entries into another, empty block. */
  protected copyTo(target: IdBlock<V>): void {
    target.ms.push(...this.ms);
    target.seq.push(...this.seq);
    target.values.push(...this.values);
  }

  private isBelow(index: number, id: StreamId): boolean {
    const ms = this.ms[index]!;
    return ms === id.ms ? this.seq[index]! < id.seq : ms < id.ms;
  }
}
