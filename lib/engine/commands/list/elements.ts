import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { INT64_MIN } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { OK, type Reply, type ReplyError } from '../../reply.js';
import { ListType, type Deque } from '../../values/deque.js';
import { int, key, readInt, rest, string } from '../args.js';
import { command } from '../spec.js';
import { commitEdit, shrinkEncoding } from './shared.js';

const llen = command({
  name: 'LLEN',
  since: '1.0.0',
  group: 'list',
  summary: 'Counts the elements of a list.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@list'],
  args: [key('key', ['RO'])],
  execute: ({ db }, name) => db.read(name, ListType)?.length ?? 0,
});

/** The place of an index that may count from the end, or `undefined` when it is out of range. */
function placeOf(list: Deque, word: Bytes): number | undefined {
  const index = Number(readInt(word));
  const place = index < 0 ? index + list.length : index;
  return place >= 0 && place < list.length ? place : undefined;
}

const lindex = command({
  name: 'LINDEX',
  since: '1.0.0',
  group: 'list',
  summary: 'Returns the element at an index.',
  complexity: 'O(N) where N is the distance from the nearer end, in chunks of elements',
  flags: ['readonly'],
  categories: ['@list'],
  // The index is only looked at when there is a list.
  args: [key('key', ['RO', 'access']), string('index', 'integer')],
  execute({ db }, name, index) {
    const list = db.read(name, ListType);
    if (list === undefined) return null;
    const place = placeOf(list, index);
    return place === undefined ? null : list.at(place);
  },
});

const lset = command({
  name: 'LSET',
  since: '1.0.0',
  group: 'list',
  summary: 'Replaces the element at an index.',
  complexity: 'O(N) where N is the distance from the nearer end, in chunks of elements',
  flags: ['write', 'denyoom'],
  categories: ['@list'],
  args: [key('key', ['RW', 'update']), string('index', 'integer'), string('element')],
  execute(context, name, index, element) {
    const list = context.db.edit(name, ListType);
    if (list === undefined) throw errors.noSuchKey();
    const place = placeOf(list, index);
    if (place === undefined) throw errors.indexOutOfRange();
    list.set(place, element);
    shrinkEncoding(list, context.engine.limits);
    commitEdit(context, name, list, KeyEvents.lset);
    return OK;
  },
});

/** The first place and the number of elements that a pair of indexes stands for. */
function rangeOf(list: Deque, start: number, stop: number): [first: number, count: number] {
  const first = Math.max(0, start < 0 ? start + list.length : start);
  const last = Math.min(list.length - 1, stop < 0 ? stop + list.length : stop);
  return [first, Math.max(0, last - first + 1)];
}

const lrange = command({
  name: 'LRANGE',
  since: '1.0.0',
  group: 'list',
  summary: 'Returns the elements between two indexes.',
  complexity:
    'O(S+N) where S is the distance of the range from the nearer end, in chunks of elements, and N its length',
  flags: ['readonly'],
  categories: ['@list'],
  args: [key('key', ['RO', 'access']), int('start'), int('stop')],
  execute({ db }, name, start, stop) {
    const list = db.read(name, ListType);
    if (list === undefined) return [];
    const [first, count] = rangeOf(list, Number(start), Number(stop));
    const elements: Bytes[] = [];
    if (count > 0) list.forEachFrom(first, (element) => elements.push(element) < count);
    return elements;
  },
});

const ltrim = command({
  name: 'LTRIM',
  since: '1.0.0',
  group: 'list',
  summary: 'Removes the elements outside of two indexes.',
  complexity: 'O(N) where N is the number of elements removed',
  flags: ['write'],
  categories: ['@list'],
  args: [key('key', ['RW', 'delete']), int('start'), int('stop')],
  execute({ db, engine }, name, start, stop) {
    const list = db.edit(name, ListType);
    if (list === undefined) return OK;
    const [first, count] = rangeOf(list, Number(start), Number(stop));
    if (count === 0) list.remove(0, list.length);
    else {
      list.remove(first + count, list.length - first - count);
      list.remove(0, first);
    }
    shrinkEncoding(list, engine.limits);
    db.commit(name, list, KeyEvents.ltrim);
    return OK;
  },
});

const lrem = command({
  name: 'LREM',
  since: '1.0.0',
  group: 'list',
  summary: 'Removes elements that are equal to a value, from the head or from the tail.',
  complexity: 'O(N+M) where N is the length of the list and M the number of elements removed',
  flags: ['write'],
  categories: ['@list'],
  args: [key('key', ['RW', 'delete']), int('count'), string('element')],
  execute({ db, engine }, name, count, element) {
    const list = db.edit(name, ListType);
    if (list === undefined) return 0;
    const removed = list.removeEqual(element, Number(count));
    if (removed === 0) return 0;
    shrinkEncoding(list, engine.limits);
    db.commit(name, list, KeyEvents.lrem);
    return removed;
  },
});

/** The options of LPOS. */
interface Search {
  rank: number;
  /** How many matches to return: all for 0, one without a list for `undefined`. */
  count: number | undefined;
  /** How many elements to compare at most; 0 for all. */
  maxLength: number;
}

function readSearch(argv: readonly Bytes[], at: number): Search {
  const search: Search = { rank: 1, count: undefined, maxLength: 0 };
  for (let i = at; i < argv.length; i += 2) {
    const word = argv[i]!.toUpperCase();
    const value = argv[i + 1];
    if (value === undefined) throw errors.syntax();
    if (word === 'RANK') search.rank = readRank(value);
    else if (word === 'COUNT') search.count = readNatural(value, 'COUNT');
    else if (word === 'MAXLEN') search.maxLength = readNatural(value, 'MAXLEN');
    else throw errors.syntax();
  }
  return search;
}

function readRank(word: Bytes): number {
  const rank = readInt(word);
  if (rank === 0) throw errors.zeroRank();
  // Redis negates the number, which the smallest one survives.
  return rank === INT64_MIN ? -1 : Number(rank);
}

function readNatural(word: Bytes, option: string): number {
  const negative = (): ReplyError => errors.negative(option);
  const value = readInt(word, negative);
  if (value < 0) throw negative();
  return Number(value);
}

const lpos = command({
  name: 'LPOS',
  since: '6.0.6',
  group: 'list',
  summary: 'Returns the indexes of elements that are equal to a value.',
  complexity: 'O(N) where N is the number of elements compared',
  flags: ['readonly'],
  categories: ['@list'],
  args: [
    key('key', ['RO', 'access']),
    string('element'),
    rest(
      [
        { name: 'rank', type: 'integer', token: 'RANK', optional: true },
        { name: 'num-matches', type: 'integer', token: 'COUNT', optional: true },
        { name: 'len', type: 'integer', token: 'MAXLEN', optional: true },
      ],
      0,
      readSearch,
    ),
  ],
  execute({ db }, name, element, { rank, count, maxLength }): Reply {
    const list = db.read(name, ListType);
    const wanted = count === undefined ? 1 : count === 0 ? Number.POSITIVE_INFINITY : count;
    const found: number[] = [];
    let skip = Math.abs(rank) - 1;
    let left = maxLength === 0 ? Number.POSITIVE_INFINITY : maxLength;
    const visit = (each: Bytes, index: number): boolean => {
      if (each === element && --skip < 0) found.push(index);
      return --left > 0 && found.length < wanted;
    };
    if (rank > 0) list?.forEachFrom(0, visit);
    else list?.forEachDownFrom(list.length - 1, visit);
    return count === undefined ? (found[0] ?? null) : found;
  },
});

export const elementCommands = [llen, lindex, lset, lrange, ltrim, lrem, lpos];
