import { discardTransaction, Transaction } from '../../observers/transaction.js';
import { errors } from '../../errors.js';
import { NULL_ARRAY, OK, type Reply } from '../../reply.js';
import { SessionState, type Session } from '../../session.js';
import { keys } from '../args.js';
import type { Context } from '../context.js';
import { command, type Command } from '../spec.js';
import { transcribe } from './transcribe.js';

/** What WATCH and MULTI share: created by whichever comes first. */
function transactionOf(session: Session): Transaction {
  return (session.transaction ??= new Transaction());
}

const multi = command({
  name: 'MULTI',
  since: '1.2.0',
  group: 'transactions',
  summary: 'Begin a transaction: the commands that follow are queued until EXEC.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  categories: ['@transaction'],
  args: [],
  execute({ session }) {
    if (session.is(SessionState.MULTI)) throw errors.nestedMulti();
    transactionOf(session);
    session.turn(SessionState.MULTI, true);
    return OK;
  },
});

const exec = command({
  name: 'EXEC',
  since: '1.2.0',
  group: 'transactions',
  summary: 'Run the queued commands as one unit, unless a watched key has changed.',
  complexity: 'That of the queued commands together',
  flags: ['noscript', 'loading', 'stale', 'skip_slowlog'],
  categories: ['@transaction'],
  args: [],
  execute({ engine, session }) {
    const { transaction } = session;
    if (!transaction || !session.is(SessionState.MULTI)) throw errors.execWithoutMulti();
    engine.watches.refresh(session);
    const { queue, dirty, poisoned } = transaction;
    discardTransaction(engine, session);
    if (poisoned) throw errors.execAbort();
    if (dirty) return NULL_ARRAY;
    session.turn(SessionState.EXECUTING, true);
    // CLIENT INFO still tells of the queue.
    session.transaction = transaction;
    try {
      if (session.transport.asBytes) return transcribe(engine.gate, session, queue);
      return queue.map(({ command, argv }) => engine.gate.execQueued(session, command, argv));
    } finally {
      session.transaction = undefined;
      session.turn(SessionState.EXECUTING, false);
    }
  },
});

const discard = command({
  name: 'DISCARD',
  since: '2.0.0',
  group: 'transactions',
  summary: 'Forget the queued commands and the watched keys.',
  complexity: 'O(N) in the number of queued commands',
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  categories: ['@transaction'],
  args: [],
  execute({ engine, session }) {
    if (!session.is(SessionState.MULTI)) throw errors.discardWithoutMulti();
    discardTransaction(engine, session);
    return OK;
  },
});

const watch = command({
  name: 'WATCH',
  since: '2.2.0',
  group: 'transactions',
  summary: 'Make EXEC depend on these keys: it runs only if none of them changes before it.',
  complexity: 'O(1) for each key',
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  categories: ['@transaction'],
  args: [keys('key', ['RO'])],
  execute({ engine, session }, watched) {
    if (session.is(SessionState.MULTI)) throw errors.watchInsideMulti();
    const transaction = transactionOf(session);
    // Once a key has changed nothing can save the transaction, and Redis watches no more.
    if (!transaction.dirty) for (const key of watched) engine.watches.watch(session, key);
    return OK;
  },
});

const unwatch = command({
  name: 'UNWATCH',
  since: '2.2.0',
  group: 'transactions',
  summary: 'Forget the watched keys.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  categories: ['@transaction'],
  args: [],
  execute({ engine, session }: Context): Reply {
    engine.watches.unwatch(session);
    if (session.transaction) session.transaction.dirty = false;
    return OK;
  },
});

/** MULTI, EXEC and what belongs to them. The gate queues; EXEC re-enters it within its own unit. */
export const transactionsCommands: readonly Command[] = [multi, exec, discard, watch, unwatch];
