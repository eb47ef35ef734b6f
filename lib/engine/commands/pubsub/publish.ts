import { string } from '../args.js';
import { command, type Command } from '../spec.js';
import { shardChannelSpec } from './subscribe.js';

const publish = command({
  name: 'PUBLISH',
  since: '2.0.0',
  group: 'pubsub',
  summary: 'Send a message to everybody who listens to a channel.',
  complexity: 'O(N+M) in the subscribers of the channel and the patterns of all clients',
  flags: ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'],
  args: [string('channel'), string('message')],
  execute: ({ engine }, channel, message) => engine.pubsub.publish(channel, message),
});

const spublish = command({
  name: 'SPUBLISH',
  since: '7.0.0',
  group: 'pubsub',
  summary: 'Send a message to everybody who listens to a shard channel.',
  complexity: 'O(N) in the subscribers of the shard channel',
  flags: ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'],
  args: [string('shardchannel'), string('message')],
  keySpecs: [shardChannelSpec(0)],
  execute: ({ engine }, channel, message) => engine.pubsub.publishToShard(channel, message),
});

export const publishCommands: readonly Command[] = [publish, spublish];
