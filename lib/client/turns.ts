import { setImmediate } from 'node:timers';
import { stopwatch } from '../engine/clock.js';

/** Work that goes on for longer than this, in ms, lets timers and I/O have their turn. */
const TURN = 1;
/** How often the stopwatch is read within a turn. */
const LOOKS_PER_TURN = 4;
/** The most replies that are handed over between two looks at the stopwatch. */
const MAX_REPLIES = 32;

// Captured now: fake timers that are installed later must not stop the replies, and those that are there already
// keep the real one on their clock.
const nextTurn: typeof setImmediate =
  (setImmediate as { clock?: { _setImmediate?: typeof setImmediate } }).clock?._setImmediate ??
  setImmediate;

/**
 * Calls a function once the running code has ended and before any I/O, even under fake timers: `process.nextTick`
 * as it was when the library was loaded.
 */
export const later: (task: () => void) => void =
  'clock' in process.nextTick ? nextTurn : process.nextTick;

/** Calls a function in the next turn of the event loop, even under fake timers. */
export const soon: (task: () => void) => void = nextTurn;

/**
 * Keeps a tight loop of awaited commands from starving timers and I/O: promises that always settle in a microtask
 * never let the event loop go on. Replies are handed over at once until the work has taken about a millisecond; the
 * next one, and those that follow in the meantime, wait for a turn of the event loop, in order.
 */
class Turns {
  private startedAt = stopwatch();
  private lookedAt = this.startedAt;
  private interval = 1;
  private left = 1;
  private next: Promise<void> | undefined;

  /** The turn that replies have to wait for right now, if any. */
  get pending(): Promise<void> | undefined {
    return this.next;
  }

  /** Asks to hand over a reply. @returns what it has to wait for, `undefined` for nothing */
  take(): Promise<void> | undefined {
    if (this.next !== undefined) return this.next;
    return --this.left > 0 ? undefined : this.look();
  }

  private look(): Promise<void> | undefined {
    const now = stopwatch();
    const elapsed = now - this.lookedAt;
    this.lookedAt = now;
    this.interval = Math.max(1, Math.min(MAX_REPLIES, this.wanted(elapsed)));
    this.left = this.interval;
    if (now - this.startedAt < TURN) return undefined;
    this.next = new Promise((resolve) => {
      nextTurn(() => {
        this.next = undefined;
        this.startedAt = this.lookedAt = stopwatch();
        resolve();
      });
    });
    return this.next;
  }

  /** How many replies fit between two looks, judged by the last ones; it doubles at most. */
  private wanted(elapsed: number): number {
    const fitting = Math.floor((this.interval * TURN) / (LOOKS_PER_TURN * elapsed));
    return Math.min(2 * this.interval, fitting);
  }
}

/** All connections of a process share its one thread, hence also the turns. */
export const turns = new Turns();

/** A promise of a reply, handed over when it is its turn. */
export function handOver<T>(value: T): Promise<T> {
  const turn = turns.take();
  return turn === undefined ? Promise.resolve(value) : turn.then(() => value);
}

/** As {@link handOver}, for an array. */
export function handOverList<T>(list: T[]): Promise<T[]> {
  const turn = turns.take();
  return turn === undefined ? settled(list) : turn.then(() => list);
}

/** A promise of an array. Once V8 has seen that it is one, it need not look for a method `then` of it. */
async function settled<T>(list: T[]): Promise<T[]> {
  if (list.length === 0) return [];
  return list;
}

/** A promise that is rejected when it is its turn. */
export function handOverError(error: unknown): Promise<never> {
  const turn = turns.take();
  if (turn === undefined) return Promise.reject(error);
  return turn.then(() => {
    throw error;
  });
}
