import type { Bytes } from '../../../bytes.js';
import type { LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import type { LuaValue } from '../value.js';

/** An array or a map whose end is not reached. */
interface Open {
  readonly table: LuaTable;
  readonly isArray: boolean;
  /** Values, or pairs of a key and a value, that are left. */
  left: number;
  /** The last index of an array. */
  index: number;
  /** The key of a map whose value comes next. */
  key: LuaValue;
  hasKey: boolean;
}

/** The slots that a C function of Lua 5.1 has; so many values and nested tables can be there at once. */
const STACK_SLOTS = 8000;
/** About what an entry of a table takes. */
const ENTRY_BYTES = 32;
const scratch = Buffer.alloc(8);
const TOO_MANY =
  'stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)';
const TOO_DEEP = 'stack overflow (in function mp_decode_to_lua_array)';

/** `cmsgpack.unpack` and its like: reads one value after the other, without recursion. */
export class MsgpackDecoder {
  private readonly open: Open[] = [];
  /** How many slots of the stack C needs; one for the argument. */
  private slots = 1;

  /** @param at where reading begins, from 0; afterwards where it is */
  constructor(
    private readonly state: LuaState,
    private readonly bytes: Bytes,
    public at: number,
  ) {}

  /** Whether there is nothing left to read. */
  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** The next value. @throws LuaError when the bytes are no MessagePack */
  read(): LuaValue {
    for (;;) {
      this.state.tick(1);
      if (this.slots + 1 > STACK_SLOTS) this.state.error(TOO_MANY);
      let value = this.value();
      // A table that is not complete yet is on top of the open ones; what completes it is read first.
      while (!(value instanceof LuaTable && this.open.at(-1)?.table === value)) {
        const table = this.open.at(-1);
        if (table === undefined) {
          this.slots++;
          return value;
        }
        if (!this.put(table, value)) break;
        this.open.pop();
        this.slots -= table.isArray ? 2 : 1;
        value = table.table;
      }
    }
  }

  /** Puts a value into a table. @returns whether the table is complete */
  private put(table: Open, value: LuaValue): boolean {
    if (table.isArray) table.table.set(++table.index, value);
    else if (!table.hasKey) {
      table.key = value;
      table.hasKey = true;
      this.slots++;
      return false;
    } else {
      if (table.key === undefined) this.state.raise('table index is nil');
      if (table.key !== table.key) this.state.raise('table index is NaN');
      table.table.set(table.key, value);
      table.hasKey = false;
      this.slots--;
    }
    this.state.allocate(ENTRY_BYTES);
    return --table.left === 0;
  }

  private value(): LuaValue {
    this.need(1);
    const type = this.bytes.charCodeAt(this.at);
    if (type < 0x80) return this.small(type);
    if (type >= 0xe0) return this.small(type - 0x100);
    if (type < 0x90) return this.table(false, 1, type & 0xf);
    if (type < 0xa0) return this.table(true, 1, type & 0xf);
    if (type < 0xc0) return this.string(1, type & 0x1f);
    switch (type) {
      case 0xc0:
        return this.small(undefined);
      case 0xc2:
        return this.small(false);
      case 0xc3:
        return this.small(true);
      case 0xca:
        return this.fixed(4).readFloatBE();
      case 0xcb:
        return this.fixed(8).readDoubleBE();
      case 0xcc:
        return this.unsigned(1);
      case 0xcd:
        return this.unsigned(2);
      case 0xce:
        return this.unsigned(4);
      case 0xd0:
        return (this.unsigned(1) << 24) >> 24;
      case 0xd1:
        return (this.unsigned(2) << 16) >> 16;
      case 0xd2:
        return this.unsigned(4) | 0;
      // An unsigned one becomes Lua's signed integer.
      case 0xcf:
      case 0xd3:
        return Number(this.fixed(8).readBigInt64BE());
      case 0xd9:
        return this.string(2, this.length(1));
      case 0xda:
        return this.string(3, this.length(2));
      case 0xdb:
        return this.string(5, this.length(4));
      case 0xdc:
        return this.table(true, 3, this.length(2));
      case 0xdd:
        return this.table(true, 5, this.length(4));
      case 0xde:
        return this.table(false, 3, this.length(2));
      case 0xdf:
        return this.table(false, 5, this.length(4));
      default:
        return this.state.error('Bad data format in input.');
    }
  }

  private need(bytes: number): void {
    if (this.bytes.length - this.at < bytes) this.state.error('Missing bytes in input.');
  }

  private small<T>(value: T): T {
    this.at++;
    return value;
  }

  /** So many bytes behind a type, until the next ones are asked for. */
  private fixed(bytes: number): Buffer {
    this.need(bytes + 1);
    const start = this.at + 1;
    this.at = start + bytes;
    for (let i = 0; i < bytes; i++) scratch[i] = this.bytes.charCodeAt(start + i);
    return scratch;
  }

  /** An unsigned integer of so many bytes behind a type. */
  private unsigned(bytes: number): number {
    const value = this.length(bytes);
    this.at += bytes + 1;
    return value;
  }

  /** The length behind a type. */
  private length(bytes: number): number {
    this.need(bytes + 1);
    let value = 0;
    for (let i = 1; i <= bytes; i++) value = value * 256 + this.bytes.charCodeAt(this.at + i);
    return value;
  }

  private string(head: number, length: number): string {
    this.need(head + length);
    this.state.allocate(length);
    const start = this.at + head;
    this.at = start + length;
    return this.bytes.slice(start, this.at);
  }

  private table(isArray: boolean, head: number, size: number): LuaTable {
    this.at += head;
    if (isArray && this.slots + 2 > STACK_SLOTS) this.state.error(TOO_DEEP);
    this.state.allocate(ENTRY_BYTES);
    const table = new LuaTable();
    if (size === 0) return table;
    this.open.push({ table, isArray, left: size, index: 0, key: undefined, hasKey: false });
    this.slots += isArray ? 2 : 1;
    return table;
  }
}
