import { splitArguments } from '../../../lib/engine/split-arguments.js';

/** One command of a sequence, and which of its connections sends it. */
export interface Step {
  /** The number of the connection, from 1. */
  readonly on: number;
  /** Strings of one char per byte. */
  readonly argv: readonly string[];
}

/**
 * How a hand-written table says a step: arguments, or a line as one types it into redis-cli (quotes and `\xHH`
 * included), after `2> ` if it goes through the second connection.
 */
export type Row = string | readonly string[];

/** A step that is no command: both sides let so many ms pass, which really costs that time. */
export const WAIT = '@wait';
/** A step that lets a key expire without being swept: `@expire key` sets a near deadline and waits for it. */
export const EXPIRE = '@expire';
const LINE = /^(?:(\d)> )?([^]*)$/;

/** @throws Error when the quotes of a line are not balanced */
export function toStep(row: Row): Step {
  if (typeof row !== 'string') return { on: 1, argv: row };
  const [, on = '1', line = ''] = LINE.exec(row) ?? [];
  const argv = splitArguments(line);
  if (argv === undefined) throw new Error(`Unbalanced quotes: ${row}`);
  return { on: Number(on), argv };
}

/** The step as a row of a table, to be pasted into a test. */
export function toRow({ on, argv }: Step): string {
  return `${on === 1 ? '' : `${on}> `}${argv.map(quote).join(' ')}`;
}

function quote(arg: string): string {
  if (/^[\w@:.*+\-|]+$/.test(arg)) return arg;
  const escaped = arg.replace(/[\\"]/g, '\\$&').replace(/[^\x20-\x7e]/g, hex);
  return `"${escaped}"`;
}

function hex(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
