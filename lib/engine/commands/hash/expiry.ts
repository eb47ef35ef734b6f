import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import type { Reply } from '../../reply.js';
import { HashType, type HashValue } from '../../values/hash-value.js';
import { key, oneOf, readInt, rest, string, token, type ArgDoc } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import { readHash } from './shared.js';

/** The answers about one field. */
const NO_FIELD = -2;
const NO_DEADLINE = -1;
const NOT_MET = 0;
const SET = 1;
const DELETED = 2;

/** A later deadline could not be told exactly. */
const LAST_DEADLINE = Number.MAX_SAFE_INTEGER;

type Condition = 'NX' | 'XX' | 'GT' | 'LT';
const CONDITIONS: readonly Condition[] = ['NX', 'XX', 'GT', 'LT'];

type Unit = 'seconds' | 'milliseconds';
const MS: Readonly<Record<Unit, number>> = { seconds: 1000, milliseconds: 1 };

const fieldsDoc: ArgDoc = {
  name: 'fields',
  type: 'block',
  token: 'FIELDS',
  arguments: [
    { name: 'numfields', type: 'integer' },
    { name: 'field', type: 'string', multiple: true },
  ],
};
const conditionDoc = oneOf(
  'condition',
  CONDITIONS.map((condition) => token(condition)),
  { optional: true },
);

/** Reads `FIELDS numfields field [field ...]`, which ends the command. */
function readFields(argv: readonly Bytes[], at: number): readonly Bytes[] {
  if (argv[at]?.toUpperCase() !== 'FIELDS' || argv.length < at + 2) throw errors.fieldsMissing();
  const count = readInt(argv[at + 1]!, errors.numFieldsNotPositive);
  if (count < 1) throw errors.numFieldsNotPositive();
  if (argv.length - at - 2 !== Number(count)) throw errors.numFieldsMismatch();
  return argv.slice(at + 2);
}

interface Expiration {
  readonly condition: Condition | undefined;
  readonly fields: readonly Bytes[];
}

function readExpiration(argv: readonly Bytes[], at: number): Expiration {
  const word = argv[at]!.toUpperCase();
  const condition = CONDITIONS.find((known) => known === word);
  return { condition, fields: readFields(argv, condition === undefined ? at : at + 1) };
}

/** The deadline in ms since the epoch. */
function toDeadline(word: Bytes, unit: Unit, origin: number, name: string): number {
  const time = readInt(word);
  if (time < 0) throw errors.negativeExpire();
  const deadline = Number(time) * MS[unit] + origin;
  if (deadline > LAST_DEADLINE) throw errors.invalidExpire(name);
  return deadline;
}

/** Whether a condition allows the deadline; a field without one lives for ever. */
function allows(condition: Condition | undefined, current: number, deadline: number): boolean {
  switch (condition) {
    case 'NX':
      return current === 0;
    case 'XX':
      return current !== 0;
    case 'GT':
      return current !== 0 && deadline > current;
    case 'LT':
      return current === 0 || deadline < current;
    case undefined:
      return true;
    default: {
      const never: never = condition;
      return never;
    }
  }
}

function expireFields(
  { db, now }: Context,
  name: Bytes,
  deadline: number,
  { condition, fields }: Expiration,
): Reply {
  const hash = db.edit(name, HashType);
  if (hash === undefined) return fields.map(() => NO_FIELD);
  const answers = fields.map((field) => {
    const current = hash.deadline(field);
    if (current === undefined) return NO_FIELD;
    if (!allows(condition, current, deadline)) return NOT_MET;
    if (deadline > now) hash.setDeadline(field, deadline);
    else hash.delete(field);
    return deadline > now ? SET : DELETED;
  });
  if (answers.includes(SET)) db.commit(name, hash, KeyEvents.hexpire);
  else if (answers.includes(DELETED)) db.commit(name, hash, KeyEvents.hdel);
  return answers;
}

/** HEXPIRE, HPEXPIRE, HEXPIREAT, HPEXPIREAT: one rule, two units, two origins. */
const expiring = (name: string, unit: Unit, origin: 'now' | 'epoch') =>
  command({
    name,
    since: '7.4.0',
    group: 'hash',
    summary:
      origin === 'now'
        ? `Makes fields of a hash expire after a number of ${unit}.`
        : `Makes fields of a hash expire at a Unix time in ${unit}.`,
    complexity: 'O(N) where N is the number of specified fields',
    flags: ['write', 'denyoom', 'fast'],
    categories: ['@hash'],
    args: [
      key('key', ['RW', 'update']),
      origin === 'now' ? string(unit, 'integer') : string(`unix-time-${unit}`, 'unix-time'),
      rest([conditionDoc, fieldsDoc], 3, readExpiration),
    ],
    execute(context, keyName, word, expiration) {
      const deadline = toDeadline(word, unit, origin === 'now' ? context.now : 0, name);
      return expireFields(context, keyName, deadline, expiration);
    },
  });

const fields = rest([fieldsDoc], 3, readFields);

/** HTTL, HPTTL, HEXPIRETIME, HPEXPIRETIME. */
const telling = (name: string, unit: Unit, origin: 'now' | 'epoch') =>
  command({
    name,
    since: '7.4.0',
    group: 'hash',
    summary:
      origin === 'now'
        ? `Answers how many ${unit} fields of a hash have to live.`
        : `Answers at which Unix time in ${unit} fields of a hash expire.`,
    complexity: 'O(N) where N is the number of specified fields',
    flags: ['readonly', 'fast'],
    categories: ['@hash'],
    args: [key('key', ['RO', 'access']), fields],
    execute(context, keyName, names) {
      const hash = readHash(context, keyName);
      const from = origin === 'now' ? context.now : 0;
      return names.map((field) => {
        const deadline = hash?.deadline(field);
        if (deadline === undefined) return NO_FIELD;
        return deadline === 0 ? NO_DEADLINE : Math.ceil((deadline - from) / MS[unit]);
      });
    },
  });

const hpersist = command({
  name: 'HPERSIST',
  since: '7.4.0',
  group: 'hash',
  summary: 'Takes the deadlines of fields of a hash away.',
  complexity: 'O(N) where N is the number of specified fields',
  flags: ['write', 'fast'],
  categories: ['@hash'],
  args: [key('key', ['RW', 'update']), fields],
  execute({ db }, name, names) {
    const hash = db.edit(name, HashType);
    const answers = names.map((field) => persistField(hash, field));
    if (hash !== undefined && answers.includes(SET)) db.commit(name, hash, KeyEvents.hpersist);
    return answers;
  },
});

function persistField(hash: HashValue | undefined, field: Bytes): number {
  const deadline = hash?.deadline(field);
  if (hash === undefined || deadline === undefined) return NO_FIELD;
  if (deadline === 0) return NO_DEADLINE;
  hash.setDeadline(field, 0);
  return SET;
}

export const fieldExpiryCommands = [
  expiring('HEXPIRE', 'seconds', 'now'),
  expiring('HPEXPIRE', 'milliseconds', 'now'),
  expiring('HEXPIREAT', 'seconds', 'epoch'),
  expiring('HPEXPIREAT', 'milliseconds', 'epoch'),
  telling('HTTL', 'seconds', 'now'),
  telling('HPTTL', 'milliseconds', 'now'),
  telling('HEXPIRETIME', 'seconds', 'epoch'),
  telling('HPEXPIRETIME', 'milliseconds', 'epoch'),
  hpersist,
];
