import type { Bytes } from '../../bytes.js';
import { ReplyError } from '../../reply.js';
import { scriptErrors } from '../../script-errors.js';
import { cString } from '../lua/c-string.js';
import type { LuaState } from '../lua/state.js';
import { LuaTable } from '../lua/table.js';
import { first, LuaError, native, type LimitError, type LuaValue } from '../lua/value.js';
import { fieldTable } from './error-table.js';
import { toError } from './to-reply.js';

/** Errors in the handler of errors are told with its name, and with its lines. */
const HANDLER_NAME = '@err_handler_def';
const HANDLER_LINES: Readonly<Record<number, string>> = {
  1: 'local tableOf, position = ...',
  3: 'return function(value)',
  4: 'local source, line = position()',
  5: 'local err = tableOf(value)',
  6: 'if not source then return err end',
  10: 'err.source = source',
  11: 'err.line = line',
  12: 'return err end',
};

/**
 * The function that scripts see as `__redis__err__handler`: it makes of an error that nobody catches a table with its
 * message, and with where it was raised.
 */
export function createErrorHandler(state: LuaState): LuaValue {
  const lines = Array.from({ length: 12 }, (_, i) => HANDLER_LINES[i + 1] ?? '');
  const tableOf = native('tableOf', (value: LuaValue) =>
    value instanceof LuaTable
      ? value
      : fieldTable('err', `ERR ${state.asString(state.tostring(value)) ?? ''}`),
  );
  const position = native('position', () => {
    const { source, line } = state.errorPosition() ?? {};
    return [source, line];
  });
  return first(state.load(lines.join('\n'), HANDLER_NAME)(tableOf, position));
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
export function failedReply(state: LuaState, { value }: LuaError, name: Bytes): ReplyError {
  if (!(value instanceof LuaTable)) {
    return scriptErrors.scriptFailed(name, cString(state.asString(value) ?? 'execution failure'));
  }
  const read = (key: string): LuaValue => {
    try {
      return state.index(value, key);
    } catch (error) {
      // Redis does not survive this.
      if (error instanceof LuaError) return undefined;
      throw error;
    }
  };
  const field = (key: string): Bytes | undefined => state.asString(read(key));
  const message = field('err') ?? 'ERR unknown error';
  const [source, line] = [field('source'), field('line')];
  const where =
    source === undefined || line === undefined
      ? ''
      : ` script: ${name}, on ${cString(source)}:${cString(line)}.`;
  const counted = read('ignore_error_stats_update') === true;
  return toError(cString(message) + where, counted);
}

/** The reply to a script that went beyond its limits. */
export function endedReply(error: LimitError, name: Bytes): ReplyError {
  return new ReplyError(`ERR ${error.message} script: ${name}.`);
}
