import { IndexCounts, isArrayIndex, Node, powerOfTwo } from './table-layout.js';
import type { LuaValue } from './value.js';

/** Bytes that tables have grown by since somebody looked. */
export const growth = { bytes: 0 };
/** What an element of the array part and a node of the hash part take, about. */
const ELEMENT_BYTES = 8;
const NODE_BYTES = 80;

/** A cell without a value: who finds none looks the key up. */
const NO_CELL: { readonly value: LuaValue } = Object.freeze({ value: undefined });
/** How far `#` looks by doubling before it goes step by step. */
const MAX_INT = 2 ** 31 - 1;

/**
 * A table. `next` and `pairs` visit the entries in the order of Lua 5.1, and `#` answers the border that Lua 5.1 finds:
 * the sizes of the array part and of the vector of nodes are kept as it keeps them. Where each node lies in the vector
 * is worked out when somebody asks for the order, or when nodes are used again; until then a map is all there is.
 */
export class LuaTable {
  /** The metatable; whoever sets it answers for `readonly`. */
  metatable: LuaTable | undefined = undefined;
  /** A read-only table refuses every write of Lua ("Attempt to modify a readonly table"); {@link set} does not ask. */
  readonly = false;
  /** The array part without the nils at its end. */
  private array: LuaValue[];
  /** The size of the array part. */
  private arraySize: number;
  /** Whether there is no nil in `array`. */
  private dense = true;
  private map: Map<LuaValue, Node> | undefined = undefined;
  /** The size of the vector of nodes ... */
  private nodeSize: number;
  /** ... and the vector itself, once it is laid out: until then nodes came in the order of the map. */
  private nodes: (Node | undefined)[] | undefined = undefined;
  /** How large the vector was when the first node came. */
  private firstSize: number;
  /** No node from here on is free. */
  private lastFree = 0;
  /** How many nodes have no value any more, and whether there are integer keys among the nodes. */
  private dead = 0;
  private hasIndexes = false;

  /**
   * @param array the values at 1, 2, 3 ...; the table takes the array over
   * @param arraySize the size of the array part; without it as if the values had been added one by one
   * @param nodeSize how many other entries there is room for, a power of two
   */
  constructor(array: LuaValue[] = [], arraySize = powerOfTwo(array.length), nodeSize = 0) {
    this.array = array;
    this.arraySize = arraySize;
    this.nodeSize = nodeSize;
    this.firstSize = nodeSize;
    if (array.length > 0 && array.includes(undefined)) {
      this.dense = false;
      this.trim();
    }
  }

  /** The raw value at a key; nil when there is none. */
  get(key: LuaValue): LuaValue {
    if (typeof key === 'number' && key > 0 && key <= this.array.length) {
      const value = this.array[key - 1];
      if (value !== undefined) return value;
    }
    return this.map === undefined ? undefined : this.map.get(key)?.value;
  }

  /** {@link get} for a key that is known to be a string. */
  getString(key: string): LuaValue {
    return this.map === undefined ? undefined : this.map.get(key)?.value;
  }

  /** {@link get} for a key that is known to be a positive integer. */
  getIndex(index: number): LuaValue {
    if (index <= this.array.length) return this.array[index - 1];
    return this.map === undefined ? undefined : this.map.get(index)?.value;
  }

  /** Where the value of a global variable is, for code that reads it often. */
  cell(key: string): { readonly value: LuaValue } {
    return this.map?.get(key) ?? NO_CELL;
  }

  /** Sets the raw value at a key, which must be neither nil nor NaN; nil removes the entry. */
  set(key: LuaValue, value: LuaValue): void {
    if (typeof key === 'number' && key > 0 && key <= this.arraySize && Number.isInteger(key)) {
      this.setElement(key, value);
      return;
    }
    const node = this.map === undefined ? undefined : this.map.get(key);
    if (node === undefined) {
      this.insert(key, value);
      return;
    }
    if (value === undefined) {
      if (node.value !== undefined) this.dead++;
    } else if (node.value === undefined) this.dead--;
    node.value = value;
  }

