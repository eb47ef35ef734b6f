import type { Bytes } from './bytes.js';
import type { ConfigParameter } from './config.js';
import { INT64_MAX, normalize, parse, type Int64 } from './int64.js';
import { parseMemory } from './memory-size.js';

/** Up to where collections count as small: what OBJECT ENCODING answers follows these limits. */
export class EncodingLimits {
  hashMaxListpackEntries: Int64 = 512;
  /** bytes */
  hashMaxListpackValue: Int64 = 64;
  setMaxIntsetEntries: Int64 = 512;
  setMaxListpackEntries: Int64 = 128;
  /** bytes */
  setMaxListpackValue: Int64 = 64;
  zsetMaxListpackEntries: Int64 = 128;
  /** bytes */
  zsetMaxListpackValue: Int64 = 64;
  /** Elements of a list, or one of the sizes -1 (4 KB) to -5 (64 KB). */
  listMaxListpackSize: Int64 = -2;
  listCompressDepth: Int64 = 0;
  streamNodeMaxEntries: Int64 = 100;
  /** bytes */
  streamNodeMaxBytes: Int64 = 4096;
  /** bytes */
  hllSparseMaxBytes: Int64 = 3000;
}

interface Range {
  readonly min: Int64;
  readonly max: Int64;
}

const SIZE: Range = { min: 0, max: INT64_MAX };
const INT: Range = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** Each limit with its names in CONFIG: lists that were once ziplists keep their old names. */
const PARAMETERS: readonly (readonly [keyof EncodingLimits, Range, string, string?])[] = [
  ['hashMaxListpackEntries', SIZE, 'hash-max-listpack-entries', 'hash-max-ziplist-entries'],
  ['hashMaxListpackValue', SIZE, 'hash-max-listpack-value', 'hash-max-ziplist-value'],
  ['setMaxIntsetEntries', SIZE, 'set-max-intset-entries'],
  ['setMaxListpackEntries', SIZE, 'set-max-listpack-entries'],
  ['setMaxListpackValue', SIZE, 'set-max-listpack-value'],
  ['zsetMaxListpackEntries', SIZE, 'zset-max-listpack-entries', 'zset-max-ziplist-entries'],
  ['zsetMaxListpackValue', SIZE, 'zset-max-listpack-value', 'zset-max-ziplist-value'],
  ['listMaxListpackSize', INT, 'list-max-listpack-size', 'list-max-ziplist-size'],
  ['listCompressDepth', INT, 'list-compress-depth'],
  ['streamNodeMaxEntries', SIZE, 'stream-node-max-entries'],
  ['streamNodeMaxBytes', SIZE, 'stream-node-max-bytes'],
  ['hllSparseMaxBytes', SIZE, 'hll-sparse-max-bytes'],
];
/** These are given as amounts of memory, such as `4kb`. */
const MEMORY = new Set<keyof EncodingLimits>([
  'hashMaxListpackValue',
  'setMaxListpackValue',
  'zsetMaxListpackValue',
  'streamNodeMaxBytes',
  'hllSparseMaxBytes',
]);

/** The parameters of CONFIG that set the limits, under each of their names. */
export function encodingParameters(limits: EncodingLimits): ConfigParameter[] {
  return PARAMETERS.flatMap(([limit, range, ...names]) =>
    names.flatMap((name) =>
      name === undefined
        ? []
        : [
            {
              name,
              get: () => String(limits[limit]),
              prepare: (text: Bytes) => prepare(limits, limit, range, text),
            },
          ],
    ),
  );
}

function prepare(
  limits: EncodingLimits,
  limit: keyof EncodingLimits,
  { min, max }: Range,
  text: Bytes,
): ReturnType<ConfigParameter['prepare']> {
  const memory = MEMORY.has(limit);
  const value = memory ? parseMemory(text) : parse(text);
  if (value === undefined) {
    return {
      invalid: memory
        ? 'argument must be a memory value'
        : "argument couldn't be parsed into an integer",
    };
  }
  if (value < min || value > max) {
    return { invalid: `argument must be between ${min} and ${max} inclusive` };
  }
  const canonical = typeof value === 'bigint' ? normalize(value) : value;
  return () => void (limits[limit] = canonical);
}
