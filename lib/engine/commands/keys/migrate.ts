import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { Status } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { readInt, rest, string, token } from '../args.js';
import { command, type KeySpec } from '../spec.js';

const NOKEY = new Status('NOKEY');
/** Where the one key is, or an empty word instead, and where the options begin. */
const KEY = 3;
const OPTIONS = 6;

/** The keys of a command line: the one in its place, or those behind KEYS; with both it has none. */
function keysIn(argv: readonly Bytes[]): readonly Bytes[] {
  for (let i = OPTIONS; i < argv.length - 1; i++) {
    const option = argv[i]!.toUpperCase();
    if (option === 'AUTH') i += 1;
    else if (option === 'AUTH2') i += 2;
    else if (option === 'KEYS') return argv[KEY] === '' ? argv.slice(i + 1) : [];
  }
  return [argv[KEY]!];
}

const KEY_SPECS: readonly KeySpec[] = [
  {
    flags: ['RW', 'access', 'delete'],
    begin: { index: KEY },
    find: { lastKey: 0, step: 1, limit: 0 },
    keysOf: keysIn,
  },
  {
    flags: ['RW', 'access', 'delete', 'incomplete'],
    begin: { keyword: 'KEYS', startFrom: -2 },
    find: { lastKey: -1, step: 1, limit: 0 },
    keysOf: () => [],
  },
];

/** Checks what follows the key. @returns the keys */
function readKeys(argv: readonly Bytes[]): readonly Bytes[] {
  for (let i = OPTIONS; i < argv.length; i++) {
    const option = argv[i]!.toUpperCase();
    if (option === 'AUTH' && i + 1 < argv.length) i += 1;
    else if (option === 'AUTH2' && i + 2 < argv.length) i += 2;
    else if (option === 'KEYS') {
      if (argv[KEY] !== '') throw serverErrors.migrateKeys();
      break;
    } else if (option !== 'COPY' && option !== 'REPLACE') throw errors.syntax();
  }
  readInt(argv[OPTIONS - 1]!);
  readInt(argv[OPTIONS - 2]!);
  return keysIn(argv);
}

/** The engine has no sockets: it tells how to move keys instead. */
export const migrate = command({
  name: 'MIGRATE',
  since: '2.6.0',
  group: 'generic',
  summary: 'Moves keys to another server, which this server does not connect to.',
  complexity: 'O(N) in the number of keys',
  flags: ['write'],
  categories: ['@keyspace', '@dangerous'],
  tips: ['nondeterministic_output'],
  keySpecs: KEY_SPECS,
  args: [
    string('host'),
    string('port', 'integer'),
    rest(
      [
        {
          name: 'key_or_empty_string',
          type: 'oneof',
          arguments: [
            { name: 'key', type: 'key', keySpecIndex: 0 },
            { name: 'empty_string', type: 'pure-token', token: '' },
          ],
        },
        { name: 'destination-db', type: 'integer' },
        { name: 'timeout', type: 'integer' },
        token('COPY', { since: '3.0.0', optional: true }),
        token('REPLACE', { since: '3.0.0', optional: true }),
        {
          name: 'authentication',
          type: 'oneof',
          optional: true,
          arguments: [
            { name: 'password', type: 'string', token: 'AUTH', since: '4.0.7', optional: true },
            {
              name: 'username_password',
              type: 'block',
              token: 'AUTH2',
              since: '6.0.0',
              optional: true,
              arguments: [
                { name: 'username', type: 'string' },
                { name: 'password', type: 'string' },
              ],
            },
          ],
        },
        {
          name: 'key',
          type: 'key',
          keySpecIndex: 1,
          token: 'KEYS',
          since: '3.0.6',
          optional: true,
          multiple: true,
        },
      ],
      3,
      readKeys,
    ),
  ],
  execute({ db }, _host, _port, names) {
    if (!names.some((name) => db.use(name))) return NOKEY;
    throw serverErrors.noMigration();
  },
});
