import type { Bytes } from '../bytes.js';
import { errors } from '../errors.js';
import { matchGlob } from '../glob.js';
import { readInt, rest, type ArgDoc } from './args.js';
import type { Reply } from '../reply.js';

/** How COMMAND DOCS describes the options. */
export const scanDocs: readonly ArgDoc[] = [
  { name: 'pattern', type: 'pattern', token: 'MATCH', optional: true },
  { name: 'count', type: 'integer', token: 'COUNT', optional: true },
];

const DEFAULT_COUNT = 10;
/** The pattern that matches the empty key too; no other does. */
export const EVERY = '*';
/** What `strtoul` reads; 2^64 and more are out of its range. */
const CURSOR = /^[+-]?\d+$/;
const CURSOR_LIMIT = 2n ** 64n;
/** How many bits of a cursor count here: the others are above any table that fits. */
const CURSOR_BITS = 32;

/** Reads a cursor as generously as Redis: signs, leading zeros and the empty string pass, and a NUL ends it. */
export function readCursor(argument: Bytes): number {
  const word = argument.split('\0', 1)[0]!;
  if (word === '') return 0;
  if (!CURSOR.test(word)) throw errors.invalidCursor();
  const negative = word.startsWith('-');
  const magnitude = BigInt(word.replace(/^[+-]/, ''));
  if (magnitude >= CURSOR_LIMIT) throw errors.invalidCursor();
  return Number(BigInt.asUintN(CURSOR_BITS, negative ? -magnitude : magnitude));
}

/** The options of SCAN and its kind. */
export interface ScanOptions {
  count: number;
  pattern: Bytes;
  type: Bytes | undefined;
}

/**
 * Reads the options of SCAN and its kind.
 * @param typed whether TYPE is one of them
 */
export function readScanOptions(argv: readonly Bytes[], at: number, typed = false): ScanOptions {
  const options: ScanOptions = { count: DEFAULT_COUNT, pattern: EVERY, type: undefined };
  for (let i = at; i < argv.length; i += 2) {
    const word = argv[i]!.toUpperCase();
    const value = argv[i + 1];
    if (value === undefined) throw errors.syntax();
    if (word === 'COUNT') {
      options.count = Number(readInt(value));
      if (options.count < 1) throw errors.syntax();
    } else if (word === 'MATCH') options.pattern = value;
    else if (typed && word === 'TYPE') options.type = value.toLowerCase();
    else throw errors.syntax();
  }
  return options;
}

/** The options of a command that scans a collection, read behind its cursor. */
export const scanOptions = rest(scanDocs, 0, (_argv, at) => at);

/**
 * Scans a collection: HSCAN, SSCAN, ZSCAN.
 * @param start the cursor to go on from
 * @param scan one step: takes a cursor, reports elements and returns the next cursor, 0 at the end
 */
export function scanCollection(
  start: number,
  { count, pattern }: ScanOptions,
  scan: (cursor: number, visit: (element: Bytes, ...rest: Bytes[]) => void) => number,
): Reply {
  const found: Bytes[] = [];
  let elements = 0;
  const visit = (element: Bytes, ...rest: Bytes[]): void => {
    elements++;
    if (pattern === EVERY || matchGlob(pattern, element)) found.push(element, ...rest);
  };
  let cursor = start;
  for (let steps = count * 10; steps > 0; steps--) {
    cursor = scan(cursor, visit);
    if (cursor === 0 || elements >= count) break;
  }
  return [String(cursor), found];
}
