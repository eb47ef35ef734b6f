import { SlotRegistry } from './slot-registry.js';

/** Buckets per level, a power of two. */
const BUCKETS = 128;
/** How much wider a bucket is than one of the level below: half as many as fit, so that a refiled slot sinks. */
const RATIO = BUCKETS / 2;
/** Enough for every deadline up to 2^53 ms. */
const LEVELS = 8;
/** How many buckets there are. */
export const WHEEL_BUCKETS = LEVELS * BUCKETS;

const MIN_SEGMENT = 16;
const MAX_SEGMENT = 4096;
/** A bucket grows by this part of itself: what is allocated and not used yet stays small beside what is used. */
const GROWTH = 1 / 4;
/** How many slots are looked at between two questions about the budget, a power of two. */
const BUDGET_STEP = 64;

/** A part of a bucket. Segments are small enough to be allocated at once and are given back one by one. */
class Segment {
  length = 0;
  readonly slots: Int32Array;
  /** How many slots the segments behind this one hold. */
  private readonly behind: number;

  constructor(readonly next: Segment | null) {
    this.behind = next === null ? 0 : next.behind + next.length;
    const wanted = Math.floor(this.behind * GROWTH);
    this.slots = new Int32Array(Math.max(MIN_SEGMENT, Math.min(wanted, MAX_SEGMENT)));
  }
}

/**
 * Which slots may be due: a hierarchical timing wheel that is lazy in every way. The wheel itself holds no deadlines;
 * they are asked for when a bucket is drained.
 *
 * The levels differ in the width of their buckets: what is due soon goes to a narrow one, what is due in a year to a
 * wide one, to be filed anew when its time comes closer. A bucket knows the earliest deadline in it and is drained
 * when that has passed. Nothing else is ever relied on, so that it does not matter which bucket holds a slot, whether
 * the clock jumps in either direction, or that a bucket comes round again before it has been drained. What is drained
 * and not due, because its deadline was extended or it shared the bucket with an earlier one, is filed anew; what has
 * no deadline any more is forgotten. Costs are proportional to what expires, and the number of buckets is fixed.
 */
export class ExpiryWheel {
  /** Per bucket a deadline that none of its slots has before; empty until something is filed. */
  private due = new Float64Array(0);
  private buckets: (Segment | null)[] = [];
  /** Per slot the bucket where it is looked at next, plus one. Older entries in other buckets are ignored. */
  private registry = new SlotRegistry();
  /** The time of the last drain in ms: distances are measured from here. */
  private reference = Number.NaN;
  /** The memory of all segments in bytes. */
  private segmentBytes = 0;
  /** The bucket that is being drained, -1 for none, and what is left of it. */
  private draining = -1;
  private pending: Segment | null = null;

  /** @param bucketMs the width of the narrowest buckets in ms */
  constructor(private readonly bucketMs = 16) {}

  /**
   * To be called when a slot gets a deadline or another one. One that is later than the one before costs nothing.
   * @param deadline ms since the epoch
   */
  file(slot: number, deadline: number): void {
    const bucket = this.registry.get(slot) - 1;
    if (bucket < 0) this.add(slot, deadline, this.bucketFor(deadline));
    else if (deadline < this.due[bucket]!) {
      const earlier = this.bucketFor(deadline);
      if (bucket === earlier) this.due[bucket] = deadline;
      else this.add(slot, deadline, earlier);
    }
  }

