import type { Bytes } from '../bytes.js';
import type { Int64 } from '../int64.js';
import { IdMap } from './id-map.js';
import { MIN_ID, type StreamId } from './stream-id.js';
import { NameMap } from './stream-names.js';

/** An entry that was delivered and not acknowledged. */
export interface Pending {
  consumer: Consumer;
  /** ms since the epoch */
  deliveredAt: number;
  deliveries: Int64;
}

/** A consumer of a group and what it has not acknowledged. */
export class Consumer {
  readonly pending = new IdMap<Pending>();

  /** @param seenAt when it was active last, in ms since the epoch */
  constructor(
    readonly name: Bytes,
    public seenAt: number,
  ) {}
}

/** The memory that groups take, in bytes. */
export interface GroupMemory {
  groupBytes: number;
}

/** Rough costs in bytes. */
const GROUP_BYTES = 400;
const CONSUMER_BYTES = 300;
const PENDING_BYTES = 100;

/**
 * A consumer group. What it keeps of an entry are its ID and to whom it was delivered: the entry may be deleted
 * meanwhile.
 *
 * Invariant: every pending entry is listed twice, by its group and by its consumer, as one object.
 */
export class ConsumerGroup {
  readonly consumers = new NameMap<Consumer>();
  readonly pending = new IdMap<Pending>();

  /**
   * @param lastId the last ID that was delivered
   * @param entriesRead how many entries of the stream that is from its first one ever on, `undefined` if unknown
   * @param memory what keeps count of the memory it takes
   */
  constructor(
    readonly name: Bytes,
    public lastId: StreamId,
    public entriesRead: Int64 | undefined,
    private readonly memory: GroupMemory,
  ) {
    memory.groupBytes += GROUP_BYTES + name.length;
  }

  /** Adds a consumer whose name is new. */
  addConsumer(name: Bytes, now: number): Consumer {
    const consumer = new Consumer(name, now);
    this.consumers.set(name, consumer);
    this.memory.groupBytes += CONSUMER_BYTES + name.length;
    return consumer;
  }

  /** Removes a consumer and what is pending for it. */
  removeConsumer(consumer: Consumer): void {
    consumer.pending.forEachFrom(MIN_ID, (id) => void this.pending.delete(id));
    this.consumers.delete(consumer.name);
    this.memory.groupBytes -= CONSUMER_BYTES + consumer.name.length;
    this.memory.groupBytes -= PENDING_BYTES * consumer.pending.size;
  }

  /** An entry goes to a consumer, for the first time or as if it were. */
  deliver(id: StreamId, consumer: Consumer, now: number): Pending {
    const known = this.pending.get(id);
    if (known === undefined) {
      const pending = { consumer, deliveredAt: now, deliveries: 1 };
      this.pending.set(id, pending);
      consumer.pending.set(id, pending);
      this.memory.groupBytes += PENDING_BYTES;
      return pending;
    }
    this.assign(id, known, consumer);
    known.deliveredAt = now;
    known.deliveries = 1;
    return known;
  }

  /** A pending entry changes hands. */
  assign(id: StreamId, pending: Pending, consumer: Consumer): void {
    if (pending.consumer === consumer) return;
    pending.consumer.pending.delete(id);
    consumer.pending.set(id, pending);
    pending.consumer = consumer;
  }

  /** An entry is pending no longer. @returns whether it was */
  acknowledge(id: StreamId): boolean {
    const pending = this.pending.get(id);
    if (pending === undefined) return false;
    this.pending.delete(id);
    pending.consumer.pending.delete(id);
    this.memory.groupBytes -= PENDING_BYTES;
    return true;
  }

  /** Gives its memory back, when its stream lets go of it. */
  release(): void {
    for (const consumer of this.consumers.list()) this.removeConsumer(consumer);
    this.memory.groupBytes -= GROUP_BYTES + this.name.length;
  }

  clone(memory: GroupMemory): ConsumerGroup {
    const copy = new ConsumerGroup(this.name, this.lastId, this.entriesRead, memory);
    for (const { name, seenAt } of this.consumers.list()) copy.addConsumer(name, seenAt);
    this.pending.forEachFrom(MIN_ID, (id, { consumer, deliveredAt, deliveries }) => {
      const pending = copy.deliver(id, copy.consumers.get(consumer.name)!, deliveredAt);
      pending.deliveries = deliveries;
    });
    return copy;
  }
}
