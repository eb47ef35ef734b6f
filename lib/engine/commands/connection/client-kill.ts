import type { Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';
import { OK, type Reply } from '../../reply.js';
import { SessionState, type Session } from '../../session.js';
import { oneOf, rest, token } from '../args.js';
import { subcommand } from '../spec.js';
import { clientTypeOf, readClientType, type ClientType } from './client-type.js';

/** Which sessions CLIENT KILL ends: those that pass all of these. */
interface Filters {
  id?: number;
  type?: ClientType;
  user?: Bytes;
  address?: Bytes;
  localAddress?: Bytes;
  /** Whether the session that asks is spared; without it, it is. */
  skipMe?: boolean;
}

/** The old form names an address, and spares nobody; it is the one with a single word. */
type Selection = { readonly old: Bytes } | { readonly old?: undefined; readonly words: Bytes[] };

function readSelection(argv: readonly Bytes[], at: number): Selection {
  if (argv.length === at + 1) return { old: argv[at]! };
  return { words: argv.slice(at) };
}

/** @throws ReplyError for an option that is unknown, lacks its value or has a wrong one */
function readFilters(engine: InMemoryCache, words: readonly Bytes[]): Filters {
  const filters: Filters = {};
  for (let i = 0; i < words.length; i += 2) {
    const value = words[i + 1];
    if (value === undefined) throw errors.syntax();
    readFilter(engine, filters, words[i]!.toUpperCase(), value);
  }
  return filters;
}

function readFilter(engine: InMemoryCache, filters: Filters, option: Bytes, value: Bytes): void {
  switch (option) {
    case 'ID':
      filters.id = readId(value);
      return;
    case 'TYPE':
      filters.type = readClientType(value);
      return;
    case 'ADDR':
      filters.address = value;
      return;
    case 'LADDR':
      filters.localAddress = value;
      return;
    case 'USER':
      if (engine.acl.find(value) === undefined) throw errors.noSuchUser(value);
      filters.user = value;
      return;
    case 'SKIPME': {
      const answer = value.toLowerCase();
      if (answer !== 'yes' && answer !== 'no') throw errors.syntax();
      filters.skipMe = answer === 'yes';
      return;
    }
    default:
      throw errors.syntax();
  }
}

function readId(word: Bytes): number {
  const id = parse(word);
  if (id === undefined || id < 1) throw errors.mustBeGreaterThanZero('client-id');
  return Number(id);
}

function passes(session: Session, filters: Filters, me: Session): boolean {
  const { id, type, user, address, localAddress, skipMe = true } = filters;
  if (skipMe && session === me) return false;
  return (
    (id === undefined || session.id === id) &&
    (type === undefined || clientTypeOf(session) === type) &&
    (user === undefined || session.user === user) &&
    (address === undefined || session.address === address) &&
    (localAddress === undefined || session.localAddress === localAddress)
  );
}

/** Ends sessions. @returns how many */
function kill(engine: InMemoryCache, filters: Filters, me: Session): number {
  const chosen = [...engine.sessions].filter((session) => passes(session, filters, me));
  for (const session of chosen) {
    if (session === me) endSelf(me);
    else engine.kill(session);
  }
  return chosen.length;
}

/** The session that asks gets its answer first. */
function endSelf(session: Session): void {
  session.turn(SessionState.CLOSING, true);
  session.transport.close();
}

/** CLIENT KILL: a session that kills itself is still answered. */
export const clientKill = subcommand('CLIENT', {
  name: 'KILL',
  since: '2.4.0',
  group: 'connection',
  summary: 'Close the connection of an address, or those that pass all filters.',
  complexity: 'O(N) in the number of connections',
  flags: ['admin', 'noscript', 'loading', 'stale'],
  categories: ['@connection'],
  args: [
    rest(
      [
        oneOf('filter', [
          { name: 'ip:port', type: 'string', deprecatedSince: '2.8.12' },
          oneOf(
            'new-format',
            [
              { name: 'client-id', type: 'integer', token: 'ID', since: '2.8.12', optional: true },
              oneOf(
                'normal_master_slave_pubsub',
                [
                  token('NORMAL'),
                  token('MASTER', { since: '3.2.0' }),
                  token('SLAVE'),
                  token('REPLICA', { since: '5.0.0' }),
                  token('PUBSUB'),
                ],
                { token: 'TYPE', since: '2.8.12', optional: true },
              ),
              { name: 'username', type: 'string', token: 'USER', optional: true },
              { name: 'ip:port', type: 'string', token: 'ADDR', optional: true },
              { name: 'ip:port', type: 'string', token: 'LADDR', since: '6.2.0', optional: true },
              { name: 'yes/no', type: 'string', token: 'SKIPME', optional: true },
            ],
            { multiple: true },
          ),
        ]),
      ],
      1,
      readSelection,
    ),
  ],
  execute({ engine, session }, selection): Reply {
    if (selection.old === undefined) {
      return kill(engine, readFilters(engine, selection.words), session);
    }
    const killed = kill(engine, { address: selection.old, skipMe: false }, session);
    if (killed === 0) throw errors.noSuchClient();
    return OK;
  },
});
