import { encode, encodeOwned, fromBuffer, type Bytes } from '../engine/bytes.js';

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
export function words(rules: WordRules, args: readonly unknown[]): Bytes[] | undefined {
  const { name, keepsFirst, keepsRest } = rules;
  // Literals of the right size: an array that grows costs more than all the rest.
  switch (args.length) {
    case 0:
      return [name];
    case 1: {
      const first = word(args[0], keepsFirst);
      return first === undefined ? undefined : [name, first];
    }
    case 2: {
      const first = word(args[0], keepsFirst);
      const second = word(args[1], keepsRest);
      return first === undefined || second === undefined ? undefined : [name, first, second];
    }
    case 3: {
      const first = word(args[0], keepsFirst);
      const second = word(args[1], keepsRest);
      const third = word(args[2], keepsRest);
      return first === undefined || second === undefined || third === undefined
        ? undefined
        : [name, first, second, third];
    }
    default:
      return manyWords(rules, args);
  }
}

function manyWords(
  { name, keepsFirst, keepsRest }: WordRules,
  args: readonly unknown[],
): Bytes[] | undefined {
  const argv: Bytes[] = [name];
  for (let i = 0; i < args.length; i++) {
    const next = word(args[i], i === 0 ? keepsFirst : keepsRest);
    if (next === undefined) return undefined;
    argv.push(next);
  }
  return argv;
}

function word(arg: unknown, kept: boolean): Bytes | undefined {
  if (typeof arg === 'string') return kept ? encodeOwned(arg) : encode(arg);
  if (typeof arg === 'number') {
    return Number.isInteger(arg) && !Number.isSafeInteger(arg) ? undefined : String(arg);
  }
  return arg instanceof Buffer ? fromBuffer(arg) : undefined;
}

/** The words of a command of ioredis, whose arguments are texts and Buffers by now. */
export function wordsOf(name: string, args: readonly unknown[]): Bytes[] {
  const argv: Bytes[] = [encode(name)];
  for (const arg of args) {
    argv.push(arg instanceof Buffer ? fromBuffer(arg) : encodeOwned(String(arg)));
  }
  return argv;
}
