import { key, keys } from '../args.js';
import { command } from '../spec.js';
import { Status } from '../../reply.js';
import { typeOf } from '../../values/value.js';

const SUM_OVER_SHARDS = ['request_policy:multi_shard', 'response_policy:agg_sum'];

/** DEL and UNLINK: memory is given back by the garbage collector, so both are the same here. */
const deleting = (name: string, since: string, fast: boolean, complexity: string) =>
  command({
    name,
    since,
    group: 'generic',
    summary: 'Deletes keys and answers how many there were.',
    complexity,
    flags: fast ? ['write', 'fast'] : ['write'],
    categories: ['@keyspace'],
    tips: SUM_OVER_SHARDS,
    args: [keys('key', ['RM', 'delete'])],
    execute({ db }, names) {
      let count = 0;
      for (let i = 0; i < names.length; i++) if (db.remove(names[i]!, 'deleted')) count++;
      return count;
    },
  });

const exists = command({
  name: 'EXISTS',
  since: '1.0.0',
  group: 'generic',
  summary: 'Answers how many of the keys exist; a key named twice counts twice.',
  complexity: 'O(N) where N is the number of keys to check.',
  flags: ['readonly', 'fast'],
  categories: ['@keyspace'],
  tips: SUM_OVER_SHARDS,
  args: [keys('key', ['RO'])],
  execute({ db }, names) {
    let count = 0;
    for (let i = 0; i < names.length; i++) if (db.inspect(names[i]!) !== undefined) count++;
    return count;
  },
});

const touch = command({
  name: 'TOUCH',
  since: '3.2.1',
  group: 'generic',
  summary: 'Marks keys as just used and answers how many of them exist.',
  complexity: 'O(N) where N is the number of keys that will be touched.',
  flags: ['readonly', 'fast'],
  categories: ['@keyspace'],
  tips: SUM_OVER_SHARDS,
  args: [keys('key', ['RO'])],
  execute({ db }, names) {
    let count = 0;
    for (let i = 0; i < names.length; i++) if (db.touch(names[i]!)) count++;
    return count;
  },
});

const NONE = new Status('none');

const type = command({
  name: 'TYPE',
  since: '1.0.0',
  group: 'generic',
  summary: 'Answers the type of the value of a key.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@keyspace'],
  args: [key('key', ['RO'])],
  execute({ db }, name) {
    const value = db.inspect(name);
    return value === undefined ? NONE : new Status(typeOf(value));
  },
});

export const existenceCommands = [
  deleting(
    'DEL',
    '1.0.0',
    false,
    'O(N) where N is the number of keys that will be removed. When a key to remove holds a value other than a string, the individual complexity for this key is O(M) where M is the number of elements in the list, set, sorted set or hash. Removing a single key that holds a string value is O(1).',
  ),
  deleting(
    'UNLINK',
    '4.0.0',
    true,
    'O(1) for each key removed regardless of its size. Then the command does O(N) work in a different thread in order to reclaim memory, where N is the number of allocations the deleted objects where composed of.',
  ),
  exists,
  touch,
  type,
];
