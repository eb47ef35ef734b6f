import type { Bytes } from '../bytes.js';
import { parse } from '../int64.js';
import type { Command, KeyFlag, KeySpec } from './spec.js';

/** A key of a command line and what the command does with it. */
export interface KeyUse {
  readonly key: Bytes;
  readonly flags: readonly KeyFlag[];
}

/** Whether a command can have keys; shard channels, which are only routed as keys, are none. */
export function hasKeys(command: Command): boolean {
  return command.keySpecs.some(isOfKeys);
}

function isOfKeys(spec: KeySpec): boolean {
  return !spec.flags.includes('not_key');
}

/**
 * The keys of a command line, found by the key specifications of its command.
 * @param argv the whole command
 * @returns `undefined` when the arguments do not agree with the specifications
 */
export function keysOf(command: Command, argv: readonly Bytes[]): KeyUse[] | undefined {
  const found: KeyUse[] = [];
  for (const spec of command.keySpecs) {
    if (!isOfKeys(spec)) continue;
    if (spec.keysOf) {
      for (const key of spec.keysOf(argv)) found.push({ key, flags: spec.flags });
      continue;
    }
    const first = begin(spec, argv);
    if (first === 'absent') continue;
    const range = first === undefined ? undefined : rangeOf(spec, argv, first);
    if (!range || range.first >= argv.length || range.last >= argv.length) return undefined;
    if (range.last < range.first) return undefined;
    const flags = spec.flagsOf?.(argv) ?? spec.flags;
    for (let i = range.first; i <= range.last; i += range.step) {
      found.push({ key: argv[i]!, flags });
    }
    if (spec.flags.includes('incomplete')) return undefined;
  }
  return found;
}

/** Where the search for keys begins: `'absent'` when the keyword is not there, `undefined` when nobody knows. */
function begin({ begin }: KeySpec, argv: readonly Bytes[]): number | 'absent' | undefined {
  if (begin === 'unknown') return undefined;
  if ('index' in begin) return begin.index;
  const { keyword, startFrom } = begin;
  const backwards = startFrom < 0;
  const end = backwards ? 1 : argv.length - 1;
  const step = backwards ? -1 : 1;
  for (let i = backwards ? argv.length + startFrom : startFrom; i !== end; i += step) {
    if (i < 0 || i >= argv.length) break;
    if (argv[i]!.toUpperCase() === keyword.toUpperCase()) return i + 1;
  }
  return 'absent';
}

function rangeOf(
  { find }: KeySpec,
  argv: readonly Bytes[],
  first: number,
): { first: number; last: number; step: number } | undefined {
  if (find === 'unknown') return undefined;
  const { step } = find;
  if ('keyNumIndex' in find) {
    const count = parse(argv[first + find.keyNumIndex] ?? '');
    if (count === undefined || count < 0) return undefined;
    const start = first + find.firstKey;
    return { first: start, last: start + (Number(count) - 1) * step, step };
  }
  const { lastKey, limit } = find;
  if (lastKey >= 0) return { first, last: first + lastKey, step };
  const words = limit === 0 ? argv.length : first + Math.floor((argv.length - first) / limit);
  return { first, last: words + lastKey, step };
}
