import { KeyEvents } from '../../keyspace/key-event.js';
import { ListType } from '../../values/deque.js';
import { choice, key, string, strings, token } from '../args.js';
import { command } from '../spec.js';
import { commitEdit, pushAll, type End } from './shared.js';

/** LPUSH, RPUSH, LPUSHX, RPUSHX: two ends, and whether the list must be there. */
const pushing = (name: string, since: string, end: End, mustExist: boolean) =>
  command({
    name,
    since,
    group: 'list',
    summary: `Adds elements at the ${end === 'LEFT' ? 'head' : 'tail'} of a list${mustExist ? ' that exists' : ''}.`,
    complexity: 'O(N) where N is the number of elements added',
    flags: ['write', 'denyoom', 'fast'],
    categories: ['@list'],
    args: [key('key', ['RW', 'insert']), strings('element')],
    execute(context, name, elements) {
      const { db } = context;
      const list = mustExist ? db.edit(name, ListType) : db.editOrCreate(name, ListType);
      if (list === undefined) return 0;
      pushAll(context, name, list, end, elements);
      return list.length;
    },
  });

const linsert = command({
  name: 'LINSERT',
  since: '2.2.0',
  group: 'list',
  summary: 'Inserts an element before or after the first one that is equal to a pivot.',
  complexity: 'O(N) where N is the number of elements before the pivot',
  flags: ['write', 'denyoom'],
  categories: ['@list'],
  args: [
    key('key', ['RW', 'insert']),
    choice('where', ['BEFORE', 'AFTER'], [token('BEFORE'), token('AFTER')]),
    string('pivot'),
    string('element'),
  ],
  execute(context, name, where, pivot, element) {
    const list = context.db.edit(name, ListType);
    if (list === undefined) return 0;
    let index = -1;
    list.forEachFrom(0, (each, at) => {
      if (each !== pivot) return true;
      index = at;
      return false;
    });
    if (index < 0) return -1;
    list.insert(where === 'BEFORE' ? index : index + 1, element);
    commitEdit(context, name, list, KeyEvents.linsert);
    return list.length;
  },
});

export const pushCommands = [
  pushing('LPUSH', '1.0.0', 'LEFT', false),
  pushing('RPUSH', '1.0.0', 'RIGHT', false),
  pushing('LPUSHX', '2.2.0', 'LEFT', true),
  pushing('RPUSHX', '2.2.0', 'RIGHT', true),
  linsert,
];
