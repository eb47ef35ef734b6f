import type { Bytes } from '../../bytes.js';
import {
  BigNumberReply,
  CountedReplyError,
  DoubleReply,
  MapReply,
  OK,
  ReplyError,
  SetReply,
  Status,
  VerbatimReply,
  type Reply,
} from '../../reply.js';
import { scriptErrors } from '../../script-errors.js';
import { LuaTable } from '../lua/table.js';
import type { LuaValue } from '../lua/value.js';

const INT64_LIMIT = 2 ** 63;
/** What C makes of a double that no 64-bit integer holds. */
const NO_INTEGER = -(2n ** 63n);
/** How deeply what a script returns may be nested; below, an error takes the place. */
const MAX_DEPTH = 1000;

/** Is told of the errors within a reply. */
export interface ErrorCounter {
  nestedError(error: ReplyError): void;
}

/**
 * What a client gets of the value that a script returns.
 * @param protocol the version of RESP that the script asked for by `redis.setresp`
 * @param counter is told of the errors within; an error that is the reply itself is for the gate to count
 */
export function toReply(value: LuaValue, protocol: 2 | 3, counter: ErrorCounter): Reply {
  const reply = convert(value, protocol, 0);
  if (typeof reply === 'object' && reply !== null) countWithin(reply, counter);
  return reply;
}

function countWithin(reply: Reply & object, counter: ErrorCounter): void {
  if (Array.isArray(reply))
    for (const each of reply as readonly Reply[]) countNested(each, counter);
  else if (reply instanceof MapReply) for (const each of reply.words) countNested(each, counter);
  else if (reply instanceof SetReply) for (const each of reply.members) countNested(each, counter);
}

function countNested(reply: Reply, counter: ErrorCounter): void {
  if (typeof reply !== 'object' || reply === null) return;
  if (reply instanceof ReplyError) counter.nestedError(reply);
  else countWithin(reply, counter);
}

function convert(value: LuaValue, protocol: 2 | 3, depth: number): Reply {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return toInteger(value);
    case 'boolean':
      if (protocol === 3) return value;
      return value ? 1 : null;
    default:
      return value instanceof LuaTable ? fromTable(value, protocol, depth) : null;
  }
}

/** A number as C cuts it to a 64-bit integer. */
function toInteger(value: number): number | bigint {
  const integer = Math.trunc(value);
  if (Number.isSafeInteger(integer)) return integer + 0;
  if (!(integer >= -INT64_LIMIT && integer < INT64_LIMIT)) return NO_INTEGER;
  return BigInt(integer);
}

function fromTable(table: LuaTable, protocol: 2 | 3, depth: number): Reply {
  if (depth >= MAX_DEPTH) return scriptErrors.stackLimit();
  const error = table.getString('err');
  if (typeof error === 'string') return toError(error, isCounted(table));
  const status = table.getString('ok');
  if (typeof status === 'string') return status === 'OK' ? OK : new Status(cString(status));
  const double = table.getString('double');
  if (typeof double === 'number') {
    return Number.isNaN(double) ? new DoubleReply(double, '-nan') : new DoubleReply(double);
  }
  const big = table.getString('big_number');
  if (typeof big === 'string') return new BigNumberReply(big.replace(/[\r\n]/g, ' '));
  const verbatim = table.getString('verbatim_string');
  if (verbatim instanceof LuaTable) {
    const [format, text] = [verbatim.getString('format'), verbatim.getString('string')];
    if (typeof format === 'string' && typeof text === 'string') {
      return new VerbatimReply(text, cString(format).slice(0, 3).padEnd(3));
    }
  }
  const map = table.getString('map');
  if (map instanceof LuaTable) return toMap(map, protocol, depth + 1);
  const set = table.getString('set');
  if (set instanceof LuaTable) return toSet(set, protocol, depth + 1);
  const elements: Reply[] = [];
  for (let i = 1; ; i++) {
    const value = table.getIndex(i);
    if (value === undefined) return elements;
    elements.push(convert(value, protocol, depth + 1));
  }
}

function toMap(table: LuaTable, protocol: 2 | 3, depth: number): MapReply {
  const words: Reply[] = [];
  for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
    words.push(
      convert(table.keyAt(slot), protocol, depth),
      convert(table.valueAt(slot), protocol, depth),
    );
  }
  return new MapReply(words);
}

function toSet(table: LuaTable, protocol: 2 | 3, depth: number): SetReply {
  const members: Reply[] = [];
  for (let slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
    members.push(convert(table.keyAt(slot), protocol, depth));
  }
  return new SetReply(members);
}

/** Whether the statistics hold the error already, as a script can say as well. */
export function isCounted(table: LuaTable): boolean {
  return table.getString('ignore_error_stats_update') === true;
}

/** The error reply of a message; what follows a NUL is lost, and line breaks become spaces. */
export function toError(message: Bytes, counted: boolean): ReplyError {
  const line = cString(message)
    .replace(/[\r\n]+$/, '')
    .replace(/[\r\n]/g, ' ');
  return counted ? new CountedReplyError(line) : new ReplyError(line);
}

/** A string as C reads it: up to its first NUL. */
export function cString(bytes: Bytes): Bytes {
  const nul = bytes.indexOf('\0');
  return nul < 0 ? bytes : bytes.slice(0, nul);
}
