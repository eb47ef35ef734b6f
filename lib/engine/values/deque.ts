import type { Bytes } from '../bytes.js';
import { Collection, collectionType } from './collection.js';
import { LISTPACK_EMPTY, listpackEntrySize } from './listpack-size.js';

/** Elements of a chunk at most. */
const CHUNK_MAX = 512;
/** Neighbours that together hold no more than this become one chunk. */
const JOIN_MAX = CHUNK_MAX / 2;
const ELEMENT_OVERHEAD = 24;

/** A run of elements with room at its front, so that both ends of a deque grow and shrink in place. */
class Chunk {
  /** Elements from `start` on; what lies before is empty. */
  items: Bytes[] = [];
  start = 0;

  get length(): number {
    return this.items.length - this.start;
  }

  at(index: number): Bytes {
    return this.items[this.start + index]!;
  }

  prepend(element: Bytes): void {
    if (this.start === 0) this.makeRoom();
    this.items[--this.start] = element;
  }

  removeFirst(): Bytes {
    const element = this.items[this.start]!;
    this.items[this.start++] = '';
    if (this.start === this.items.length) this.clear();
    return element;
  }

  insert(index: number, element: Bytes): void {
    if (index === 0) this.prepend(element);
    else this.items.splice(this.start + index, 0, element);
  }

  remove(index: number, count: number): void {
    this.items.splice(this.start + index, count);
    if (this.length === 0) this.clear();
  }

  /** Moves the elements from `index` on to a new chunk. */
  divide(index: number): Chunk {
    const right = new Chunk();
    right.items = this.items.splice(this.start + index);
    return right;
  }

  append(other: Chunk): void {
    for (let i = other.start; i < other.items.length; i++) this.items.push(other.items[i]!);
  }

  private makeRoom(): void {
    const room = Math.max(4, Math.min(this.items.length, CHUNK_MAX - this.items.length));
    this.items = new Array<Bytes>(room).fill('').concat(this.items);
    this.start = room;
  }

  private clear(): void {
    this.items = [];
    this.start = 0;
  }
}

/** A place in a deque: a chunk and an index in it. */
interface Place {
  chunk: number;
  index: number;
}

/**
 * A list: a deque of chunks. Both ends cost the same however long it is; access by index skips whole chunks from the
 * nearer end, and a change in the middle moves one chunk at most.
 *
 * Invariants: no chunk is empty or longer than its maximum; the lengths of the chunks add up to `length`.
 */
