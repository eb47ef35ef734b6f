import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Reply } from '../../reply.js';
import { encodingOf, refcountOf, type Value } from '../../values/value.js';
import { key } from '../args.js';
import type { Context } from '../context.js';
import { help } from '../help.js';
import { container, subcommand } from '../spec.js';

/** The value to be described: counts a hit or a miss, but does not report the miss. */
function lookup({ db, engine }: Context, name: Bytes): Value | undefined {
  const value = db.peek(name);
  if (value === undefined) engine.stats.misses++;
  else engine.stats.hits++;
  return value;
}

const property = (
  name: string,
  since: string,
  summary: string,
  describe: (context: Context, name: Bytes, value: Value) => Reply,
) =>
  subcommand('OBJECT', {
    name,
    since,
    group: 'generic',
    summary,
    complexity: 'O(1)',
    flags: ['readonly'],
    categories: ['@keyspace'],
    tips: ['nondeterministic_output'],
    args: [key('key', ['RO'])],
    execute(context, keyName) {
      const value = lookup(context, keyName);
      return value === undefined ? null : describe(context, keyName, value);
    },
  });

const object = container({
  name: 'OBJECT',
  since: '2.2.3',
  group: 'generic',
  summary: 'Tells how the value of a key is stored.',
  complexity: 'Depends on subcommand.',
  flags: [],
  subcommands: [
    property('ENCODING', '2.2.3', 'Answers the encoding of the value of a key.', (_, __, value) =>
      encodingOf(value),
    ),
    property(
      'FREQ',
      '4.0.0',
      'Answers how often a key was used lately, which only an LFU policy counts.',
      ({ db, engine }, name) => {
        const { counter, second } = engine.unit;
        if (!counter) throw errors.noLfuPolicy();
        return counter.frequency(db.lastUse(name)!, second);
      },
    ),
    property(
      'IDLETIME',
      '2.2.3',
      'Answers how many seconds ago a key was used last.',
      ({ db, engine, now }, name) => {
        if (engine.unit.counter) throw errors.lfuPolicy();
        return Math.max(0, Math.floor(now / 1000) - db.lastUse(name)!);
      },
    ),
    property(
      'REFCOUNT',
      '2.2.3',
      'Answers how many references there are to the value of a key.',
      (_, __, value) => refcountOf(value),
    ),
    help('OBJECT', { since: '6.2.0', group: 'generic', categories: ['@keyspace'] }),
  ],
});

export const objectCommands = [object];
