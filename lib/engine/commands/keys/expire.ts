import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { add, INT64_MAX, INT64_MIN, type Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import type { Keyspace } from '../../keyspace/keyspace.js';
import { key, oneOf, readInt, rest, string, token } from '../args.js';
import { command } from '../spec.js';
import { toMilliseconds } from '../string/expiration.js';

/** The conditions of EXPIRE, as a bit set: XX goes together with GT or LT. */
const When = { NX: 1, XX: 2, GT: 4, LT: 8 } as const;

const MAX_SECONDS = INT64_MAX / 1000n;
const MIN_SECONDS = INT64_MIN / 1000n;

function readConditions(argv: readonly Bytes[], at: number): number {
  let when = 0;
  for (let i = at; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    if (word !== 'NX' && word !== 'XX' && word !== 'GT' && word !== 'LT') {
      throw errors.unsupportedOption(argv[i]!);
    }
    when |= When[word];
  }
  if ((when & When.NX) !== 0 && when !== When.NX) throw errors.expireConflictNx();
  if ((when & When.GT) !== 0 && (when & When.LT) !== 0) throw errors.expireConflictGtLt();
  return when;
}

const conditions = rest(
  [
    oneOf('condition', [token('NX'), token('XX'), token('GT'), token('LT')], {
      since: '7.0.0',
      optional: true,
    }),
  ],
  0,
  readConditions,
);

/** Whether the conditions allow the deadline; a key without one lives for ever. */
function allowed(db: Keyspace, name: Bytes, when: number, deadline: Int64): boolean {
  const current = db.deadline(name) ?? 0;
  if (current === 0) return (when & (When.XX | When.GT)) === 0;
  if ((when & When.NX) !== 0) return false;
  if ((when & When.GT) !== 0 && deadline <= current) return false;
  return (when & When.LT) === 0 || deadline < current;
}

/** The deadline in ms since the epoch. @throws "invalid expire time" when it leaves the 64-bit range */
function toDeadline(time: Int64, milliseconds: boolean, origin: number, name: string): Int64 {
  if (!milliseconds && typeof time === 'bigint' && (time > MAX_SECONDS || time < MIN_SECONDS)) {
    throw errors.invalidExpire(name);
  }
  const scaled = milliseconds ? time : toMilliseconds(time);
  const deadline = origin === 0 ? scaled : add(scaled, origin);
  if (deadline === undefined) throw errors.invalidExpire(name);
  return deadline;
}

/** EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT: one rule, two units, two origins. */
const expiring = (
  name: string,
  since: string,
  unit: 'seconds' | 'milliseconds',
  origin: 'now' | 'epoch',
) => {
  const milliseconds = unit === 'milliseconds';
  const fromNow = origin === 'now';
  return command({
    name,
    since,
    group: 'generic',
    summary: fromNow
      ? `Makes a key expire after a number of ${unit}.`
      : `Makes a key expire at a Unix time in ${unit}.`,
    complexity: 'O(1)',
    flags: ['write', 'fast'],
    categories: ['@keyspace'],
    args: [
      key('key', ['RW', 'update']),
      // The options are checked before the number is.
      fromNow ? string(unit, 'integer') : string(`unix-time-${unit}`, 'unix-time'),
      conditions,
    ],
    execute(context, keyName, time, when) {
      const { db, now } = context;
      const deadline = toDeadline(readInt(time), milliseconds, fromNow ? now : 0, name);
      if (!db.use(keyName)) return 0;
      if (when !== 0 && !allowed(db, keyName, when, deadline)) return 0;
      if (deadline <= now) db.remove(keyName, 'deleted');
      else {
        db.expireAt(keyName, deadline);
        db.changed(keyName, KeyEvents.expire);
      }
      return 1;
    },
  });
};

export const expireCommands = [
  expiring('EXPIRE', '1.0.0', 'seconds', 'now'),
  expiring('PEXPIRE', '2.6.0', 'milliseconds', 'now'),
  expiring('EXPIREAT', '1.2.0', 'seconds', 'epoch'),
  expiring('PEXPIREAT', '2.6.0', 'milliseconds', 'epoch'),
];
