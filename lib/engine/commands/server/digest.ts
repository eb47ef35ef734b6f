import { createHash } from 'node:crypto';
import type { Bytes } from '../../bytes.js';
import { formatDouble } from '../../float.js';
import type { Keyspace } from '../../keyspace/keyspace.js';
import { Deque } from '../../values/deque.js';
import { HashValue } from '../../values/hash-value.js';
import { SetValue } from '../../values/set-value.js';
import { SortedSet } from '../../values/sorted-set.js';
import { formatId } from '../../values/stream-id.js';
import { StreamValue } from '../../values/stream-value.js';
import { stringBytes, type StringValue, type Value } from '../../values/value.js';

const SHA1_BYTES = 20;
/** What is added for a key with a deadline, whatever it is. */
const EXPIRES = '!!expire!!';
/** The numbers of the data types in Redis. */
const STRING = 0;
const LIST = 1;
const SET = 2;
const SORTED_SET = 3;
const HASH = 4;
const STREAM = 6;

/** A signature of data in which the order of some parts counts and of others does not: DEBUG DIGEST. */
export class Digest {
  private state: Buffer = Buffer.alloc(SHA1_BYTES);

  /** 40 hexadecimal digits. */
  get hex(): string {
    return this.state.toString('hex');
  }

  /** Adds a part in whatever order. */
  add(bytes: Bytes | Digest): void {
    const data = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes.state;
    const hash = sha1(data);
    for (let i = 0; i < SHA1_BYTES; i++) this.state[i]! ^= hash[i]!;
  }

  /** Adds a part behind those that there are. */
  append(bytes: Bytes): void {
    this.add(bytes);
    this.state = sha1(this.state);
  }

  /** Adds a value, and whether it has a deadline. */
  addValue(value: Value, expires: boolean): void {
    this.addContents(value);
    if (expires) this.add(EXPIRES);
  }

  private addContents(value: Value): void {
    if (value instanceof Deque) {
      this.append(word(LIST));
      value.forEachFrom(0, (element) => this.append(element));
    } else if (value instanceof SetValue) {
      this.append(word(SET));
      value.forEach((member) => this.add(member));
    } else if (value instanceof SortedSet) {
      this.append(word(SORTED_SET));
      value.forEachFrom(0, (member, score) => this.add(pair(member, formatDouble(score))));
    } else if (value instanceof HashValue) {
      this.append(word(HASH));
      value.forEach((field, stored) => this.add(pair(field, stored)));
    } else if (value instanceof StreamValue) {
      this.append(word(STREAM));
      value.forEach((id, pairs) => {
        this.append(formatId(id).replace('-', '.'));
        for (const part of pairs) this.append(part);
      });
    } else {
      this.append(word(STRING));
      this.append(stringBytes(value as StringValue));
    }
  }

  /** The signature of all databases. */
  static of(databases: readonly Keyspace[]): Digest {
    const all = new Digest();
    for (const db of databases) {
      if (db.size === 0) continue;
      all.append(word(db.number));
      db.forEach((key, value) => {
        const one = new Digest();
        one.append(key);
        one.addValue(value, db.deadline(key) !== 0);
        all.add(one);
      });
    }
    return all;
  }
}

function pair(first: Bytes, second: Bytes): Digest {
  const both = new Digest();
  both.append(first);
  both.append(second);
  return both;
}

/** A number in four bytes, highest first. */
function word(value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.latin1Slice();
}

function sha1(data: Buffer): Buffer {
  return createHash('sha1').update(data).digest();
}
