import type { LuaValue } from './value.js';

/** A cell without a value: who finds none looks the key up. */
const NO_CELL: { readonly value: LuaValue } = Object.freeze({ value: undefined });

/**
 * A table. The entries that `next` and `pairs` visit come in the order of Lua 5.1, whose array and hash parts are
 * kept track of; `#` answers the border that Lua 5.1 finds.
 */
export class LuaTable {
  /** The metatable; whoever sets it answers for `readonly`. */
  metatable: LuaTable | undefined;
  /** A read-only table refuses every write of Lua ("Attempt to modify a readonly table"); {@link set} does not ask. */
  readonly = false;
  private array: LuaValue[];
  private readonly entries = new Map<LuaValue, LuaValue>();

  /** @param array the values at 1, 2, 3 ...; the table takes the array over */
  constructor(array: LuaValue[] = []) {
    this.array = array;
  }

  /** The raw value at a key; nil when there is none. */
  get(key: LuaValue): LuaValue {
    if (typeof key === 'number' && key > 0 && key <= this.array.length) {
      const value = this.array[key - 1];
      if (value !== undefined) return value;
    }
    return this.entries.get(key);
  }

  /** {@link get} for a key that is known to be a string. */
  getString(key: string): LuaValue {
    return this.entries.get(key);
  }

  /** {@link get} for a key that is known to be a positive integer. */
  getIndex(index: number): LuaValue {
    return this.get(index);
  }

  /** Where the value of a global variable is, for code that reads it often. */
  cell(_key: string): { readonly value: LuaValue } {
    return NO_CELL;
  }

  /** Sets the raw value at a key, which must be neither nil nor NaN; nil removes the entry. */
  set(key: LuaValue, value: LuaValue): void {
    if (key === this.array.length + 1 && value !== undefined) {
      this.array.push(value);
      this.entries.delete(key);
      return;
    }
    if (typeof key === 'number' && key > 0 && key <= this.array.length && Number.isInteger(key)) {
      this.array[key - 1] = value;
      return;
    }
    this.entries.set(key, value);
  }

  /** What `#` answers: an n with `t[n]` not nil and `t[n + 1]` nil, or 0. */
  length(): number {
    let n = this.array.length;
    while (n > 0 && this.array[n - 1] === undefined) n--;
    if (n < this.array.length) return n;
    while (this.entries.get(n + 1) !== undefined) n++;
    return n;
  }

  /**
   * The slot after a slot that holds an entry, in the order of `pairs`; begin with -1.
   *
   *     for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) ...
   *
   * Values may be set to nil on the way, new keys may not be added.
   * @returns -1 at the end
   */
  nextSlot(slot: number): number {
    const keys = this.keys();
    for (let i = slot + 1; i < keys.length; i++) if (this.get(keys[i]) !== undefined) return i;
    return -1;
  }

  /** The key of the entry in a slot. */
  keyAt(slot: number): LuaValue {
    return this.keys()[slot];
  }

  /** The value of the entry in a slot. */
  valueAt(slot: number): LuaValue {
    return this.get(this.keyAt(slot));
  }

  /** The slot of a key, as `next` needs it. @returns -1 for nil, -2 when the table does not know the key */
  slotOf(key: LuaValue): number {
    if (key === undefined) return -1;
    const slot = this.keys().indexOf(key);
    return slot < 0 ? -2 : slot;
  }

  private keys(): LuaValue[] {
    return [...this.array.map((_, i) => i + 1), ...this.entries.keys()];
  }
}
