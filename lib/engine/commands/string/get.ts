import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { stringBytes, stringLength, StringType } from '../../values/value.js';
import { key, rest, string } from '../args.js';
import { command } from '../spec.js';
import {
  expirationDoc,
  persistDoc,
  readDeadline,
  readExpiry,
  type ExpiryOption,
  type ExpiryUnit,
} from './expiration.js';
import { readOld, store } from './set.js';

const get = command({
  name: 'GET',
  since: '1.0.0',
  group: 'string',
  summary: 'Answers the string that a key holds.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RO', 'access'])],
  execute({ db }, name) {
    const value = db.read(name, StringType);
    if (value === undefined) return null;
    return typeof value === 'string' ? value : value.toString();
  },
});

const strlen = command({
  name: 'STRLEN',
  since: '2.2.0',
  group: 'string',
  summary: 'Answers how many bytes the string of a key has.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RO'])],
  execute({ db }, name) {
    const value = db.read(name, StringType);
    return value === undefined ? 0 : stringLength(value);
  },
});

const getdel = command({
  name: 'GETDEL',
  since: '6.2.0',
  group: 'string',
  summary: 'Answers the string that a key holds and deletes the key.',
  complexity: 'O(1)',
  flags: ['write', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RW', 'access', 'delete'])],
  execute({ db }, name) {
    const value = db.read(name, StringType);
    if (value === undefined) return null;
    db.remove(name, 'deleted');
    return stringBytes(value);
  },
});

const getset = command({
  name: 'GETSET',
  since: '1.0.0',
  group: 'string',
  summary: 'Stores a string under a key and answers the one that it held.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  storesWord: true,
  categories: ['@string'],
  deprecatedSince: '6.2.0',
  replacedBy: '`SET` with the `!GET` argument',
  args: [key('key', ['RW', 'access', 'update']), string('value')],
  execute(context, name, value) {
    const old = readOld(context, name);
    store(context, name, value);
    return old;
  },
});

/** The options of GETEX. */
class GetexOptions implements ExpiryOption {
  persist = false;
  unit: ExpiryUnit | undefined;
  time = '';
}

function readGetexOptions(argv: readonly Bytes[], at: number): GetexOptions | undefined {
  if (argv.length === at) return undefined;
  const options = new GetexOptions();
  for (let i = at; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    if (word === 'PERSIST' && options.unit === undefined) options.persist = true;
    else if (!options.persist && readExpiry(options, word, argv[i + 1])) i++;
    else throw errors.syntax();
  }
  return options;
}

const getex = command({
  name: 'GETEX',
  since: '6.2.0',
  group: 'string',
  summary: 'Answers the string that a key holds and sets or removes its expiry.',
  complexity: 'O(1)',
  flags: ['write', 'fast'],
  categories: ['@string'],
  args: [
    key('key', ['RW', 'access', 'update'], 'RW and UPDATE because it changes the TTL'),
    rest([expirationDoc(persistDoc)], 0, readGetexOptions),
  ],
  execute(context, name, options) {
    const { db } = context;
    const value = db.read(name, StringType);
    if (value === undefined) return null;
    if (options === undefined) return stringBytes(value);
    const { unit } = options;
    if (unit !== undefined) {
      const now = context.now;
      const deadline = readDeadline(options.time, unit, now, 'getex');
      // Only an absolute time can be past: what is relative is positive.
      if (deadline <= now) db.remove(name, 'deleted');
      else {
        db.expireAt(name, deadline);
        db.changed(name, KeyEvents.expire);
      }
    } else if (options.persist && db.persist(name)) db.changed(name, KeyEvents.persist);
    return stringBytes(value);
  },
});

export const getCommands = [get, strlen, getdel, getset, getex];
