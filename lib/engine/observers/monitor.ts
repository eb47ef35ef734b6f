import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';
import { Replies, Status, type Reply } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import { quoted } from '../split-arguments.js';
import type { Unit } from '../unit.js';
import { redacted } from './redaction.js';

/** MONITOR: every command that runs, as a line for those who watch. */
export class MonitorFeed {
  private readonly monitors = new Set<Session>();
  /** What a monitor's own commands give: it comes after their reply. */
  private own: Status[] = [];

  constructor(private readonly unit: Unit) {}

  /** Whether anybody watches. */
  get active(): boolean {
    return this.monitors.size > 0;
  }

  add(session: Session): void {
    session.turn(SessionState.MONITOR, true);
    this.monitors.add(session);
  }

  remove(session: Session): void {
    session.turn(SessionState.MONITOR, false);
    this.monitors.delete(session);
  }

  /** Reports a command that has run to every monitor. */
  feed(session: Session, command: Command, argv: readonly Bytes[]): void {
    if (command.flags.includes('skip_monitor') || command.flags.includes('admin')) return;
    this.feedLine(session, redacted(command, argv));
  }

  /** Reports a command line as it is to every monitor. */
  feedLine(session: Session, argv: readonly Bytes[]): void {
    const now = this.unit.now();
    const seconds = Math.floor(now / 1000);
    const micros = String((now % 1000) * 1000).padStart(6, '0');
    const words = argv.map(quoted);
    const line = new Status(
      `${seconds}.${micros} [${session.db} ${session.address}] ${words.join(' ')}`,
    );
    for (const monitor of this.monitors) {
      if (monitor.is(SessionState.REPLY_OFF | SessionState.REPLY_SKIP)) continue;
      if (monitor === session) this.own.push(line);
      else this.unit.send(monitor, line);
    }
  }

  /** The reply to a monitor's own command, and after it the lines that the command gave. */
  withOwnLines(reply: Reply): Reply {
    if (this.own.length === 0) return reply;
    const lines = this.own;
    this.own = [];
    return new Replies([reply, ...lines]);
  }
}
