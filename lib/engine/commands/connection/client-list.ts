import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';
import { VerbatimReply } from '../../reply.js';
import { SessionState, type Session } from '../../session.js';
import { oneOf, rest, token } from '../args.js';
import { subcommand, type Command } from '../spec.js';
import { clientTypeOf, readClientType, type ClientType } from './client-type.js';

/** CLIENT LIST's selection: all, those of a type, or those of some ids in the order given. */
type Selection =
  | { readonly by: 'all' }
  | { readonly by: 'type'; readonly type: ClientType }
  | { readonly by: 'id'; readonly ids: readonly number[] };

function readSelection(argv: readonly Bytes[], at: number): Selection {
  if (argv.length === at) return { by: 'all' };
  const option = argv[at]!.toUpperCase();
  if (option === 'TYPE' && argv.length === at + 2) {
    return { by: 'type', type: readClientType(argv[at + 1]!) };
  }
  if (option === 'ID' && argv.length > at + 1) {
    return { by: 'id', ids: argv.slice(at + 1).map(readId) };
  }
  throw errors.syntax();
}

function readId(word: Bytes): number {
  const id = parse(word);
  if (id === undefined) throw errors.invalidClientId();
  return Number(id);
}

function selected(sessions: Iterable<Session>, selection: Selection): Session[] {
  const all = [...sessions];
  switch (selection.by) {
    case 'all':
      return all;
    case 'type':
      return all.filter((session) => clientTypeOf(session) === selection.type);
    case 'id':
      return selection.ids.flatMap((id) => all.find((session) => session.id === id) ?? []);
    default: {
      const never: never = selection;
      return never;
    }
  }
}

const IN_TRANSACTION = SessionState.MULTI | SessionState.EXECUTING;

/** A session as a line of CLIENT LIST. What waits for the other side is one block, in Redis's list of blocks. @param now ms */
export function describeSession(session: Session, now: number): string {
  const queue = session.transaction?.queue ?? [];
  const queuedBytes = queue.reduce((sum, { argv }) => sum + argv.join('').length, 0);
  const { query, queryFree, args, output } = session.buffers;
  const fields: readonly (readonly [string, string | number])[] = [
    ['id', session.id],
    ['addr', session.address],
    ['laddr', session.localAddress],
    ['fd', session.fd],
    ['name', session.name],
    ['age', Math.max(0, Math.floor((now - session.createdAt) / 1000))],
    ['idle', Math.max(0, Math.floor((now - session.lastActive) / 1000))],
    ['flags', flagsOf(session)],
    ['db', session.db],
    ['sub', session.channels.size],
    ['psub', session.patterns.size],
    ['ssub', session.shardChannels.size],
    ['multi', session.is(IN_TRANSACTION) ? queue.length : -1],
    ['qbuf', query],
    ['qbuf-free', queryFree],
    ['argv-mem', args],
    ['multi-mem', queuedBytes],
    ['rbs', 0],
    ['rbp', 0],
    ['obl', 0],
    ['oll', output > 0 ? 1 : 0],
    ['omem', output],
    ['tot-mem', query + queryFree + args + queuedBytes + output],
    ['events', output > 0 ? 'rw' : 'r'],
    ['cmd', session.lastCommand],
    ['user', session.user],
    ['redir', session.tracking?.redirect ?? -1],
    ['resp', session.protocol],
    ['lib-name', session.libName],
    ['lib-ver', session.libVersion],
  ];
  return `${fields.map(([name, value]) => `${name}=${value}`).join(' ')}\n`;
}

function flagsOf(session: Session): string {
  const flags: readonly (readonly [string, boolean | undefined])[] = [
    ['O', session.is(SessionState.MONITOR)],
    ['P', session.is(SessionState.SUBSCRIBER)],
    ['x', session.is(IN_TRANSACTION)],
    ['b', session.is(SessionState.BLOCKED)],
    ['t', session.is(SessionState.TRACKING)],
    ['R', session.tracking?.broken],
    ['B', session.tracking?.bcast],
    ['d', session.transaction?.dirty],
    ['c', session.is(SessionState.CLOSING)],
    ['U', session.address.startsWith('/')],
    ['e', session.noEvict],
    ['T', session.is(SessionState.NO_TOUCH)],
  ];
  return flags.map(([letter, set]) => (set ? letter : '')).join('') || 'N';
}

const list = subcommand('CLIENT', {
  name: 'LIST',
  since: '2.4.0',
  group: 'connection',
  summary: 'Return a line about every connection, or about those of a type or with these ids.',
  complexity: 'O(N) in the number of connections',
  flags: ['admin', 'noscript', 'loading', 'stale'],
  categories: ['@connection'],
  tips: ['nondeterministic_output'],
  args: [
    rest(
      [
        oneOf(
          'client-type',
          ['NORMAL', 'MASTER', 'REPLICA', 'PUBSUB'].map((type) => token(type)),
          { token: 'TYPE', since: '5.0.0', optional: true },
        ),
        {
          name: 'client-id',
          type: 'integer',
          token: 'ID',
          since: '6.2.0',
          optional: true,
          multiple: true,
        },
      ],
      0,
      readSelection,
    ),
  ],
  execute({ engine, session, now }, selection) {
    session.lastActive = now;
    const sessions = selected(engine.sessions, selection);
    return new VerbatimReply(sessions.map((one) => describeSession(one, now)).join(''));
  },
});

const info = subcommand('CLIENT', {
  name: 'INFO',
  since: '6.2.0',
  group: 'connection',
  summary: 'Return a line about this connection.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale'],
  categories: ['@connection'],
  tips: ['nondeterministic_output'],
  args: [],
  execute({ session, now }) {
    session.lastActive = now;
    return new VerbatimReply(describeSession(session, now));
  },
});

/** What is known about sessions. */
export const clientLists: readonly Command[] = [info, list];