export class Deque extends Collection {
  readonly type = 'list';
  encoding: 'listpack' | 'quicklist' = 'listpack';
  private readonly chunks: Chunk[] = [];
  private count = 0;
  private payload = LISTPACK_EMPTY;

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.payload + this.count * ELEMENT_OVERHEAD;
  }

  /** How many bytes it would take as one of Redis's listpacks. */
  get listpackSize(): number {
    return this.payload;
  }

  get length(): number {
    return this.count;
  }

  push(element: Bytes): void {
    let last = this.chunks[this.chunks.length - 1];
    if (last === undefined || last.length === CHUNK_MAX) this.chunks.push((last = new Chunk()));
    last.items.push(element);
    this.added(element);
  }

  unshift(element: Bytes): void {
    let first = this.chunks[0];
    if (first === undefined || first.length === CHUNK_MAX)
      this.chunks.unshift((first = new Chunk()));
    first.prepend(element);
    this.added(element);
  }

  pop(): Bytes | undefined {
    const last = this.chunks[this.chunks.length - 1];
    if (last === undefined) return undefined;
    const element = last.at(last.length - 1);
    last.remove(last.length - 1, 1);
    if (last.length === 0) this.chunks.pop();
    this.removed(element);
    return element;
  }

  shift(): Bytes | undefined {
    const first = this.chunks[0];
    if (first === undefined) return undefined;
    const element = first.removeFirst();
    if (first.length === 0) this.chunks.shift();
    this.removed(element);
    return element;
  }

  /** The element at an index, which must be in range. */
  at(index: number): Bytes {
    const place = this.find(index);
    return this.chunks[place.chunk]!.at(place.index);
  }

  /** Replaces the element at an index, which must be in range. @returns the old one */
  set(index: number, element: Bytes): Bytes {
    const { chunk: at, index: inner } = this.find(index);
    const chunk = this.chunks[at]!;
    const old = chunk.at(inner);
    chunk.items[chunk.start + inner] = element;
    this.payload += listpackEntrySize(element) - listpackEntrySize(old);
    return old;
  }

  /** Inserts before the element that is at `index`. @param index 0 to `length` */
  insert(index: number, element: Bytes): void {
    if (index === this.count) return this.push(element);
    if (index === 0) return this.unshift(element);
    const place = this.find(index);
    let chunk = this.chunks[place.chunk]!;
    if (chunk.length === CHUNK_MAX) {
      const right = chunk.divide(CHUNK_MAX / 2);
      this.chunks.splice(place.chunk + 1, 0, right);
      if (place.index > CHUNK_MAX / 2) {
        chunk = right;
        place.index -= CHUNK_MAX / 2;
      }
    }
    chunk.insert(place.index, element);
    this.added(element);
  }

  /** Removes `count` elements from `index` on; both must be in range. */
  remove(index: number, count: number): void {
    if (count === 0) return;
    const place = this.find(index);
    const first = place.chunk;
    let left = count;
    let at = first;
    let inner = place.index;
    while (left > 0) {
      const chunk = this.chunks[at]!;
      const here = Math.min(left, chunk.length - inner);
      left -= here;
      for (let i = inner; i < inner + here; i++) this.removed(chunk.at(i));
      if (here === chunk.length) this.chunks.splice(at, 1);
      else {
        chunk.remove(inner, here);
        at++;
      }
      inner = 0;
    }
    this.join(Math.max(0, Math.min(first, at - 1)));
  }

  /**
   * Removes elements that are equal to a value.
   * @param count how many at most from the front, from the back when negative, all for 0
   * @returns how many were removed
   */
  removeEqual(element: Bytes, count: number): number {
    const fromBack = count < 0;
    const before = this.count;
    let left = count === 0 ? before : Math.min(Math.abs(count), before);
    for (let i = 0; i < this.chunks.length && left > 0; i++) {
      left -= this.removeFrom(
        this.chunks[fromBack ? this.chunks.length - 1 - i : i]!,
        element,
        left,
        fromBack,
      );
    }
    if (this.count < before) this.compact();
    return before - this.count;
  }

  /** Visits elements from an index on, upwards. @param visit `false` ends the walk */
  forEachFrom(index: number, visit: (element: Bytes, index: number) => boolean | void): void {
    if (index >= this.count) return;
    const place = this.find(index);
    let position = index;
    for (let at = place.chunk; at < this.chunks.length; at++) {
      const { items, start } = this.chunks[at]!;
      const from = at === place.chunk ? start + place.index : start;
      for (let i = from; i < items.length; i++) {
        if (visit(items[i]!, position++) === false) return;
      }
    }
  }

  /** Visits elements from an index on, downwards. @param visit `false` ends the walk */
  forEachDownFrom(index: number, visit: (element: Bytes, index: number) => boolean | void): void {
    if (index < 0) return;
    const place = this.find(index);
    let position = index;
    for (let at = place.chunk; at >= 0; at--) {
      const { items, start } = this.chunks[at]!;
      const from = at === place.chunk ? start + place.index : items.length - 1;
      for (let i = from; i >= start; i--) {
        if (visit(items[i]!, position--) === false) return;
      }
    }
  }

  clone(): Deque {
    const copy = new Deque();
    copy.encoding = this.encoding;
    this.forEachFrom(0, (element) => copy.push(element));
    return copy;
  }

  private added(element: Bytes): void {
    this.count++;
    this.payload += listpackEntrySize(element);
  }

  private removed(element: Bytes): void {
    this.count--;
    this.payload -= listpackEntrySize(element);
  }

  private removeFrom(chunk: Chunk, element: Bytes, count: number, fromBack: boolean): number {
    const { length } = chunk;
    const kept: Bytes[] = [];
    let left = count;
    for (let i = 0; i < length; i++) {
      const each = chunk.at(fromBack ? length - 1 - i : i);
      if (left > 0 && each === element) {
        left--;
        this.removed(each);
      } else kept.push(each);
    }
    if (left < count) {
      chunk.items = fromBack ? kept.reverse() : kept;
      chunk.start = 0;
    }
    return count - left;
  }

  /** Drops empty chunks and unites short ones. */
  private compact(): void {
    const chunks = this.chunks.filter((chunk) => chunk.length > 0);
    this.chunks.length = 0;
    for (const chunk of chunks) {
      const last = this.chunks[this.chunks.length - 1];
      if (last && last.length + chunk.length <= JOIN_MAX) last.append(chunk);
      else this.chunks.push(chunk);
    }
  }

  private find(index: number): Place {
    const { chunks } = this;
    if (index < this.count / 2) {
      let chunk = 0;
      let rest = index;
      for (let length = chunks[0]!.length; rest >= length; length = chunks[chunk]!.length) {
        rest -= length;
        chunk++;
      }
      return { chunk, index: rest };
    }
    let chunk = chunks.length - 1;
    let behind = this.count - chunks[chunk]!.length;
    while (behind > index) behind -= chunks[--chunk]!.length;
    return { chunk, index: index - behind };
  }

  /** Unites a chunk with the one behind it when both have become short. */
  private join(at: number): void {
    const chunk = this.chunks[at];
    const next = this.chunks[at + 1];
    if (chunk === undefined || next === undefined || chunk.length + next.length > JOIN_MAX) return;
    chunk.append(next);
    this.chunks.splice(at + 1, 1);
  }
}

/** The list type. */
export const ListType = collectionType('list', Deque);
