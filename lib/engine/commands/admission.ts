import type { ReplyError } from '../reply.js';
import { serverErrors } from '../server-errors.js';
import type { Session } from '../session.js';
import type { Settings } from '../settings.js';
import type { Command, CommandFlag } from './spec.js';

/** Commands that a server refuses unless its configuration says otherwise, and it never does for modules. */
const PROTECTED: ReadonlySet<string> = new Set([
  'debug',
  'module|load',
  'module|loadex',
  'module|unload',
]);

/** Whether a session comes from this process or this machine. */
function isLocal({ origin }: Session): boolean {
  const { address } = origin;
  return address === undefined || /^(127\.|\[?::1\]?:|\/)/.test(address);
}

/** Why a command is refused that is protected, which comes before all other reasons; `undefined` when it is not. */
export function protection(
  fullName: string,
  session: Session,
  { enableDebugCommand: allowed }: Settings,
): ReplyError | undefined {
  if (!PROTECTED.has(fullName)) return undefined;
  if (fullName !== 'debug') return serverErrors.notAllowed('MODULE');
  if (allowed === 'yes' || (allowed === 'local' && isLocal(session))) return undefined;
  return serverErrors.notAllowed('DEBUG');
}

/** Commands that run at once although a transaction is open. */
export const NEVER_QUEUED: ReadonlySet<string> = new Set([
  'exec',
  'discard',
  'multi',
  'watch',
  'quit',
  'reset',
]);

/** Commands that a RESP2 session may send while it is subscribed. */
export const SUBSCRIBER_COMMANDS: ReadonlySet<string> = new Set([
  'subscribe',
  'psubscribe',
  'ssubscribe',
  'unsubscribe',
  'punsubscribe',
  'sunsubscribe',
  'ping',
  'quit',
  'reset',
]);

const KEYSPACE_FLAGS: readonly CommandFlag[] = ['write', 'readonly', 'may_replicate'];

/** Whether a command is about keys, which those on the connection of a monitor may not be. */
export function isOnKeyspace({ flags }: Command): boolean {
  return KEYSPACE_FLAGS.some((flag) => flags.includes(flag));
}

/** Whether a command of a transaction is queued and run without anything special about it. */
export function isQueuedPlainly(command: Command, words: number): boolean {
  const { arity } = command;
  return (
    command.subcommands === undefined &&
    !PROTECTED.has(command.fullName) &&
    command.group !== 'transactions' &&
    command.group !== 'connection' &&
    command.group !== 'pubsub' &&
    (arity > 0 ? words === arity : words >= -arity)
  );
}
