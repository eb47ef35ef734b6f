/** Bucket heads come in segments of this many, so that growing never copies a large array. */
const SEGMENT_BITS = 14;
const SEGMENT_SIZE = 1 << SEGMENT_BITS;
const SEGMENT_MASK = SEGMENT_SIZE - 1;

/** A table never has fewer buckets, as in Redis. */
const MIN_BUCKETS = 4;
const FIRST_SEGMENT_SIZE = 64;

const EMPTY = -1;

/**
 * The buckets of a linear hash table. There is one bucket more or less at a time: the buckets below {@link split}
 * have been divided in two by one more bit of the hash, the others have not yet.
 */
export class HashDirectory {
  /** The bits that tell the buckets apart which have not been divided. */
  lowMask = MIN_BUCKETS - 1;
  /** The next bucket to be divided. */
  split = 0;
  private readonly segments: Int32Array[] = [new Int32Array(FIRST_SEGMENT_SIZE).fill(EMPTY)];

  /** How many buckets there are. */
  get size(): number {
    return this.lowMask + 1 + this.split;
  }

  get bytes(): number {
    const { segments } = this;
    const heads = segments[0]!.length + (segments.length - 1) * SEGMENT_SIZE;
    return heads * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Whether a bucket can be taken away. */
  get shrinkable(): boolean {
    return this.size > MIN_BUCKETS;
  }

  /** The bucket of a hash. */
  bucketOf(hash: number): number {
    const bucket = hash & this.lowMask;
    return bucket < this.split ? hash & ((this.lowMask << 1) | 1) : bucket;
  }

  /** The first slot of a bucket, -1 when it is empty. */
  head(bucket: number): number {
    return this.segments[bucket >>> SEGMENT_BITS]![bucket & SEGMENT_MASK]!;
  }

  setHead(bucket: number, slot: number): void {
    this.segments[bucket >>> SEGMENT_BITS]![bucket & SEGMENT_MASK] = slot;
  }

  /**
   * Adds a bucket, the other half of bucket {@link split}, and moves on to the next one.
   * @returns the new bucket, whose head is undefined yet; the caller deals out the slots of the old one by {@link bucketOf}
   */
  grow(): number {
    const added = this.size;
    this.reserve(added);
    if (this.split++ === this.lowMask) {
      this.lowMask = (this.lowMask << 1) | 1;
      this.split = 0;
    }
    return added;
  }

  /**
   * Takes the last bucket away; the caller moves its slots, of which it knows the first, to the bucket that is now
   * {@link split}.
   */
  shrink(): void {
    if (this.split === 0) {
      this.lowMask >>>= 1;
      this.split = this.lowMask + 1;
    }
    this.split--;
    if ((this.size & SEGMENT_MASK) === 0) this.segments.pop();
  }

  private reserve(bucket: number): void {
    const { segments } = this;
    const first = segments[0]!;
    if (bucket >= SEGMENT_SIZE) {
      if ((bucket & SEGMENT_MASK) === 0) segments.push(new Int32Array(SEGMENT_SIZE).fill(EMPTY));
    } else if (bucket === first.length) {
      const grown = new Int32Array(first.length * 2).fill(EMPTY);
      grown.set(first);
      segments[0] = grown;
    }
  }
}
