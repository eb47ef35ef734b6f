import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import type { Reply } from '../../reply.js';
import type { HashValue } from '../../values/hash-value.js';
import { key, rest, string, token } from '../args.js';
import type { Context } from '../context.js';
import { drawElements, readCount } from '../draw.js';
import { readCursor, readScanOptions, scanCollection, scanOptions } from '../scan-args.js';
import { command } from '../spec.js';
import { readHash } from './shared.js';

/** Half of the range of a signed 64-bit integer: twice the count has to fit. */
const COUNT_LIMIT = 2n ** 62n;

interface Draw {
  readonly count: Int64;
  readonly withValues: boolean;
}

function readDraw(argv: readonly Bytes[], at: number): Draw | undefined {
  if (argv.length === at) return undefined;
  const count = readCount(argv[at]!);
  if (argv.length > at + 2) throw errors.syntax();
  const withValues = argv.length === at + 2;
  if (withValues && argv[at + 1]!.toUpperCase() !== 'WITHVALUES') throw errors.syntax();
  if (withValues && (count <= -COUNT_LIMIT || count >= COUNT_LIMIT)) throw errors.outOfRange();
  return { count, withValues };
}

function drawFields(hash: HashValue, { engine }: Context, count: Int64): Bytes[] {
  return drawElements(
    {
      size: hash.size,
      one: (draw) => hash.randomField(draw),
      all() {
        const fields: Bytes[] = [];
        hash.forEach((field) => void fields.push(field));
        return fields;
      },
      identity: (field) => field,
    },
    engine.random,
    count,
  );
}

function withValues(hash: HashValue, fields: readonly Bytes[], { session }: Context): Reply {
  const pairs = fields.map((field) => [field, hash.get(field)!]);
  return session.protocol === 3 ? pairs : pairs.flat();
}

const hrandfield = command({
  name: 'HRANDFIELD',
  since: '6.2.0',
  group: 'hash',
  summary: 'Draws random fields of a hash.',
  complexity: 'O(N) where N is the number of fields returned',
  flags: ['readonly'],
  categories: ['@hash'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RO', 'access']),
    rest(
      [
        {
          name: 'options',
          type: 'block',
          optional: true,
          arguments: [{ name: 'count', type: 'integer' }, token('WITHVALUES', { optional: true })],
        },
      ],
      0,
      readDraw,
    ),
  ],
  execute(context, name, draw) {
    const hash = readHash(context, name);
    if (draw === undefined) return hash ? drawFields(hash, context, 1)[0]! : null;
    if (hash === undefined || draw.count === 0) return [];
    const fields = drawFields(hash, context, draw.count);
    return draw.withValues ? withValues(hash, fields, context) : fields;
  },
});

const hscan = command({
  name: 'HSCAN',
  since: '2.8.0',
  group: 'hash',
  summary: 'Walks over the fields of a hash, some at a time.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  flags: ['readonly'],
  categories: ['@hash'],
  tips: ['nondeterministic_output'],
  args: [key('key', ['RO', 'access']), string('cursor', 'integer'), scanOptions],
  execute(context, name, word, at) {
    const cursor = readCursor(word);
    const hash = readHash(context, name);
    if (hash === undefined) return ['0', []];
    const options = readScanOptions(context.argv, at);
    return scanCollection(cursor, options, (from, visit) => hash.scan(from, visit));
  },
});

export const randomCommands = [hrandfield, hscan];
