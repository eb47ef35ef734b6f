import { clearInterval, setInterval } from 'node:timers';
import { parseDuration } from '../engine/duration.js';
import type { InMemoryCache } from '../engine/engine.js';
import { aDelay, checkKnownOptions, type OptionCheck } from '../engine/known-options.js';

/** How often expired keys are removed in the background, and how long one run may take. */
export interface SweepOptions {
  /** Time between two runs: ms, or a duration such as `'100ms'` (the default); 0 switches the sweeper off. */
  readonly interval?: number | string;
  /** The longest time that one run takes: ms, or a duration (default: 1 ms). */
  readonly budget?: number | string;
}

/** Checks the options of a sweep. @throws InvalidOptionError naming the option */
export const checkSweepOptions: OptionCheck = (name, value) =>
  checkKnownOptions<SweepOptions>(name, value, { interval: aDelay(0), budget: aDelay(1) });

const DEFAULT_INTERVAL = 100;
const DEFAULT_BUDGET = 1;

// Captured now: with fake timers that are installed later, "run all timers" would never end.
const startTimer = setInterval;
const stopTimer = clearInterval;

const sweeps = new WeakMap<InMemoryCache, BackgroundSweep>();

/** Removes the expired keys of an engine from time to time, as long as any connection uses it. */
export class BackgroundSweep {
  private readonly users = new Set<object>();
  private timer: NodeJS.Timeout | undefined;
  private readonly interval: number;
  private readonly budget: number;

  private constructor(
    private readonly engine: InMemoryCache,
    { interval = DEFAULT_INTERVAL, budget = DEFAULT_BUDGET }: SweepOptions,
  ) {
    this.interval = parseDuration('sweep.interval', interval);
    this.budget = parseDuration('sweep.budget', budget);
  }

  /** The sweep of an engine that nobody else sweeps, if it has one. */
  static of(engine: InMemoryCache): BackgroundSweep | undefined {
    return sweeps.get(engine);
  }

  /**
   * Gives an engine a sweep. Nothing runs before the first {@link use}.
   * @param options checked by {@link checkSweepOptions}
   */
  static install(engine: InMemoryCache, options: SweepOptions): void {
    const sweep = new BackgroundSweep(engine, options);
    if (sweep.interval > 0) sweeps.set(engine, sweep);
  }

  /** A connection opens. The timer does not keep the process alive. */
  use(connection: object): void {
    this.users.add(connection);
    if (this.timer !== undefined) return;
    this.timer = startTimer(() => this.engine.sweep(this.budget), this.interval).unref();
    this.engine.sweptEvery(this.interval);
  }

  /** A connection has ended; the last one stops the timer. */
  release(connection: object): void {
    this.users.delete(connection);
    if (this.users.size > 0) return;
    stopTimer(this.timer);
    this.engine.sweptEvery(0);
    this.timer = undefined;
  }
}
