import type { Bytes } from '../bytes.js';
import { KeyIndex, type KeyHasher } from '../keyspace/key-index.js';
import { Collection, collectionType } from './collection.js';
import {
  findPacked,
  fitsPacked,
  nextPacked,
  pack,
  packedAt,
  splicePacked,
  type Packed,
} from './packed.js';

/** What OBJECT ENCODING answers for a set; it only ever goes down this list. */
export type SetEncoding = 'intset' | 'listpack' | 'hashtable';

const MEMBER_OVERHEAD = 16;

/**
 * A set of distinct members, packed in one string while that is short, a table above.
 *
 * Invariants: exactly one of `packed` and `table` is in use; a member occurs once; a table does not turn back.
 */
export class SetValue extends Collection {
  readonly type = 'set';
  encoding: SetEncoding = 'intset';
  private packed: Packed = '';
  private table: KeyIndex<null> | undefined;
  private count = 0;
  private payload = 0;

  constructor(private readonly hasher: KeyHasher) {
    super();
  }

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.table ? this.table.bytes() + this.payload : this.packed.length;
  }

  has(member: Bytes): boolean {
    return (this.table ? this.table.find(member) : findPacked(this.packed, member, 1)) >= 0;
  }

  /** @returns whether the member is new */
  add(member: Bytes): boolean {
    if (this.has(member)) return false;
    if (!this.table && fitsPacked(this.packed, member)) {
      const end = this.packed.length;
      this.packed = splicePacked(this.packed, end, end, pack(member));
    } else {
      (this.table ?? this.becomeTable()).insert(member, null);
      this.payload += MEMBER_OVERHEAD + member.length;
    }
    this.count++;
    return true;
  }

  /** @returns whether the member was there */
  delete(member: Bytes): boolean {
    if (this.table) {
      const slot = this.table.find(member);
      if (slot < 0) return false;
      this.table.delete(slot);
      this.payload -= MEMBER_OVERHEAD + member.length;
    } else {
      const at = findPacked(this.packed, member, 1);
      if (at < 0) return false;
      this.packed = splicePacked(this.packed, at, nextPacked(this.packed, at), '');
    }
    this.count--;
    return true;
  }

  /** Visits every member. @param visit may delete the member that it is given; `false` ends the walk */
  forEach(visit: (member: Bytes) => boolean | void): void {
    if (this.table) {
      for (const slot of this.table.slots()) {
        if (visit(this.table.keyAt(slot)) === false) return;
      }
      return;
    }
    const { packed } = this;
    for (let at = 0; at < packed.length; at = nextPacked(packed, at)) {
      if (visit(packedAt(packed, at)) === false) return;
    }
  }

  /**
   * Visits the members that every other set has, or that none has.
   * @param visit may change no set; `false` ends the walk
   */
  forEachIn(
    which: 'all' | 'none',
    others: readonly SetValue[],
    visit: (member: Bytes) => boolean | void,
  ): void {
    const { table } = this;
    const wanted = which === 'all';
    if (table === undefined) {
      this.forEach((member) => {
        for (const other of others) if (other.has(member) !== wanted) return true;
        return visit(member);
      });
      return;
    }
    walk: for (const slot of table.slots()) {
      for (const other of others) if (other.hasFrom(table, slot) !== wanted) continue walk;
      if (visit(table.keyAt(slot)) === false) return;
    }
  }

  /** Visits a part, as one step of SSCAN; a packed set is visited at once. @returns the next cursor, 0 at the end */
  scan(cursor: number, visit: (member: Bytes) => void): number {
    const { table } = this;
    if (table) return table.scan(cursor, (slot) => visit(table.keyAt(slot)));
    this.forEach(visit);
    return 0;
  }

  /** A uniformly random member. @param below draws an integer from 0 to below its argument */
  randomMember(below: (bound: number) => number): Bytes {
    if (this.table) return this.table.keyAt(this.table.uniformSlot(below));
    let at = 0;
    for (let skip = below(this.count); skip > 0; skip--) at = nextPacked(this.packed, at);
    return packedAt(this.packed, at);
  }

  clone(): SetValue {
    const copy = new SetValue(this.hasher);
    copy.encoding = this.encoding;
    this.forEach((member) => void copy.add(member));
    return copy;
  }

  private hasFrom(table: KeyIndex<null>, slot: number): boolean {
    return this.table ? this.table.findFrom(table, slot) >= 0 : this.has(table.keyAt(slot));
  }

  private becomeTable(): KeyIndex<null> {
    const table = new KeyIndex<null>(this.hasher);
    this.forEach((member) => {
      table.insert(member, null);
      this.payload += MEMBER_OVERHEAD + member.length;
    });
    this.packed = '';
    return (this.table = table);
  }
}

/** The set type. */
export const SetType = collectionType('set', SetValue);
