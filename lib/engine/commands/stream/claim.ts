import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import type { Reply } from '../../reply.js';
import type { Consumer, ConsumerGroup, Pending } from '../../values/stream-group.js';
import { compareIds, formatId, MIN_ID, parseId, type StreamId } from '../../values/stream-id.js';
import { plus } from '../../values/stream-progress.js';
import { StreamType, type StreamValue } from '../../values/stream-value.js';
import { key, readInt, rest, string, strings, token } from '../args.js';
import { command } from '../spec.js';
import {
  activeConsumer,
  commitQuietly,
  entryReply,
  readGroup,
  readId,
  readStart,
} from './shared.js';

/** How pending entries change hands. */
interface Claim {
  /** When they count as delivered, in ms since the epoch. */
  readonly deliveredAt: number;
  /** How often they count as delivered, `undefined` for once more. */
  readonly deliveries: Int64 | undefined;
  /** Whether only IDs are asked for, which is no delivery. */
  readonly justId: boolean;
}

function readMinIdle(word: Bytes, name: 'XCLAIM' | 'XAUTOCLAIM'): Int64 {
  return readInt(word, () => errors.invalidClaimArgument(name, 'min-idle-time'));
}

/** Whether an entry has been pending for long enough. */
function isIdle({ deliveredAt }: Pending, minIdle: Int64, now: number): boolean {
  return minIdle <= 0 || now - deliveredAt >= minIdle;
}

/** Gives a pending entry to a consumer. @param pairs its fields and values in turn */
function claim(
  group: ConsumerGroup,
  id: StreamId,
  pending: Pending,
  pairs: readonly Bytes[],
  consumer: Consumer,
  { deliveredAt, deliveries, justId }: Claim,
): Reply {
  group.assign(id, pending, consumer);
  pending.deliveredAt = deliveredAt;
  if (deliveries !== undefined) pending.deliveries = deliveries;
  else if (!justId) pending.deliveries = plus(pending.deliveries, 1);
  return justId ? formatId(id) : entryReply(id, pairs);
}

interface ClaimOptions {
  readonly ids: readonly StreamId[];
  readonly force: boolean;
  readonly justId: boolean;
  readonly lastId: StreamId;
  readonly deliveries: Int64 | undefined;
  /** ms since the epoch */
  readonly deliveredAt: number;
}

/** Reads the IDs of XCLAIM and the options behind them. @param now ms since the epoch */
function readClaimOptions(argv: readonly Bytes[], at: number, now: number): ClaimOptions {
  const ids: StreamId[] = [];
  let i = at;
  for (let id; i < argv.length && (id = parseId(argv[i]!, 0)) !== undefined; i++) ids.push(id);
  let force = false;
  let justId = false;
  let lastId = MIN_ID;
  let deliveries: Int64 | undefined;
  let deliveredAt: Int64 = now;
  for (; i < argv.length; i++) {
    const option = argv[i]!.toUpperCase();
    const isLast = i + 1 === argv.length;
    if (option === 'FORCE') force = true;
    else if (option === 'JUSTID') justId = true;
    else if (option === 'IDLE' && !isLast) deliveredAt = now - readNumber(argv[++i]!, option);
    else if (option === 'TIME' && !isLast) deliveredAt = readNumber(argv[++i]!, option);
    else if (option === 'RETRYCOUNT' && !isLast) {
      const count = readInt(argv[++i]!, () => invalidOption(option));
      deliveries = count < 0 ? undefined : count;
    } else if (option === 'LASTID' && !isLast) lastId = readId(argv[++i]!);
    else throw errors.unknownClaimOption(argv[i]!);
  }
  // A client may have computed it by a clock of its own: what cannot be counts as now.
  if (deliveredAt < 0 || deliveredAt > now) deliveredAt = now;
  return { ids, force, justId, lastId, deliveries, deliveredAt };
}

function readNumber(word: Bytes, option: string): number {
  return Number(readInt(word, () => invalidOption(option)));
}

function invalidOption(option: string): ReturnType<typeof errors.invalidClaimArgument> {
  return errors.invalidClaimArgument('XCLAIM', `${option} option`);
}

const xclaim = command({
  name: 'XCLAIM',
  since: '5.0.0',
  group: 'stream',
  summary: 'Gives pending entries of a consumer group to another consumer.',
  complexity: 'O(log(N)) for each ID where N is the number of pending entries',
  flags: ['write', 'fast'],
  categories: ['@stream'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RW', 'update']),
    string('group'),
    string('consumer'),
    string('min-idle-time'),
    rest(
      [
        ...strings('ID').docs,
        { name: 'ms', type: 'integer', token: 'IDLE', optional: true },
        { name: 'unix-time-milliseconds', type: 'unix-time', token: 'TIME', optional: true },
        { name: 'count', type: 'integer', token: 'RETRYCOUNT', optional: true },
        token('FORCE', { optional: true }),
        token('JUSTID', { optional: true }),
        { name: 'lastid', type: 'string', token: 'LASTID', optional: true },
      ],
      1,
      (_argv, at) => at,
    ),
  ],
  execute(context, name, groupName, consumerName, minIdleWord, at) {
    const { now } = context;
    const { stream, group } = readGroup(context, name, groupName);
    const minIdle = readMinIdle(minIdleWord, 'XCLAIM');
    const options = readClaimOptions(context.argv, at, now);
    if (compareIds(options.lastId, group.lastId) > 0) group.lastId = options.lastId;
    let consumer: Consumer | undefined;
    const replies: Reply[] = [];
    let changes = 0;
    for (const id of options.ids) {
      const pairs = stream.get(id);
      if (pairs === undefined) {
        if (group.acknowledge(id)) changes++;
        continue;
      }
      const known = group.pending.get(id);
      if (known === undefined ? !options.force : !isIdle(known, minIdle, now)) continue;
      consumer ??= activeConsumer(context, name, group, consumerName);
      const pending = known ?? group.deliver(id, consumer, now);
      replies.push(claim(group, id, pending, pairs, consumer, options));
      changes++;
    }
    commitQuietly(context, name, stream, changes);
    return replies;
  },
});

