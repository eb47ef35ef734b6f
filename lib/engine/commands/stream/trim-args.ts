import type { Bytes } from '../../bytes.js';
import type { EncodingLimits } from '../../encoding-limits.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { parseId, type StreamId } from '../../values/stream-id.js';
import type { StreamValue, TrimThreshold } from '../../values/stream-value.js';
import { oneOf, readInt, token, type ArgDoc } from '../args.js';
import { readId } from './shared.js';

/** How to trim a stream. */
export interface Trimming {
  readonly threshold: TrimThreshold;
  /** Whether only whole nodes go. */
  readonly approximate: boolean;
  /** How many entries may go at most, 0 for any number; by default so many nodes. */
  readonly limit: Int64 | undefined;
}

/** The ID that XADD was given: `'*'`, a time alone as `ms-*`, or all of it. */
export type GivenId = '*' | { readonly ms: StreamId['ms'] } | StreamId;

/** What stands before the fields of XADD. */
export interface AddOptions {
  readonly create: boolean;
  readonly trimming: Trimming | undefined;
  readonly id: GivenId;
  /** The index of the first field. */
  readonly at: number;
}

/** Approximate trimming without LIMIT removes so many full nodes at most, */
const DEFAULT_NODES = 100;
/** or, where nodes have no limit, so many entries, */
const DEFAULT_ENTRIES = 10_000;
/** and never more than these. */
const MOST_ENTRIES = 1_000_000;

/** The words of MAXLEN, MINID and LIMIT as they come. */
class TrimWords {
  private threshold: TrimThreshold | undefined;
  private approximate = false;
  private limit: Int64 | undefined;

  /** @returns the index of the last word of the option at `i`, or -1 when it is none of trimming */
  read(argv: readonly Bytes[], i: number): number {
    if (i + 1 >= argv.length) return -1;
    switch (argv[i]!.toUpperCase()) {
      case 'MAXLEN':
        return this.readThreshold(argv, i, (word) => {
          const maxLength = readInt(word);
          if (maxLength < 0) throw errors.negativeTrimOption('MAXLEN');
          return { maxLength };
        });
      case 'MINID':
        return this.readThreshold(argv, i, (word) => ({ minId: readId(word) }));
      case 'LIMIT':
        this.limit = readInt(argv[i + 1]!);
        if (this.limit < 0) throw errors.negativeTrimOption('LIMIT');
        return i + 1;
      default:
        return -1;
    }
  }

  /** What they mean together. */
  finish(): Trimming | undefined {
    const { threshold, approximate, limit } = this;
    if (limit !== undefined && limit !== 0 && threshold === undefined) {
      throw errors.limitWithoutStrategy();
    }
    return threshold && { threshold, approximate, limit };
  }

  /** LIMIT is for approximate trimming only. */
  checkLimit(): void {
    if (this.limit !== undefined && !this.approximate) throw errors.limitWithoutApproximation();
  }

  private readThreshold(
    argv: readonly Bytes[],
    i: number,
    read: (word: Bytes) => TrimThreshold,
  ): number {
    if (this.threshold !== undefined) throw errors.twoTrimStrategies();
    const operator = i + 2 < argv.length ? argv[i + 1] : undefined;
    this.approximate = operator === '~';
    const at = operator === '~' || operator === '=' ? i + 2 : i + 1;
    this.threshold = read(argv[at]!);
    return at;
  }
}

/** Reads what follows the key of XADD. */
export function readAddOptions(argv: readonly Bytes[], start: number): AddOptions {
  const words = new TrimWords();
  let create = true;
  let id: GivenId | undefined;
  let i = start;
  for (; i < argv.length && id === undefined; i++) {
    const word = argv[i]!;
    if (word === '*') {
      id = word;
      continue;
    }
    const last = words.read(argv, i);
    if (last >= 0) i = last;
    else if (word.toUpperCase() === 'NOMKSTREAM') create = false;
    else id = readGivenId(word);
  }
  const trimming = words.finish();
  words.checkLimit();
  const left = argv.length - i;
  if (id === undefined || left < 2 || left % 2 === 1) throw errors.wrongArity('xadd');
  if (id !== '*' && 'seq' in id && id.ms === 0 && id.seq === 0) throw errors.zeroStreamId();
  return { create, trimming, id, at: i };
}

function readGivenId(word: Bytes): GivenId {
  if (!word.endsWith('-*')) return readId(word);
  const id = parseId(word.slice(0, -2), 0);
  if (id === undefined || word.indexOf('-') !== word.length - 2) throw errors.invalidStreamId();
  return { ms: id.ms };
}

/** Reads what follows the key of XTRIM. */
export function readTrimming(argv: readonly Bytes[], start: number): Trimming {
  const words = new TrimWords();
  for (let i = start; i < argv.length; i++) {
    i = words.read(argv, i);
    if (i < 0) throw errors.syntax();
  }
  const trimming = words.finish();
  if (trimming === undefined) throw errors.trimWithoutStrategy();
  words.checkLimit();
  return trimming;
}

/** Trims a stream. @returns how many entries went */
export function trim(stream: StreamValue, trimming: Trimming, limits: EncodingLimits): number {
  const { threshold, approximate, limit } = trimming;
  const most = limit ?? (approximate ? defaultLimit(Number(limits.streamNodeMaxEntries)) : 0);
  return stream.trim(threshold, approximate, Number(most));
}

function defaultLimit(nodeEntries: number): number {
  const entries = DEFAULT_NODES * nodeEntries;
  return entries <= 0 ? DEFAULT_ENTRIES : Math.min(entries, MOST_ENTRIES);
}

/** How COMMAND DOCS describes trimming. */
export const trimDoc = (more: Partial<ArgDoc> = {}): ArgDoc => ({
  name: 'trim',
  type: 'block',
  ...more,
  arguments: [
    oneOf('strategy', [token('MAXLEN'), token('MINID', { since: '6.2.0' })]),
    oneOf('operator', [token('=', { name: 'equal' }), token('~', { name: 'approximately' })], {
      optional: true,
    }),
    { name: 'threshold', type: 'string' },
    { name: 'count', type: 'integer', token: 'LIMIT', since: '6.2.0', optional: true },
  ],
});
