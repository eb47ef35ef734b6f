import { performance } from 'node:perf_hooks';
import { parseDuration } from './duration.js';

/** Where the engine takes the time from: once per unit, for everything that has to do with time. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Told whenever the time is moved by hand; a clock that runs by itself does not have it.
   * @returns a function that ends the subscription
   */
  onAdvance?(listener: () => void): () => void;
  /** Lets time pass while nothing else happens (default: the thread is blocked), for DEBUG SLEEP. @param ms how long */
  sleep?(ms: number): void;
}

/** What `setTimeout` can wait at once, in ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The time of the machine. It follows `Date`, hence also the fake timers of a test runner. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private readonly listeners = new Set<() => void>();
  private time: number;

  /** @param start the first time in ms since the epoch, or a Date (default: 2024-01-01T00:00:00Z) */
  constructor(start: number | Date = Date.UTC(2024, 0, 1)) {
    this.time = Number(start);
    if (!Number.isSafeInteger(this.time)) {
      throw new TypeError(
        `ManualClock: start must be a valid Date or integer ms, received ${start}`,
      );
    }
  }

  now(): number {
    return this.time;
  }

  /**
   * Moves the time forward.
   * @param by ms, or a duration such as `'250ms'`, `'10s'`, `'5m'`, `'1h'`, `'7d'`
   * @throws TypeError when `by` is negative or no duration
   */
  advance(by: number | string): void {
    this.set(this.time + parseDuration('advance', by));
  }

  /** Sets the time, backwards too. @param time ms since the epoch, or a Date */
  set(time: number | Date): void {
    const ms = Number(time);
    if (!Number.isSafeInteger(ms)) throw new TypeError(`ManualClock: no valid time: ${time}`);
    this.time = ms;
    for (const listener of [...this.listeners]) listener();
  }

  /** The time goes on by as much, at once. */
  sleep(ms: number): void {
    this.set(this.time + Math.ceil(ms));
  }

  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/**
 * Milliseconds on a stopwatch: what work takes, never what time it is. It runs on under the fake timers of a test
 * runner, which replace the global `performance`.
 */
export function stopwatch(): number {
  return performance.now();
}

/** What tells how long commands take: {@link stopwatch}, or a clock that is moved by hand, and they then. */
export function stopwatchOf(clock: Clock): () => number {
  return clock.onAdvance ? () => clock.now() : stopwatch;
}

/** Lets time pass while nothing else happens. @param ms how long */
export function sleep(clock: Clock, ms: number): void {
  if (clock.sleep) clock.sleep(ms);
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/**
 * Calls back once when a time has come: under a clock that is moved by hand when it gets there, otherwise by a timer.
 * @param time ms since the epoch
 * @param options `ref: false` for a timer that does not keep the process running
 * @returns a function that calls it off
 */
export function callAt(
  clock: Clock,
  time: number,
  callback: () => void,
  options: { readonly ref?: boolean } = {},
): () => void {
  if (clock.onAdvance) {
    const stop = clock.onAdvance(() => {
      if (clock.now() < time) return;
      stop();
      callback();
    });
    return stop;
  }
  const wait = Math.min(Math.max(0, time - clock.now()), LONGEST_TIMEOUT);
  const timer = setTimeout(() => {
    if (clock.now() >= time) callback();
    else cancel = callAt(clock, time, callback, options);
  }, wait);
  if (options.ref === false) timer.unref();
  let cancel = (): void => clearTimeout(timer);
  return () => cancel();
}
