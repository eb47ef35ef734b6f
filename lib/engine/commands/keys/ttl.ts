import { add, normalize, type Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { key } from '../args.js';
import { command } from '../spec.js';

/** Rounds to the nearest second, as TTL does. */
function toSeconds(ms: Int64): Int64 {
  if (typeof ms === 'number') return Math.floor((ms + 500) / 1000);
  return normalize((ms + 500n) / 1000n);
}

const NO_KEY = -2;
const NO_EXPIRY = -1;

/** TTL, PTTL, EXPIRETIME, PEXPIRETIME: one rule, two units, two origins. */
const expiry = (
  name: string,
  since: string,
  unit: 'seconds' | 'milliseconds',
  origin: 'now' | 'epoch',
) => {
  const fromNow = origin === 'now';
  const milliseconds = unit === 'milliseconds';
  return command({
    name,
    since,
    group: 'generic',
    summary: fromNow
      ? `Answers in how many ${unit} a key expires.`
      : `Answers at which Unix time in ${unit} a key expires.`,
    complexity: 'O(1)',
    flags: ['readonly', 'fast'],
    categories: ['@keyspace'],
    tips: fromNow ? ['nondeterministic_output'] : [],
    args: [key('key', ['RO', 'access'])],
    execute(context, keyName) {
      const { db } = context;
      if (db.inspect(keyName) === undefined) return NO_KEY;
      const deadline = db.deadline(keyName)!;
      if (deadline === 0) return NO_EXPIRY;
      const ms = fromNow ? add(deadline, -context.now)! : deadline;
      return milliseconds ? ms : toSeconds(ms);
    },
  });
};

const persist = command({
  name: 'PERSIST',
  since: '2.2.0',
  group: 'generic',
  summary: 'Takes the expiry from a key.',
  complexity: 'O(1)',
  flags: ['write', 'fast'],
  categories: ['@keyspace'],
  args: [key('key', ['RW', 'update'])],
  execute({ db }, name) {
    if (!db.use(name) || !db.persist(name)) return 0;
    db.changed(name, KeyEvents.persist);
    return 1;
  },
});

export const ttlCommands = [
  expiry('TTL', '1.0.0', 'seconds', 'now'),
  expiry('PTTL', '2.6.0', 'milliseconds', 'now'),
  expiry('EXPIRETIME', '7.0.0', 'seconds', 'epoch'),
  expiry('PEXPIRETIME', '7.0.0', 'milliseconds', 'epoch'),
  persist,
];
