import { errors } from '../../errors.js';
import { OK, PONG, Status } from '../../reply.js';
import { SessionState } from '../../session.js';
import { discardTransaction } from '../../observers/transaction.js';
import { rest, string } from '../args.js';
import { command, type Command } from '../spec.js';
import { readIndex } from './read-index.js';

const ping = command({
  name: 'PING',
  since: '1.0.0',
  group: 'connection',
  summary: 'Answer PONG, or the message: a sign of life.',
  complexity: 'O(1)',
  flags: ['fast'],
  categories: ['@connection'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
  args: [
    rest([{ name: 'message', type: 'string', optional: true }], 0, (argv, at) => {
      if (argv.length > at + 1) throw errors.wrongArity('ping');
      return argv[at];
    }),
  ],
  execute({ session }, message) {
    // A RESP2 subscriber expects nothing but arrays.
    if (session.protocol === 2 && session.is(SessionState.SUBSCRIBER))
      return ['pong', message ?? ''];
    return message ?? PONG;
  },
});

const echo = command({
  name: 'ECHO',
  since: '1.0.0',
  group: 'connection',
  summary: 'Answer the message.',
  complexity: 'O(1)',
  flags: ['loading', 'stale', 'fast'],
  categories: ['@connection'],
  args: [string('message')],
  execute: (_, message) => message,
});

const select = command({
  name: 'SELECT',
  since: '1.0.0',
  group: 'connection',
  summary: 'Change the database of this connection.',
  complexity: 'O(1)',
  flags: ['loading', 'stale', 'fast'],
  categories: ['@connection'],
  args: [string('index', 'integer')],
  execute({ engine, session }, word) {
    const index = readIndex(word);
    if (index < 0 || index >= engine.databases.length) throw errors.dbIndexOutOfRange();
    session.db = index;
    return OK;
  },
});

const quit = command({
  name: 'QUIT',
  since: '1.0.0',
  group: 'connection',
  summary: 'Close the connection.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  categories: ['@connection'],
  deprecatedSince: '7.2.0',
  replacedBy: 'just closing the connection',
  args: [rest([], 0, () => undefined)],
  execute({ session }) {
    session.turn(SessionState.CLOSING, true);
    session.transport.close();
    return OK;
  },
});

const reset = command({
  name: 'RESET',
  since: '6.2.0',
  group: 'connection',
  summary: 'Make the connection as it was when it was new.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  categories: ['@connection'],
  args: [],
  execute({ engine, session }) {
    discardTransaction(engine, session);
    engine.pubsub.unsubscribeAll(session);
    engine.monitors.remove(session);
    engine.tracking.disable(session);
    session.db = 0;
    session.protocol = 2;
    session.name = '';
    // A reply that CLIENT REPLY SKIP has announced not to come does not come.
    session.state &= SessionState.REPLY_SKIP;
    engine.acl.attach(session);
    return new Status('RESET');
  },
});

export const basicCommands: readonly Command[] = [ping, echo, select, quit, reset];
