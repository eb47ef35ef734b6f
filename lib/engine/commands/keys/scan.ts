import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { matchGlob } from '../../glob.js';
import { typeOf, type Value } from '../../values/value.js';
import { readInt, rest, string } from '../args.js';
import { command } from '../spec.js';

const DEFAULT_COUNT = 10;
/** The pattern that matches the empty key too; no other does. */
const EVERY_KEY = '*';
/** What `strtoul` reads; 2^64 and more are out of its range. */
const CURSOR = /^[+-]?\d+$/;
const CURSOR_LIMIT = 2n ** 64n;
/** How many bits of a cursor count here: the others are above any table that fits. */
const CURSOR_BITS = 32;

/** Reads a cursor as generously as Redis: signs, leading zeros and the empty string pass. */
function readCursor(word: Bytes): number {
  if (word === '') return 0;
  if (!CURSOR.test(word)) throw errors.invalidCursor();
  const negative = word.startsWith('-');
  const magnitude = BigInt(word.replace(/^[+-]/, ''));
  if (magnitude >= CURSOR_LIMIT) throw errors.invalidCursor();
  return Number(BigInt.asUintN(CURSOR_BITS, negative ? -magnitude : magnitude));
}

interface ScanOptions {
  count: number;
  pattern: Bytes;
  type: Bytes | undefined;
}

function readOptions(argv: readonly Bytes[], at: number): ScanOptions {
  const options: ScanOptions = { count: DEFAULT_COUNT, pattern: EVERY_KEY, type: undefined };
  for (let i = at; i < argv.length; i += 2) {
    const word = argv[i]!.toUpperCase();
    const value = argv[i + 1];
    if (value === undefined) throw errors.syntax();
    if (word === 'COUNT') {
      options.count = Number(readInt(value));
      if (options.count < 1) throw errors.syntax();
    } else if (word === 'MATCH') options.pattern = value;
    else if (word === 'TYPE') options.type = value.toLowerCase();
    else throw errors.syntax();
  }
  return options;
}

const scan = command({
  name: 'SCAN',
  since: '2.8.0',
  group: 'generic',
  summary: 'Walks over the keys of the database, some at a time.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  flags: ['readonly'],
  categories: ['@keyspace'],
  tips: ['nondeterministic_output', 'request_policy:special'],
  args: [
    string('cursor', 'integer'),
    // The cursor is read first: its error comes before those of the options.
    rest(
      [
        { name: 'pattern', type: 'pattern', token: 'MATCH', optional: true },
        { name: 'count', type: 'integer', token: 'COUNT', optional: true },
        { name: 'type', type: 'string', token: 'TYPE', since: '6.0.0', optional: true },
      ],
      0,
      (_argv, at) => at,
    ),
  ],
  execute({ db, argv }, word, at) {
    const cursor = readCursor(word);
    const { count, pattern, type } = readOptions(argv, at);
    const found: Bytes[] = [];
    const wanted = (name: Bytes): boolean => pattern === EVERY_KEY || matchGlob(pattern, name);
    const visit = (name: Bytes, value: Value): void => {
      if (type === undefined || typeOf(value) === type) found.push(name);
    };
    const next = db.scan(cursor, count, visit, wanted);
    return [String(next), found];
  },
});

const keysCommand = command({
  name: 'KEYS',
  since: '1.0.0',
  group: 'generic',
  summary: 'Answers all keys that match a pattern.',
  complexity:
    'O(N) with N being the number of keys in the database, under the assumption that the key names in the database and the given pattern have limited length.',
  flags: ['readonly'],
  categories: ['@keyspace', '@dangerous'],
  tips: ['request_policy:all_shards', 'nondeterministic_output_order'],
  args: [string('pattern', 'pattern')],
  execute({ db }, pattern) {
    const found: Bytes[] = [];
    db.forEach((name) => {
      if (pattern === EVERY_KEY || matchGlob(pattern, name)) found.push(name);
    });
    return found;
  },
});

const randomkey = command({
  name: 'RANDOMKEY',
  since: '1.0.0',
  group: 'generic',
  summary: 'Answers a random key of the database.',
  complexity: 'O(1)',
  flags: ['readonly'],
  categories: ['@keyspace'],
  tips: ['request_policy:all_shards', 'nondeterministic_output'],
  args: [],
  execute: ({ db }) => db.randomKey() ?? null,
});

export const scanCommands = [scan, keysCommand, randomkey];
