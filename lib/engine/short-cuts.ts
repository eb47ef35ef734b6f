import type { Bytes } from './bytes.js';
import type { Command } from './commands/spec.js';
import type { InMemoryCache } from './engine.js';
import type { Gate } from './gate.js';
import type { Keyspace } from './keyspace/keyspace.js';
import type { MonitorFeed } from './observers/monitor.js';
import type { Stats } from './observers/stats.js';
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
    // With a small integer the deadline is in range.
    if ((seconds | 0) !== seconds || seconds <= 0) return false;
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
