import { encode, encodeOwned, fromBuffer, type Bytes } from '../engine/bytes.js';
import { youngList } from './young-list.js';

/** How the words of a command are made. */
export interface WordRules {
  /** As ioredis sends it. */
  readonly name: string;
  /** Whether its first argument may be kept by the engine as it is. An index of keys makes its own copies. */
  readonly keepsFirst: boolean;
  /** Whether the others may. What is kept must not share memory with the application's text. */
  readonly keepsRest: boolean;
}

/**
 * The words of a command whose arguments are texts, numbers or Buffers, as ioredis sends them. Everything else (nested
 * arrays, objects, null, callbacks, integers that are not safe) is left to ioredis.
 * @returns `undefined` when there is such an argument
 */
export function words(
  { name, keepsFirst, keepsRest }: WordRules,
  args: readonly unknown[],
): Bytes[] | undefined {
  if (args.length === 0) return youngList(name);
  const first = word(args[0], keepsFirst);
  if (first === undefined) return undefined;
  if (args.length === 1) return youngList(name, first);
  const second = word(args[1], keepsRest);
  if (second === undefined) return undefined;
  // An array that is written out takes no more room than it needs.
  const argv = youngList(name, first, second);
  for (let i = 2; i < args.length; i++) {
    const next = word(args[i], keepsRest);
    if (next === undefined) return undefined;
    argv.push(next);
  }
  return argv;
}

/**
 * The word of one argument.
 * @param kept whether the engine may keep it as it is
 * @returns `undefined` when it is a matter for ioredis
 */
export function word(arg: unknown, kept: boolean): Bytes | undefined {
  if (typeof arg === 'string') return kept ? encodeOwned(arg) : encode(arg);
  if (typeof arg === 'number') return isExact(arg) ? String(arg) : undefined;
  return arg instanceof Buffer ? fromBuffer(arg) : undefined;
}

/** Whether {@link word} makes a word of an argument. */
export function isWord(arg: unknown): boolean {
  if (typeof arg === 'string') return true;
  if (typeof arg === 'number') return isExact(arg);
  return arg instanceof Buffer;
}

function isExact(number: number): boolean {
  return !Number.isInteger(number) || Number.isSafeInteger(number);
}

/** The words of a command of ioredis, whose arguments are texts and Buffers by now. */
export function wordsOf(name: string, args: readonly unknown[]): Bytes[] {
  const argv: Bytes[] = [encode(name)];
  for (const arg of args) {
    argv.push(arg instanceof Buffer ? fromBuffer(arg) : encodeOwned(String(arg)));
  }
  return argv;
}
