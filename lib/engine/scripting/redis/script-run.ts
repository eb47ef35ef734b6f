import { Session, SessionState } from '../../session.js';

/** The script that runs, or ran last. There is one for all of an engine's scripts: none runs inside another. */
export class ScriptRun {
  /** Who the commands of scripts come from, as far as the engine is concerned. */
  readonly session: Session;
  /** Who called the script. */
  caller: Session;
  /** Whether commands that write are refused. */
  readOnly = false;
  /** Whether commands that need memory are refused, as long as the script has written nothing. */
  outOfMemory = false;
  private active = false;

  /** @param now ms since the epoch */
  constructor(now: number) {
    const transport = { push() {}, close() {} };
    this.session = new Session(0, transport, now, { address: 'lua' });
    this.session.turn(SessionState.EXECUTING | SessionState.SCRIPT, true);
    this.caller = this.session;
  }

  /** Whether a script runs right now. */
  get isActive(): boolean {
    return this.active;
  }

  /** Begins a script in the database and with the rights of its caller. */
  begin(caller: Session, readOnly: boolean, outOfMemory: boolean): void {
    const { session } = this;
    this.caller = caller;
    this.readOnly = readOnly;
    this.outOfMemory = outOfMemory;
    this.active = true;
    session.db = caller.db;
    session.user = caller.user;
    session.protocol = 2;
  }

  end(): void {
    this.active = false;
    this.caller = this.session;
  }
}
