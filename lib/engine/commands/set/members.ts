import type { Bytes } from '../../bytes.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { SetReply } from '../../reply.js';
import { SetType } from '../../values/set-value.js';
import { key, string, strings } from '../args.js';
import { readCursor, readScanOptions, scanCollection, scanOptions } from '../scan-args.js';
import { command } from '../spec.js';
import { addMember, editOrCreateSet, membersOf } from './shared.js';

const sadd = command({
  name: 'SADD',
  since: '1.0.0',
  group: 'set',
  summary: 'Adds members to a set.',
  complexity: 'O(N) where N is the number of members added',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@set'],
  args: [key('key', ['RW', 'insert']), strings('member')],
  execute(context, name, members) {
    const set = editOrCreateSet(context, name, members);
    const { limits } = context.engine;
    let added = 0;
    for (const member of members) if (addMember(set, member, limits)) added++;
    if (added > 0) context.db.commit(name, set, KeyEvents.sadd);
    return added;
  },
});

const srem = command({
  name: 'SREM',
  since: '1.0.0',
  group: 'set',
  summary: 'Removes members from a set.',
  complexity: 'O(N) where N is the number of members to be removed',
  flags: ['write', 'fast'],
  categories: ['@set'],
  args: [key('key', ['RW', 'delete']), strings('member')],
  execute({ db }, name, members) {
    const set = db.edit(name, SetType);
    if (set === undefined) return 0;
    let removed = 0;
    for (const member of members) if (set.delete(member)) removed++;
    if (removed > 0) db.commit(name, set, KeyEvents.srem);
    return removed;
  },
});

const smove = command({
  name: 'SMOVE',
  since: '1.0.0',
  group: 'set',
  summary: 'Moves a member from one set to another.',
  complexity: 'O(1)',
  flags: ['write', 'fast'],
  categories: ['@set'],
  args: [
    key('source', ['RW', 'access', 'delete']),
    key('destination', ['RW', 'insert']),
    string('member'),
  ],
  execute(context, source, destination, member) {
    const { db, engine } = context;
    const from = db.edit(source, SetType);
    if (from === undefined) return 0;
    db.edit(destination, SetType);
    if (source === destination) return from.has(member) ? 1 : 0;
    if (!from.delete(member)) return 0;
    db.commit(source, from, KeyEvents.srem);
    const to = editOrCreateSet(context, destination, [member]);
    if (addMember(to, member, engine.limits)) db.commit(destination, to, KeyEvents.sadd);
    return 1;
  },
});

const sismember = command({
  name: 'SISMEMBER',
  since: '1.0.0',
  group: 'set',
  summary: 'Tells whether a set has a member.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@set'],
  args: [key('key', ['RO']), string('member')],
  execute: ({ db }, name, member) => (db.read(name, SetType)?.has(member) ? 1 : 0),
});

const smismember = command({
  name: 'SMISMEMBER',
  since: '6.2.0',
  group: 'set',
  summary: 'Tells of each of several members whether a set has it.',
  complexity: 'O(N) where N is the number of members asked for',
  flags: ['readonly', 'fast'],
  categories: ['@set'],
  args: [key('key', ['RO', 'access']), strings('member')],
  execute({ db }, name, members) {
    const set = db.read(name, SetType);
    return members.map((member) => (set?.has(member) ? 1 : 0));
  },
});

const scard = command({
  name: 'SCARD',
  since: '1.0.0',
  group: 'set',
  summary: 'Counts the members of a set.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@set'],
  args: [key('key', ['RO'])],
  execute: ({ db }, name) => db.read(name, SetType)?.size ?? 0,
});

const smembers = command({
  name: 'SMEMBERS',
  since: '1.0.0',
  group: 'set',
  summary: 'Answers all members of a set.',
  complexity: 'O(N) where N is the number of members',
  flags: ['readonly'],
  categories: ['@set'],
  tips: ['nondeterministic_output_order'],
  args: [key('key', ['RO', 'access'])],
  execute({ db }, name) {
    const set = db.read(name, SetType);
    return new SetReply(set === undefined ? [] : membersOf(set));
  },
});

const sscan = command({
  name: 'SSCAN',
  since: '2.8.0',
  group: 'set',
  summary: 'Walks over the members of a set, some at a time.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  flags: ['readonly'],
  categories: ['@set'],
  tips: ['nondeterministic_output'],
  args: [key('key', ['RO', 'access']), string('cursor', 'integer'), scanOptions],
  execute({ db, argv }, name, word, at) {
    const cursor = readCursor(word);
    const set = db.read(name, SetType);
    if (set === undefined) return ['0', []];
    const options = readScanOptions(argv, at);
    return scanCollection(cursor, options, (from, visit: (member: Bytes) => void) => {
      // Redis answers a small set at once, which spares the client further calls.
      if (set.encoding === 'hashtable') return set.scan(from, visit);
      set.forEach(visit);
      return 0;
    });
  },
});

export const memberCommands = [sadd, srem, smove, sismember, smismember, scard, smembers, sscan];
