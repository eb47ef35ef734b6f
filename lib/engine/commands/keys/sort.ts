import { own, type Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parseDouble } from '../../float.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { partialSort, type Order } from '../../partial-sort.js';
import type { Reply } from '../../reply.js';
import { SessionState } from '../../session.js';
import { ListType } from '../../values/deque.js';
import { HashType } from '../../values/hash-value.js';
import { SetType } from '../../values/set-value.js';
import { SortedSetType } from '../../values/sorted-set.js';
import { StringType, stringBytes, type Value } from '../../values/value.js';
import { key, rest } from '../args.js';
import type { Context } from '../context.js';
import { command, type KeySpec } from '../spec.js';
import {
  findInText,
  keysOfStore,
  readSortOptions,
  sortDocs,
  type SortOptions,
} from './sort-options.js';

/** Below this, C's `strtod` reports an underflow for what is not exact: the smallest normal double. */
const MIN_NORMAL = 2 ** -1022;
const HEXADECIMAL = /^[+-]?0x/i;
const LEADING_SPACE = /^[ \t-\r]+/;

/** What an element is sorted by: its number, or its bytes; `undefined` bytes come first. */
type Weight = number | Bytes | undefined;

interface Sortable {
  readonly element: Bytes;
  readonly weight: Weight;
}

/** A pattern of BY or GET: where the value that belongs to an element is found. */
type Lookup = (context: Context, element: Bytes) => Bytes | undefined;

/** The value of any type for a command that reads it. */
function consult({ db }: Context, name: Bytes): Value | undefined {
  return db.touch(name) ? db.peek(name) : undefined;
}

/**
 * Compiles a pattern: the element takes the place of the first `*`; behind `->` is a field of a hash.
 */
function lookupOf(pattern: Bytes): Lookup {
  if (pattern === '#') return (_, element) => element;
  const star = findInText(pattern, '*');
  if (star < 0) return () => undefined;
  const arrow = findInText(pattern, '->', star + 1);
  const field = arrow < 0 ? '' : pattern.slice(arrow + 2);
  const hasField = field !== '' && !field.startsWith('\0');
  const prefix = pattern.slice(0, star);
  const postfix = pattern.slice(star + 1, hasField ? arrow : undefined);
  return (context, element) => {
    const value = consult(context, prefix + element + postfix);
    if (value === undefined) return undefined;
    if (!hasField) return StringType.is(value) ? stringBytes(value) : undefined;
    return HashType.is(value) ? value.get(field) : undefined;
  };
}

/** The number of a text as C's `strtod` reads it: behind white space, up to a NUL; of an empty one 0. */
function toNumber(bytes: Bytes): number {
  if (bytes === '' || bytes.startsWith('\0')) return 0;
  const [text = ''] = bytes.replace(LEADING_SPACE, '').split('\0', 1);
  const value = parseDouble(text);
  const inexact =
    value !== undefined && value !== 0 && Math.abs(value) < MIN_NORMAL && !HEXADECIMAL.test(text);
  if (value === undefined || inexact) throw errors.scoresNotDoubles();
  return value;
}

/** The elements of a key in their own order, if they have one. */
function elementsOf(value: Value | undefined, backwards: boolean): Bytes[] {
  const elements: Bytes[] = [];
  const collect = (element: Bytes): void => void elements.push(element);
  if (value === undefined) return elements;
  if (SetType.is(value)) value.forEach(collect);
  else if (!ListType.is(value) && !SortedSetType.is(value)) throw errors.wrongType();
  else if (backwards) value.forEachDownFrom(value.size - 1, collect);
  else value.forEachFrom(0, collect);
  return elements;
}

/** The elements in the order that is asked for, LIMIT not yet applied. */
function sorted(context: Context, value: Value | undefined, options: SortOptions): Bytes[] {
  const { by, unsorted, descending, store } = options;
  // The order of a set is chance: what is stored, or what a script goes by, must not depend on it.
  const matters = store !== undefined || context.session.is(SessionState.SCRIPT);
  const settles = unsorted && matters && value !== undefined && SetType.is(value);
  const elements = elementsOf(value, unsorted && descending);
  if (unsorted && !settles) return elements;
  const alpha = options.alpha || settles;
  const lookup = by === undefined || settles ? undefined : lookupOf(by);
  const sortables = elements.map((element): Sortable => ({
    element,
    weight: lookup ? lookup(context, element) : element,
  }));
  const ready = alpha ? sortables : sortables.map(withNumber);
  const compare = alpha ? compareWeights : compareNumbers;
  const order: Order<Sortable> = descending ? (a, b) => -compare(a, b) : compare;
  const [start, end] = limitsOf(options, ready.length);
  // Equal weights keep their order, but not where only some of them are sorted.
  if (by === undefined || (start === 0 && end === ready.length)) ready.sort(order);
  else partialSort(ready, order, start, end - 1);
  return ready.map(({ element }) => element);
}