  /**
   * Hands over slots whose deadline is due, in about the order of their deadlines, for as long as there is time. The
   * next call goes on where this one has stopped.
   * @param now ms since the epoch; deadlines up to it are due
   * @param outOfTime asked every 64 slots; `true` ends the slice
   * @param deadlineOf the deadline of a slot in ms since the epoch, 0 when it has none or is free
   * @param expire called for each slot that is due; it has to free the slot or take its deadline away
   * @returns how many slots were due
   */
  drain(
    now: number,
    outOfTime: () => boolean,
    deadlineOf: (slot: number) => number,
    expire: (slot: number) => void,
  ): number {
    if (this.due.length === 0) return 0;
    this.reference = now;
    let expired = 0;
    let seen = 0;
    for (;;) {
      const segment = this.pending;
      if (segment === null) {
        if (this.open(now)) continue;
        break;
      }
      if (segment.length === 0) {
        this.pending = segment.next;
        this.segmentBytes -= segment.slots.byteLength;
        continue;
      }
      const slot = segment.slots[--segment.length]!;
      if (this.registry.get(slot) - 1 === this.draining) {
        this.registry.clear(slot);
        const deadline = deadlineOf(slot);
        if (deadline > now) {
          this.add(slot, deadline, this.bucketFor(deadline));
        } else if (deadline !== 0) {
          expired++;
          expire(slot);
        }
      }
      if ((++seen & (BUDGET_STEP - 1)) === 0 && outOfTime()) break;
    }
    return expired;
  }

  /** The memory of the wheel in bytes; constant time. */
  bytes(): number {
    return this.due.byteLength + this.segmentBytes + this.registry.bytes;
  }

  /**
   * Visits slots that have been filed, some of which may have lost their deadline since, until a visit has had enough.
   * @param start the number of the bucket to begin with, from 0 to below 1024
   */
  visit(start: number, enough: (slot: number) => boolean): void {
    const { buckets, registry } = this;
    const isIn = (segment: Segment | null, bucket: number): boolean => {
      for (; segment !== null; segment = segment.next) {
        for (let i = 0; i < segment.length; i++) {
          const slot = segment.slots[i]!;
          if (registry.get(slot) - 1 === bucket && enough(slot)) return true;
        }
      }
      return false;
    };
    for (let i = 0; i < buckets.length; i++) {
      const bucket = (start + i) % buckets.length;
      if (isIn(buckets[bucket]!, bucket)) return;
    }
    isIn(this.pending, this.draining);
  }

  /** Forgets everything. */
  clear(): void {
    this.due = new Float64Array(0);
    this.buckets = [];
    this.registry = new SlotRegistry();
    this.reference = Number.NaN;
    this.segmentBytes = 0;
    this.draining = -1;
    this.pending = null;
  }

  private bucketFor(deadline: number): number {
    if (this.due.length === 0) this.start(deadline);
    const distance = deadline - this.reference;
    let width = this.bucketMs;
    let level = 0;
    while (level < LEVELS - 1 && distance >= width * (BUCKETS - 1)) {
      width *= RATIO;
      level++;
    }
    return level * BUCKETS + (Math.floor(deadline / width) & (BUCKETS - 1));
  }

  private add(slot: number, deadline: number, bucket: number): void {
    let segment = this.buckets[bucket]!;
    if (segment === null || segment.length === segment.slots.length) {
      segment = new Segment(segment);
      this.segmentBytes += segment.slots.byteLength;
      this.buckets[bucket] = segment;
    }
    segment.slots[segment.length++] = slot;
    if (deadline < this.due[bucket]!) this.due[bucket] = deadline;
    this.registry.set(slot, bucket + 1);
  }

  /** Most databases never see a deadline, so that nothing is allocated before the first one. */
  private start(deadline: number): void {
    this.due = new Float64Array(LEVELS * BUCKETS).fill(Number.POSITIVE_INFINITY);
    this.buckets = new Array<Segment | null>(LEVELS * BUCKETS).fill(null);
    this.reference = deadline;
  }

  /** Begins with the bucket of the earliest deadline. @returns whether there is one that is due */
  private open(now: number): boolean {
    this.draining = -1;
    const { due } = this;
    let first = 0;
    for (let bucket = 1; bucket < due.length; bucket++)
      if (due[bucket]! < due[first]!) first = bucket;
    if (due.length === 0 || due[first]! > now) return false;
    this.draining = first;
    this.pending = this.buckets[first]!;
    this.buckets[first] = null;
    due[first] = Number.POSITIVE_INFINITY;
    return true;
  }
}
