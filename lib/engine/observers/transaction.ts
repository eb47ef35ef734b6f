import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';
import { SessionState, type Session } from '../session.js';
import type { WatchRegistry } from './watch.js';

/** A command that MULTI has queued. */
export interface QueuedCommand {
  readonly command: Command;
  readonly argv: readonly Bytes[];
}

/** The transaction state of one session: what WATCH guards and what MULTI has queued. */
export class Transaction {
  /** A watched key has changed: EXEC answers a null array. */
  dirty = false;
  /** A command could not be queued: EXEC answers EXECABORT. */
  poisoned = false;
  readonly queue: QueuedCommand[] = [];
}

/** Ends the transaction of a session, if there is one: the queue and the watches go. */
export function discardTransaction(engine: { watches: WatchRegistry }, session: Session): void {
  engine.watches.unwatch(session);
  session.transaction = undefined;
  session.turn(SessionState.MULTI, false);
}
