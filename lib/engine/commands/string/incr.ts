import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { add, negate, type Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { stringInteger, StringType } from '../../values/value.js';
import { int, key } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';

/** Adds to the integer of a key, which counts as 0 where there is none; an expiry stays. */
function increment({ db }: Context, name: Bytes, by: Int64): Int64 {
  const old = db.edit(name, StringType);
  const base = old === undefined ? 0 : stringInteger(old);
  if (base === undefined) throw errors.notInteger();
  const sum = add(base, by);
  if (sum === undefined) throw errors.incrementOverflow();
  db.update(name, sum);
  db.changed(name, KeyEvents.incrby);
  return sum;
}

const incr = (name: string, by: 1 | -1) =>
  command({
    name,
    since: '1.0.0',
    group: 'string',
    summary: `Adds ${by} to the integer of a key, which counts as 0 where there is none.`,
    complexity: 'O(1)',
    flags: ['write', 'denyoom', 'fast'],
    categories: ['@string'],
    args: [key('key', ['RW', 'access', 'update'])],
    execute: (context, keyName) => increment(context, keyName, by),
  });

const incrby = command({
  name: 'INCRBY',
  since: '1.0.0',
  group: 'string',
  summary: 'Adds to the integer of a key, which counts as 0 where there is none.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RW', 'access', 'update']), int('increment')],
  execute: increment,
});

const decrby = command({
  name: 'DECRBY',
  since: '1.0.0',
  group: 'string',
  summary: 'Subtracts from the integer of a key, which counts as 0 where there is none.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RW', 'access', 'update']), int('decrement')],
  execute(context, name, decrement) {
    const by = negate(decrement);
    if (by === undefined) throw errors.decrementOverflow();
    return increment(context, name, by);
  },
});

export const incrCommands = [incr('INCR', 1), incr('DECR', -1), incrby, decrby];
