import { command, oneOf, type Argument } from './arguments.js';
import { keys } from './keys.js';
import { strings } from './strings.js';

/** Some command with its arguments, as an argument of another one. */
const anyCommand: Argument = (dice) => {
  const { name, args } = dice.pick(dice.pick([strings, keys]));
  return [name, ...args.flatMap((arg) => arg(dice))];
};
const EVENTS = 'KEg$lshzxetdmnA';
const events: Argument = (dice) => [
  Array.from({ length: dice.below(6) }, () => EVENTS[dice.below(EVENTS.length)]).join(''),
];

/** What a server tells about commands and keyspace events. */
export const server = [
  command('COMMAND', [oneOf('GETKEYS', 'GETKEYSANDFLAGS'), anyCommand]),
  command('COMMAND', [oneOf('GETKEYS', 'GETKEYSANDFLAGS'), oneOf('PING', 'MULTI', 'NOSUCH', '')]),
  command('CONFIG', [oneOf('SET'), oneOf('notify-keyspace-events'), events]),
  command('CONFIG', [
    oneOf('SET'),
    oneOf('notify-keyspace-events'),
    oneOf('KEA', 'KEAmn', 'q', ''),
  ]),
  command('CONFIG', [
    oneOf('GET'),
    oneOf('notify-keyspace-events', 'NOTIFY-*', 'databases', 'no-such'),
  ]),
];
