import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';
import { Status } from '../reply.js';
import type { Session } from '../session.js';
import type { Unit } from '../unit.js';

/** MONITOR: every command that runs, as a line for those who watch. */
export class MonitorFeed {
  private readonly monitors = new Set<Session>();

  constructor(private readonly unit: Unit) {}

  /** Whether anybody watches. */
  get active(): boolean {
    return this.monitors.size > 0;
  }

  add(session: Session): void {
    session.monitoring = true;
    this.monitors.add(session);
  }

  remove(session: Session): void {
    session.monitoring = false;
    this.monitors.delete(session);
  }

  /** Reports a command to every monitor but its own session. */
  feed(session: Session, command: Command, argv: readonly Bytes[]): void {
    if (command.flags.includes('skip_monitor') || command.flags.includes('admin')) return;
    const now = this.unit.now();
    const seconds = Math.floor(now / 1000);
    const micros = String((now % 1000) * 1000).padStart(6, '0');
    const source = `[${session.db} ${session.origin.address ?? ''}]`;
    const line = new Status(`${seconds}.${micros} ${source} ${argv.map(quote).join(' ')}`);
    for (const monitor of this.monitors) {
      if (monitor !== session) this.unit.send(monitor, line);
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};

/** Quotes bytes as Redis's logs do. */
export function quote(bytes: Bytes): string {
  const escaped = bytes.replace(
    /[\\"]|[^ -~]/g,
    (char) => ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}
