import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { OK, type Reply } from '../../reply.js';
import { stringBytes, StringType } from '../../values/value.js';
import { keys, rest } from '../args.js';
import { command, type KeySpec } from '../spec.js';
import { store } from './set.js';

const mget = command({
  name: 'MGET',
  since: '1.0.0',
  group: 'string',
  summary: 'Answers the strings that several keys hold; null where there is none.',
  complexity: 'O(N) where N is the number of keys to retrieve.',
  flags: ['readonly', 'fast'],
  categories: ['@string'],
  tips: ['request_policy:multi_shard'],
  args: [keys('key', ['RO', 'access'])],
  execute({ db }, names) {
    const values: Reply[] = [];
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      // Other types read as null.
      const value = db.touch(name) ? db.peek(name)! : null;
      values.push(value !== null && StringType.is(value) ? stringBytes(value) : null);
    }
    return values;
  },
});

/** Keys and values in turn. */
const pairs = (name: string) =>
  rest(
    [
      {
        name: 'data',
        type: 'block',
        multiple: true,
        arguments: [
          { name: 'key', type: 'key', keySpecIndex: 0 },
          { name: 'value', type: 'string' },
        ],
      },
    ],
    2,
    (argv: readonly Bytes[], at: number): readonly Bytes[] => {
      if ((argv.length - at) % 2 !== 0) throw errors.wrongArity(name);
      return argv;
    },
  );

const everySecond = (flag: 'update' | 'insert'): KeySpec[] => [
  { flags: ['OW', flag], begin: { index: 1 }, find: { lastKey: -1, step: 2, limit: 0 } },
];

const mset = command({
  name: 'MSET',
  since: '1.0.1',
  group: 'string',
  summary: 'Stores strings under several keys.',
  complexity: 'O(N) where N is the number of keys to set.',
  flags: ['write', 'denyoom'],
  categories: ['@string'],
  tips: ['request_policy:multi_shard', 'response_policy:all_succeeded'],
  args: [pairs('mset')],
  keySpecs: everySecond('update'),
  execute(context, argv) {
    for (let i = 1; i < argv.length; i += 2) store(context, argv[i]!, argv[i + 1]!);
    return OK;
  },
});

const msetnx = command({
  name: 'MSETNX',
  since: '1.0.1',
  group: 'string',
  summary: 'Stores strings under several keys, unless one of them exists.',
  complexity: 'O(N) where N is the number of keys to set.',
  flags: ['write', 'denyoom'],
  categories: ['@string'],
  tips: ['request_policy:multi_shard', 'response_policy:agg_min'],
  args: [pairs('msetnx')],
  keySpecs: everySecond('insert'),
  execute(context, argv) {
    for (let i = 1; i < argv.length; i += 2) if (context.db.use(argv[i]!)) return 0;
    for (let i = 1; i < argv.length; i += 2) store(context, argv[i]!, argv[i + 1]!);
    return 1;
  },
});

export const multipleCommands = [mget, mset, msetnx];
