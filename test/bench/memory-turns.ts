import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** ms of uninterrupted work, as in a server, before the event loop has its turn. */
const TURN = 1;
/** Turns that take longer, in ms, are remembered. */
const SLOW = 2;

/** A longest duration in ms. */
export interface Longest {
  /** By the clock: other processes on the machine may have had a part of it. */
  wall: number;
  /** No more than the CPU time that this process, with the threads of its garbage collector, used meanwhile. */
  busy: number;
}

interface SlowTurn {
  readonly start: number;
  readonly end: number;
  readonly busy: number;
}

/** An entry of the type `gc`. */
type GcEntry = PerformanceEntry & { readonly detail: { readonly kind: number } };

function lengthen(longest: Longest, duration: number, busy: number): void {
  longest.wall = Math.max(longest.wall, duration);
  longest.busy = Math.max(longest.busy, Math.min(duration, busy));
}

/** Runs calls in turns of the event loop and keeps the longest turn, call and pauses of the garbage collector. */
export class Turns {
  readonly turn: Longest = { wall: 0, busy: 0 };
  readonly majorGc: Longest = { wall: 0, busy: 0 };
  readonly minorGc: Longest = { wall: 0, busy: 0 };
  /** ms of CPU in all turns */
  busy = 0;
  private readonly slow: SlowTurn[] = [];
  private cpu = process.cpuUsage();
  private start = performance.now();
  private readonly observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) this.pause(entry as GcEntry);
  });

  constructor() {
    this.observer.observe({ entryTypes: ['gc'] });
  }

  /**
   * Runs `count` calls, with a turn of the event loop after every millisecond.
   * @param prepare makes the call of a number; what it does itself is not part of the call
   */
  async calls(count: number, prepare: (i: number) => () => void): Promise<Longest> {
    const longest: Longest = { wall: 0, busy: 0 };
    let longestInTurn = 0;
    await this.next();
    for (let i = 0; i < count; i++) {
      const call = prepare(i);
      const start = performance.now();
      call();
      const end = performance.now();
      if (end - start > longestInTurn) longestInTurn = end - start;
      if (end - this.start > TURN || i === count - 1) {
        lengthen(longest, longestInTurn, await this.next());
        longestInTurn = 0;
      }
    }
    return longest;
  }

  /**
   * Hands the event loop over, and ends the turn when it comes back: what the loop did in between, such as collecting
   * garbage, is a part of the turn.
   * @returns ms of CPU that the turn used
   */
  async next(): Promise<number> {
    await nextTurn();
    const { start, cpu } = this;
    const { user, system } = process.cpuUsage(cpu);
    const busy = (user + system) / 1000;
    const end = performance.now();
    this.busy += busy;
    lengthen(this.turn, end - start, busy);
    if (end - start > SLOW) this.slow.push({ start, end, busy });
    this.cpu = process.cpuUsage();
    this.start = performance.now();
    return busy;
  }

  close(): void {
    this.observer.disconnect();
  }

  private pause({ startTime, duration, detail }: GcEntry): void {
    const minor = detail.kind === constants.NODE_PERFORMANCE_GC_MINOR;
    const turn = this.slow.findLast(({ start, end }) => startTime >= start && startTime <= end);
    lengthen(minor ? this.minorGc : this.majorGc, duration, turn?.busy ?? duration);
  }
}
