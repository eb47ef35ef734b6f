import { errors } from './errors.js';
import { NO_REPLY, Push, Replies, ReplyError, Transcript, type Reply } from './reply.js';

/** The code of Node's error for a string that is longer than JavaScript's can be. */
const TOO_LONG = 'ERR_STRING_TOO_LONG';

/** What is sent although replies are off: messages and the confirmations of subscriptions. */
export function pushesOf(reply: Reply): Reply {
  if (isSent(reply)) return reply;
  if (!(reply instanceof Replies)) return NO_REPLY;
  const pushes = reply.replies.filter(isSent);
  return pushes.length === reply.replies.length ? reply : new Replies(pushes);
}

/** A transcript is without what was withheld. */
function isSent(reply: Reply): boolean {
  return reply instanceof Push || reply instanceof Transcript;
}

/**
 * What a command has thrown as its reply: a string that JavaScript cannot hold, as a value that changes in place can
 * be, is an error too. Any other exception is a bug, and thrown again.
 */
export function asReplyError(thrown: unknown): ReplyError {
  if (thrown instanceof ReplyError) return thrown;
  if (typeof thrown !== 'object' || thrown === null) throw thrown;
  if (!('code' in thrown) || thrown.code !== TOO_LONG) throw thrown;
  return errors.stringTooLong();
}
