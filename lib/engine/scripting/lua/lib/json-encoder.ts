import type { Bytes } from '../../../bytes.js';
import { formatGeneral, formatNumber } from '../number.js';
import type { LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import { type LuaValue, typeName } from '../value.js';
import { JSON_NULL, type JsonSettings, STACK_SLOTS } from './json-settings.js';

/** The digits that numbers have everywhere in Lua. */
const DEFAULT_PRECISION = 14;
/** What has to be escaped: control chars, quotes and backslashes; cjson escapes slashes and DEL as well. */
const SPECIAL = /[^ !#-.0-[\]-~\x80-\xff]/;
const SPECIALS = new RegExp(SPECIAL, 'g');
const NAMED = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['/', '\\/'],
  ['\\', '\\\\'],
]);

/** A table whose end is not reached: an array and its size, or an object, whose size is -1. */
interface Open {
  readonly table: LuaTable;
  readonly size: number;
  /** The last index, or the slot of the last key. */
  at: number;
}

/** `cjson.encode`: writes a value as JSON, without recursion. */
export class JsonEncoder {
  private text = '';
  private readonly open: Open[] = [];
  /** How many slots of the stack C needs; one for the argument. */
  private slots = 1;

  constructor(
    private readonly state: LuaState,
    private readonly settings: JsonSettings,
  ) {}

  /** @throws LuaError for what JSON cannot say */
  encode(value: LuaValue): Bytes {
    let current = value;
    for (;;) {
      this.state.tick(1);
      if (current instanceof LuaTable) this.begin(current);
      else this.append(this.scalar(current));
      let table = this.open.at(-1);
      while (table !== undefined && !this.advance(table)) {
        this.append(table.size < 0 ? '}' : ']');
        this.slots -= table.size < 0 ? 2 : 1;
        this.open.pop();
        table = this.open.at(-1);
      }
      if (table === undefined) return this.text;
      current = table.size < 0 ? table.table.valueAt(table.at) : table.table.getIndex(table.at);
    }
  }

  private append(text: string): void {
    this.text = this.state.append(this.text, text);
  }

  private begin(table: LuaTable): void {
    const depth = this.open.length + 1;
    if (depth > this.settings.encodeMaxDepth || this.slots + 3 > STACK_SLOTS)
      this.state.error(`Cannot serialise, excessive nesting (${depth})`);
    const size = this.arraySize(table);
    const isArray = size > 0;
    this.append(isArray ? '[' : '{');
    this.open.push({ table, size: isArray ? size : -1, at: isArray ? 0 : -1 });
    this.slots += isArray ? 1 : 2;
  }

  /** Goes to the next value of a table and writes what comes before it. @returns whether there is one */
  private advance(open: Open): boolean {
    if (open.size >= 0) {
      const index = open.at + 1;
      if (index > open.size) return false;
      if (index > 1) this.append(',');
      open.at = index;
      return true;
    }
    const comma = open.at < 0 ? '' : ',';
    const slot = open.table.nextSlot(open.at);
    if (slot < 0) return false;
    open.at = slot;
    const key = open.table.keyAt(slot);
    if (typeof key === 'number') this.append(`${comma}"${this.number(key)}":`);
    else if (typeof key === 'string') this.append(`${comma}${quote(key)}:`);
    else this.refuse(key, 'table key must be a number or string');
    return true;
  }

  /** The largest index of a table of positive integers; -1 for an object. */
  private arraySize(table: LuaTable): number {
    let max = 0;
    let items = 0;
    for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
      const key = table.keyAt(slot);
      if (typeof key !== 'number' || key < 1 || Math.floor(key) !== key) return -1;
      this.state.tick(1);
      // What does not fit a C int becomes the smallest one.
      if (key > max) max = key < 2 ** 31 ? key : -(2 ** 31);
      items++;
    }
    const { sparseConvert, sparseRatio, sparseSafe } = this.settings;
    if (sparseRatio === 0 || max <= items * sparseRatio || max <= sparseSafe) return max;
    if (!sparseConvert) this.refuse(table, 'excessively sparse array');
    return -1;
  }

  private scalar(value: LuaValue): string {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'number':
        return this.number(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'undefined':
        return 'null';
      default:
        return value === JSON_NULL ? 'null' : this.refuse(value, 'type not supported');
    }
  }

  private number(value: number): string {
    if (!Number.isFinite(value)) {
      const { encodeInvalidNumbers } = this.settings;
      if (encodeInvalidNumbers === 'off') this.refuse(value, 'must not be NaN or Inf');
      if (encodeInvalidNumbers === 'null') return 'null';
      if (Number.isNaN(value)) return 'nan';
    }
    const { numberPrecision } = this.settings;
    return numberPrecision === DEFAULT_PRECISION
      ? formatNumber(value)
      : formatGeneral(value, numberPrecision);
  }

  private refuse(value: LuaValue, reason: string): never {
    return this.state.error(`Cannot serialise ${typeName(value)}: ${reason}`);
  }
}

function quote(text: Bytes): string {
  return SPECIAL.test(text) ? `"${text.replace(SPECIALS, escape)}"` : `"${text}"`;
}

function escape(char: string): string {
  return NAMED.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
