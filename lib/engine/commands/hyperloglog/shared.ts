import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { HyperLogLog, isHyperLogLog, readHyperLogLog } from '../../values/hyperloglog.js';
import { StringType, type StringValue } from '../../values/value.js';
import type { Context } from '../context.js';
import { editableString } from '../editable-string.js';

/** @throws WRONGTYPE for a string that is no HyperLogLog */
function check(value: StringValue | undefined): StringValue | undefined {
  if (value !== undefined && !isHyperLogLog(value)) throw errors.notHyperLogLog();
  return value;
}

/**
 * The HyperLogLog of a key, not to be changed.
 * @throws WRONGTYPE when the key holds anything else
 */
export function readKey({ db }: Context, key: Bytes): HyperLogLog | undefined {
  const value = check(db.read(key, StringType));
  return value === undefined ? undefined : readHyperLogLog(value);
}

/**
 * The HyperLogLog of a key, to be changed in place.
 * @param how as a command that reads the key, or one that goes on to write
 * @throws WRONGTYPE when the key holds anything else
 */
export function editKey(
  { db }: Context,
  key: Bytes,
  how: 'read' | 'edit' = 'edit',
): HyperLogLog | undefined {
  const value = check(db[how](key, StringType));
  return value === undefined ? undefined : new HyperLogLog(editableString(db, key, value, 0));
}

/** As {@link editKey}; where there is none, the key gets one without elements. */
export function editOrCreateKey(
  context: Context,
  key: Bytes,
): { hll: HyperLogLog; isNew: boolean } {
  const known = editKey(context, key);
  if (known !== undefined) return { hll: known, isNew: false };
  const hll = HyperLogLog.create();
  context.db.put(key, hll.buffer);
  return { hll, isNew: true };
}

/** Changes a HyperLogLog of a key in place, and accounts for the memory that it takes then. */
export function change<T>({ db }: Context, { buffer }: HyperLogLog, work: () => T): T {
  const { capacity } = buffer;
  try {
    return work();
  } finally {
    db.resized(buffer.capacity - capacity);
  }
}

/** @throws INVALIDOBJ when a step found registers that make no sense */
export function sound<T>(outcome: T | undefined): T {
  if (outcome === undefined) throw errors.corruptedHyperLogLog();
  return outcome;
}
