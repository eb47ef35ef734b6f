import type { Bytes } from '../../bytes.js';
import type { EncodingLimits } from '../../encoding-limits.js';
import { KeyEvents, type KeyEvent } from '../../keyspace/key-event.js';
import { ListType, type Deque } from '../../values/deque.js';
import type { Context } from '../context.js';

/** An end of a list. */
export type End = 'LEFT' | 'RIGHT';

/** The ends in the order in which COMMAND DOCS lists them. */
export const ENDS = ['LEFT', 'RIGHT'] as const;

/** `list-max-listpack-size` of -1 to -5 stands for these many bytes. */
const LISTPACK_BYTES = [4096, 8192, 16_384, 32_768, 65_536];
/** A positive `list-max-listpack-size` counts elements, within this many bytes. */
const SAFE_BYTES = 8192;

/** Takes up to `count` elements from an end. */
export function popFrom(list: Deque, end: End, count: number): Bytes[] {
  const popped: Bytes[] = [];
  for (let left = Math.min(count, list.length); left > 0; left--) {
    popped.push((end === 'LEFT' ? list.shift() : list.pop())!);
  }
  return popped;
}

/** Reports that elements were taken from an end. */
export function commitPop({ db, engine }: Context, key: Bytes, list: Deque, end: End): void {
  shrinkEncoding(list, engine.limits);
  db.commit(key, list, end === 'LEFT' ? KeyEvents.lpop : KeyEvents.rpop);
}

/** Adds elements at an end and reports it. */
export function pushAll(
  { db, engine }: Context,
  key: Bytes,
  list: Deque,
  end: End,
  elements: readonly Bytes[],
): void {
  for (const element of elements) {
    if (end === 'LEFT') list.unshift(element);
    else list.push(element);
  }
  followListLimits(list, engine.limits);
  db.commit(key, list, end === 'LEFT' ? KeyEvents.lpush : KeyEvents.rpush);
}

/** Takes one element from an end of a list and adds it at an end of another, or of the same. */
export function move(
  context: Context,
  source: Bytes,
  destination: Bytes,
  from: End,
  to: End,
): Bytes | undefined {
  const { db } = context;
  const list = db.edit(source, ListType);
  if (list === undefined) return undefined;
  const target = source === destination ? list : db.editOrCreate(destination, ListType);
  const [element] = popFrom(list, from, 1);
  pushAll(context, destination, target, to, [element!]);
  commitPop(context, source, list, from);
  return element;
}

/** Follows the thresholds after a list has grown. */
export function followListLimits(list: Deque, limits: EncodingLimits): void {
  if (exceeds(list, limits, 1)) list.encoding = 'quicklist';
}

/** Follows the thresholds after a list has shrunk: at half of the limit, lest it changes to and fro. */
export function shrinkEncoding(list: Deque, limits: EncodingLimits): void {
  if (list.encoding === 'quicklist' && !exceeds(list, limits, 2)) list.encoding = 'listpack';
}

function exceeds(list: Deque, { listMaxListpackSize }: EncodingLimits, part: number): boolean {
  const limit = Number(listMaxListpackSize);
  if (limit >= 0) return list.length > limit / part || list.listpackSize > SAFE_BYTES / part;
  return list.listpackSize > LISTPACK_BYTES[Math.min(-limit, LISTPACK_BYTES.length) - 1]! / part;
}

/** Reports a change in the middle of a list. */
export function commitEdit(
  { db, engine }: Context,
  key: Bytes,
  list: Deque,
  event: KeyEvent,
): void {
  followListLimits(list, engine.limits);
  db.commit(key, list, event);
}
