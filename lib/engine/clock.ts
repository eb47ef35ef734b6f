import { performance } from 'node:perf_hooks';
import { types } from 'node:util';
import { parseDuration } from './duration.js';
import { InvalidOptionError } from './invalid-option.js';
import { accepts, aFunction, anObjectWith, aTimeSpan, type OptionCheck } from './known-options.js';

/** Where the engine takes the time from: once per unit, for everything that has to do with time. */
export interface Clock {
  /** Whole milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Told whenever the time is moved by hand; a clock that runs by itself does not have it.
   * @returns a function that ends the subscription
   */
  onAdvance?(listener: () => void): () => void;
  /** Lets time pass while nothing else happens (default: the thread is blocked), for DEBUG SLEEP. @param ms how long */
  sleep?(ms: number): void;
}

const isTime = (ms: unknown): boolean => Number.isSafeInteger(ms) && (ms as number) >= 0;
const withNow = anObjectWith<Clock>('now');
const aTime = accepts('a whole number of ms since the Unix epoch', isTime);

/** Checks a clock, and once the time that it tells. @throws InvalidOptionError naming the method that is at fault */
export const aClock: OptionCheck = (name, value) => {
  withNow(name, value);
  const clock = value as Clock;
  for (const method of ['onAdvance', 'sleep'] as const) {
    if (clock[method] !== undefined) aFunction(`${name}.${method}`, clock[method]);
  }
  aTime(`${name}.now()`, clock.now());
};

/** Reads a time. @returns ms since the epoch @throws InvalidOptionError */
function readTime(name: string, time: unknown): number {
  const ms = types.isDate(time) ? time.getTime() : time;
  if (isTime(ms)) return ms as number;
  throw new InvalidOptionError(
    name,
    'a Date or a whole number of ms, not before the Unix epoch',
    time,
  );
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

  /**
   * @param start the first time in ms since the epoch, or a Date (default: 2024-01-01T00:00:00Z)
   * @throws InvalidOptionError when it is neither, or before the epoch
   */
  constructor(start: number | Date = Date.UTC(2024, 0, 1)) {
    this.time = readTime('start', start);
  }

  now(): number {
    return this.time;
  }

  /**
   * Moves the time forward.
   * @param by ms, or a duration such as `'250ms'`, `'10s'`, `'5m'`, `'1h'`, `'7d'`
   * @throws InvalidOptionError when `by` is negative or no duration; the time stays as it is
   */
  advance(by: number | string): void {
    this.set(this.time + parseDuration('by', by));
  }

  /**
   * Sets the time, backwards too.
   * @param time ms since the epoch, or a Date
   * @throws InvalidOptionError when it is neither, or before the epoch; the time stays as it is
   */
  set(time: number | Date): void {
    this.time = readTime('time', time);
    for (const listener of [...this.listeners]) listener();
  }

  /** The time goes on by as much, at once. @throws InvalidOptionError when it cannot */
  sleep(ms: number): void {
    aTimeSpan('ms', ms);
    this.set(this.time + Math.ceil(ms));
  }

  /** @throws InvalidOptionError when the listener is no function */
  onAdvance(listener: () => void): () => void {
    aFunction('listener', listener);
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
