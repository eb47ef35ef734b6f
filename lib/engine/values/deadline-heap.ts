/** Stale entries are dropped at once when there are more of them than this and than valid ones. */
const MAX_STALE = 32;

/**
 * The slots of a small table by deadline: a binary heap. A deadline that changes leaves its old entry behind, which
 * {@link validDeadline} unmasks when it comes up.
 */
export class DeadlineHeap {
  private readonly deadlines: number[] = [];
  private readonly slots: number[] = [];

  /** @param validDeadline the deadline of a slot in ms since the epoch, 0 for none */
  constructor(private readonly validDeadline: (slot: number) => number) {}

  /** Adds a slot. @param valid how many slots have a deadline, this one included */
  push(slot: number, deadline: number, valid: number): void {
    this.deadlines.push(deadline);
    this.slots.push(slot);
    this.rise(this.slots.length - 1);
    if (this.slots.length > 2 * valid + MAX_STALE) this.rebuild();
  }

  /** The slot that is due first, or -1. */
  first(): number {
    while (this.slots.length > 0) {
      if (this.isValid(0)) return this.slots[0]!;
      this.removeFirst();
    }
    return -1;
  }

  /** The earliest deadline in ms since the epoch, 0 for none. */
  firstDeadline(): number {
    return this.first() < 0 ? 0 : this.deadlines[0]!;
  }

  private isValid(at: number): boolean {
    return this.validDeadline(this.slots[at]!) === this.deadlines[at];
  }

  private removeFirst(): void {
    const deadline = this.deadlines.pop()!;
    const slot = this.slots.pop()!;
    if (this.slots.length === 0) return;
    this.deadlines[0] = deadline;
    this.slots[0] = slot;
    this.sink(0);
  }

  private rebuild(): void {
    const { deadlines, slots } = this;
    const kept = new Map<number, number>();
    for (let i = 0; i < slots.length; i++) if (this.isValid(i)) kept.set(slots[i]!, deadlines[i]!);
    deadlines.length = slots.length = 0;
    for (const [slot, deadline] of kept) {
      deadlines.push(deadline);
      slots.push(slot);
    }
    for (let i = (slots.length >>> 1) - 1; i >= 0; i--) this.sink(i);
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >>> 1;
      if (this.deadlines[parent]! <= this.deadlines[at]!) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(from: number): void {
    const { deadlines } = this;
    for (let at = from; ;) {
      let child = 2 * at + 1;
      if (child >= deadlines.length) return;
      if (child + 1 < deadlines.length && deadlines[child + 1]! < deadlines[child]!) child++;
      if (deadlines[at]! <= deadlines[child]!) return;
      this.swap(at, child);
      at = child;
    }
  }

  private swap(a: number, b: number): void {
    const { deadlines, slots } = this;
    [deadlines[a], deadlines[b]] = [deadlines[b]!, deadlines[a]!];
    [slots[a], slots[b]] = [slots[b]!, slots[a]!];
  }
}
