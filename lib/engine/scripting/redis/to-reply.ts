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
import { cString } from '../lua/c-string.js';
import { LuaTable } from '../lua/table.js';
import type { LuaValue } from '../lua/value.js';

const INT64_LIMIT = 2 ** 63;
/** What C makes of a double that no 64-bit integer holds. */
const NO_INTEGER = -(2n ** 63n);
/** How many values what a script returns may keep on the stack of Lua while it is converted; then an error follows. */
const MAX_LEVEL = 7995;
/** What an element of a map or set keeps there, besides the table. */
const ENTRY_LEVELS = 3;

/** Is told of the errors within a reply. */
export interface ErrorCounter {
  nestedError(error: ReplyError): void;
}

/** A table whose elements are being converted. */
interface Open {
  readonly table: LuaTable;
  readonly kind: 'array' | 'map' | 'set';
  /** Where the converted elements go. */
  readonly elements: Reply[];
  /** How many values are on the stack of Lua for an element. */
  readonly level: number;
  /** The index or the slot of the last element. */
  at: number;
}

/**
 * What a client gets of the value that a script returns.
 * @param protocol the version of RESP that the script asked for by `redis.setresp`
 * @param counter is told of the errors within; an error that is the reply itself is for the gate to count
 */
export function toReply(value: LuaValue, protocol: 2 | 3, counter: ErrorCounter): Reply {
  if (!(value instanceof LuaTable)) return fromScalar(value, protocol);
  const stack: Open[] = [];
  const reply = fromTable(value, 0, stack);
  while (stack.length > 0) {
    const open = stack.at(-1)!;
    const { table, elements, level } = open;
    if (open.kind === 'array') {
      const element = table.getIndex(++open.at);
      if (element === undefined) stack.pop();
      else elements.push(nested(element, level));
      continue;
    }
    open.at = table.nextSlot(open.at);
    if (open.at < 0) {
      stack.pop();
      continue;
    }
    elements.push(nested(table.keyAt(open.at), level));
    if (open.kind === 'map') elements.push(nested(table.valueAt(open.at), level));
  }
  return reply;

  function nested(element: LuaValue, level: number): Reply {
    let converted: Reply;
    if (level >= MAX_LEVEL) converted = scriptErrors.stackLimit();
    else if (element instanceof LuaTable) converted = fromTable(element, level, stack);
    else return fromScalar(element, protocol);
    if (converted instanceof ReplyError) counter.nestedError(converted);
    return converted;
  }
}

function fromScalar(value: LuaValue, protocol: 2 | 3): Reply {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return toInteger(value);
    case 'boolean':
      if (protocol === 3) return value;
      return value ? 1 : null;
    default:
      return null;
  }
}

/** A number as C cuts it to a 64-bit integer. */
function toInteger(value: number): number | bigint {
  const integer = Math.trunc(value);
  if (Number.isSafeInteger(integer)) return integer + 0;
  if (!(integer >= -INT64_LIMIT && integer < INT64_LIMIT)) return NO_INTEGER;
  return BigInt(integer);
}

/** The reply that a table stands for; what has elements is put on the stack, and filled from there. */
function fromTable(table: LuaTable, level: number, stack: Open[]): Reply {
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
  const elements: Reply[] = [];
  const map = table.getString('map');
  if (map instanceof LuaTable) {
    stack.push({ table: map, kind: 'map', elements, level: level + ENTRY_LEVELS, at: -1 });
    return new MapReply(elements);
  }
  const set = table.getString('set');
  if (set instanceof LuaTable) {
    stack.push({ table: set, kind: 'set', elements, level: level + ENTRY_LEVELS, at: -1 });
    return new SetReply(elements);
  }
  stack.push({ table, kind: 'array', elements, level: level + 1, at: 0 });
  return elements;
}

/** Whether the statistics hold the error already, as a script can say as well. */
function isCounted(table: LuaTable): boolean {
  return table.getString('ignore_error_stats_update') === true;
}

/** The error reply of a message; what follows a NUL is lost, and line breaks become spaces. */
export function toError(message: Bytes, counted: boolean): ReplyError {
  const line = cString(message)
    .replace(/[\r\n]+$/, '')
    .replace(/[\r\n]/g, ' ');
  return counted ? new CountedReplyError(line) : new ReplyError(line);
}
