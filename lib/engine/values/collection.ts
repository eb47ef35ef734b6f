import type { KeyHasher } from '../keyspace/key-index.js';

/** The name of a data type as TYPE prints it. */
export type TypeName = 'string' | 'list' | 'set' | 'zset' | 'hash' | 'stream';

/** A value that is made of elements and changes in place. */
export abstract class Collection {
  /** The memory that its keyspace has accounted for it, in bytes. */
  accounted = 0;
  /** The name of its data type. */
  abstract readonly type: TypeName;
  /** How many elements it has; a key whose collection is empty does not exist, unless it is a stream. */
  abstract readonly size: number;
  /** The memory it holds, in bytes; constant time. */
  abstract readonly bytes: number;
  /** What OBJECT ENCODING answers. */
  abstract readonly encoding: string;
  /** The earliest deadline of an element in ms since the epoch, 0 for none. */
  get nextDeadline(): number {
    return 0;
  }
  /** Removes the elements whose deadline has passed. @param now ms since the epoch @returns how many */
  expireElements(_now: number): number {
    return 0;
  }
  /** An independent copy. */
  abstract clone(): Collection;
}

/** Recognises the collections of one data type and makes new ones. */
export interface CollectionType<T extends Collection> {
  readonly name: TypeName;
  is(value: unknown): value is T;
  create(hasher: KeyHasher): T;
}

/** The type of a class of collections. */
export function collectionType<T extends Collection>(
  name: TypeName,
  constructor: new (hasher: KeyHasher) => T,
): CollectionType<T> {
  return {
    name,
    is: (value): value is T => value instanceof constructor,
    create: (hasher) => new constructor(hasher),
  };
}
