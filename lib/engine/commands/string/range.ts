import { constants } from 'node:buffer';
import { errors } from '../../errors.js';
import type { InMemoryCache } from '../../engine.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { ByteBuffer } from '../../values/byte-buffer.js';
import {
  compact,
  stringBytes,
  stringLength,
  StringType,
  type StringValue,
} from '../../values/value.js';
import { int, key, string } from '../args.js';
import type { Context } from '../context.js';
import { editableString } from '../editable-string.js';
import { command } from '../spec.js';

/** @throws "string exceeds maximum allowed size" beyond `proto-max-bulk-len`, or what JavaScript can hold */
function checkLength(engine: InMemoryCache, length: number): void {
  if (length > engine.settings.protoMaxBulkLength || length > constants.MAX_STRING_LENGTH) {
    throw errors.stringTooLong();
  }
}

/** Writes into a string in place. @returns its length */
function write(
  { db }: Context,
  name: string,
  old: StringValue | undefined,
  offset: number,
  bytes: string,
): number {
  const buffer = editableString(db, name, old, offset + bytes.length);
  buffer.write(offset, bytes);
  return buffer.length;
}

const append = command({
  name: 'APPEND',
  since: '2.0.0',
  group: 'string',
  summary: 'Appends to the string of a key, or creates it, and answers its length.',
  complexity:
    'O(1). The amortized time complexity is O(1) assuming the appended value is small and the already present value is of any size, since the dynamic string library used by Redis will double the free space available on every reallocation.',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@string'],
  args: [key('key', ['RW', 'insert']), string('value')],
  execute(context, name, value) {
    const { db } = context;
    const old = db.edit(name, StringType);
    let length = value.length;
    if (old === undefined) db.put(name, compact(value));
    else {
      const end = stringLength(old);
      checkLength(context.engine, end + value.length);
      length = write(context, name, old, end, value);
    }
    db.changed(name, KeyEvents.append);
    return length;
  },
});

const setrange = command({
  name: 'SETRANGE',
  since: '2.2.0',
  group: 'string',
  summary: 'Overwrites a part of the string of a key, padding it with zero bytes if it is short.',
  complexity:
    'O(1), not counting the time taken to copy the new string in place. Usually, this string is very small so the amortized complexity is O(1). Otherwise, complexity is O(M) with M being the length of the value argument.',
  flags: ['write', 'denyoom'],
  categories: ['@string'],
  args: [key('key', ['RW', 'update']), int('offset'), string('value')],
  execute(context, name, offset, value) {
    if (offset < 0) throw errors.offsetOutOfRange();
    const { db } = context;
    const old = db.edit(name, StringType);
    if (value.length === 0) return old === undefined ? 0 : stringLength(old);
    checkLength(context.engine, Number(offset) + value.length);
    const length = write(context, name, old, Number(offset), value);
    db.changed(name, KeyEvents.setrange);
    return length;
  },
});

/** GETRANGE and its old name SUBSTR. */
const getrange = (name: string, since: string, deprecation: object) =>
  command({
    name,
    since,
    group: 'string',
    summary: 'Answers a part of the string of a key; negative indexes count from its end.',
    complexity:
      'O(N) where N is the length of the returned string. The complexity is ultimately determined by the returned length, but because creating a substring from an existing string is very cheap, it can be considered O(1) for small strings.',
    flags: ['readonly'],
    categories: ['@string'],
    ...deprecation,
    args: [key('key', ['RO', 'access']), int('start'), int('end')],
    execute({ db }, keyName, first, last) {
      const value = db.read(keyName, StringType);
      if (value === undefined) return '';
      if (first < 0 && last < 0 && first > last) return '';
      const length = stringLength(value);
      const start = Math.max(0, fromEnd(Number(first), length));
      // An end before the first byte means the first byte.
      const end = Math.min(length - 1, Math.max(0, fromEnd(Number(last), length)));
      if (start > end) return '';
      return value instanceof ByteBuffer
        ? value.slice(start, end + 1)
        : stringBytes(value).slice(start, end + 1);
    },
  });

function fromEnd(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

export const rangeCommands = [
  append,
  setrange,
  getrange('GETRANGE', '2.4.0', {}),
  getrange('SUBSTR', '1.0.0', { deprecatedSince: '2.0.0', replacedBy: '`GETRANGE`' }),
];
