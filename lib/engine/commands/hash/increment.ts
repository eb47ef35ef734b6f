import { own } from '../../bytes.js';
import { errors } from '../../errors.js';
import { add, parse } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import {
  addLongDoubles,
  formatLongDouble,
  fromInteger,
  parseLongDouble,
} from '../../long-double.js';
import { HashType } from '../../values/hash-value.js';
import { int, key, string } from '../args.js';
import { command } from '../spec.js';
import { storeField } from './shared.js';

const hincrby = command({
  name: 'HINCRBY',
  since: '2.0.0',
  group: 'hash',
  summary: 'Adds to the integer of a field, which counts as 0 where there is none.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RW', 'access', 'update']), string('field'), int('increment')],
  execute(context, name, field, increment) {
    const hash = context.db.editOrCreate(name, HashType);
    const old = hash.get(field);
    const base = old === undefined ? 0 : parse(old);
    if (base === undefined) throw errors.hashNotInteger();
    const sum = add(base, increment);
    if (sum === undefined) throw errors.incrementOverflow();
    storeField(context, name, hash, field, String(sum), KeyEvents.hincrby);
    return sum;
  },
});

const hincrbyfloat = command({
  name: 'HINCRBYFLOAT',
  since: '2.6.0',
  group: 'hash',
  summary: 'Adds to the floating point number of a field, which counts as 0 where there is none.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RW', 'access', 'update']), string('field'), string('increment', 'double')],
  execute(context, name, field, word) {
    const increment = parseLongDouble(word);
    if (increment === undefined) throw errors.notFloat();
    if (!Number.isFinite(increment.exponent)) throw errors.notFiniteValue();
    const hash = context.db.editOrCreate(name, HashType);
    const old = hash.get(field);
    const base = old === undefined ? fromInteger(0) : parseLongDouble(old);
    if (base === undefined) throw errors.hashNotFloat();
    const sum = addLongDoubles(base, increment);
    if (sum === undefined) throw errors.notFinite();
    const text = own(formatLongDouble(sum));
    storeField(context, name, hash, field, text, KeyEvents.hincrbyfloat);
    return text;
  },
});

export const incrementCommands = [hincrby, hincrbyfloat];
