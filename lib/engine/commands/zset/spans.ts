import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parseDoubleLoosely } from '../../float.js';
import type { SortedSet } from '../../values/sorted-set.js';

/** Which members a command is about. */
export type Range =
  | { readonly by: 'rank'; readonly start: number; readonly stop: number }
  | { readonly by: 'score'; readonly min: Bound<number>; readonly max: Bound<number> }
  | { readonly by: 'lex'; readonly min: Bound<Bytes | Extreme>; readonly max: LexBound };

/** Below and above all members. */
type Extreme = typeof LOWEST | typeof HIGHEST;
type LexBound = Bound<Bytes | Extreme>;
const LOWEST = Symbol('-');
const HIGHEST = Symbol('+');

/** An end of a range. */
interface Bound<T> {
  readonly value: T;
  readonly exclusive: boolean;
}

/** The ranks from `from` to before `to`; none when `to` is not greater. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const NOWHERE: Span = { from: 0, to: 0 };

/** Reads two scores, each exclusive after `(`. @throws "min or max is not a float" */
export function readScoreRange(min: Bytes, max: Bytes): Range {
  return { by: 'score', min: readScoreBound(min), max: readScoreBound(max) };
}

function readScoreBound(word: Bytes): Bound<number> {
  const exclusive = word.startsWith('(');
  const value = parseDoubleLoosely(exclusive ? word.slice(1) : word);
  if (value === undefined) throw errors.rangeNotFloat();
  return { value, exclusive };
}

/** Reads two members after `[` or `(`, or `-` and `+`. @throws "min or max not valid string range item" */
export function readLexRange(min: Bytes, max: Bytes): Range {
  return { by: 'lex', min: readLexBound(min), max: readLexBound(max) };
}

function readLexBound(word: Bytes): LexBound {
  const alone = word.length === 1 || word[1] === '\0';
  switch (word[0]) {
    case '(':
    case '[':
      return { value: word.slice(1), exclusive: word[0] === '(' };
    case '-':
      if (alone) return { value: LOWEST, exclusive: true };
      break;
    case '+':
      if (alone) return { value: HIGHEST, exclusive: true };
      break;
    default:
  }
  throw errors.invalidLexRange();
}

/**
 * The ranks of a range.
 * @param fromEnd whether ranks are counted from the highest score; the span itself never is
 */
export function spanOf(zset: SortedSet, range: Range, fromEnd: boolean): Span {
  switch (range.by) {
    case 'rank':
      return rankSpan(zset.size, range.start, range.stop, fromEnd);
    case 'score':
      return {
        from: zset.countBelow(range.min.value, range.min.exclusive),
        to: zset.countBelow(range.max.value, !range.max.exclusive),
      };
    case 'lex':
      if (isEmpty(range.min, range.max)) return NOWHERE;
      return zset.encoding === 'listpack'
        ? smallLexSpan(zset, range.min, range.max, fromEnd)
        : { from: lexFrom(zset, range.min), to: lexTo(zset, range.max) };
    default: {
      const never: never = range;
      return never;
    }
  }
}

function rankSpan(size: number, start: number, stop: number, fromEnd: boolean): Span {
  const first = Math.max(0, start < 0 ? start + size : start);
  const last = Math.min(size - 1, stop < 0 ? stop + size : stop);
  if (first > last) return NOWHERE;
  return fromEnd ? { from: size - 1 - last, to: size - first } : { from: first, to: last + 1 };
}

function isEmpty(min: LexBound, max: LexBound): boolean {
  if (min.value === HIGHEST || max.value === LOWEST) return true;
  if (min.value === LOWEST || max.value === HIGHEST) return false;
  return min.value > max.value || (min.value === max.value && (min.exclusive || max.exclusive));
}

function lexFrom(zset: SortedSet, { value, exclusive }: LexBound): number {
  return typeof value === 'string' ? zset.countBefore(value, exclusive) : 0;
}

function lexTo(zset: SortedSet, { value, exclusive }: LexBound): number {
  return typeof value === 'string' ? zset.countBefore(value, !exclusive) : zset.size;
}

/**
 * Ranges of bytes are for sets whose members all have the same score. With others, Redis searches a listpack from the
 * end that comes first in the reply, and so does this.
 */
function smallLexSpan(zset: SortedSet, min: LexBound, max: LexBound, fromEnd: boolean): Span {
  const members: Bytes[] = [];
  zset.forEachFrom(0, (member) => void members.push(member));
  const above = (member: Bytes): boolean =>
    typeof min.value !== 'string' || (min.exclusive ? member > min.value : member >= min.value);
  const below = (member: Bytes): boolean =>
    typeof max.value !== 'string' || (max.exclusive ? member < max.value : member <= max.value);
  const end = members.length;
  if (end === 0 || !above(members[end - 1]!) || !below(members[0]!)) return NOWHERE;
  if (fromEnd) {
    const to = members.findLastIndex(below) + 1;
    if (!above(members[to - 1]!)) return NOWHERE;
    let from = to - 1;
    while (from > 0 && above(members[from - 1]!)) from--;
    return { from, to };
  }
  const from = members.findIndex(above);
  if (!below(members[from]!)) return NOWHERE;
  let to = from + 1;
  while (to < end && below(members[to]!)) to++;
  return { from, to };
}

/** Visits the members of a span in order, or in the opposite order. */
export function walkSpan(
  zset: SortedSet,
  { from, to }: Span,
  downwards: boolean,
  visit: (member: Bytes, score: number) => void,
): void {
  let left = to - from;
  if (left <= 0) return;
  const step = (member: Bytes, score: number): boolean => {
    visit(member, score);
    return --left > 0;
  };
  if (downwards) zset.forEachDownFrom(to - 1, step);
  else zset.forEachFrom(from, step);
}
