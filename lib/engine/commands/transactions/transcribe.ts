import type { Bytes } from '../../bytes.js';
import { pushesOf } from '../../gate-replies.js';
import { Transcript, type Reply, type SentReply } from '../../reply.js';
import { SessionState, type Session } from '../../session.js';
import type { Command } from '../spec.js';

const MUTED = SessionState.REPLY_OFF | SessionState.REPLY_SKIP;

interface Queued {
  readonly command: Command;
  readonly argv: readonly Bytes[];
}

/** Runs one command of a transaction. */
interface Runner {
  execQueued(session: Session, command: Command, argv: readonly Bytes[]): Reply;
}

/**
 * Runs a transaction for a connection of bytes. HELLO and CLIENT REPLY take effect in the middle of its array, as in
 * Redis: what CLIENT REPLY OFF withholds is missing behind a head that promises it.
 */
export function transcribe(gate: Runner, session: Session, queue: readonly Queued[]): Reply {
  const { protocol } = session;
  const isMuted = session.is(MUTED);
  const replies: Reply[] = [];
  const sent: SentReply[] = [];
  let isPlain = !isMuted;
  for (const { command, argv } of queue) {
    const reply = gate.execQueued(session, command, argv);
    const withheld = session.is(MUTED);
    if (withheld || session.protocol !== protocol) isPlain = false;
    replies.push(reply);
    sent.push({ reply: withheld ? pushesOf(reply) : reply, protocol: session.protocol });
  }
  return isPlain ? replies : new Transcript(isMuted ? undefined : queue.length, sent);
}
