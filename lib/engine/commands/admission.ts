import type { Command } from './spec.js';

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

/** Whether a command of a transaction is queued and run without anything special about it. */
export function isQueuedPlainly(command: Command, words: number): boolean {
  const { arity } = command;
  return (
    command.subcommands === undefined &&
    command.group !== 'transactions' &&
    command.group !== 'connection' &&
    command.group !== 'pubsub' &&
    (arity > 0 ? words === arity : words >= -arity)
  );
}
