import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { ReplyError } from '../../reply.js';
import { oneOf, readInt, token, type ArgDoc } from '../args.js';

/** What follows the key of SORT. Of an option that comes twice the last one counts, but every GET does. */
export interface SortOptions {
  readonly by: Bytes | undefined;
  /** A pattern of BY without `*` asks for no sorting, even if another one follows. */
  readonly unsorted: boolean;
  /** Patterns of what is answered for each element, `#` for itself; none stands for the elements alone. */
  readonly get: readonly Bytes[];
  /** A negative count stands for all that follow. */
  readonly limit: { readonly offset: Int64; readonly count: Int64 } | undefined;
  readonly descending: boolean;
  /** Sorts bytes, not numbers. */
  readonly alpha: boolean;
  /** The key that takes the result. */
  readonly store: Bytes | undefined;
  /** The first option whose pattern reads keys that the command does not name. */
  readonly reads: 'BY' | 'GET' | undefined;
  /** What is wrong with the options; those behind it have not been read. */
  readonly fault: ReplyError | undefined;
}

/** Where a text is in a pattern: as C strings end at a NUL, what is behind one is not found. */
export function findInText(pattern: Bytes, wanted: string, from = 0): number {
  const at = pattern.indexOf(wanted, from);
  const end = pattern.indexOf('\0', from);
  return end >= 0 && end < at ? -1 : at;
}

type Draft = { -readonly [K in keyof SortOptions]: SortOptions[K] };

/** An option: how many words follow it, and what they say. */
interface Option {
  readonly words: number;
  apply(draft: Draft, first: Bytes, second: Bytes): void;
}

const OPTIONS: Readonly<Record<string, Option>> = {
  ASC: { words: 0, apply: (draft) => (draft.descending = false) },
  DESC: { words: 0, apply: (draft) => (draft.descending = true) },
  ALPHA: { words: 0, apply: (draft) => (draft.alpha = true) },
  BY: {
    words: 1,
    apply(draft, pattern) {
      draft.by = pattern;
      if (findInText(pattern, '*') < 0) draft.unsorted = true;
      else draft.reads ??= 'BY';
    },
  },
  GET: {
    words: 1,
    apply(draft, pattern) {
      draft.get = [...draft.get, pattern];
      draft.reads ??= 'GET';
    },
  },
  STORE: { words: 1, apply: (draft, target) => (draft.store = target) },
  LIMIT: {
    words: 2,
    apply: (draft, offset, count) =>
      (draft.limit = { offset: readInt(offset), count: readInt(count) }),
  },
};

/**
 * Reads the options of SORT and SORT_RO, up to what is wrong: whether their user may use those before it comes first.
 * @param stores whether STORE is one of them
 */
export function readSortOptions(argv: readonly Bytes[], at: number, stores: boolean): SortOptions {
  const draft: Draft = {
    by: undefined,
    unsorted: false,
    get: [],
    limit: undefined,
    descending: false,
    alpha: false,
    store: undefined,
    reads: undefined,
    fault: undefined,
  };
  for (let i = at; i < argv.length;) {
    const name = argv[i]!.toUpperCase();
    const option = stores || name !== 'STORE' ? optionOf(name) : undefined;
    if (option === undefined || i + option.words >= argv.length) {
      draft.fault = errors.syntax();
      break;
    }
    try {
      option.apply(draft, argv[i + 1]!, argv[i + 2]!);
    } catch (thrown) {
      if (!(thrown instanceof ReplyError)) throw thrown;
      draft.fault = thrown;
      break;
    }
    i += 1 + option.words;
  }
  return draft;
}

function optionOf(name: string): Option | undefined {
  return Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
}

/** The key that STORE names in a command line, if it does. */
export function keysOfStore(argv: readonly Bytes[]): readonly Bytes[] {
  let target: Bytes | undefined;
  for (let i = 2; i < argv.length;) {
    const name = argv[i]!.toUpperCase();
    if (name === 'STORE' && i + 1 < argv.length) target = argv[i + 1];
    i += 1 + (optionOf(name)?.words ?? 0);
  }
  return target === undefined ? [] : [target];
}

const pattern = (name: string, word: string, more: Partial<ArgDoc> = {}): ArgDoc => ({
  name,
  type: 'pattern',
  keySpecIndex: 1,
  token: word,
  optional: true,
  ...more,
});

/** How COMMAND DOCS describes the options. @param stores whether STORE is one of them */
export function sortDocs(stores: boolean): ArgDoc[] {
  const docs: ArgDoc[] = [
    pattern('by-pattern', 'BY'),
    {
      name: 'limit',
      type: 'block',
      token: 'LIMIT',
      optional: true,
      arguments: [
        { name: 'offset', type: 'integer' },
        { name: 'count', type: 'integer' },
      ],
    },
    pattern('get-pattern', 'GET', { multiple: true, multipleToken: true }),
    oneOf('order', [token('ASC'), token('DESC')], { optional: true }),
    { name: 'sorting', type: 'pure-token', token: 'ALPHA', optional: true },
  ];
  if (!stores) return docs;
  const store: ArgDoc = {
    name: 'destination',
    type: 'key',
    keySpecIndex: 2,
    token: 'STORE',
    optional: true,
  };
  return [...docs, store];
}