/** XAUTOCLAIM looks at so many pending entries for each one that it may claim. */
const ATTEMPTS = 10;
const DEFAULT_COUNT = 100;
/** The greatest COUNT: Redis multiplies it by the bytes of an ID. */
const MAX_COUNT = 2n ** 59n - 1n;
/** IDs of so many claims fill the address space of a 64-bit machine. */
const TOO_MANY = 2 ** 43;

interface AutoclaimOptions {
  readonly minIdle: Int64;
  readonly start: StreamId;
  readonly count: number;
  readonly justId: boolean;
}

function readAutoclaimOptions(argv: readonly Bytes[], at: number): AutoclaimOptions {
  const minIdle = readMinIdle(argv[at]!, 'XAUTOCLAIM');
  const start = readStart(argv[at + 1]!);
  let count: Int64 = DEFAULT_COUNT;
  let justId = false;
  for (let i = at + 2; i < argv.length; i++) {
    const option = argv[i]!.toUpperCase();
    if (option === 'COUNT' && i + 1 < argv.length) {
      count = readInt(argv[++i]!, errors.claimCountNotPositive);
      if (count < 1 || count > MAX_COUNT) throw errors.claimCountNotPositive();
    } else if (option === 'JUSTID') justId = true;
    else throw errors.syntax();
  }
  return { minIdle, start, count: Number(count), justId };
}

/** What a walk through the pending entries has found. */
interface Found {
  readonly idle: readonly (readonly [StreamId, Pending, readonly Bytes[]])[];
  readonly deleted: readonly StreamId[];
  /** Where the next walk goes on, 0-0 at the end. */
  readonly next: StreamId;
}

function findIdle(
  stream: StreamValue,
  group: ConsumerGroup,
  { start, count, minIdle }: AutoclaimOptions,
  now: number,
): Found {
  const idle: [StreamId, Pending, readonly Bytes[]][] = [];
  const deleted: StreamId[] = [];
  let next = MIN_ID;
  let attempts = count * ATTEMPTS;
  group.pending.forEachFrom(start, (id, pending) => {
    if (attempts-- === 0 || idle.length + deleted.length === count) {
      next = id;
      return false;
    }
    const pairs = stream.get(id);
    if (pairs === undefined) deleted.push(id);
    else if (isIdle(pending, minIdle, now)) idle.push([id, pending, pairs]);
    return true;
  });
  return { idle, deleted, next };
}

const xautoclaim = command({
  name: 'XAUTOCLAIM',
  since: '6.2.0',
  group: 'stream',
  summary: 'Gives entries that have been pending for long to another consumer.',
  complexity: 'O(log(N)+M) where N is the number of pending entries and M is COUNT',
  flags: ['write', 'fast'],
  categories: ['@stream'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RW', 'delete']),
    string('group'),
    string('consumer'),
    rest(
      [
        { name: 'min-idle-time', type: 'string' },
        { name: 'start', type: 'string' },
        { name: 'count', type: 'integer', token: 'COUNT', optional: true },
        token('JUSTID', { optional: true }),
      ],
      2,
      (_argv, at) => at,
    ),
  ],
  execute(context, name, groupName, consumerName, at) {
    const { now, db } = context;
    // The key is asked for first, and what its type says comes last.
    db.touch(name);
    const options = readAutoclaimOptions(context.argv, at);
    const { stream, group } = editGroup(db.edit(name, StreamType), name, groupName);
    if (options.count > TOO_MANY) throw errors.claimCountTooHigh();
    const { idle, deleted, next } = findIdle(stream, group, options, now);
    const how: Claim = { deliveredAt: now, deliveries: undefined, justId: options.justId };
    const replies = idle.map(([id, pending, pairs]) => {
      const consumer = activeConsumer(context, name, group, consumerName);
      return claim(group, id, pending, pairs, consumer, how);
    });
    for (const id of deleted) group.acknowledge(id);
    commitQuietly(context, name, stream, idle.length + deleted.length);
    return [formatId(next), replies, deleted.map(formatId)];
  },
});

function editGroup(
  stream: StreamValue | undefined,
  name: Bytes,
  groupName: Bytes,
): { readonly stream: StreamValue; readonly group: ConsumerGroup } {
  const group = stream?.groups.get(groupName);
  if (stream === undefined || group === undefined) throw errors.noKeyOrGroup(name, groupName);
  return { stream, group };
}

export const claimCommands = [xclaim, xautoclaim];
