import type { Bytes } from '../bytes.js';
import { callAt, type Clock } from '../clock.js';
import type { Command } from '../commands/spec.js';
import type { Reply } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import { Blocked } from './blocking.js';

/** Which commands CLIENT PAUSE makes wait: all, or those that change something. */
export type PauseMode = 'all' | 'write';

/** What a pause needs of the gate. */
export interface PausingGate {
  /** Whether commands wait, which the gate looks at before each. */
  pausing: boolean;
  /** Runs a command from the beginning. */
  run(session: Session, command: Command, argv: readonly Bytes[]): Reply | Blocked;
}

/** A command that runs, from the beginning, when the pause is over. */
class Postponed extends Blocked {
  constructor(session: Session, command: Command, argv: readonly Bytes[]) {
    super(session, command, argv, session.db, {
      keys: [],
      deadline: 0,
      denied: null,
      serve: () => undefined,
    });
  }
}

/** CLIENT PAUSE: commands that come meanwhile wait, keys neither expire nor are evicted. */
export class Pauses {
  private mode: PauseMode = 'write';
  private until = 0;
  private stopTimer: (() => void) | undefined;
  private readonly waiting = new Map<Session, Postponed>();

  constructor(
    private readonly clock: Clock,
    private readonly gate: () => PausingGate,
  ) {}

  /** Whether a pause goes on. */
  get active(): boolean {
    return this.gate().pausing;
  }

  /** Begins a pause, or extends the one that goes on. @param until ms since the epoch */
  pause(mode: PauseMode, until: number): void {
    this.mode = this.all ? 'all' : mode;
    this.until = this.active ? Math.max(this.until, until) : until;
    this.gate().pausing = true;
    this.stopTimer?.();
    this.stopTimer = callAt(this.clock, this.until, () => this.end(), { ref: false });
  }

  /** Ends the pause: what has waited runs soon, first come, first served. */
  unpause(): void {
    if (!this.active) return;
    this.stopTimer?.();
    this.gate().pausing = false;
    // What was sent together with this command runs first, as in Redis.
    void Promise.resolve().then(() => this.resumeAll());
  }

  /** Whether every command waits. */
  get all(): boolean {
    return this.active && this.mode === 'all';
  }

  /** How many commands wait. */
  get count(): number {
    return this.waiting.size;
  }

  /** Whether a command has to wait. */
  concerns(session: Session, command: Command): boolean {
    if (!this.active) return false;
    if (this.all || changes(command)) return true;
    const queue = command.name === 'EXEC' ? session.transaction?.queue : undefined;
    return queue?.some((queued) => changes(queued.command)) ?? false;
  }

  /** Lets a command wait for the end of the pause. */
  postpone(session: Session, command: Command, argv: readonly Bytes[]): Blocked {
    const postponed = new Postponed(session, command, argv);
    session.turn(SessionState.BLOCKED, true);
    this.waiting.set(session, postponed);
    return postponed;
  }

  /** A session goes: its command does not run. */
  release(session: Session): void {
    this.waiting.delete(session);
  }

  /** Lets go of the timer. */
  close(): void {
    this.stopTimer?.();
  }

  private end(): void {
    this.gate().pausing = false;
    this.resumeAll();
  }

  private resumeAll(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const [session, postponed] of waiting) this.resume(session, postponed);
  }

  private resume(session: Session, postponed: Postponed): void {
    // One that ran before may have ended this session, or begun another pause, which run() looks at.
    if (session.is(SessionState.CLOSED)) return;
    session.turn(SessionState.BLOCKED, false);
    const reply = this.gate().run(session, postponed.command, postponed.argv);
    if (reply instanceof Blocked) reply.whenAnswered((late) => postponed.receive(late));
    else postponed.receive(reply);
  }
}

function changes({ flags }: Command): boolean {
  return flags.includes('write') || flags.includes('may_replicate');
}
