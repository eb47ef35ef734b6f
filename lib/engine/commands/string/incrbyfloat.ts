import { own } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import {
  addLongDoubles,
  formatLongDouble,
  fromInteger,
  parseLongDouble,
  type LongDouble,
} from '../../long-double.js';
import { stringBytes, StringType, type StringValue } from '../../values/value.js';
import { key, string } from '../args.js';
import { command } from '../spec.js';

function read(value: StringValue | undefined): LongDouble {
  if (value === undefined) return fromInteger(0);
  if (typeof value === 'number' || typeof value === 'bigint') return fromInteger(value);
  const parsed = parseLongDouble(stringBytes(value));
  if (parsed === undefined) throw errors.notFloat();
  return parsed;
}

const incrbyfloat = command({
  name: 'INCRBYFLOAT',
  since: '2.6.0',
  group: 'string',
  summary: 'Adds to the floating point number of a key, which counts as 0 where there is none.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RW', 'access', 'update']), string('increment', 'double')],
  execute({ db }, name, increment) {
    // The value is read before the increment: that one's error comes first.
    const value = read(db.edit(name, StringType));
    const sum = addLongDoubles(value, read(increment));
    if (sum === undefined) throw errors.notFinite();
    const text = own(formatLongDouble(sum));
    db.update(name, text);
    db.changed(name, KeyEvents.incrbyfloat);
    return text;
  },
});

export const incrbyfloatCommands = [incrbyfloat];
