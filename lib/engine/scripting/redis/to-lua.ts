import { formatDouble } from '../../float.js';
import {
  BigNumberReply,
  DoubleReply,
  MapReply,
  NullArray,
  Push,
  Replies,
  ReplyError,
  SetReply,
  Status,
  VerbatimReply,
  type Reply,
} from '../../reply.js';
import { LuaTable } from '../lua/table.js';
import type { LuaValue } from '../lua/value.js';
import { errorTable, fieldTable } from './error-table.js';

/** Bytes that a table and one of its entries take, about. */
const TABLE_BYTES = 96;
const ENTRY_BYTES = 32;

/** What counts the memory that a script takes. */
export interface MemoryCounter {
  /** @throws LimitError */
  allocate(bytes: number): void;
}

/**
 * What a script gets of the reply to one of its commands.
 * @param protocol the version of RESP that the script asked for by `redis.setresp`
 * @param memory counts what the script gets
 */
export function toLua(reply: Reply, protocol: 2 | 3, memory: MemoryCounter): LuaValue {
  switch (typeof reply) {
    case 'string':
      memory.allocate(reply.length);
      return reply;
    case 'number':
      return reply;
    case 'bigint':
      return Number(reply);
    case 'boolean':
      return protocol === 3 ? reply : Number(reply);
    default:
      if (reply === null) return absent(protocol);
      return isList(reply) ? list(reply, protocol, memory) : fromObject(reply, protocol, memory);
  }
}

function isList(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply);
}

/** Null is false in RESP2 and nil in RESP3. */
function absent(protocol: 2 | 3): LuaValue {
  return protocol === 3 ? undefined : false;
}

function fromObject(
  reply: Exclude<Reply & object, readonly Reply[]>,
  protocol: 2 | 3,
  memory: MemoryCounter,
): LuaValue {
  if (reply instanceof Status) return fieldTable('ok', reply.text);
  if (reply instanceof ReplyError) return failure(reply);
  if (reply instanceof NullArray) return absent(protocol);
  if (reply instanceof MapReply) return map(reply, protocol, memory);
  if (reply instanceof SetReply) return set(reply, protocol, memory);
  if (reply instanceof DoubleReply) {
    if (protocol === 3) return fieldTable('double', reply.value);
    return reply.digits ?? formatDouble(reply.value);
  }
  if (reply instanceof BigNumberReply) {
    const digits = String(reply.value);
    return protocol === 3 ? fieldTable('big_number', digits) : digits;
  }
  if (reply instanceof VerbatimReply) {
    if (protocol === 2) return reply.text;
    const text = fieldTable('format', reply.format);
    text.set('string', reply.text);
    return fieldTable('verbatim_string', text);
  }
  const elements =
    (reply as Push | Replies) instanceof Push
      ? (reply as Push).elements
      : (reply as Replies).replies;
  return list(elements, protocol, memory);
}

/** An error that a command answered; the statistics have counted it. */
export function failure(reply: ReplyError): LuaTable {
  const table = errorTable(`-${reply.message}`);
  table.set('ignore_error_stats_update', true);
  return table;
}

function list(elements: readonly Reply[], protocol: 2 | 3, memory: MemoryCounter): LuaTable {
  memory.allocate(TABLE_BYTES + ENTRY_BYTES * elements.length);
  const values = new Array<LuaValue>(elements.length);
  let holes = false;
  for (let i = 0; i < elements.length; i++) {
    const value = toLua(elements[i]!, protocol, memory);
    if (value === undefined) holes = true;
    values[i] = value;
  }
  if (!holes) return new LuaTable(values);
  const table = new LuaTable();
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== undefined) table.set(i + 1, values[i]);
  }
  return table;
}

function map(reply: MapReply, protocol: 2 | 3, memory: MemoryCounter): LuaTable {
  const { words } = reply;
  if (protocol === 2) return list(words, protocol, memory);
  memory.allocate(TABLE_BYTES + ENTRY_BYTES * words.length);
  const table = new LuaTable();
  for (let i = 0; i < words.length; i += 2) {
    const value = toLua(words[i + 1]!, protocol, memory);
    if (value !== undefined) table.set(toLua(words[i]!, protocol, memory), value);
  }
  return fieldTable('map', table);
}

function set({ members }: SetReply, protocol: 2 | 3, memory: MemoryCounter): LuaTable {
  if (protocol === 2) return list(members, protocol, memory);
  memory.allocate(TABLE_BYTES + 2 * ENTRY_BYTES * members.length);
  const table = new LuaTable();
  for (const member of members) table.set(toLua(member, protocol, memory), true);
  return fieldTable('set', table);
}
