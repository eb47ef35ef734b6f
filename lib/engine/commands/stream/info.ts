import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { MapReply, type Reply } from '../../reply.js';
import type { Consumer, ConsumerGroup } from '../../values/stream-group.js';
import { formatId, MAX_ID, MIN_ID } from '../../values/stream-id.js';
import { lagOf } from '../../values/stream-progress.js';
import { StreamType, type StreamValue } from '../../values/stream-value.js';
import { key, readInt, rest, string, token } from '../args.js';
import type { Context } from '../context.js';
import { help } from '../help.js';
import { container, subcommand } from '../spec.js';
import { entriesBetween, entryReply } from './shared.js';

/** How many entries FULL shows of each list without COUNT. */
const DEFAULT_COUNT = 10;

/** The stream, which has to be there. */
function readStream({ db }: Context, name: Bytes): StreamValue {
  const stream = db.read(name, StreamType);
  if (stream === undefined) throw errors.noSuchKey();
  return stream;
}

const consumers = subcommand('XINFO', {
  name: 'CONSUMERS',
  since: '5.0.0',
  group: 'stream',
  summary: 'Lists the consumers of a group.',
  complexity: 'O(N) where N is the number of consumers',
  flags: ['readonly'],
  categories: ['@stream'],
  tips: ['nondeterministic_output'],
  args: [key('key', ['RO', 'access']), string('group')],
  execute(context, name, groupName) {
    const group = readStream(context, name).groups.get(groupName);
    if (group === undefined) throw errors.noGroup(groupName, name);
    return group.consumers.list().map(({ name: consumer, pending, seenAt }) =>
      MapReply.of([
        ['name', consumer],
        ['pending', pending.size],
        ['idle', Math.max(0, context.now - seenAt)],
      ]),
    );
  },
});

const groups = subcommand('XINFO', {
  name: 'GROUPS',
  since: '5.0.0',
  group: 'stream',
  summary: 'Lists the consumer groups of a stream.',
  complexity: 'O(N) where N is the number of groups',
  flags: ['readonly'],
  categories: ['@stream'],
  args: [key('key', ['RO', 'access'])],
  execute(context, name) {
    const stream = readStream(context, name);
    return stream.groups
      .list()
      .map((group) =>
        MapReply.of([
          ['name', group.name],
          ['consumers', group.consumers.size],
          ['pending', group.pending.size],
          ...progressOf(stream, group),
        ]),
      );
  },
});

/** How far a group has come. */
function progressOf(stream: StreamValue, group: ConsumerGroup): [string, Reply][] {
  return [
    ['last-delivered-id', formatId(group.lastId)],
    ['entries-read', group.entriesRead ?? null],
    ['lag', lagOf(stream, group) ?? null],
  ];
}

/** Reads `[FULL [COUNT count]]`. @returns how many of each list, 0 for all, or `undefined` without FULL */
function readFull(argv: readonly Bytes[], at: number): Int64 | undefined {
  const words = argv.length - at;
  if (words === 0) return undefined;
  if (
    (words !== 1 && words !== 3) ||
    argv[at]!.toUpperCase() !== 'FULL' ||
    (words === 3 && argv[at + 1]!.toUpperCase() !== 'COUNT')
  ) {
    throw errors.subcommandSyntax('XINFO', argv[1]!);
  }
  const count = words === 3 ? readInt(argv[at + 2]!) : DEFAULT_COUNT;
  return count < 0 ? DEFAULT_COUNT : count;
}

/** The facts that XINFO STREAM tells with and without FULL. */
function factsOf(stream: StreamValue): [string, Reply][] {
  return [
    ['length', stream.size],
    ['radix-tree-keys', stream.nodeCount],
    ['radix-tree-nodes', stream.radixNodeCount],
    ['last-generated-id', formatId(stream.lastId)],
    ['max-deleted-entry-id', formatId(stream.maxDeletedId)],
    ['entries-added', stream.entriesAdded],
    ['recorded-first-entry-id', formatId(stream.firstId)],
  ];
}

function briefReply(stream: StreamValue): Reply {
  let first: Reply = null;
  let last: Reply = null;
  stream.forEach((id, pairs) => {
    first = entryReply(id, pairs);
    return false;
  });
  stream.forEachDown((id, pairs) => {
    last = entryReply(id, pairs);
    return false;
  });
  return MapReply.of([
    ...factsOf(stream),
    ['groups', stream.groups.size],
    ['first-entry', first],
    ['last-entry', last],
  ]);
}

/** @param count how many of each list */
function fullReply(stream: StreamValue, count: number): Reply {
  return MapReply.of([
    ...factsOf(stream),
    ['entries', entriesBetween(stream, MIN_ID, MAX_ID, count)],
    ['groups', stream.groups.list().map((group) => groupReply(stream, group, count))],
  ]);
}

function groupReply(stream: StreamValue, group: ConsumerGroup, count: number): Reply {
  const pending: Reply[] = [];
  group.pending.forEachFrom(MIN_ID, (id, { consumer, deliveredAt, deliveries }) => {
    pending.push([formatId(id), consumer.name, deliveredAt, deliveries]);
    return pending.length < count;
  });
  return MapReply.of([
    ['name', group.name],
    ...progressOf(stream, group),
    ['pel-count', group.pending.size],
    ['pending', pending],
    ['consumers', group.consumers.list().map((consumer) => consumerReply(consumer, count))],
  ]);
}

function consumerReply({ name, seenAt, pending: entries }: Consumer, count: number): Reply {
  const pending: Reply[] = [];
  entries.forEachFrom(MIN_ID, (id, { deliveredAt, deliveries }) => {
    pending.push([formatId(id), deliveredAt, deliveries]);
    return pending.length < count;
  });
  return MapReply.of([
    ['name', name],
    ['seen-time', seenAt],
    ['pel-count', entries.size],
    ['pending', pending],
  ]);
}

const stream = subcommand('XINFO', {
  name: 'STREAM',
  since: '5.0.0',
  group: 'stream',
  summary: 'Tells about a stream, and in full about its entries, groups and consumers.',
  complexity: 'O(1), with FULL O(N) where N is the number of entries, groups and consumers shown',
  flags: ['readonly'],
  categories: ['@stream'],
  args: [
    key('key', ['RO', 'access']),
    rest(
      [
        {
          name: 'full-block',
          type: 'block',
          optional: true,
          arguments: [
            token('FULL'),
            { name: 'count', type: 'integer', token: 'COUNT', optional: true },
          ],
        },
      ],
      0,
      (_argv, at) => at,
    ),
  ],
  execute(context, name, at) {
    const value = readStream(context, name);
    const count = readFull(context.argv, at);
    if (count === undefined) return briefReply(value);
    return fullReply(value, count === 0 ? Number.POSITIVE_INFINITY : Number(count));
  },
});

export const xinfo = container({
  name: 'XINFO',
  since: '5.0.0',
  group: 'stream',
  summary: 'Tells about streams, their consumer groups and consumers.',
  complexity: 'Depends on subcommand.',
  flags: [],
  subcommands: [
    consumers,
    groups,
    stream,
    help('XINFO', { since: '5.0.0', group: 'stream', categories: ['@stream'] }),
  ],
});
