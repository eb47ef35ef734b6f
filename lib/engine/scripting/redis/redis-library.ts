import { createHash } from 'node:crypto';
import type { Bytes } from '../../bytes.js';
import { REDIS_VERSION } from '../../version.js';
import { libraryErrors } from '../../script-errors.js';
import { cString } from '../lua/c-string.js';
import { toInt } from '../lua/number.js';
import type { LuaLibrary, LuaState } from '../lua/state.js';
import { LuaTable } from '../lua/table.js';
import { native, NOTHING, type LuaResult, type LuaValue } from '../lua/value.js';
import { errorTable, fieldTable } from './error-table.js';
import type { RedisCall } from './redis-call.js';
import type { ScriptRun } from './script-run.js';

/** How important a line is that a script logs, least first. */
const SCRIPT_LOG_LEVELS = ['debug', 'verbose', 'notice', 'warning'] as const;
export type ScriptLogLevel = (typeof SCRIPT_LOG_LEVELS)[number];

/** Takes the lines of `redis.log`. @param message bytes, one per char */
export type ScriptLog = (level: ScriptLogLevel, message: Bytes) => void;

const REPL_ALL = 3;

/** What the functions of the library work on. */
export interface RedisLibraryParts {
  readonly state: LuaState;
  readonly call: RedisCall;
  readonly run: ScriptRun;
  readonly log: ScriptLog;
}

/** SHA-1 as 40 hexadecimal digits. */
export function sha1(bytes: Bytes): string {
  return createHash('sha1').update(bytes, 'latin1').digest('hex');
}

/** `redis.log`, its levels and the version: all there is of the library while a library of functions is loaded. */
export function createBaseLibrary(state: LuaState, log: ScriptLog): LuaLibrary {
  const raise = (message: string): never => state.raise(errorTable(message));
  return [
    [
      'log',
      native('log', (...args: LuaValue[]): LuaResult => {
        if (args.length < 2) return raise(libraryErrors.logArguments);
        const number = state.asNumber(args[0]);
        if (number === undefined) return raise(libraryErrors.logLevelType);
        const level = SCRIPT_LOG_LEVELS[toInt(number)];
        if (level === undefined) return raise(libraryErrors.logLevel);
        let line = '';
        for (let i = 1; i < args.length; i++) {
          const text = state.asString(args[i]);
          if (text !== undefined) line += i > 1 ? ` ${text}` : text;
        }
        log(level, cString(line));
        return NOTHING;
      }),
    ],
    ...SCRIPT_LOG_LEVELS.map((level, i) => [`LOG_${level.toUpperCase()}`, i] as const),
    ['REDIS_VERSION', REDIS_VERSION],
    ['REDIS_VERSION_NUM', versionNumber(REDIS_VERSION)],
  ];
}

/** The version as one number: 0x00MMmmpp. */
function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return (major << 16) | (minor << 8) | patch;
}

/** The library `redis` of scripts and functions that run. */
export function createRedisLibrary({ state, call, run, log }: RedisLibraryParts): LuaLibrary {
  const raise = (message: string): never => state.raise(errorTable(message));
  const field = (name: 'ok' | 'err', args: readonly LuaValue[]): LuaValue => {
    const [text] = args;
    if (args.length !== 1 || typeof text !== 'string') {
      return errorTable(libraryErrors.fieldArguments);
    }
    if (name === 'ok') return fieldTable('ok', text);
    const message = cString(text);
    return errorTable(message.startsWith('-') ? message : `-${message}`);
  };
  return [
    ['call', native('call', (...argv: LuaValue[]) => call.invoke(argv, true))],
    ['pcall', native('pcall', (...argv: LuaValue[]) => call.invoke(argv, false))],
    ...createBaseLibrary(state, log),
    [
      'setresp',
      native('setresp', (...args: LuaValue[]): LuaResult => {
        if (args.length !== 1) return raise(libraryErrors.setrespArguments);
        const version = toInt(state.asNumber(args[0]) ?? 0);
        if (version !== 2 && version !== 3) return raise(libraryErrors.setrespVersion);
        run.session.protocol = version;
        return NOTHING;
      }),
    ],
    ['error_reply', native('error_reply', (...args: LuaValue[]) => field('err', args))],
    ['status_reply', native('status_reply', (...args: LuaValue[]) => field('ok', args))],
    [
      'sha1hex',
      native('sha1hex', (...args: LuaValue[]): LuaResult => {
        if (args.length !== 1) return raise(libraryErrors.sha1hexArguments);
        const text = state.asString(args[0]) ?? '';
        state.tick(text.length);
        return sha1(text);
      }),
    ],
    [
      'set_repl',
      native('set_repl', (...args: LuaValue[]): LuaResult => {
        if (args.length !== 1) return raise(libraryErrors.setReplArguments);
        const flags = toInt(state.asNumber(args[0]) ?? 0);
        if ((flags & ~REPL_ALL) !== 0) return raise(libraryErrors.setReplFlags);
        return NOTHING;
      }),
    ],
    ['REPL_NONE', 0],
    ['REPL_AOF', 1],
    ['REPL_SLAVE', 2],
    ['REPL_REPLICA', 2],
    ['REPL_ALL', REPL_ALL],
    ['acl_check_cmd', native('acl_check_cmd', (...argv: LuaValue[]) => call.permits(argv))],
  ];
}

/** What only scripts have of the library, and functions have not. */
export function createEvalLibrary(): LuaLibrary {
  return [
    // There is no debugger: nothing stops here, as on a server that debugs nothing.
    ['breakpoint', native('breakpoint', () => false)],
    ['debug', native('debug', () => NOTHING)],
    ['replicate_commands', native('replicate_commands', () => true)],
  ];
}

/** A table of a library. */
export function tableOf(library: LuaLibrary): LuaTable {
  const table = new LuaTable();
  for (const [name, value] of library) table.set(name, value);
  return table;
}
