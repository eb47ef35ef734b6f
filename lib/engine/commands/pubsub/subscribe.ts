import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { SubscriptionKind } from '../../observers/pubsub.js';
import { Push, Replies } from '../../reply.js';
import { SessionState, type Session } from '../../session.js';
import { strings, type ArgType } from '../args.js';
import { command, type Command, type KeySpec } from '../spec.js';

/** How the commands of one kind of subscription are called. */
interface Family {
  readonly kind: SubscriptionKind;
  /** `''`, `'P'` or `'S'`. */
  readonly prefix: string;
  readonly since: string;
  /** What COMMAND DOCS calls the argument, and its type. */
  readonly arg: readonly [name: string, type: ArgType];
  readonly what: string;
  readonly keySpecs: readonly KeySpec[];
}

/** Shard channels are routed as keys are, though they are none. */
export const shardChannelSpec = (lastKey: 0 | -1): KeySpec => ({
  flags: ['not_key'],
  begin: { index: 1 },
  find: { lastKey, step: 1, limit: 0 },
});

const FAMILIES: readonly Family[] = [
  {
    kind: 'channels',
    prefix: '',
    since: '2.0.0',
    arg: ['channel', 'string'],
    what: 'channels',
    keySpecs: [],
  },
  {
    kind: 'patterns',
    prefix: 'P',
    since: '2.0.0',
    arg: ['pattern', 'pattern'],
    what: 'all channels whose names match these patterns',
    keySpecs: [],
  },
  {
    kind: 'shardChannels',
    prefix: 'S',
    since: '7.0.0',
    arg: ['shardchannel', 'string'],
    what: 'shard channels',
    keySpecs: [shardChannelSpec(-1)],
  },
];

/** SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE: one confirmation a name, subscribed before or not. */
const subscribing = ({ kind, prefix, since, arg: [arg, type], what, keySpecs }: Family): Command =>
  command({
    name: `${prefix}SUBSCRIBE`,
    since,
    group: 'pubsub',
    summary: `Listen to ${what}.`,
    complexity: `O(N) in the number of ${what}`,
    flags: ['pubsub', 'noscript', 'loading', 'stale'],
    args: [strings(arg, 1, type)],
    keySpecs,
    execute({ engine, session }, names) {
      if (kind === 'shardChannels' && session.is(SessionState.EXECUTING)) {
        throw errors.denyBlocking('SSUBSCRIBE');
      }
      return new Replies(
        names.map((name) => {
          engine.pubsub.subscribe(session, kind, name);
          return confirmation(`${prefix}SUBSCRIBE`, session, kind, name);
        }),
      );
    },
  });

/** UNSUBSCRIBE, PUNSUBSCRIBE, SUNSUBSCRIBE: without names, all that there are; if there are none, one null. */
const unsubscribing = ({
  kind,
  prefix,
  since,
  arg: [arg, type],
  what,
  keySpecs,
}: Family): Command =>
  command({
    name: `${prefix}UNSUBSCRIBE`,
    since,
    group: 'pubsub',
    summary: `Stop listening to ${what}, or to all of them.`,
    complexity: `O(N) in the number of ${what}`,
    flags: ['pubsub', 'noscript', 'loading', 'stale'],
    args: [strings(arg, 0, type)],
    keySpecs,
    execute({ engine, session }, names) {
      const gone = names.length > 0 ? names : [...session[kind]];
      const verb = `${prefix}UNSUBSCRIBE`;
      if (gone.length === 0) return new Replies([confirmation(verb, session, kind, null)]);
      return new Replies(
        gone.map((name) => {
          engine.pubsub.unsubscribe(session, kind, name);
          return confirmation(verb, session, kind, name);
        }),
      );
    },
  });

/** Shard channels are counted on their own, channels and patterns together. */
function confirmation(
  verb: string,
  session: Session,
  kind: SubscriptionKind,
  name: Bytes | null,
): Push {
  const count = kind === 'shardChannels' ? session.shardChannels.size : session.subscriptions;
  return new Push([verb.toLowerCase(), name, count]);
}

export const subscriptionCommands: readonly Command[] = [
  ...FAMILIES.map(subscribing),
  ...FAMILIES.map(unsubscribing),
];
