import type { Bytes } from '../../bytes.js';
import { matchGlob } from '../../glob.js';
import { typeOf, type Value } from '../../values/value.js';
import { rest, string } from '../args.js';
import { EVERY, readCursor, readScanOptions, scanDocs } from '../scan-args.js';
import { command } from '../spec.js';

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
        ...scanDocs,
        { name: 'type', type: 'string', token: 'TYPE', since: '6.0.0', optional: true },
      ],
      0,
      (_argv, at) => at,
    ),
  ],
  execute({ db, argv }, word, at) {
    const cursor = readCursor(word);
    const { count, pattern, type } = readScanOptions(argv, at, true);
    const found: Bytes[] = [];
    const wanted = (name: Bytes): boolean => pattern === EVERY || matchGlob(pattern, name);
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
      if (pattern === EVERY || matchGlob(pattern, name)) found.push(name);
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
