import { errors } from '../../errors.js';
import { NO_REPLY, OK } from '../../reply.js';
import { SessionState } from '../../session.js';
import { choice, rest, string } from '../args.js';
import { subcommand, type Command, type CommandFlag } from '../spec.js';
import { isPrintable, setClientName } from './client-name.js';

const FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale'];
const common = { group: 'connection', complexity: 'O(1)', categories: ['@connection'] } as const;

const id = subcommand('CLIENT', {
  ...common,
  name: 'ID',
  since: '5.0.0',
  summary: 'Return the number of this connection.',
  flags: FLAGS,
  args: [],
  execute: ({ session }) => session.id,
});

const getname = subcommand('CLIENT', {
  ...common,
  name: 'GETNAME',
  since: '2.6.9',
  summary: 'Return the name of this connection.',
  flags: FLAGS,
  args: [],
  execute: ({ session }) => (session.name === '' ? null : session.name),
});

const setname = subcommand('CLIENT', {
  ...common,
  name: 'SETNAME',
  since: '2.6.9',
  summary: 'Name this connection; an empty name takes the name away.',
  flags: FLAGS,
  args: [string('connection-name')],
  execute({ session }, name) {
    setClientName(session, name);
    return OK;
  },
});

const setinfo = subcommand('CLIENT', {
  ...common,
  name: 'SETINFO',
  since: '7.2.0',
  summary: 'Tell the name or the version of the client library.',
  flags: FLAGS,
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  args: [
    rest(
      [
        {
          name: 'attr',
          type: 'oneof',
          arguments: [
            { name: 'libname', type: 'string', token: 'lib-name' },
            { name: 'libver', type: 'string', token: 'lib-ver' },
          ],
        },
      ],
      2,
      (argv, at) => {
        if (argv.length > at + 2) throw errors.wrongArity('client|setinfo');
        return [argv[at]!, argv[at + 1]!] as const;
      },
    ),
  ],
  execute({ session }, [attribute, value]) {
    const name = attribute.toLowerCase();
    if (name !== 'lib-name' && name !== 'lib-ver') throw errors.unrecognizedOption(attribute);
    if (!isPrintable(value)) throw errors.invalidClientInfo(attribute);
    if (name === 'lib-name') session.libName = value;
    else session.libVersion = value;
    return OK;
  },
});

const noEvict = subcommand('CLIENT', {
  ...common,
  name: 'NO-EVICT',
  since: '7.0.0',
  summary: 'Keep this connection when connections are closed to save memory, or not.',
  flags: ['admin', ...FLAGS],
  args: [choice('enabled', ['ON', 'OFF'])],
  execute({ session }, enabled) {
    session.noEvict = enabled === 'ON';
    return OK;
  },
});

const noTouch = subcommand('CLIENT', {
  ...common,
  name: 'NO-TOUCH',
  since: '7.2.0',
  summary: 'Leave the time of use of keys as it is when this connection reads them, or not.',
  flags: FLAGS,
  args: [choice('enabled', ['ON', 'OFF'])],
  execute({ session }, enabled) {
    session.turn(SessionState.NO_TOUCH, enabled === 'ON');
    return OK;
  },
});

const reply = subcommand('CLIENT', {
  ...common,
  name: 'REPLY',
  since: '3.2.0',
  summary: 'Answer the commands of this connection, none of them, or not the next one.',
  flags: FLAGS,
  args: [choice('action', ['ON', 'OFF', 'SKIP'])],
  execute({ session }, action) {
    switch (action) {
      case 'ON':
        session.turn(SessionState.REPLY_OFF | SessionState.REPLY_SKIP, false);
        return OK;
      case 'OFF':
        session.turn(SessionState.REPLY_OFF, true);
        return NO_REPLY;
      case 'SKIP':
        if (!session.is(SessionState.REPLY_OFF)) {
          session.turn(SessionState.REPLY_SKIP_NEXT, true);
        }
        return NO_REPLY;
      default: {
        const never: never = action;
        return never;
      }
    }
  },
});

/** What a session tells or decides about itself. */
export const clientSettings: readonly Command[] = [
  id,
  getname,
  setname,
  setinfo,
  noEvict,
  noTouch,
  reply,
];
