import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { InMemoryCache } from '../../engine.js';
import { MapReply, type Reply } from '../../reply.js';
import { stringBytes, StringType } from '../../values/value.js';
import { readInt, rest, string, token, type OneArg } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';

/** The options of LCS. */
interface LcsOptions {
  length: boolean;
  index: boolean;
  minMatchLength: number;
  withMatchLength: boolean;
}

function readOptions(argv: readonly Bytes[], at: number): LcsOptions {
  const options = { length: false, index: false, minMatchLength: 0, withMatchLength: false };
  for (let i = at; i < argv.length; i++) {
    const word = argv[i]!.toUpperCase();
    if (word === 'IDX') options.index = true;
    else if (word === 'LEN') options.length = true;
    else if (word === 'WITHMATCHLEN') options.withMatchLength = true;
    else if (word === 'MINMATCHLEN' && i + 1 < argv.length) {
      options.minMatchLength = Math.max(0, Number(readInt(argv[++i]!)));
    } else throw errors.syntax();
  }
  if (options.index && options.length) throw errors.lcsLenAndIdx();
  return options;
}

/** The lengths of the longest common subsequences of all pairs of prefixes. */
class LcsTable {
  private readonly lengths: Uint32Array;
  private readonly width: number;

  /** @throws "Insufficient memory" when the table is larger than `proto-max-bulk-len`, or does not fit */
  constructor(
    engine: InMemoryCache,
    private readonly a: Bytes,
    private readonly b: Bytes,
  ) {
    this.width = b.length + 1;
    const cells = (a.length + 1) * this.width;
    if (cells * Uint32Array.BYTES_PER_ELEMENT > engine.settings.protoMaxBulkLength) {
      throw errors.lcsTooLarge();
    }
    try {
      this.lengths = new Uint32Array(cells);
    } catch {
      throw errors.lcsNoMemory();
    }
    this.fill();
  }

  /** The length for the first `i` bytes of the one string and the first `j` of the other. */
  at(i: number, j: number): number {
    return this.lengths[i * this.width + j]!;
  }

  private fill(): void {
    const { a, b, lengths, width } = this;
    const second = Buffer.from(b, 'latin1');
    for (let i = 1; i <= a.length; i++) {
      const char = a.charCodeAt(i - 1);
      let cell = i * width + 1;
      for (let j = 0; j < b.length; j++, cell++) {
        if (second[j] === char) lengths[cell] = lengths[cell - width - 1]! + 1;
        else {
          const above = lengths[cell - width]!;
          const before = lengths[cell - 1]!;
          lengths[cell] = above > before ? above : before;
        }
      }
    }
  }
}

/** A run of bytes that both strings have; `a` and `b` are where it begins. */
interface Match {
  a: number;
  b: number;
  length: number;
}

/** Walks one longest common subsequence back from its end. @returns its runs, the last one first */
function runs(table: LcsTable, a: Bytes, b: Bytes): Match[] {
  const found: Match[] = [];
  let run: Match | undefined;
  let i = a.length;
  let j = b.length;
  while (i > 0 && j > 0) {
    if (a.charCodeAt(i - 1) === b.charCodeAt(j - 1)) {
      i--;
      j--;
      if (run === undefined) found.push((run = { a: i, b: j, length: 1 }));
      else {
        run.a = i;
        run.b = j;
        run.length++;
      }
    } else {
      run = undefined;
      if (table.at(i - 1, j) > table.at(i, j - 1)) i--;
      else j--;
    }
  }
  return found;
}

function describe({ a, b, length }: Match, withLength: boolean): Reply {
  const ranges: Reply[] = [
    [a, a + length - 1],
    [b, b + length - 1],
  ];
  if (withLength) ranges.push(length);
  return ranges;
}

function readString({ db }: Context, name: Bytes): Bytes | undefined {
  const value = db.touch(name) ? db.peek(name)! : '';
  return StringType.is(value) ? stringBytes(value) : undefined;
}

/** Both keys are in one key specification. */
function keyOfPair(name: string): OneArg<Bytes> {
  return { ...string(name), docs: [{ name, type: 'key', keySpecIndex: 0 }] };
}

const lcs = command({
  name: 'LCS',
  since: '7.0.0',
  group: 'string',
  summary: 'Finds the longest common subsequence of the strings of two keys.',
  complexity: 'O(N*M) where N and M are the lengths of s1 and s2, respectively',
  flags: ['readonly'],
  categories: ['@string'],
  args: [
    keyOfPair('key1'),
    keyOfPair('key2'),
    // The options are read after the keys, whose errors come first.
    rest(
      [
        token('LEN', { optional: true }),
        token('IDX', { optional: true }),
        { name: 'min-match-len', type: 'integer', token: 'MINMATCHLEN', optional: true },
        token('WITHMATCHLEN', { optional: true }),
      ],
      0,
      (_argv, at) => at,
    ),
  ],
  keySpecs: [
    { flags: ['RO', 'access'], begin: { index: 1 }, find: { lastKey: 1, step: 1, limit: 0 } },
  ],
  execute(context, key1, key2, at) {
    const a = readString(context, key1);
    const b = readString(context, key2);
    if (a === undefined || b === undefined) throw errors.lcsNotStrings();
    const options = readOptions(context.argv, at);
    const table = new LcsTable(context.engine, a, b);
    const length = table.at(a.length, b.length);
    if (options.length) return length;
    const found = runs(table, a, b);
    if (!options.index) {
      return found
        .toReversed()
        .map((run) => a.slice(run.a, run.a + run.length))
        .join('');
    }
    const matches = found
      .filter((run) => run.length >= options.minMatchLength)
      .map((run) => describe(run, options.withMatchLength));
    return MapReply.of([
      ['matches', matches],
      ['len', length],
    ]);
  },
});

export const lcsCommands = [lcs];
