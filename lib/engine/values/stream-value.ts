import type { Bytes } from '../bytes.js';
import type { Int64 } from '../int64.js';
import { Collection, collectionType } from './collection.js';
import { ConsumerGroup, type GroupMemory } from './stream-group.js';
import { compareIds, MAX_ID, MIN_ID, nextId, type StreamId } from './stream-id.js';
import { NameMap } from './stream-names.js';
import { StreamNode, type NodeLimits } from './stream-node.js';
import { plus } from './stream-progress.js';
import { radixNodes } from './stream-radix.js';

/** Receives an entry with its fields and values in turn; `false` ends the walk. */
export type VisitEntry = (id: StreamId, pairs: readonly Bytes[]) => boolean | void;

/** What trimming leaves: so many entries, or those from an ID on. */
export type TrimThreshold = { readonly maxLength: Int64 } | { readonly minId: StreamId };

const NODE_OVERHEAD = 400;

/**
 * A stream: entries in nodes, found by binary search, and its consumer groups.
 *
 * Invariants: IDs ascend, from node to node as well; only trimming can leave a node without entries; `firstId` is the
 * ID of the first entry, or 0-0 when there is none.
 */
export class StreamValue extends Collection implements GroupMemory {
  readonly type = 'stream';
  readonly encoding = 'stream';
  readonly groups = new NameMap<ConsumerGroup>();
  /** The highest ID ever, or what XSETID has made of it. */
  lastId: StreamId = MIN_ID;
  /** The highest ID that XDEL has deleted. */
  maxDeletedId: StreamId = MIN_ID;
  /** How many entries were added ever. */
  entriesAdded: Int64 = 0;
  /** Counts what commands that wait for the stream have to look at: entries that come, and groups that go. */
  signals = 0;
  groupBytes = 0;
  private nodes: StreamNode[] = [];
  private first: StreamId = MIN_ID;
  private count = 0;
  private payload = 0;
  private treeNodes: number | undefined;

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.payload + this.nodes.length * NODE_OVERHEAD + this.groupBytes;
  }

  get firstId(): StreamId {
    return this.first;
  }

  /** The nodes that the entries are in, some of them may be empty. */
  get parts(): readonly StreamNode[] {
    return this.nodes;
  }

  /** How many nodes the entries are in. */
  get nodeCount(): number {
    return this.nodes.length;
  }

  /** How many nodes the radix tree of a Redis has that keeps these entries. */
  get radixNodeCount(): number {
    this.treeNodes ??= radixNodes(this.nodes.map(({ master }) => master));
    return this.treeNodes;
  }

  /** The ID of the last entry that is there, or 0-0. */
  lastEntryId(): StreamId {
    for (let at = this.nodes.length - 1; at >= 0; at--) {
      const node = this.nodes[at]!;
      if (node.size > 0) return node.idAt(node.size - 1);
    }
    return MIN_ID;
  }

  /** The ID that an entry of now gets, or `undefined` when there is none left. @param now ms since the epoch */
  idAt(now: number): StreamId | undefined {
    return now > this.lastId.ms ? { ms: now, seq: 0 } : nextId(this.lastId);
  }

  /**
   * Adds an entry.
   * @param id above `lastId`
   * @param words the words of a command line
   * @param at where fields and values begin among them
   * @param bytes their length altogether
   */
  append(
    id: StreamId,
    words: readonly Bytes[],
    at: number,
    bytes: number,
    limits: NodeLimits,
  ): void {
    let node = this.nodes[this.nodes.length - 1];
    if (!node?.takes(bytes, limits)) {
      node = StreamNode.begin(id, words, at);
      this.nodes.push(node);
      this.treeNodes = undefined;
    }
    const before = node.payload;
    node.append(id, words, at);
    this.payload += node.payload - before;
    if (this.count++ === 0) this.first = id;
    this.lastId = id;
    this.entriesAdded = plus(this.entriesAdded, 1);
    this.signals++;
  }

  /** Begins a node for entries to come, whatever its size. @param fields those that most of them have */
  beginNode(master: StreamId, fields: readonly Bytes[]): void {
    this.nodes.push(new StreamNode(master, fields));
    this.treeNodes = undefined;
  }

  /** @returns whether the entry was there */
  delete(id: StreamId): boolean {
    const at = this.nodeFor(id);
    const node = this.nodes[at];
    const index = node?.lowerBound(id) ?? 0;
    if (!node?.isAt(index, id)) return false;
    this.deleteIn(node, index, 1);
    if (node.size === 0) {
      this.nodes.splice(at, 1);
      this.treeNodes = undefined;
    }
    if (compareIds(id, this.maxDeletedId) > 0) this.maxDeletedId = id;
    if (compareIds(id, this.first) === 0) this.findFirst();
    return true;
  }

  /**
   * Removes entries from the front.
   * @param approximate whether only whole nodes go
   * @param limit how many entries may go at most, 0 for any number
   * @returns how many went
   */
  trim(threshold: TrimThreshold, approximate: boolean, limit: number): number {
    const before = this.count;
    let whole = 0;
    let node: StreamNode | undefined;
    for (; (node = this.nodes[whole]) !== undefined; whole++) {
      if ('maxLength' in threshold && this.count <= threshold.maxLength) break;
      if (limit !== 0 && before - this.count + node.size > limit) break;
      const goes =
        'maxLength' in threshold
          ? this.count - node.size >= threshold.maxLength
          : compareIds(node.lastAdded, threshold.minId) < 0;
      if (!goes) {
        if (!approximate) this.deleteIn(node, 0, beyond(node, this.count, threshold));
        break;
      }
      this.count -= node.size;
      this.payload -= node.payload;
    }
    if (whole > 0) {
      this.nodes.splice(0, whole);
      this.treeNodes = undefined;
    }
    if (this.count !== before) this.findFirst();
    return before - this.count;
  }

  has(id: StreamId): boolean {
    const node = this.nodes[this.nodeFor(id)];
    return node?.isAt(node.lowerBound(id), id) ?? false;
  }

  /** The fields and values of an entry in turn, or `undefined` when it is not there. */
  get(id: StreamId): readonly Bytes[] | undefined {
    const node = this.nodes[this.nodeFor(id)];
    const index = node?.lowerBound(id) ?? 0;
    return node?.isAt(index, id) ? node.pairsAt(index) : undefined;
  }

  /** Visits the entries between two IDs, which are included, upwards. The visitor must not change the stream. */
  forEach(visit: VisitEntry, start: StreamId = MIN_ID, end: StreamId = MAX_ID): void {
    const first = Math.max(this.nodeFor(start), 0);
    for (let at = first; at < this.nodes.length; at++) {
      const node = this.nodes[at]!;
      for (let i = at === first ? node.lowerBound(start) : 0; i < node.size; i++) {
        const id = node.idAt(i);
        if (compareIds(id, end) > 0 || visit(id, node.pairsAt(i)) === false) return;
      }
    }
  }

  /** As {@link forEach}, downwards. */
  forEachDown(visit: VisitEntry, start: StreamId = MIN_ID, end: StreamId = MAX_ID): void {
    const last = this.nodeFor(end);
    for (let at = last; at >= 0; at--) {
      const node = this.nodes[at]!;
      for (let i = at === last ? node.upperBound(end) : node.size - 1; i >= 0; i--) {
        const id = node.idAt(i);
        if (compareIds(id, start) < 0 || visit(id, node.pairsAt(i)) === false) return;
      }
    }
  }

  /**
   * Adds a consumer group, unless there is one of the same name.
   * @returns whether it is new
   */
  addGroup(name: Bytes, lastId: StreamId, entriesRead: Int64 | undefined): boolean {
    if (this.groups.get(name) !== undefined) return false;
    this.groups.set(name, new ConsumerGroup(name, lastId, entriesRead, this));
    return true;
  }

  /** Removes a consumer group. */
  removeGroup(group: ConsumerGroup): void {
    group.release();
    this.groups.delete(group.name);
    this.signals++;
  }

  clone(): StreamValue {
    const copy = new StreamValue();
    copy.nodes = this.nodes.map((node) => node.clone());
    copy.first = this.first;
    copy.count = this.count;
    copy.payload = this.payload;
    copy.lastId = this.lastId;
    copy.maxDeletedId = this.maxDeletedId;
    copy.entriesAdded = this.entriesAdded;
    for (const group of this.groups.list()) copy.groups.set(group.name, group.clone(copy));
    return copy;
  }

  /** The last node that begins at or before an ID, or -1. */
  private nodeFor(id: StreamId): number {
    let low = 0;
    let high = this.nodes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareIds(this.nodes[middle]!.master, id) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private deleteIn(node: StreamNode, index: number, count: number): void {
    const before = node.payload;
    node.delete(index, count);
    this.payload += node.payload - before;
    this.count -= count;
  }

  private findFirst(): void {
    this.first = this.nodes.find((node) => node.size > 0)?.idAt(0) ?? MIN_ID;
  }
}

/** How many entries of the first node are beyond a threshold. */
function beyond(node: StreamNode, length: number, threshold: TrimThreshold): number {
  return 'maxLength' in threshold
    ? length - Number(threshold.maxLength)
    : node.lowerBound(threshold.minId);
}

/** The stream type. */
export const StreamType = collectionType('stream', StreamValue);
