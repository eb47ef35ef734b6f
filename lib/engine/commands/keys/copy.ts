import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import type { Keyspace } from '../../keyspace/keyspace.js';
import { cloneValue } from '../../values/value.js';
import { key, readInt, rest, string, token } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** @throws when the word is no integer of 32 bits, or no database has that number */
function readDatabase({ engine }: Context, word: Bytes): Keyspace {
  const number = readInt(word);
  if (number < INT32_MIN || number > INT32_MAX) throw errors.outsideRange(INT32_MIN, INT32_MAX);
  const database = engine.databases[Number(number)];
  if (database === undefined) throw errors.dbIndexOutOfRange();
  return database;
}

interface CopyOptions {
  database: Keyspace;
  replace: boolean;
}

function readOptions(context: Context, at: number): CopyOptions {
  const { argv } = context;
  const options = { database: context.db, replace: false };
  for (let i = at; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    if (word === 'REPLACE') options.replace = true;
    else if (word === 'DB' && i + 1 < argv.length) {
      options.database = readDatabase(context, argv[++i]!);
    } else throw errors.syntax();
  }
  return options;
}

const copy = command({
  name: 'COPY',
  since: '6.2.0',
  group: 'generic',
  summary: 'Copies the value and the expiry of a key to another key.',
  complexity:
    'O(N) worst case for collections, where N is the number of nested items. O(1) for string values.',
  flags: ['write', 'denyoom'],
  categories: ['@keyspace'],
  args: [
    key('source', ['RO', 'access']),
    key('destination', ['OW', 'update']),
    rest(
      [
        { name: 'destination-db', type: 'integer', token: 'DB', optional: true },
        token('REPLACE', { optional: true }),
      ],
      0,
      (_argv, at) => at,
    ),
  ],
  execute(context, source, destination, at) {
    const { db } = context;
    const { database, replace } = readOptions(context, at);
    if (database === db && source === destination) throw errors.sameObject();
    if (!db.touch(source)) return 0;
    const value = db.peek(source)!;
    const deadline = db.deadline(source)!;
    if (database.use(destination)) {
      if (!replace) return 0;
      database.take(destination);
    }
    database.put(destination, cloneValue(value));
    if (deadline !== 0) database.expireAt(destination, deadline);
    database.changed(destination, KeyEvents.copyTo);
    return 1;
  },
});

const move = command({
  name: 'MOVE',
  since: '1.0.0',
  group: 'generic',
  summary: 'Moves a key to another database, unless that has one of the same name.',
  complexity: 'O(1)',
  flags: ['write', 'fast'],
  categories: ['@keyspace'],
  args: [key('key', ['RW', 'access', 'update']), string('db', 'integer')],
  execute(context, name, number) {
    const { db } = context;
    const target = readDatabase(context, number);
    if (target === db) throw errors.sameObject();
    if (!db.use(name) || target.use(name)) return 0;
    const deadline = db.deadline(name)!;
    target.put(name, db.take(name)!);
    if (deadline !== 0) target.expireAt(name, deadline);
    db.changed(name, KeyEvents.moveFrom);
    target.alsoChanged(name, KeyEvents.moveTo);
    return 1;
  },
});

export const copyCommands = [copy, move];
