import type { Bytes } from '../bytes.js';
import { Push, Replies, Transcript, type Reply } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import type { Unit } from '../unit.js';

/**
 * The commands that answer before they are done, with the first of the events that they report after that: a session
 * that listens to itself is told of those behind the reply, and of all others before it.
 */
const FIRST_BEHIND = new Map<string, readonly string[]>([
  ...of('getset', 'new', 'set'),
  ...of('getdel', 'del'),
  ...of('getex', 'expire', 'persist', 'del'),
  ...of('bitfield', 'setbit'),
  ...of('expire pexpire expireat pexpireat', 'expire'),
  ...of('lpush lpushx', 'lpush'),
  ...of('rpush rpushx', 'rpush'),
  ...of('lset', 'lset'),
  ...of('lpop rpop lmpop blpop brpop blmpop', 'lpop', 'rpop'),
  ...of('lmove rpoplpush blmove brpoplpush', 'lpop', 'rpop'),
  ...of('hset hsetnx hmset', 'hset'),
  ...of('hincrby', 'hincrby'),
  ...of('hincrbyfloat', 'hincrbyfloat'),
  ...of('spop', 'del'),
  ...of('sinterstore', 'sinterstore'),
  ...of('sunionstore', 'sunionstore', 'del'),
  ...of('sdiffstore', 'sdiffstore', 'del'),
  ...of('zadd geoadd', 'zadd', 'zincr'),
  ...of('zincrby', 'zincr'),
  ...of('zunionstore', 'zunionstore', 'del'),
  ...of('zinterstore', 'zinterstore', 'del'),
  ...of('zdiffstore', 'zdiffstore', 'del'),
  ...of('zrangestore', 'zrangestore', 'del'),
  ...of('xadd', 'xadd'),
  ...of('xsetid', 'xsetid'),
  ...of('xgroup|create', 'xgroup-create'),
  ...of('xgroup|setid', 'xgroup-setid'),
  ...of('xgroup|destroy', 'xgroup-destroy'),
]);
/** The same of SET, when it answers the old value. */
const SET_GET = ['new', 'set'];
/** The first word of SET that may be an option. */
const SET_OPTIONS = 3;

function of(commands: string, ...events: string[]): [string, string[]][] {
  return commands.split(' ').map((command) => [command, events]);
}

function firstBehind({ session, argv }: Answered): readonly string[] | undefined {
  if (session.lastCommand !== 'set') return FIRST_BEHIND.get(session.lastCommand);
  const gets = argv.some((word, i) => i >= SET_OPTIONS && word.toUpperCase() === 'GET');
  return gets ? SET_GET : undefined;
}

/** Whose last command is answered, and what it was. */
interface Answered {
  readonly session: Session;
  readonly argv: readonly Bytes[];
}

/** The event that a message of a keyspace notification tells of. */
function eventOf(message: Reply): string | undefined {
  if (!(message instanceof Push)) return undefined;
  const [channel, content] = message.elements.slice(-2) as readonly Bytes[];
  if (channel?.startsWith('__keyevent@') === true) return channel.slice(channel.indexOf(':') + 1);
  return channel?.startsWith('__keyspace@') === true ? content : undefined;
}

/**
 * Puts a reply before those messages to its own session that Redis sends behind it.
 * @param from how many messages the unit had to send when the command began
 */
export function withOwnEvents(unit: Unit, answered: Answered, reply: Reply, from = 0): Reply {
  const { session } = answered;
  const events = session.is(SessionState.SUBSCRIBER) ? firstBehind(answered) : undefined;
  if (events === undefined) return reply;
  let isBehind = false;
  const behind = unit.withdraw(session, from, (message) => {
    const event = isBehind ? undefined : eventOf(message);
    return (isBehind ||= event !== undefined && events.includes(event));
  });
  return followedBy(reply, behind);
}

/** Puts a reply before what its own session is told of those who are served now: they have waited for the command. */
export function withServed(unit: Unit, session: Session, reply: Reply): Reply {
  const { queued, onEnd } = unit;
  if (!onEnd.hasReady) return reply;
  onEnd.serveReady();
  return followedBy(
    reply,
    unit.withdraw(session, queued, () => true),
  );
}

/** A reply, and messages behind it. */
export function followedBy(reply: Reply, messages: readonly Reply[]): Reply {
  if (messages.length === 0) return reply;
  const several = reply instanceof Replies && !(reply instanceof Transcript);
  return new Replies([...(several ? reply.replies : [reply]), ...messages]);
}
