import type { Bytes } from '../../bytes.js';
import { KeyEvents, type KeyEvent } from '../../keyspace/key-event.js';
import { HashType, type HashValue } from '../../values/hash-value.js';
import type { ArgDoc } from '../args.js';
import type { Context } from '../context.js';

/** How COMMAND DOCS describes fields with values. */
export const pairsDocs: readonly ArgDoc[] = [
  {
    name: 'data',
    type: 'block',
    multiple: true,
    arguments: [
      { name: 'field', type: 'string' },
      { name: 'value', type: 'string' },
    ],
  },
];

/** Sets a field and follows the thresholds. @returns whether the field is new */
export function setField(
  { engine }: Context,
  hash: HashValue,
  field: Bytes,
  value: Bytes,
  keepDeadline = false,
): boolean {
  const isNew = hash.set(field, value, keepDeadline);
  if (hash.encoding === 'listpack') {
    const { hashMaxListpackEntries, hashMaxListpackValue } = engine.limits;
    if (
      hash.size > hashMaxListpackEntries ||
      field.length > hashMaxListpackValue ||
      value.length > hashMaxListpackValue
    ) {
      hash.encoding = 'hashtable';
    }
  }
  return isNew;
}

/** Sets one field of a hash that may have to be created, and reports it. */
export function storeField(
  context: Context,
  key: Bytes,
  hash: HashValue,
  field: Bytes,
  value: Bytes,
  event: KeyEvent = KeyEvents.hset,
): void {
  setField(context, hash, field, value, event !== KeyEvents.hset);
  context.db.commit(key, hash, event);
}

/** The hash of a key for a command that reads it. */
export function readHash({ db }: Context, key: Bytes): HashValue | undefined {
  return db.read(key, HashType);
}