/** A missing number is 0. */
function withNumber({ element, weight }: Sortable): Sortable {
  return { element, weight: typeof weight === 'string' ? toNumber(weight) : 0 };
}

function compareBytes(a: Bytes, b: Bytes): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareNumbers(a: Sortable, b: Sortable): number {
  const difference = (a.weight as number) < (b.weight as number) ? -1 : 1;
  return a.weight === b.weight ? compareBytes(a.element, b.element) : difference;
}

function compareWeights({ weight: a }: Sortable, { weight: b }: Sortable): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return compareBytes(a as Bytes, b as Bytes);
}

/** What LIMIT leaves of the elements. */
function limited(elements: Bytes[], options: SortOptions): Bytes[] {
  return options.limit ? elements.slice(...limitsOf(options, elements.length)) : elements;
}

/** From where and up to where LIMIT leaves so many elements; a negative count stands for all that follow. */
function limitsOf({ limit }: SortOptions, length: number): [start: number, end: number] {
  if (limit === undefined) return [0, length];
  const start = Math.min(Math.max(0, Number(limit.offset)), length);
  const count = Number(limit.count);
  return [start, count < 0 ? length : Math.min(start + count, length)];
}

/** Patterns can read any key, so that their user has to be allowed that. @throws ReplyError */
function checkOptions({ engine, session, argv }: Context, { reads, fault }: SortOptions): void {
  if (reads !== undefined && !engine.acl.readsAllKeys(session, engine.table.resolve(argv)!, argv)) {
    throw errors.sortPermission(reads);
  }
  if (fault) throw fault;
}

/** SORT and SORT_RO: the values that belong to the sorted elements. */
function sort(context: Context, name: Bytes, options: SortOptions): (Bytes | undefined)[] {
  checkOptions(context, options);
  const value = consult(context, name);
  // Redis walks through the table of a sorted set, for which it leaves the compact encoding.
  if (SortedSetType.is(value)) value.encoding = 'skiplist';
  const elements = limited(sorted(context, value, options), options);
  if (options.get.length === 0) return elements;
  const lookups = options.get.map(lookupOf);
  return elements.flatMap((element) => lookups.map((lookup) => lookup(context, element)));
}

function answer(values: readonly (Bytes | undefined)[]): Reply {
  return values.map((value) => value ?? null);
}

/** Makes a list of the values, or removes the key when there are none. @returns how many there are */
function store(context: Context, target: Bytes, values: readonly (Bytes | undefined)[]): number {
  const { db } = context;
  if (values.length === 0) db.remove(target, 'erased');
  else {
    const list = db.create(ListType);
    for (const value of values) list.push(own(value ?? ''));
    db.put(target, list);
    db.changed(target, KeyEvents.sortstore);
  }
  return values.length;
}

const KEY: KeySpec = {
  flags: ['RO', 'access'],
  begin: { index: 1 },
  find: { lastKey: 0, step: 1, limit: 0 },
};
const PATTERNS: KeySpec = {
  flags: ['RO', 'access'],
  notes: 'The keys that BY and GET read follow from the elements',
  begin: 'unknown',
  find: 'unknown',
  keysOf: () => [],
};
const DESTINATION: KeySpec = {
  flags: ['OW', 'update'],
  notes: 'The destination follows STORE, wherever that is',
  begin: 'unknown',
  find: 'unknown',
  keysOf: keysOfStore,
};

const common = {
  group: 'generic',
  complexity:
    'O(N*log(N)) in the number of elements that are sorted; O(N) when BY asks for no sorting',
  categories: ['@set', '@sortedset', '@list', '@dangerous'],
} as const;

const sortCommand = command({
  ...common,
  name: 'SORT',
  since: '1.0.0',
  summary: 'Answers or stores the elements of a list, set or sorted set in order.',
  flags: ['write', 'denyoom', 'movablekeys'],
  args: [
    key('key', KEY.flags),
    rest(sortDocs(true), 0, (argv, at) => readSortOptions(argv, at, true)),
  ],
  keySpecs: [KEY, PATTERNS, DESTINATION],
  execute(context, name, options) {
    const values = sort(context, name, options);
    return options.store === undefined ? answer(values) : store(context, options.store, values);
  },
});

const sortRo = command({
  ...common,
  name: 'SORT_RO',
  since: '7.0.0',
  summary: 'Answers the elements of a list, set or sorted set in order.',
  flags: ['readonly', 'movablekeys'],
  args: [
    key('key', KEY.flags),
    rest(sortDocs(false), 0, (argv, at) => readSortOptions(argv, at, false)),
  ],
  keySpecs: [KEY, PATTERNS],
  execute: (context, name, options) => answer(sort(context, name, options)),
});

export const sortCommands = [sortCommand, sortRo];
