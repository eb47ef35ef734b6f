import type { Stats } from '../../observers/stats.js';
import { CountedReplyError, type ReplyError } from '../../reply.js';
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
  /** Whether the reply of the script has errors in it. */
  hasNestedErrors = false;

  /** @param now ms since the epoch */
  constructor(
    private readonly stats: Stats,
    now: number,
  ) {
    const transport = { push() {}, close() {} };
    this.session = new Session(0, transport, now, { address: 'lua' });
    this.session.turn(SessionState.EXECUTING | SessionState.SCRIPT, true);
    this.caller = this.session;
  }

  /** Begins a script in the database and with the rights of its caller. */
  begin(caller: Session, readOnly: boolean, outOfMemory: boolean): void {
    const { session } = this;
    this.caller = caller;
    this.readOnly = readOnly;
    this.outOfMemory = outOfMemory;
    this.hasNestedErrors = false;
    session.db = caller.db;
    session.user = caller.user;
    session.protocol = 2;
    session.tracking = caller.tracking;
    session.turn(SessionState.TRACKING, caller.tracking !== undefined);
  }

  end(): void {
    this.caller = this.session;
  }

  /** Counts an error within the reply, unless it is counted already. */
  nestedError(error: ReplyError): void {
    this.hasNestedErrors = true;
    if (!(error instanceof CountedReplyError)) this.stats.failed(error);
  }
}
