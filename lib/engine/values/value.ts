import { own, type Bytes } from '../bytes.js';
import { normalize, parse, type Int64 } from '../int64.js';
import { ByteBuffer } from './byte-buffer.js';
import { Collection, type TypeName } from './collection.js';

export type { TypeName } from './collection.js';

/**
 * A string value. Its JavaScript type is its Redis encoding: a number or bigint is `int`, a string is `embstr` or,
 * when long, `raw`, a {@link ByteBuffer} is `raw` and changes in place.
 */
export type StringValue = Int64 | Bytes | ByteBuffer;

/** What a key can hold. */
export type Value = StringValue | Collection;

/** Recognises the values of one data type. */
export interface ValueType<T extends Value> {
  readonly name: TypeName;
  is(value: Value): value is T;
}

/** The string type. */
export const StringType: ValueType<StringValue> = {
  name: 'string',
  is: (value): value is StringValue => typeof value !== 'object' || value instanceof ByteBuffer,
};

/** Rough cost of a JavaScript object header and of a boxed number, in bytes. */
const OBJECT_BYTES = 16;
/** Strings up to this length are one allocation in Redis (`embstr`). */
const EMBSTR_MAX_LENGTH = 44;
const INT_MAX_LENGTH = 20;
/** Integers from 0 to below this are one object for all keys. */
const SHARED_INTEGERS = 10_000;
const SHARED_REFCOUNT = 2 ** 31 - 1;

/** The type of a value. */
export function typeOf(value: Value): TypeName {
  return value instanceof Collection ? value.type : 'string';
}

/** The smallest form of a string: an integer where the bytes are one, as Redis encodes what SET stores. */
export function compact(bytes: Bytes): StringValue {
  const length = bytes.length;
  if (length === 0 || length > INT_MAX_LENGTH) return bytes;
  const first = bytes.charCodeAt(0);
  if (first > 57 || (first < 48 && first !== 45)) return bytes;
  return parse(bytes) ?? bytes;
}

/** The bytes of a string value. */
export function stringBytes(value: StringValue): Bytes {
  return typeof value === 'string' ? value : value.toString();
}

/** The length of a string value in bytes. */
export function stringLength(value: StringValue): number {
  return typeof value === 'string' || value instanceof ByteBuffer
    ? value.length
    : value.toString().length;
}

/** The integer that a string value is, or `undefined`. */
export function stringInteger(value: StringValue): Int64 | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return normalize(value);
  return parse(stringBytes(value));
}

/** What OBJECT ENCODING answers. */
export function encodingOf(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return value.length <= EMBSTR_MAX_LENGTH ? 'embstr' : 'raw';
  return value instanceof Collection ? value.encoding : 'raw';
}

/** How many references there are to a value: one object for each small integer is shared by all that store it. */
export function refcountOf(value: Value): number {
  return isShared(value) ? SHARED_REFCOUNT : 1;
}

/** An independent copy of a value. A copy of a shared integer is not shared: it is a bigint, however small. */
export function cloneValue(value: Value): Value {
  if (typeof value === 'object') return value.clone();
  if (typeof value === 'string') return own(value);
  return isShared(value) ? BigInt(value) : value;
}

function isShared(value: Value): value is number {
  return typeof value === 'number' && value >= 0 && value < SHARED_INTEGERS;
}

/**
 * The memory of a value in bytes, as accounted for `used_memory`; constant time. For a collection it is what
 * {@link account} has found last, so that what is subtracted one day is what was added.
 */
export function bytesOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return OBJECT_BYTES + value.length;
    case 'number':
      return (value | 0) === value ? 0 : OBJECT_BYTES;
    case 'bigint':
      return OBJECT_BYTES * 2;
    default:
      return value instanceof Collection ? value.accounted : OBJECT_BYTES * 4 + value.capacity;
  }
}

/** Bytes of a string that are as much work as an element of a collection. */
const BYTES_PER_ELEMENT = 64;

/** About how much work it is to go through a value: its elements, or so many bytes of a string as one. */
export function weightOf(value: Value): number {
  if (value instanceof Collection) return value.size;
  return typeof value === 'object' || typeof value === 'string'
    ? value.length / BYTES_PER_ELEMENT
    : 0;
}

/** Takes the memory of a collection anew. @returns by how many bytes it has grown since the last time */
export function account(collection: Collection): number {
  const grown = collection.bytes - collection.accounted;
  collection.accounted += grown;
  return grown;
}
