import type { Bytes } from '../../bytes.js';
import { ReplyError } from '../../reply.js';
import type { ErrorHandler } from '../lua/call-stack.js';
import { cString } from '../lua/c-string.js';
import type { LuaState } from '../lua/state.js';
import { LuaTable } from '../lua/table.js';
import {
  LuaError,
  native,
  type ErrorPosition,
  type LimitError,
  type LuaFunction,
  type LuaValue,
} from '../lua/value.js';
import { fieldTable } from './error-table.js';
import { toError } from './to-reply.js';

/** An error that sets a field of an error value may raise another one; after so many the last one is told. */
const MAX_HANDLED = 20;

/**
 * What Redis's error handler makes of an error: a table with its message, and where it was raised.
 * @throws LuaError from the metamethods of the error value
 */
function handled(state: LuaState, value: LuaValue, position: ErrorPosition | undefined): LuaTable {
  const table =
    value instanceof LuaTable
      ? value
      : fieldTable('err', `ERR ${state.asString(state.tostring(value)) ?? ''}`);
  if (position !== undefined) {
    state.setIndex(table, 'source', position.source);
    state.setIndex(table, 'line', position.line);
  }
  return table;
}

/** What errors become that a script does not catch. */
export function hostErrorHandler(state: LuaState): ErrorHandler {
  return ({ value, position }) => handled(state, value, position);
}

/** The function that scripts see as `__redis__err__handler`. */
export function createErrorHandler(state: LuaState): LuaFunction {
  return native('handler', (value: LuaValue) => handled(state, value, state.position()));
}

/** What the message of an error is that nothing handles: that of a library that does not load. */
export function describeUncaught(state: LuaState, value: LuaValue): Bytes {
  const text = state.asString(value);
  if (text !== undefined) return `ERR ${text}`;
  const message = value instanceof LuaTable ? state.asString(state.index(value, 'err')) : undefined;
  return message ?? 'ERR unknown error';
}

/**
 * The reply to a script that has raised an error.
 * @param name what the script or function is called
 */
export function failedReply(state: LuaState, error: LuaError, name: Bytes): ReplyError {
  let raised = error;
  for (let i = 0; ; i++) {
    try {
      return describe(state, handled(state, raised.value, raised.position), name);
    } catch (again) {
      if (!(again instanceof LuaError) || i === MAX_HANDLED) throw again;
      raised = again;
    }
  }
}

function describe(state: LuaState, table: LuaTable, name: Bytes): ReplyError {
  const field = (key: string): Bytes | undefined => state.asString(state.index(table, key));
  const message = field('err') ?? 'ERR unknown error';
  const [source, line] = [field('source'), field('line')];
  const where =
    source === undefined || line === undefined
      ? ''
      : ` script: ${name}, on ${cString(source)}:${cString(line)}.`;
  const counted = state.index(table, 'ignore_error_stats_update') === true;
  return toError(cString(message) + where, counted);
}

/** The reply to a script that went beyond its limits. */
export function endedReply(error: LimitError, name: Bytes): ReplyError {
  return new ReplyError(`ERR ${error.message} script: ${name}.`);
}
