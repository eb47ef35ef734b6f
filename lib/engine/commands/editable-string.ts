import type { Bytes } from '../bytes.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import { ByteBuffer } from '../values/byte-buffer.js';
import { stringBytes, type StringValue } from '../values/value.js';

/**
 * The string of a key in the form that changes in place, padded with zero bytes up to a length; its deadline stays.
 * @param old what the key holds now
 */
export function editableString(
  db: Keyspace,
  key: Bytes,
  old: StringValue | undefined,
  length: number,
): ByteBuffer {
  if (old instanceof ByteBuffer) {
    const { capacity } = old;
    old.extend(length);
    db.resized(old.capacity - capacity);
    return old;
  }
  const buffer = new ByteBuffer(old === undefined ? '' : stringBytes(old));
  buffer.extend(length);
  db.update(key, buffer);
  return buffer;
}
