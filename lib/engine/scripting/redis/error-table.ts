import type { Bytes } from '../../bytes.js';
import { LuaTable } from '../lua/table.js';
import type { LuaValue } from '../lua/value.js';

/** A table of one field. */
export function fieldTable(name: string, value: LuaValue): LuaTable {
  const table = new LuaTable();
  table.set(name, value);
  return table;
}

const LINE_BREAKS_AROUND = /^[\r\n]+|[\r\n]+$/g;

/**
 * The table that stands for an error in scripts.
 * @param message `-CODE text`; a text without a dash in front, or without a space, gets the code ERR
 */
export function errorTable(message: Bytes): LuaTable {
  const line = message.replace(LINE_BREAKS_AROUND, '');
  if (!line.startsWith('-')) return fieldTable('err', `ERR ${line}`);
  const space = line.indexOf(' ');
  if (space < 0) return fieldTable('err', `ERR ${line.slice(1)}`);
  const text = line.slice(space + 1).replace(LINE_BREAKS_AROUND, '');
  return fieldTable('err', `${line.slice(1, space)} ${text}`);
}
