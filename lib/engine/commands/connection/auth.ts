import type { Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';
import { MapReply, OK } from '../../reply.js';
import { sameSecret } from '../../secret.js';
import { SessionState, type Session } from '../../session.js';
import { REDIS_VERSION } from '../../version.js';
import { rest } from '../args.js';
import { command, type Command } from '../spec.js';
import { setClientName } from './client-name.js';

const DEFAULT_USER = 'default';

/** There is one user; without a password configured it takes any. @throws WRONGPASS */
function authenticate(engine: InMemoryCache, session: Session, user: Bytes, password: Bytes): void {
  const known = user === DEFAULT_USER;
  const matches = sameSecret(engine.password, password);
  if (!known || (engine.password !== '' && !matches)) throw errors.wrongPassword();
  session.user = user;
  session.turn(SessionState.UNAUTHENTICATED, false);
}

const auth = command({
  name: 'AUTH',
  since: '1.0.0',
  group: 'connection',
  summary: 'Authenticate the connection.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  categories: ['@connection'],
  args: [
    rest(
      [
        { name: 'username', type: 'string', since: '6.0.0', optional: true },
        { name: 'password', type: 'string' },
      ],
      1,
      (argv, at) => {
        if (argv.length > at + 2) throw errors.syntax();
        return argv.slice(at);
      },
    ),
  ],
  execute({ engine, session }, [first, second]) {
    if (second !== undefined) authenticate(engine, session, first!, second);
    else if (engine.password === '') throw errors.noPasswordConfigured();
    else authenticate(engine, session, DEFAULT_USER, first!);
    return OK;
  },
});

/** What HELLO is asked to do, besides choosing the protocol. */
interface Greeting {
  protocol?: 2 | 3;
  credentials?: readonly [user: Bytes, password: Bytes];
}

/** Reads HELLO's options; a name counts as soon as it is read, as in Redis. */
function readGreeting(session: Session, words: readonly Bytes[]): Greeting {
  const greeting: Greeting = {};
  if (words.length > 0) greeting.protocol = readProtocol(words[0]!);
  for (let i = 1; i < words.length; i++) {
    const option = words[i]!;
    const name = option.toUpperCase();
    if (name === 'AUTH' && i + 2 < words.length) {
      greeting.credentials = [words[++i]!, words[++i]!];
    } else if (name === 'SETNAME' && i + 1 < words.length) {
      setClientName(session, words[++i]!);
    } else throw errors.helloOption(option);
  }
  return greeting;
}

function readProtocol(word: Bytes): 2 | 3 {
  const version = parse(word);
  if (version === undefined) throw errors.protocolNotInteger();
  if (version !== 2 && version !== 3) throw errors.unsupportedProtocol();
  return version;
}

const hello = command({
  name: 'HELLO',
  since: '6.0.0',
  group: 'connection',
  summary: 'Tell about the server; choose the protocol, authenticate and name the connection.',
  complexity: 'O(1)',
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  categories: ['@connection'],
  args: [
    rest(
      [
        {
          name: 'arguments',
          type: 'block',
          optional: true,
          arguments: [
            { name: 'protover', type: 'integer' },
            {
              name: 'auth',
              type: 'block',
              token: 'AUTH',
              optional: true,
              arguments: [
                { name: 'username', type: 'string' },
                { name: 'password', type: 'string' },
              ],
            },
            { name: 'clientname', type: 'string', token: 'SETNAME', optional: true },
          ],
        },
      ],
      0,
      (argv, at) => argv.slice(at),
    ),
  ],
  execute({ engine, session }, words) {
    const { protocol, credentials } = readGreeting(session, words);
    if (credentials) authenticate(engine, session, ...credentials);
    if (session.is(SessionState.UNAUTHENTICATED)) throw errors.noAuthForHello();
    if (protocol !== undefined) session.protocol = protocol;
    return new MapReply([
      ['server', 'redis'],
      ['version', REDIS_VERSION],
      ['proto', session.protocol],
      ['id', session.id],
      ['mode', 'standalone'],
      ['role', 'master'],
      ['modules', []],
    ]);
  },
});

export const authCommands: readonly Command[] = [auth, hello];
