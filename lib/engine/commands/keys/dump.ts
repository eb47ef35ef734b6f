import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { normalize, type Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { dumpValue, isPayload, readValue } from '../../rdb/payload.js';
import { RdbFault } from '../../rdb/rdb-reader.js';
import { OK, type Reply } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { Deque } from '../../values/deque.js';
import type { Value } from '../../values/value.js';
import { key, readInt, rest, string, token } from '../args.js';
import type { Context } from '../context.js';
import { followListLimits } from '../list/shared.js';
import { command, type Command } from '../spec.js';

const MAX_FREQUENCY = 255;
const MS_PER_SECOND = 1000;

const dump = command({
  name: 'DUMP',
  since: '2.6.0',
  group: 'generic',
  summary: 'Returns the value of a key in the format of RESTORE, which Redis 7.0 reads as well.',
  complexity: 'O(N) in the size of the value',
  flags: ['readonly'],
  categories: ['@keyspace'],
  tips: ['nondeterministic_output'],
  args: [key('key', ['RO', 'access'])],
  execute: ({ db, engine }, name) =>
    db.touch(name) ? dumpValue(db.peek(name)!, engine.limits) : null,
});

interface RestoreOptions {
  replace: boolean;
  absolute: boolean;
  /** Seconds since the key was used last. */
  idle: Int64 | undefined;
  frequency: Int64 | undefined;
}

function readOptions(argv: readonly Bytes[], at: number): RestoreOptions {
  const options: RestoreOptions = {
    replace: false,
    absolute: false,
    idle: undefined,
    frequency: undefined,
  };
  for (let i = at; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    const hasValue = i + 1 < argv.length;
    if (word === 'REPLACE') options.replace = true;
    else if (word === 'ABSTTL') options.absolute = true;
    else if (word === 'IDLETIME' && hasValue && options.frequency === undefined) {
      options.idle = readInt(argv[++i]!);
      if (options.idle < 0) throw serverErrors.invalidIdleTime();
    } else if (word === 'FREQ' && hasValue && options.idle === undefined) {
      options.frequency = readInt(argv[++i]!);
      if (options.frequency < 0 || options.frequency > MAX_FREQUENCY) {
        throw serverErrors.invalidFrequency();
      }
    } else throw errors.syntax();
  }
  return options;
}

/** @throws the error of a payload that is none */
function valueIn({ db, engine }: Context, payload: Bytes): Value {
  if (!isPayload(payload)) throw serverErrors.badPayload();
  try {
    const value = readValue(payload, { create: (type) => db.create(type), limits: engine.limits });
    if (value instanceof Deque) followListLimits(value, engine.limits);
    return value;
  } catch (fault) {
    if (fault instanceof RdbFault) throw serverErrors.badDataFormat();
    throw fault;
  }
}

/** What the key is to remember of its use, or `undefined` for a use just now. */
function useOf({ engine, now }: Context, { idle, frequency }: RestoreOptions): number | undefined {
  const { counter } = engine.unit;
  const second = Math.floor(now / MS_PER_SECOND);
  if (counter !== undefined) {
    return frequency === undefined ? undefined : counter.of(Number(frequency), second);
  }
  return idle === undefined ? undefined : Math.max(1, second - Number(idle));
}

function restore(
  context: Context,
  name: Bytes,
  ttl: Bytes,
  payload: Bytes,
  options: RestoreOptions,
): Reply {
  const { db, now } = context;
  const exists = db.use(name);
  if (exists && !options.replace) throw serverErrors.busyKey();
  const time = readInt(ttl);
  if (time < 0) throw serverErrors.invalidTtl();
  const value = valueIn(context, payload);
  db.take(name);
  const deadline = time === 0 || options.absolute ? time : BigInt(time) + BigInt(now);
  if (deadline !== 0 && deadline <= now) {
    if (exists) db.changed(name, KeyEvents.del);
    return OK;
  }
  db.put(name, value);
  if (deadline !== 0) db.expireAt(name, normalize(BigInt.asIntN(64, BigInt(deadline))));
  const use = useOf(context, options);
  if (use !== undefined) db.setUse(name, use);
  db.changed(name, KeyEvents.restore);
  return OK;
}

/** RESTORE, and the same for a slot of a cluster that is being moved. */
const restoreCommand = (
  name: string,
  facts: Pick<Command, 'since' | 'group' | 'flags' | 'system'>,
): Command =>
  command({
    ...facts,
    name,
    summary: 'Creates a key from what DUMP has returned, here or on a Redis up to 7.2.',
    complexity: 'O(N) in the size of the value, O(N*log(N)) for sorted sets',
    categories: ['@keyspace', '@dangerous'],
    args: [
      key('key', ['OW', 'update']),
      string('ttl', 'integer'),
      string('serialized-value'),
      rest(
        [
          token('REPLACE', { since: '3.0.0', optional: true }),
          token('ABSTTL', { since: '5.0.0', optional: true }),
          {
            name: 'seconds',
            type: 'integer',
            token: 'IDLETIME',
            since: '5.0.0',
            optional: true,
          },
          { name: 'frequency', type: 'integer', token: 'FREQ', since: '5.0.0', optional: true },
        ],
        0,
        readOptions,
      ),
    ],
    execute: restore,
  });

export const dumpCommands: readonly Command[] = [
  dump,
  restoreCommand('RESTORE', { since: '2.6.0', group: 'generic', flags: ['write', 'denyoom'] }),
  restoreCommand('RESTORE-ASKING', {
    since: '3.0.0',
    group: 'server',
    flags: ['write', 'denyoom', 'asking'],
    system: true,
  }),
];
