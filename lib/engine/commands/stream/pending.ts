import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { NULL_ARRAY, type Reply } from '../../reply.js';
import type { ConsumerGroup } from '../../values/stream-group.js';
import { compareIds, formatId, type StreamId } from '../../values/stream-id.js';
import { StreamType } from '../../values/stream-value.js';
import { key, readInt, rest, string, strings } from '../args.js';
import { command } from '../spec.js';
import { commitQuietly, readEnd, readGroup, readId, readStart } from './shared.js';

const xack = command({
  name: 'XACK',
  since: '5.0.0',
  group: 'stream',
  summary: 'Tells a consumer group that entries are done with.',
  complexity: 'O(log(N)) for each ID where N is the number of pending entries',
  flags: ['write', 'fast'],
  categories: ['@stream'],
  args: [key('key', ['RW', 'update']), string('group'), strings('ID')],
  execute(context, name, groupName, words) {
    const stream = context.db.read(name, StreamType);
    const group = stream?.groups.get(groupName);
    if (stream === undefined || group === undefined) return 0;
    let acknowledged = 0;
    for (const id of words.map(readId)) if (group.acknowledge(id)) acknowledged++;
    commitQuietly(context, name, stream, acknowledged);
    return acknowledged;
  },
});

/** Which pending entries XPENDING lists. */
interface Filter {
  /** ms */
  readonly minIdle: Int64;
  readonly start: StreamId;
  readonly end: StreamId;
  /** How many at most. */
  readonly count: Int64;
  readonly consumer: Bytes | undefined;
}

/** Reads `[IDLE ms] start end count [consumer]`; whatever else follows is ignored as in Redis. */
function readFilter(argv: readonly Bytes[], at: number): Filter | undefined {
  const words = argv.length - at;
  if (words === 0) return undefined;
  if (words < 3 || words > 6) throw errors.syntax();
  let minIdle: Int64 = 0;
  let i = at;
  if (argv[i]!.toUpperCase() === 'IDLE') {
    minIdle = readInt(argv[i + 1]!);
    if (words < 5) throw errors.syntax();
    i += 2;
  }
  const count = readInt(argv[i + 2]!);
  const start = readStart(argv[i]!);
  const end = readEnd(argv[i + 1]!);
  return { minIdle, start, end, count, consumer: argv[i + 3] };
}

/** How many are pending, their first and last ID, and how many each consumer has. */
function summary({ pending, consumers }: ConsumerGroup): Reply {
  if (pending.size === 0) return [0, null, null, NULL_ARRAY];
  const busy = consumers.list().filter((consumer) => consumer.pending.size > 0);
  return [
    pending.size,
    formatId(pending.first()!),
    formatId(pending.last()!),
    busy.map((consumer) => [consumer.name, String(consumer.pending.size)]),
  ];
}

/** The pending entries that a filter lets through: ID, consumer, idle time in ms, deliveries. */
function filtered(group: ConsumerGroup, filter: Filter, now: number): Reply {
  const { minIdle, start, end, count, consumer: name } = filter;
  const owner = name === undefined ? group : group.consumers.get(name);
  const replies: Reply[] = [];
  if (owner === undefined || count <= 0) return replies;
  owner.pending.forEachFrom(start, (id, { consumer, deliveredAt, deliveries }) => {
    if (compareIds(id, end) > 0) return false;
    const idle = now - deliveredAt;
    if (minIdle === 0 || idle >= minIdle) {
      replies.push([formatId(id), consumer.name, Math.max(idle, 0), deliveries]);
    }
    return replies.length < count;
  });
  return replies;
}

const xpending = command({
  name: 'XPENDING',
  since: '5.0.0',
  group: 'stream',
  summary: 'Returns what was delivered by a consumer group and is not acknowledged.',
  complexity:
    'O(log(N)+M) where N is the number of pending entries and M how many are looked at, O(C) for the summary of C consumers',
  flags: ['readonly'],
  categories: ['@stream'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RO', 'access']),
    string('group'),
    rest(
      [
        {
          name: 'filters',
          type: 'block',
          optional: true,
          arguments: [
            {
              name: 'min-idle-time',
              type: 'integer',
              token: 'IDLE',
              since: '6.2.0',
              optional: true,
            },
            { name: 'start', type: 'string' },
            { name: 'end', type: 'string' },
            { name: 'count', type: 'integer' },
            { name: 'consumer', type: 'string', optional: true },
          ],
        },
      ],
      0,
      readFilter,
    ),
  ],
  execute(context, name, groupName, filter) {
    const { group } = readGroup(context, name, groupName);
    return filter === undefined ? summary(group) : filtered(group, filter, context.now);
  },
});

export const pendingCommands = [xack, xpending];
