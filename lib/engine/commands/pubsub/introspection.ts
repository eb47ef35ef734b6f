import type { SubscriptionKind } from '../../observers/pubsub.js';
import { errors } from '../../errors.js';
import { rest, strings } from '../args.js';
import { help } from '../help.js';
import { container, subcommand, type Command, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['pubsub', 'loading', 'stale'];

/** CHANNELS and SHARDCHANNELS. */
const channels = (name: string, kind: SubscriptionKind, since: string, what: string): Command =>
  subcommand('PUBSUB', {
    name,
    since,
    group: 'pubsub',
    summary: `Return the ${what} that somebody listens to, all or those that match a pattern.`,
    complexity: `O(N) in the number of ${what}`,
    flags: FLAGS,
    args: [
      rest([{ name: 'pattern', type: 'pattern', optional: true }], 0, (argv, at) => {
        if (argv.length > at + 1) throw errors.subcommandSyntax('PUBSUB', argv[1]!);
        return argv[at];
      }),
    ],
    execute: ({ engine }, pattern) => engine.pubsub.active(kind, pattern),
  });

/** NUMSUB and SHARDNUMSUB. */
const subscribers = (
  name: string,
  kind: SubscriptionKind,
  since: string,
  arg: string,
  what: string,
): Command =>
  subcommand('PUBSUB', {
    name,
    since,
    group: 'pubsub',
    summary: `Return how many clients listen to each of these ${what}; patterns do not count.`,
    complexity: `O(N) in the number of ${what} asked for`,
    flags: FLAGS,
    args: [strings(arg, 0)],
    execute: ({ engine }, names) =>
      names.flatMap((channel) => [channel, engine.pubsub.subscribers(kind, channel)]),
  });

const numpat = subcommand('PUBSUB', {
  name: 'NUMPAT',
  since: '2.8.0',
  group: 'pubsub',
  summary: 'Return how many different patterns clients listen to.',
  complexity: 'O(1)',
  flags: FLAGS,
  args: [],
  execute: ({ engine }) => engine.pubsub.count('patterns'),
});

export const pubsubContainer = container({
  name: 'PUBSUB',
  since: '2.8.0',
  group: 'pubsub',
  summary: 'Tell who listens to what.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands: [
    channels('CHANNELS', 'channels', '2.8.0', 'channels'),
    numpat,
    subscribers('NUMSUB', 'channels', '2.8.0', 'channel', 'channels'),
    channels('SHARDCHANNELS', 'shardChannels', '7.0.0', 'shard channels'),
    subscribers('SHARDNUMSUB', 'shardChannels', '7.0.0', 'shardchannel', 'shard channels'),
    help('PUBSUB', { since: '6.2.0', group: 'pubsub' }),
  ],
});