  private setElement(index: number, value: LuaValue): void {
    const { array } = this;
    const { length } = array;
    if (index === length + 1) {
      if (value !== undefined) array.push(value);
    } else if (index <= length) {
      array[index - 1] = value;
      if (value !== undefined) return;
      if (index < length) this.dense = false;
      else this.trim();
    } else if (value !== undefined) {
      while (array.length < index - 1) array.push(undefined);
      array.push(value);
      this.dense = false;
    }
  }

  /** Drops the nils at the end of the array. */
  private trim(): void {
    const { array } = this;
    while (array.length > 0 && array.at(-1) === undefined) array.pop();
    if (array.length === 0) this.dense = true;
  }

  /** What `#` answers: an n with `t[n]` not nil and `t[n + 1]` nil, or 0. */
  length(): number {
    const { array, arraySize } = this;
    if (array.length < arraySize) return this.dense ? array.length : this.border(0, arraySize);
    if (this.nodeSize === 0) return arraySize;
    let low = arraySize;
    let high = low + 1;
    while (this.get(high) !== undefined) {
      low = high;
      high *= 2;
      if (high > MAX_INT) return this.linearBorder();
    }
    return this.border(low, high);
  }

  /** A border between an index with a value, or 0, and one without. */
  private border(from: number, to: number): number {
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.get(middle) === undefined) high = middle;
      else low = middle;
    }
    return low;
  }

  private linearBorder(): number {
    let i = 1;
    while (this.get(i) !== undefined) i++;
    return i - 1;
  }

  /**
   * The slot after a slot that holds an entry, in the order of `pairs`; begin with -1.
   *
   *     for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) ...
   *
   * Values may be set to nil on the way, new keys may not be added.
   * @returns -1 at the end
   */
  nextSlot(slot: number): number {
    const { array, arraySize } = this;
    let next = slot + 1;
    for (; next < array.length; next++) if (array[next] !== undefined) return next;
    if (this.nodeSize === 0) return -1;
    const nodes = this.nodes ?? this.layOut();
    for (let i = Math.max(0, next - arraySize); i < nodes.length; i++) {
      const node = nodes[i];
      if (node !== undefined && node.value !== undefined) return arraySize + i;
    }
    return -1;
  }

  /** The key of the entry in a slot. */
  keyAt(slot: number): LuaValue {
    return slot < this.arraySize ? slot + 1 : this.nodes?.[slot - this.arraySize]?.key;
  }

  /** The value of the entry in a slot. */
  valueAt(slot: number): LuaValue {
    return slot < this.arraySize ? this.array[slot] : this.nodes?.[slot - this.arraySize]?.value;
  }

  /** The slot of a key, as `next` needs it. @returns -1 for nil, -2 when the table does not know the key */
  slotOf(key: LuaValue): number {
    if (key === undefined) return -1;
    if (isArrayIndex(key) && key <= this.arraySize) return key - 1;
    const node = this.map?.get(key);
    if (node === undefined) return -2;
    if (this.nodes === undefined) this.layOut();
    return this.arraySize + node.index;
  }

  /** A key that the table does not know yet. A value of nil makes a dead node of it. */
  private insert(key: LuaValue, value: LuaValue): void {
    const map = (this.map ??= new Map());
    // Only where a dead node is used again does the order of arrival not tell the layout.
    if (this.nodes === undefined && this.dead > 0) this.layOut();
    if (this.nodes === undefined) {
      if (map.size >= this.nodeSize) {
        this.rehash(key);
        this.set(key, value);
        return;
      }
      map.set(key, new Node(key, value));
    } else {
      const node = new Node(key, value);
      if (!this.place(this.nodes, node)) {
        this.rehash(key);
        this.set(key, value);
        return;
      }
      map.set(key, node);
    }
    if (value === undefined) this.dead++;
    if (typeof key === 'number' && !this.hasIndexes) this.hasIndexes = isArrayIndex(key);
  }

  /** Puts a node where Lua 5.1 does: at its main position, or at the last free one. @returns false when all are taken */
  private place(nodes: (Node | undefined)[], node: Node): boolean {
    const size = nodes.length;
    if (size === 0) return false;
    let at = node.mainPosition(size);
    const other = nodes[at];
    if (other !== undefined && other.value === undefined && this.nodes === nodes) {
      // A dead node makes room.
      this.map?.delete(other.key);
      this.dead--;
    } else if (other !== undefined) {
      let free = this.lastFree - 1;
      while (free >= 0 && nodes[free] !== undefined) free--;
      this.lastFree = Math.max(free, 0);
      if (free < 0) return false;
      // Who is not at its own main position gives way.
      if (other.mainPosition(size) === at) at = free;
      else {
        nodes[free] = other;
        other.index = free;
      }
    }
    nodes[at] = node;
    node.index = at;
    return true;
  }

  /** Works the layout out, from the order in which the nodes came. */
  private layOut(): (Node | undefined)[] {
    let nodes = this.emptyNodes(this.firstSize);
    let count = 0;
    for (const node of this.map?.values() ?? []) {
      if (count === nodes.length) {
        const old = nodes;
        nodes = this.emptyNodes(powerOfTwo(count + 1));
        for (let i = old.length - 1; i >= 0; i--) this.place(nodes, old[i]!);
      }
      this.place(nodes, node);
      count++;
    }
    this.nodes = nodes;
    return nodes;
  }

  private emptyNodes(size: number): (Node | undefined)[] {
    this.lastFree = size;
    return Array.from({ length: size }, () => undefined);
  }

  /** Makes room for one more key: both parts get the sizes that Lua 5.1 gives them. */
  private rehash(key: LuaValue): void {
    const map = (this.map ??= new Map());
    const simple = this.nodes === undefined && this.arraySize === 0 && !this.hasIndexes;
    if (simple && !isArrayIndex(key)) {
      this.nodeSize = powerOfTwo(map.size + 1);
      growth.bytes += (NODE_BYTES / 2) * this.nodeSize;
      return;
    }
    const counts = new IndexCounts();
    let total = 1;
    if (isArrayIndex(key)) counts.add(key);
    if (this.dense) {
      counts.addUpTo(this.array.length);
      total += this.array.length;
    } else {
      this.array.forEach((value, i) => {
        if (value === undefined) return;
        counts.add(i + 1);
        total++;
      });
    }
    if (map.size > 0) {
      for (const node of map.values()) {
        if (node.value === undefined) continue;
        total++;
        if (isArrayIndex(node.key)) counts.add(node.key);
      }
    }
    const { size, used } = counts.best();
    this.resize(size, total - used);
  }

  private resize(arraySize: number, count: number): void {
    const { array } = this;
    const old = this.nodeSize === 0 ? [] : (this.nodes ?? this.layOut());
    const nodeSize = powerOfTwo(count);
    growth.bytes += ELEMENT_BYTES * Math.max(0, arraySize - this.arraySize) + NODE_BYTES * count;
    this.arraySize = arraySize;
    this.nodeSize = nodeSize;
    this.firstSize = nodeSize;
    this.dead = 0;
    this.hasIndexes = false;
    // An empty vector is the layout of no nodes, whichever way they come.
    this.nodes = undefined;
    this.map = undefined;
    const vanishing = array.length > arraySize ? array.splice(arraySize) : [];
    if (vanishing.length > 0) this.trim();
    vanishing.forEach((value, i) => value !== undefined && this.set(arraySize + i + 1, value));
    for (let i = old.length - 1; i >= 0; i--) {
      const node = old[i];
      if (node === undefined || node.value === undefined) continue;
      if (isArrayIndex(node.key) && node.key <= arraySize) this.setElement(node.key, node.value);
      else {
        (this.map ??= new Map()).set(node.key, node);
        this.hasIndexes ||= isArrayIndex(node.key);
      }
    }
  }
}
