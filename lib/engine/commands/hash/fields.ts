import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { AsciiMapReply, MapReply, OK, type Reply } from '../../reply.js';
import { HashType, type HashValue } from '../../values/hash-value.js';
import { key, rest, string, strings } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import { pairsDocs, readHash, setField, storeField } from './shared.js';

/** The first word of the fields and values of HSET. */
const FIRST_FIELD = 2;

/** The fields and values of HSET, which must come in pairs; read as the whole command, so that nothing is copied. */
const pairs = (name: string) =>
  rest(pairsDocs, 2, (argv) => {
    if ((argv.length - FIRST_FIELD) % 2 !== 0) throw errors.wrongArity(name);
    return argv;
  });

/** HSET and HMSET, which answer differently. */
const setting = (name: string, reply: (added: number) => Reply) =>
  command({
    name,
    since: '2.0.0',
    group: 'hash',
    summary: 'Sets fields of a hash.',
    complexity:
      name === 'HSET'
        ? 'O(1) for each field/value pair added, so O(N) to add N field/value pairs when the command is called with multiple field/value pairs.'
        : 'O(N) where N is the number of fields being set.',
    flags: ['write', 'denyoom', 'fast'],
    categories: ['@hash'],
    ...(name === 'HMSET'
      ? { deprecatedSince: '4.0.0', replacedBy: '`HSET` with multiple field-value pairs' }
      : {}),
    args: [key('key', ['RW', 'update']), pairs(name)],
    execute(context, name, argv) {
      const { db } = context;
      const hash = db.editOrCreate(name, HashType);
      let added = 0;
      for (let i = FIRST_FIELD; i < argv.length; i += 2) {
        if (setField(context, hash, argv[i]!, argv[i + 1]!)) added++;
      }
      db.commit(name, hash, KeyEvents.hset);
      return reply(added);
    },
  });

const hsetnx = command({
  name: 'HSETNX',
  since: '2.0.0',
  group: 'hash',
  summary: 'Sets a field of a hash that is not there yet.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RW', 'insert']), string('field'), string('value')],
  execute(context, name, field, value) {
    const hash = context.db.editOrCreate(name, HashType);
    if (hash.has(field)) return 0;
    storeField(context, name, hash, field, value);
    return 1;
  },
});

const hget = command({
  name: 'HGET',
  since: '2.0.0',
  group: 'hash',
  summary: 'Answers the value of a field.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RO', 'access']), string('field')],
  execute: (context, name, field) => readHash(context, name)?.get(field) ?? null,
});

const hmget = command({
  name: 'HMGET',
  since: '2.0.0',
  group: 'hash',
  summary: 'Answers the values of several fields.',
  complexity: 'O(N) where N is the number of fields being requested.',
  flags: ['readonly', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RO', 'access']), strings('field')],
  execute(context, name, fields) {
    const hash = readHash(context, name);
    return fields.map((field) => hash?.get(field) ?? null);
  },
});

/** What HGETALL, HKEYS and HVALS answer. */
const COLLECTORS = {
  HGETALL(hash: HashValue | undefined): Reply {
    const words: Bytes[] = [];
    hash?.forEach((field, value) => void words.push(field, value));
    return hash?.ascii ? new AsciiMapReply(words) : new MapReply(words);
  },
  HKEYS(hash: HashValue | undefined): Reply {
    const fields: Bytes[] = [];
    hash?.forEach((field) => void fields.push(field));
    return fields;
  },
  HVALS(hash: HashValue | undefined): Reply {
    const values: Bytes[] = [];
    hash?.forEach((_field, value) => void values.push(value));
    return values;
  },
} as const;

const all = (name: keyof typeof COLLECTORS, what: string) =>
  command({
    name,
    since: '2.0.0',
    group: 'hash',
    summary: `Answers all ${what} of a hash.`,
    complexity: 'O(N) where N is the size of the hash.',
    flags: ['readonly'],
    categories: ['@hash'],
    tips: ['nondeterministic_output_order'],
    args: [key('key', ['RO', 'access'])],
    execute: (context, name_) => COLLECTORS[name](readHash(context, name_)),
  });

/** HLEN, HEXISTS and HSTRLEN: a number about a hash. */
const hlen = command({
  name: 'HLEN',
  since: '2.0.0',
  group: 'hash',
  summary: 'Counts the fields of a hash.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RO'])],
  execute: (context, name) => readHash(context, name)?.size ?? 0,
});

const measuring = (
  name: string,
  since: string,
  summary: string,
  measure: (hash: HashValue, field: Bytes) => number,
) =>
  command({
    name,
    since,
    group: 'hash',
    summary,
    complexity: 'O(1)',
    flags: ['readonly', 'fast'],
    categories: ['@hash'],
    args: [key('key', ['RO']), string('field')],
    execute(context: Context, name_, field) {
      const hash = readHash(context, name_);
      return hash === undefined ? 0 : measure(hash, field);
    },
  });

const hdel = command({
  name: 'HDEL',
  since: '2.0.0',
  group: 'hash',
  summary: 'Removes fields of a hash.',
  complexity: 'O(N) where N is the number of fields to be removed.',
  flags: ['write', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RW', 'delete']), strings('field')],
  execute({ db }, name, fields) {
    const hash = db.edit(name, HashType);
    if (hash === undefined) return 0;
    let removed = 0;
    for (const field of fields) if (hash.delete(field)) removed++;
    if (removed > 0) db.commit(name, hash, KeyEvents.hdel);
    return removed;
  },
});

export const fieldCommands = [
  setting('HSET', (added) => added),
  setting('HMSET', () => OK),
  hsetnx,
  hget,
  hmget,
  all('HGETALL', 'fields and values'),
  all('HKEYS', 'fields'),
  all('HVALS', 'values'),
  hlen,
  measuring('HEXISTS', '2.0.0', 'Tells whether a hash has a field.', (hash, field) =>
    hash.has(field) ? 1 : 0,
  ),
  measuring(
    'HSTRLEN',
    '3.2.0',
    'Answers the length of the value of a field.',
    (hash, field) => hash.get(field)?.length ?? 0,
  ),
  hdel,
];
