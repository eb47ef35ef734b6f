import type { Bytes } from './bytes.js';
import { isOnKeyspace, SUBSCRIBER_COMMANDS } from './commands/admission.js';
import type { Command, CommandFlag } from './commands/spec.js';
import type { InMemoryCache } from './engine.js';
import { errors } from './errors.js';
import type { ReplyError } from './reply.js';
import { SessionState, type Session } from './session.js';

/**
 * Why a session may not run a command in the state that it is in, in Redis's order.
 * @param isLimited whether there is a `maxmemory`
 */
export function refusal(
  engine: InMemoryCache,
  session: Session,
  command: Command,
  argv: readonly Bytes[],
  isLimited: boolean,
): ReplyError | undefined {
  if (
    session.is(SessionState.UNAUTHENTICATED) &&
    engine.acl.authRequired &&
    !has(command, 'no_auth')
  ) {
    return errors.noAuth();
  }
  if (session.is(SessionState.MULTI) && has(command, 'no_multi')) {
    return errors.notAllowedInMulti();
  }
  if (session.is(SessionState.RESTRICTED)) {
    const context = session.is(SessionState.MULTI) ? 'multi' : 'toplevel';
    const denied = engine.acl.refusal(session, command, argv, context);
    if (denied) return denied;
  }
  if (isLimited && engine.memoryLimit.refuses(session, command)) {
    return errors.outOfMemory();
  }
  if (
    session.is(SessionState.SUBSCRIBER) &&
    session.protocol === 2 &&
    !SUBSCRIBER_COMMANDS.has(command.fullName)
  ) {
    return errors.subscriberMode(command.fullName);
  }
  if (session.is(SessionState.MONITOR) && isOnKeyspace(command)) {
    return errors.replicaKeyspace();
  }
  return undefined;
}

function has(command: Command, flag: CommandFlag): boolean {
  return command.flags.includes(flag);
}
