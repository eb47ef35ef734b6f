import type { Bytes } from './bytes.js';
import type { Command } from './commands/spec.js';
import type { InMemoryCache } from './engine.js';
import type { Gate } from './gate.js';
import type { BusyKeys } from './keyspace/busy-keys.js';
import type { Keyspace } from './keyspace/keyspace.js';
import type { MonitorFeed } from './observers/monitor.js';
import type { Stats } from './observers/stats.js';
import type { Reply } from './reply.js';
import type { Session } from './session.js';
import type { Settings } from './settings.js';
import type { Unit } from './unit.js';
import { compact } from './values/value.js';

/**
 * The most frequent commands on keys that the application names again and again, past table, arguments and context.
 * Whatever is special is left to the gate: then nothing has been done.
 */
export class ShortCuts {
  private readonly gate: Gate;
  private readonly unit: Unit;
  private readonly stats: Stats;
  private readonly monitors: MonitorFeed;
  private readonly settings: Settings;
  private readonly databases: readonly Keyspace[];
  private readonly getCommand: Command;
  private readonly setCommand: Command;
  private readonly setexCommand: Command;
  private readonly incrCommand: Command;
  private readonly expireCommand: Command;

  constructor(engine: InMemoryCache) {
    this.gate = engine.gate;
    this.unit = engine.unit;
    this.stats = engine.stats;
    this.monitors = engine.monitors;
    this.settings = engine.settings;
    this.databases = engine.databases;
    const { table } = engine;
    this.getCommand = table.find('GET')!;
    this.setCommand = table.find('SET')!;
    this.setexCommand = table.find('SETEX')!;
    this.incrCommand = table.find('INCR')!;
    this.expireCommand = table.find('EXPIRE')!;
  }

  /** GET. @returns the value, if it is ASCII */
  get(session: Session, name: string): Bytes | undefined {
    if (!this.isCalm(session)) return undefined;
    const { busy } = this.databases[session.db]!;
    const { unit } = this;
    unit.begin();
    try {
      const slot = busy.slotOf(name);
      if (slot < 0 || !busy.isAscii(slot) || !this.admits(this.getCommand)) return undefined;
      this.ran(session, this.getCommand);
      return busy.read(slot);
    } finally {
      unit.end();
    }
  }

  /** SET without options. @returns whether it has been done */
  set(session: Session, name: string, text: string): boolean {
    return this.write(session, this.setCommand, name, 0, text);
  }

  /** SETEX. @returns whether it has been done */
  setex(session: Session, name: string, seconds: number, text: string): boolean {
    if (!isTtl(seconds)) return false;
    return this.write(session, this.setexCommand, name, seconds * 1000, text);
  }

  /** INCR. @returns the sum, if it has been done */
  incr(session: Session, name: string): number | undefined {
    if (!this.isCalm(session)) return undefined;
    const { busy } = this.databases[session.db]!;
    const { unit } = this;
    unit.begin();
    try {
      const slot = busy.slotOf(name);
      if (slot < 0 || !busy.isCounter(slot) || !this.admits(this.incrCommand)) return undefined;
      this.ran(session, this.incrCommand);
      return busy.increment(slot, name);
    } finally {
      unit.end();
    }
  }

  /**
   * A command of a transaction, inside its unit.
   * @param args behind the name
   * @returns the reply, if it has been run
   */
  queued(session: Session, command: Command, args: readonly unknown[]): Reply | undefined {
    const name = args[0];
    const seconds = args[1];
    if (typeof name !== 'string' || this.settings.timesEveryCommand) return undefined;
    if (command === this.incrCommand && args.length === 1) {
      return this.incrQueued(this.databases[session.db]!.busy, name);
    }
    if (command === this.expireCommand && args.length === 2 && isTtl(seconds)) {
      return this.expireQueued(this.databases[session.db]!.busy, name, seconds);
    }
    return undefined;
  }

  private incrQueued(busy: BusyKeys, name: string): Reply | undefined {
    const slot = busy.slotOf(name);
    if (slot < 0 || !busy.isCounter(slot) || !this.admits(this.incrCommand)) return undefined;
    this.stats.ran(this.stats.of(this.incrCommand), undefined);
    return busy.increment(slot, name);
  }

  private expireQueued(busy: BusyKeys, name: string, seconds: number): Reply | undefined {
    const slot = busy.slotOf(name);
    if (slot < 0 || !this.admits(this.expireCommand)) return undefined;
    this.stats.ran(this.stats.of(this.expireCommand), undefined);
    busy.expire(slot, name, this.unit.now() + seconds * 1000);
    return 1;
  }

  private write(
    session: Session,
    command: Command,
    name: string,
    ttl: number,
    text: string,
  ): boolean {
    if (!this.isCalm(session) || !this.gate.lending) return false;
    const { busy } = this.databases[session.db]!;
    const { unit } = this;
    unit.begin();
    unit.lends = true;
    try {
      const slot = busy.slotOf(name);
      if (slot < 0 || !busy.isString(slot) || !this.admits(command)) return false;
      this.ran(session, command);
      busy.write(slot, name, compact(text), ttl === 0 ? 0 : unit.now() + ttl);
      return true;
    } finally {
      unit.lends = false;
      unit.end();
    }
  }

  /** Whether nobody looks at quick commands of a session. */
  private isCalm(session: Session): boolean {
    const { gate, monitors, settings } = this;
    return (
      session.state === 0 && !gate.attentive && !monitors.active && !settings.timesEveryCommand
    );
  }

  /** Whether a command need not be timed; then it counts as one that was not. */
  private admits(command: Command): boolean {
    return this.stats.passes(this.stats.of(command));
  }

  private ran(session: Session, command: Command): void {
    session.lastCommand = command.fullName;
    session.lastActive = this.unit.lastLook;
    this.stats.ran(this.stats.of(command), undefined);
  }
}

/** Whether so many seconds are a positive integer that is small enough for every deadline to be in range. */
function isTtl(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && (seconds | 0) === seconds && seconds > 0;
}
