import { isAscii, own, type Bytes } from '../bytes.js';
import { KeyIndex, type KeyHasher } from '../keyspace/key-index.js';
import { Collection, collectionType } from './collection.js';
import { DeadlineHeap } from './deadline-heap.js';
import {
  findPacked,
  holdsPacked,
  fitsPacked,
  nextPacked,
  pack,
  packedAt,
  splicePacked,
  type Packed,
} from './packed.js';

/** Receives a field and its value; `false` ends the walk. */
export type VisitField = (field: Bytes, value: Bytes) => boolean | void;

const ENTRY_OVERHEAD = 32;

/**
 * A hash: fields and values, packed in one string while that is short, a table above. Only a table can hold deadlines
 * of fields, so that hashes without any pay nothing for them.
 *
 * Invariants: exactly one of `packed` and `table` is in use; a field occurs once; a table does not turn back.
 */
export class HashValue extends Collection {
  readonly type = 'hash';
  /** Never goes back. */
  encoding: 'listpack' | 'hashtable' = 'listpack';
  /** Whether all that was ever set was ASCII: bytes and text are then the same. */
  ascii = true;
  private packed: Packed = '';
  private table: KeyIndex<Bytes> | undefined;
  private heap: DeadlineHeap | undefined;
  private count = 0;
  private payload = 0;

  constructor(private readonly hasher: KeyHasher) {
    super();
  }

  /** How many fields there are, those whose deadline has passed included. */
  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.table ? this.table.bytes() + this.payload : this.packed.length;
  }

  /** How many fields have a deadline. */
  get volatileSize(): number {
    return this.table?.deadlines ?? 0;
  }

  get(field: Bytes): Bytes | undefined {
    if (this.table) {
      const slot = this.table.find(field);
      return slot < 0 ? undefined : this.table.valueAt(slot);
    }
    const at = findPacked(this.packed, field, 2);
    return at < 0 ? undefined : packedAt(this.packed, nextPacked(this.packed, at));
  }

  has(field: Bytes): boolean {
    return (this.table ? this.table.find(field) : findPacked(this.packed, field, 2)) >= 0;
  }

  /**
   * Sets a field.
   * @param keepDeadline whether a deadline of the field stays
   * @returns whether the field is new
   */
  set(field: Bytes, value: Bytes, keepDeadline = false): boolean {
    const at = this.table ? -1 : findPacked(this.packed, field, 2);
    if (at >= 0 && holdsPacked(this.packed, nextPacked(this.packed, at), value)) return false;
    if (this.ascii && !(isAscii(field) && isAscii(value))) this.ascii = false;
    if (this.table) return this.setInTable(this.table, field, value, keepDeadline);
    if (!fitsPacked(this.packed, field, value)) {
      return this.setInTable(this.becomeTable(), field, value, keepDeadline);
    }
    if (at < 0) {
      const end = this.packed.length;
      this.packed = splicePacked(this.packed, end, end, pack(field, value));
      this.count++;
      return true;
    }
    const start = nextPacked(this.packed, at);
    this.packed = splicePacked(this.packed, start, nextPacked(this.packed, start), pack(value));
    return false;
  }

  /** @returns whether the field existed */
  delete(field: Bytes): boolean {
    if (this.table) {
      const slot = this.table.find(field);
      if (slot < 0) return false;
      this.payload -= sizeOf(field, this.table.valueAt(slot));
      this.table.delete(slot);
    } else {
      const at = findPacked(this.packed, field, 2);
      if (at < 0) return false;
      const end = nextPacked(this.packed, nextPacked(this.packed, at));
      this.packed = splicePacked(this.packed, at, end, '');
    }
    this.count--;
    return true;
  }

  /** Visits every field. @param visit may delete the field that it is given; `false` ends the walk */
  forEach(visit: VisitField): void {
    if (this.table) {
      for (const slot of this.table.slots()) {
        if (visit(this.table.keyAt(slot), this.table.valueAt(slot)) === false) return;
      }
      return;
    }
    const { packed } = this;
    for (let at = 0; at < packed.length;) {
      const value = nextPacked(packed, at);
      if (visit(packedAt(packed, at), packedAt(packed, value)) === false) return;
      at = nextPacked(packed, value);
    }
  }

  /** Visits a part, as one step of HSCAN; a packed hash is visited at once. @returns the next cursor, 0 at the end */
  scan(cursor: number, visit: VisitField): number {
    const { table } = this;
    if (table) {
      return table.scan(cursor, (slot) => void visit(table.keyAt(slot), table.valueAt(slot)));
    }
    this.forEach(visit);
    return 0;
  }

  /** A uniformly random field. @param below draws an integer from 0 to below its argument */
  randomField(below: (bound: number) => number): Bytes {
    if (this.table) return this.table.keyAt(this.table.uniformSlot(below));
    let at = 0;
    for (let skip = below(this.count); skip > 0; skip--) {
      at = nextPacked(this.packed, nextPacked(this.packed, at));
    }
    return packedAt(this.packed, at);
  }

  /** The deadline of a field in ms since the epoch: 0 for none, `undefined` when there is no such field. */
  deadline(field: Bytes): number | undefined {
    if (!this.table) return this.has(field) ? 0 : undefined;
    const slot = this.table.find(field);
    return slot < 0 ? undefined : this.table.deadlineAt(slot);
  }

  /** Sets the deadline of an existing field. @param at ms since the epoch, 0 for none */
  setDeadline(field: Bytes, at: number): void {
    const table = this.table ?? this.becomeTable();
    const slot = table.find(field);
    if (slot < 0) return;
    table.setDeadline(slot, at);
    this.heap ??= new DeadlineHeap((each) => (table.has(each) ? table.deadlineAt(each) : 0));
    if (at !== 0) this.heap.push(slot, at, table.deadlines);
  }

  override get nextDeadline(): number {
    return this.volatileSize === 0 ? 0 : this.heap!.firstDeadline();
  }

  /** A field lives while `now <= deadline`, as a key does. */
  override expireElements(now: number): number {
    let expired = 0;
    while (this.volatileSize > 0 && this.heap!.firstDeadline() < now) {
      this.delete(this.table!.keyAt(this.heap!.first()));
      expired++;
    }
    return expired;
  }

  clone(): HashValue {
    const copy = new HashValue(this.hasher);
    copy.encoding = this.encoding;
    this.forEach((field, value) => void copy.set(field, value));
    if (this.volatileSize > 0) {
      this.forEach((field) => copy.setDeadline(field, this.deadline(field)!));
    }
    return copy;
  }

  private setInTable(
    table: KeyIndex<Bytes>,
    field: Bytes,
    value: Bytes,
    keepDeadline: boolean,
  ): boolean {
    const slot = table.find(field);
    if (slot < 0) {
      table.insert(field, value);
      this.payload += sizeOf(field, value);
      this.count++;
      return true;
    }
    this.payload += value.length - table.valueAt(slot).length;
    table.setValue(slot, value);
    if (!keepDeadline) table.setDeadline(slot, 0);
    return false;
  }

  private becomeTable(): KeyIndex<Bytes> {
    const table = new KeyIndex<Bytes>(this.hasher);
    this.forEach((field, value) => {
      table.insert(field, own(value));
      this.payload += sizeOf(field, value);
    });
    this.packed = '';
    return (this.table = table);
  }
}

function sizeOf(field: Bytes, value: Bytes): number {
  return ENTRY_OVERHEAD + field.length + value.length;
}

/** The hash type. */
export const HashType = collectionType('hash', HashValue);
