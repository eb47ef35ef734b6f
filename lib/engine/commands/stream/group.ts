import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { OK } from '../../reply.js';
import type { ConsumerGroup } from '../../values/stream-group.js';
import { MIN_ID, type StreamId } from '../../values/stream-id.js';
import { StreamType, type StreamValue } from '../../values/stream-value.js';
import { key, oneOf, readInt, rest, string, token, type ArgDoc } from '../args.js';
import type { Context } from '../context.js';
import { help } from '../help.js';
import { container, subcommand } from '../spec.js';
import { commitQuietly, createConsumer, readId, readOpenId } from './shared.js';

const idDoc: ArgDoc = oneOf('id-selector', [
  { name: 'id', type: 'string' },
  token('$', { name: 'new-id' }),
]);
const entriesReadDoc: ArgDoc = {
  name: 'entries-read',
  type: 'integer',
  token: 'ENTRIESREAD',
  optional: true,
};

interface GroupOptions {
  readonly id: Bytes;
  readonly create: boolean;
  readonly entriesRead: Int64 | undefined;
  /** Whether there are more words than the subcommand has a use for. */
  readonly overlong: boolean;
}

/** Reads an ID and the options that follow it. */
function readOptions(
  argv: readonly Bytes[],
  at: number,
  most: number,
  mayCreate: boolean,
): GroupOptions {
  let create = false;
  let entriesRead: Int64 = -1;
  for (let i = at + 1; i < argv.length; i++) {
    const option = argv[i]!.toUpperCase();
    if (mayCreate && option === 'MKSTREAM') create = true;
    else if (option === 'ENTRIESREAD' && i + 1 < argv.length) {
      entriesRead = readInt(argv[++i]!);
      if (entriesRead < -1) throw errors.negativeEntriesRead();
    } else throw errors.subcommandSyntax('XGROUP', argv[1]!);
  }
  return {
    id: argv[at]!,
    create,
    entriesRead: entriesRead === -1 ? undefined : entriesRead,
    overlong: argv.length > most,
  };
}

/** The ID that a group begins behind. */
function startOf(word: Bytes, stream: StreamValue | undefined, read: (word: Bytes) => StreamId) {
  return word === '$' ? (stream?.lastId ?? MIN_ID) : read(word);
}

/** The stream, which has to be there. */
function editStream({ db }: Context, name: Bytes): StreamValue {
  const stream = db.edit(name, StreamType);
  if (stream === undefined) throw errors.groupNeedsKey();
  return stream;
}

/** The stream and a group of it, which both have to be there. */
function editGroup(
  context: Context,
  name: Bytes,
  groupName: Bytes,
): { readonly stream: StreamValue; readonly group: ConsumerGroup } {
  const stream = editStream(context, name);
  const group = stream.groups.get(groupName);
  if (group === undefined) throw errors.noGroup(groupName, name);
  return { stream, group };
}

const create = subcommand('XGROUP', {
  name: 'CREATE',
  since: '5.0.0',
  group: 'stream',
  summary: 'Creates a consumer group that begins behind an ID.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom'],
  categories: ['@stream'],
  args: [
    key('key', ['RW', 'insert']),
    string('group'),
    rest([idDoc, token('MKSTREAM', { optional: true }), entriesReadDoc], 1, (argv, at) =>
      readOptions(argv, at, 8, true),
    ),
  ],
  execute(context, name, groupName, options) {
    const { db } = context;
    const known = options.create ? db.edit(name, StreamType) : editStream(context, name);
    if (options.overlong) throw errors.subcommandSyntax('XGROUP', context.argv[1]!);
    const start = startOf(options.id, known, readId);
    const stream = known ?? db.create(StreamType);
    if (!stream.addGroup(groupName, start, options.entriesRead)) throw errors.groupExists();
    if (known === undefined) db.commit(name, stream, KeyEvents.xgroupCreate, true);
    else commitQuietly(context, name, stream, 1, KeyEvents.xgroupCreate);
    return OK;
  },
});

const setid = subcommand('XGROUP', {
  name: 'SETID',
  since: '5.0.0',
  group: 'stream',
  summary: 'Lets a consumer group go on behind another ID.',
  complexity: 'O(1)',
  flags: ['write'],
  categories: ['@stream'],
  args: [
    key('key', ['RW', 'update']),
    string('group'),
    rest([idDoc, entriesReadDoc], 1, (argv, at) => readOptions(argv, at, 7, false)),
  ],
  execute(context, name, groupName, options) {
    const { stream, group } = editGroup(context, name, groupName);
    if (options.overlong) throw errors.subcommandSyntax('XGROUP', context.argv[1]!);
    group.lastId = startOf(options.id, stream, (word) => readOpenId(word, 0));
    group.entriesRead = options.entriesRead;
    commitQuietly(context, name, stream, 1, KeyEvents.xgroupSetid);
    return OK;
  },
});

const destroy = subcommand('XGROUP', {
  name: 'DESTROY',
  since: '5.0.0',
  group: 'stream',
  summary: 'Removes a consumer group and all that is pending in it.',
  complexity: 'O(N) where N is the number of pending entries',
  flags: ['write'],
  categories: ['@stream'],
  args: [key('key', ['RW', 'delete']), string('group')],
  execute(context, name, groupName) {
    const stream = editStream(context, name);
    const group = stream.groups.get(groupName);
    if (group === undefined) return 0;
    stream.removeGroup(group);
    commitQuietly(context, name, stream, 1, KeyEvents.xgroupDestroy);
    context.engine.blocked.touched(context.db, name);
    return 1;
  },
});

const createconsumer = subcommand('XGROUP', {
  name: 'CREATECONSUMER',
  since: '6.2.0',
  group: 'stream',
  summary: 'Creates a consumer in a group.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom'],
  categories: ['@stream'],
  args: [key('key', ['RW', 'insert']), string('group'), string('consumer')],
  execute(context, name, groupName, consumerName) {
    const { stream, group } = editGroup(context, name, groupName);
    if (group.consumers.get(consumerName) !== undefined) return 0;
    createConsumer(context, name, group, consumerName);
    commitQuietly(context, name, stream, 0);
    return 1;
  },
});

const delconsumer = subcommand('XGROUP', {
  name: 'DELCONSUMER',
  since: '5.0.0',
  group: 'stream',
  summary: 'Removes a consumer from a group, with all that is pending for it.',
  complexity: 'O(N) where N is the number of entries that are pending for the consumer',
  flags: ['write'],
  categories: ['@stream'],
  args: [key('key', ['RW', 'delete']), string('group'), string('consumer')],
  execute(context, name, groupName, consumerName) {
    const { stream, group } = editGroup(context, name, groupName);
    const consumer = group.consumers.get(consumerName);
    if (consumer === undefined) return 0;
    group.removeConsumer(consumer);
    commitQuietly(context, name, stream, 1, KeyEvents.xgroupDelconsumer);
    return consumer.pending.size;
  },
});

export const xgroup = container({
  name: 'XGROUP',
  since: '5.0.0',
  group: 'stream',
  summary: 'Manages the consumer groups of streams.',
  complexity: 'Depends on subcommand.',
  flags: [],
  subcommands: [
    create,
    createconsumer,
    delconsumer,
    destroy,
    setid,
    help('XGROUP', { since: '5.0.0', group: 'stream', categories: ['@stream'] }),
  ],
});
