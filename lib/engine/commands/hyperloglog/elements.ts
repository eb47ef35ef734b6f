import type { Bytes } from '../../bytes.js';
import { KeyEvents, type KeyEvent } from '../../keyspace/key-event.js';
import { OK, type Reply } from '../../reply.js';
import { REGISTERS } from '../../values/hyperloglog-hash.js';
import { countRegisters } from '../../values/hyperloglog.js';
import { key, keys, strings, type RestArg } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import { change, editKey, editOrCreateKey, readKey, sound } from './shared.js';

/** PFCOUNT keeps what it has found: a change of the value that no event tells of. */
const COUNTED: KeyEvent = { name: 'pfcount', mask: 0 };

const pfadd = command({
  name: 'PFADD',
  since: '2.8.9',
  group: 'hyperloglog',
  summary: 'Adds elements to a HyperLogLog, and tells whether its registers have changed.',
  complexity: 'O(1) for each element',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@hyperloglog'],
  args: [key('key', ['RW', 'insert']), strings('element', 0)],
  execute(context, name, elements) {
    const { db, engine } = context;
    const { hll, isNew } = editOrCreateKey(context, name);
    let changed = isNew;
    change(context, hll, () => {
      for (const element of elements) {
        if (sound(hll.add(element, engine.limits.hllSparseMaxBytes))) changed = true;
      }
    });
    if (!changed) return 0;
    hll.forgetCount();
    db.changed(name, KeyEvents.pfadd);
    return 1;
  },
});

/** The largest value of each register of several keys. */
function merge(
  context: Context,
  names: readonly Bytes[],
): { registers: Uint8Array; dense: boolean } {
  const registers = new Uint8Array(REGISTERS);
  let dense = false;
  for (const name of names) {
    const hll = readKey(context, name);
    if (hll === undefined) continue;
    if (hll.encoding === 'dense') dense = true;
    sound(hll.mergeInto(registers));
  }
  return { registers, dense };
}

function countOne(context: Context, name: Bytes): Reply {
  const hll = editKey(context, name, 'read');
  if (hll === undefined) return 0;
  const known = hll.cachedCount;
  if (known !== undefined) return known;
  const count = sound(hll.count());
  hll.cacheCount(count);
  context.db.changed(name, COUNTED);
  return count;
}

const pfcount = command({
  name: 'PFCOUNT',
  since: '2.8.9',
  group: 'hyperloglog',
  summary: 'Estimates how many different elements one or several HyperLogLogs have.',
  complexity:
    'O(1) for one key, whose last count is kept; O(N) with a much larger constant for N keys',
  flags: ['readonly', 'may_replicate'],
  categories: ['@hyperloglog'],
  args: [keys('key', ['RW', 'access'])],
  keySpecs: [
    {
      flags: ['RW', 'access'],
      notes: 'It keeps the count in the value.',
      begin: { index: 1 },
      find: { lastKey: -1, step: 1, limit: 0 },
    },
  ],
  execute: (context, names) =>
    names.length === 1
      ? countOne(context, names[0]!)
      : countRegisters(merge(context, names).registers),
});

/** Keys that may be missing altogether. */
const sourceKeys: RestArg<readonly Bytes[]> = {
  ...keys('sourcekey', ['RO', 'access']),
  minWords: 0,
  docs: [{ name: 'sourcekey', type: 'key', optional: true, multiple: true }],
};

const pfmerge = command({
  name: 'PFMERGE',
  since: '2.8.9',
  group: 'hyperloglog',
  summary: 'Merges HyperLogLogs into one.',
  complexity: 'O(N) to merge N HyperLogLogs, with a large constant',
  flags: ['write', 'denyoom'],
  categories: ['@hyperloglog'],
  args: [key('destkey', ['RW', 'access', 'insert']), sourceKeys],
  execute(context, destination, sources) {
    const { db, engine } = context;
    const { registers, dense } = merge(context, [destination, ...sources]);
    const { hll } = editOrCreateKey(context, destination);
    change(context, hll, () => {
      if (dense) sound(hll.makeDense());
      registers.forEach((value, index) => {
        if (value > 0) hll.raise(index, value, engine.limits.hllSparseMaxBytes);
      });
    });
    hll.forgetCount();
    db.changed(destination, KeyEvents.pfadd);
    return OK;
  },
});

export const elementCommands = [pfadd, pfcount, pfmerge];
