import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { OK, type Reply } from '../../reply.js';
import { compact, stringBytes, StringType } from '../../values/value.js';
import { int, key, oneOf, rest, string, token, type RestArg } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import {
  expirationDoc,
  keepTtlDoc,
  readDeadline,
  readExpiry,
  toDeadline,
  type ExpiryOption,
  type ExpiryUnit,
} from './expiration.js';

/** The options of SET. */
class SetOptions implements ExpiryOption {
  condition: 'NX' | 'XX' | undefined;
  get = false;
  keepTtl = false;
  unit: ExpiryUnit | undefined;
  time = '';
}

function readSetOptions(argv: readonly Bytes[], at: number): SetOptions | undefined {
  if (argv.length === at) return undefined;
  const options = new SetOptions();
  for (let i = at; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    if (word === 'NX' || word === 'XX') {
      if (options.condition !== undefined && options.condition !== word) throw errors.syntax();
      options.condition = word;
    } else if (word === 'GET') options.get = true;
    else if (word === 'KEEPTTL' && options.unit === undefined) options.keepTtl = true;
    else if (!options.keepTtl && readExpiry(options, word, argv[i + 1])) i++;
    else throw errors.syntax();
  }
  return options;
}

const setOptions: RestArg<SetOptions | undefined> = rest(
  [
    oneOf('condition', [token('NX'), token('XX')], { since: '2.6.12', optional: true }),
    token('GET', { since: '6.2.0', optional: true }),
    expirationDoc(keepTtlDoc, { relative: '2.6.12', absolute: '6.2.0' }),
  ],
  0,
  readSetOptions,
);

/** Stores a value without any option: SET's, GETSET's, MSET's and MSETNX's common part. */
export function store({ db }: Context, name: Bytes, value: Bytes): void {
  db.put(name, compact(value));
  db.changed(name, KeyEvents.set);
}

/** Stores a value that expires. @param deadline ms since the epoch */
function storeUntil({ db }: Context, name: Bytes, value: Bytes, deadline: Int64): void {
  db.put(name, compact(value), deadline);
  db.changed(name, KeyEvents.set);
  db.notify(name, KeyEvents.expire);
}

/** The old value for GETSET and SET with GET, which read the key as GET does. */
export function readOld({ db }: Context, name: Bytes): Bytes | null {
  const old = db.read(name, StringType);
  return old === undefined ? null : stringBytes(old);
}

function setWithOptions(context: Context, name: Bytes, value: Bytes, options: SetOptions): Reply {
  const { db } = context;
  const { condition, unit } = options;
  const deadline =
    unit === undefined ? undefined : readDeadline(options.time, unit, context.now, 'set');
  const old = options.get ? readOld(context, name) : null;
  if (condition !== undefined && db.use(name) !== (condition === 'XX')) return old;
  if (deadline !== undefined) storeUntil(context, name, value, deadline);
  else if (options.keepTtl) {
    db.update(name, compact(value));
    db.changed(name, KeyEvents.set);
  } else store(context, name, value);
  return options.get ? old : OK;
}

const set = command({
  name: 'SET',
  since: '1.0.0',
  group: 'string',
  summary: 'Stores a string under a key, whatever the key held before.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom'],
  storesWord: true,
  categories: ['@string'],
  args: [key('key', ['RW', 'access', 'update']), string('value'), setOptions],
  keySpecs: [
    {
      flags: ['RW', 'access', 'update', 'variable_flags'],
      flagsOf: (argv) =>
        argv.some((word, i) => i >= 3 && word.toUpperCase() === 'GET')
          ? ['RW', 'access', 'update']
          : ['OW', 'update'],
      notes: 'RW and ACCESS due to the optional `GET` argument',
      begin: { index: 1 },
      find: { lastKey: 0, step: 1, limit: 0 },
    },
  ],
  execute(context, name, value, options) {
    if (options !== undefined) return setWithOptions(context, name, value, options);
    const { db } = context;
    db.put(name, compact(value));
    db.changed(name, KeyEvents.set);
    return OK;
  },
});

/** SETEX and PSETEX: one rule, two units. */
const setExpiring = (name: string, since: string, unit: 'EX' | 'PX') =>
  command({
    name,
    since,
    group: 'string',
    summary: `Stores a string under a key that expires after a number of ${unit === 'EX' ? 'seconds' : 'milliseconds'}.`,
    complexity: 'O(1)',
    flags: ['write', 'denyoom'],
    storesWord: true,
    categories: ['@string'],
    deprecatedSince: '2.6.12',
    replacedBy: `\`SET\` with the \`${unit}\` argument`,
    args: [
      key('key', ['OW', 'update']),
      int(unit === 'EX' ? 'seconds' : 'milliseconds'),
      string('value'),
    ],
    execute(context, keyName, time, value) {
      storeUntil(context, keyName, value, toDeadline(time, unit, context.now, name));
      return OK;
    },
  });

const setnx = command({
  name: 'SETNX',
  since: '1.0.0',
  group: 'string',
  summary: 'Stores a string under a key that does not exist yet.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  storesWord: true,
  categories: ['@string'],
  deprecatedSince: '2.6.12',
  replacedBy: '`SET` with the `NX` argument',
  args: [key('key', ['OW', 'insert']), string('value')],
  execute(context, name, value) {
    if (context.db.use(name)) return 0;
    store(context, name, value);
    return 1;
  },
});

export const setCommands = [
  set,
  setExpiring('SETEX', '2.0.0', 'EX'),
  setExpiring('PSETEX', '2.6.0', 'PX'),
  setnx,
];
