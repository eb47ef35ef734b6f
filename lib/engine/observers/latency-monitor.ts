import type { Settings } from '../settings.js';
import type { Unit } from '../unit.js';

/** What LATENCY remembers of an event, in one second. */
export interface LatencySample {
  /** Seconds since the epoch. */
  readonly time: number;
  /** The longest in that second, in ms. */
  ms: number;
}

/** The events that can take long. */
export type LatencyEvent =
  'command' | 'fast-command' | 'command-unblocking' | 'expire-cycle' | 'eviction-cycle';

/** How many samples are kept of an event. */
const SAMPLES = 160;
const MS_PER_SECOND = 1000;

/** The times at which an event took long. */
export class LatencySeries {
  /** Oldest first. */
  readonly samples: LatencySample[] = [];
  /** The longest ever, in ms. */
  max = 0;

  /** @param second since the epoch */
  add(second: number, ms: number): void {
    this.max = Math.max(this.max, ms);
    const last = this.samples.at(-1);
    if (last?.time === second) {
      last.ms = Math.max(last.ms, ms);
      return;
    }
    if (this.samples.length === SAMPLES) this.samples.shift();
    this.samples.push({ time: second, ms });
  }
}

/** LATENCY: what took as long as `latency-monitor-threshold`, by event. */
export class LatencyMonitor {
  private readonly series = new Map<string, LatencySeries>();

  constructor(
    private readonly settings: Settings,
    private readonly unit: Unit,
  ) {}

  /** The events that were met, in the order in which they were met first. */
  get events(): ReadonlyMap<string, LatencySeries> {
    return this.series;
  }

  /** Remembers an event if it took long. @param ms how long it took */
  add(event: LatencyEvent, ms: number): void {
    const { latencyMonitorThreshold: threshold } = this.settings;
    // Whole ms, as they are compared and shown.
    const whole = Math.trunc(ms);
    if (threshold <= 0 || whole < threshold) return;
    let series = this.series.get(event);
    if (series === undefined) this.series.set(event, (series = new LatencySeries()));
    series.add(Math.floor(this.unit.now() / MS_PER_SECOND), whole);
  }

  /** LATENCY RESET. @param events the names of some, or none for all @returns how many there were */
  reset(events: readonly string[]): number {
    const names = events.length === 0 ? [...this.series.keys()] : events;
    return names.filter((name) => this.series.delete(name)).length;
  }
}
