import type { Bytes } from '../../bytes.js';
import type { EncodingLimits } from '../../encoding-limits.js';
import { parse } from '../../int64.js';
import type { KeyEvent } from '../../keyspace/key-event.js';
import { SetType, type SetEncoding, type SetValue } from '../../values/set-value.js';
import type { Context } from '../context.js';

/** However high the limit is set, a set of more integers is a table. */
const INTSET_MAX_ENTRIES = 2 ** 30;

export function isInteger(member: Bytes): boolean {
  return parse(member) !== undefined;
}

export function fitsIntset(size: number, { setMaxIntsetEntries }: EncodingLimits): boolean {
  return size <= setMaxIntsetEntries && size <= INTSET_MAX_ENTRIES;
}

/**
 * The set of a key for a command that adds members, or a new one in the encoding that suits them.
 * @throws WRONGTYPE when the key holds another type
 */
export function editOrCreateSet(
  { db, engine }: Context,
  key: Bytes,
  members: readonly Bytes[],
): SetValue {
  const { limits } = engine;
  const known = db.edit(key, SetType);
  const set = known ?? db.create(SetType);
  if (known === undefined) set.encoding = encodingFor(members, limits);
  else if (set.encoding === 'intset' && !fitsIntset(members.length, limits)) {
    set.encoding = 'hashtable';
  } else if (set.encoding === 'listpack' && members.length > limits.setMaxListpackEntries) {
    set.encoding = 'hashtable';
  }
  return set;
}

function encodingFor(members: readonly Bytes[], limits: EncodingLimits): SetEncoding {
  if (isInteger(members[0]!) && fitsIntset(members.length, limits)) return 'intset';
  return members.length <= limits.setMaxListpackEntries ? 'listpack' : 'hashtable';
}

/** Adds a member and follows the thresholds. @returns whether it is new */
export function addMember(set: SetValue, member: Bytes, limits: EncodingLimits): boolean {
  if (!set.add(member)) return false;
  if (set.encoding === 'hashtable') return true;
  const { setMaxListpackEntries, setMaxListpackValue } = limits;
  if (set.encoding === 'intset') {
    if (isInteger(member)) {
      if (!fitsIntset(set.size, limits)) set.encoding = 'hashtable';
      return true;
    }
    const longest = longestMember(set);
    set.encoding = longest <= setMaxListpackValue ? 'listpack' : 'hashtable';
  }
  if (set.size > setMaxListpackEntries || member.length > setMaxListpackValue) {
    set.encoding = 'hashtable';
  }
  return true;
}

/** Follows the thresholds after a table has become small. */
export function becomeListpack(set: SetValue, limits: EncodingLimits): void {
  if (set.encoding !== 'hashtable' || set.size > limits.setMaxListpackEntries) return;
  if (longestMember(set) <= limits.setMaxListpackValue) set.encoding = 'listpack';
}

function longestMember(set: SetValue): number {
  let longest = 0;
  set.forEach((member) => void (longest = Math.max(longest, member.length)));
  return longest;
}

/** Makes a set the value of a key, or removes the key when the set is empty. @returns how many members there are */
export function storeSet({ db }: Context, key: Bytes, set: SetValue, event: KeyEvent): number {
  if (set.size === 0) db.remove(key, 'erased');
  else {
    db.put(key, set);
    db.changed(key, event);
  }
  return set.size;
}

/** All members in an array of the caller's own. */
export function membersOf(set: SetValue): Bytes[] {
  const members: Bytes[] = [];
  set.forEach((member) => void members.push(member));
  return members;
}
