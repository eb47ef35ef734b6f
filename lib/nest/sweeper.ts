import {
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { Interval, SchedulerRegistry } from '@nestjs/schedule';

/** What a sweeper needs. */
export interface SweeperSettings {
  /** The name of the interval in the application's `SchedulerRegistry`. */
  readonly job: string;
  /** ms between two runs; 0 never runs. */
  readonly interval: number;
  /** One run. */
  readonly sweep: () => unknown;
  /** Told how many ms there are between two runs from now on; 0 when there will be none. */
  readonly announce: (interval: number) => void;
  /** The modules of the application. */
  readonly modules: ModulesContainer;
}

/**
 * Runs a task once per period, whether the application imports `ScheduleModule` or not, before or after, once or
 * twice. Where a scheduler owns the interval, it runs the task; where none does, a timer of its own.
 *
 * The library cannot import `ScheduleModule` itself: each `forRoot()` of it explores the whole application, and a
 * second one would run every job of the application twice.
 */
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('CacheModule');
  private timer: NodeJS.Timeout | undefined;

  constructor(protected readonly settings: SweeperSettings) {}

  onApplicationBootstrap(): void {
    const { interval } = this.settings;
    this.settings.announce(interval);
    if (interval === 0 || this.leaveToScheduler()) return;
    this.timer = setInterval(() => this.runUnscheduled(), interval);
    release(this.timer);
    // The schedulers of modules that start later have begun by then, unless one of them takes its time.
    release(setImmediate(() => this.leaveToScheduler()));
  }

  beforeApplicationShutdown(): void {
    this.settings.announce(0);
    this.stop();
  }

  /** A scheduler's run. */
  protected runScheduled(): void {
    this.leaveToScheduler();
    this.settings.sweep();
  }

  private runUnscheduled(): void {
    // The application's scheduler may have started after this timer.
    if (this.leaveToScheduler()) return;
    try {
      this.settings.sweep();
    } catch (error) {
      this.logger.error(error);
    }
  }

  /**
   * Leaves the task to the scheduler that owns the interval; of several ones to the first.
   * @returns whether there is one
   */
  private leaveToScheduler(): boolean {
    const { job, modules } = this.settings;
    const owners = new Set<SchedulerRegistry>();
    for (const { providers } of modules.values()) {
      const registry: unknown = providers.get(SchedulerRegistry)?.instance;
      if (registry instanceof SchedulerRegistry && registry.doesExist('interval', job)) {
        owners.add(registry);
      }
    }
    const [first, ...others] = owners;
    for (const other of others) other.deleteInterval(job);
    // A scheduler's timers keep the process alive; this one has nothing to stay for.
    release(first?.getInterval(job));
    if (first !== undefined) this.stop();
    return first !== undefined;
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

/** Lets the process end in spite of a timer; the fake timers of a test runner may not know of it. */
const release = (timer: { unref?: () => unknown } | undefined): unknown => timer?.unref?.();

/** Makes a sweeper whose class carries `@Interval` with the period of the options. */
export function createSweeper(settings: SweeperSettings): Sweeper {
  const { job, interval } = settings;
  if (interval === 0) return new Sweeper(settings);
  class ScheduledSweeper extends Sweeper {
    @Interval(job, interval)
    tick(): void {
      this.runScheduled();
    }
  }
  return new ScheduledSweeper(settings);
}

const jobs = new WeakMap<ModulesContainer, Map<string, number>>();

/** A name for the interval of an instance; several instances of one name in one application get different ones. */
export function sweepJob(modules: ModulesContainer, name: string): string {
  let counts = jobs.get(modules);
  if (counts === undefined) jobs.set(modules, (counts = new Map()));
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count === 1 ? `rednest:sweep:${name}` : `rednest:sweep:${name}:${count}`;
}
