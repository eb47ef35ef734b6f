import type { Bytes } from '../bytes.js';
import { errors } from '../errors.js';
import type { Blocked } from '../observers/blocking.js';
import { NULL_ARRAY, type Reply } from '../reply.js';
import type { Collection, CollectionType } from '../values/collection.js';
import { oneOf, readInt, rest, token, type ArgDoc } from './args.js';
import type { Context } from './context.js';
import type { KeyFlag, KeySpec } from './spec.js';

/** Tries to take something from a key; `undefined` when there is nothing. */
export type Attempt = (context: Context, key: Bytes) => Reply | undefined;

/** The first key that can serve, in the order in which they were given. */
export function firstOf(
  context: Context,
  keys: readonly Bytes[],
  attempt: Attempt,
): Reply | undefined {
  for (const key of keys) {
    const reply = attempt(context, key);
    if (reply !== undefined) return reply;
  }
  return undefined;
}

/**
 * Waits until a collection of a type appears under one of the keys.
 * @param deadline when to give up, in ms since the epoch; 0 for never
 * @param denied the answer inside a transaction, where nobody may wait
 */
export function waitFor<T extends Collection>(
  context: Context,
  type: CollectionType<T>,
  keys: readonly Bytes[],
  deadline: number,
  attempt: Attempt,
  denied: Reply = NULL_ARRAY,
): Reply | Blocked {
  return context.block({
    type: type.name,
    keys,
    deadline,
    denied,
    serve: (ready, key) => (type.is(ready.db.peek(key)) ? attempt(ready, key) : undefined),
  });
}

/** The arguments of BLPOP and its kind: keys, and a timeout behind them. */
export const keysThenTimeout = rest(
  [
    { name: 'key', type: 'key', multiple: true },
    { name: 'timeout', type: 'double' },
  ],
  2,
  (argv, at) => ({ keys: argv.slice(at, -1), timeout: argv[argv.length - 1]! }),
);

/** What a command that takes elements does with its keys. */
export const POP_FLAGS: readonly KeyFlag[] = ['RW', 'access', 'delete'];

/** Where the keys of {@link keysThenTimeout} are. */
export const KEYS_THEN_TIMEOUT: KeySpec = {
  flags: POP_FLAGS,
  begin: { index: 1 },
  find: { lastKey: -2, step: 1, limit: 0 },
};

/** What LMPOP, ZMPOP and those that wait take behind a timeout. */
export interface MultiplePop<W extends string> {
  readonly keys: readonly Bytes[];
  readonly where: W;
  readonly count: number;
}

/** How COMMAND DOCS describes it. @param places the words that tell from where */
export function multiplePopDocs(places: readonly string[]): readonly ArgDoc[] {
  return [
    { name: 'numkeys', type: 'integer' },
    { name: 'key', type: 'key', multiple: true },
    oneOf(
      'where',
      places.map((place) => token(place)),
    ),
    { name: 'count', type: 'integer', token: 'COUNT', optional: true },
  ];
}

/** Reads `numkeys key [key ...] where [COUNT count]`. @param places the words that tell from where */
export function readMultiplePop<W extends string>(
  argv: readonly Bytes[],
  at: number,
  places: readonly W[],
): MultiplePop<W> {
  const numkeys = readPositive(argv[at]!, 'numkeys');
  const place = at + 1 + numkeys;
  if (place >= argv.length) throw errors.syntax();
  const where = places.find((known) => known === argv[place]!.toUpperCase());
  if (where === undefined) throw errors.syntax();
  let count: number | undefined;
  for (let i = place + 1; i < argv.length; i += 2) {
    if (count !== undefined || argv[i]!.toUpperCase() !== 'COUNT' || i + 1 === argv.length) {
      throw errors.syntax();
    }
    count = readPositive(argv[i + 1]!, 'count');
  }
  return { keys: argv.slice(at + 1, place), where, count: count ?? 1 };
}

function readPositive(word: Bytes, name: string): number {
  const invalid = (): ReturnType<typeof errors.syntax> => errors.mustBeGreaterThanZero(name);
  const value = readInt(word, invalid);
  if (value < 1) throw invalid();
  return Number(value);
}
