import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';
import { MapReply, OK } from '../../reply.js';
import { SessionState } from '../../session.js';
import { REDIS_VERSION } from '../../version.js';
import { rest } from '../args.js';
import type { Context } from '../context.js';
import { command, type Command } from '../spec.js';
import { setClientName } from './client-name.js';

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
  execute({ engine, session, argv }, [first, second]) {
    const { acl } = engine;
    const command = argv[0]!;
    if (second !== undefined) acl.authenticate(session, first!, second, command);
    else if (acl.defaultUser.noPassword) throw errors.noPasswordConfigured();
    else acl.authenticate(session, acl.defaultUser.name, first!, command);
    return OK;
  },
});

/** Acts on HELLO's options one by one: what comes before a mistake has happened, as in Redis. */
function applyOptions({ engine, session, argv }: Context, options: readonly Bytes[]): void {
  for (let i = 0; i < options.length; i++) {
    const option = options[i]!;
    const name = option.toUpperCase();
    if (name === 'AUTH' && i + 2 < options.length) {
      engine.acl.authenticate(session, options[++i]!, options[++i]!, argv[0]!);
    } else if (name === 'SETNAME' && i + 1 < options.length) {
      setClientName(session, options[++i]!);
    } else throw errors.helloOption(option);
  }
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
  execute(context, [version, ...options]) {
    const { session } = context;
    const protocol = version === undefined ? session.protocol : readProtocol(version);
    applyOptions(context, options);
    if (session.is(SessionState.UNAUTHENTICATED)) throw errors.noAuthForHello();
    session.protocol = protocol;
    return MapReply.of([
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
