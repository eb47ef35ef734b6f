import type { Bytes } from './bytes.js';
import { parse, type Int64 } from './int64.js';
import {
  formatMemory,
  isInvalid,
  memory,
  oneLine,
  UINT64_MAX,
  words,
  type Invalid,
} from './parameter-kinds.js';
import type { ClientClass, OutputBufferLimit, Settings } from './settings.js';

type BufferLimits = Settings['outputBufferLimits'];

const CLASSES: readonly ClientClass[] = ['normal', 'slave', 'pubsub'];
/** A limit is its class, two amounts of memory and seconds. */
const WORDS_PER_LIMIT = 4;
const amount = memory(0, UINT64_MAX);

/** C's `strtol` into an int: digits, of which the lowest 32 bits count. */
function readSeconds(word: Bytes): number | undefined {
  if (!/^\s*[+-]?\d+$/.test(word)) return undefined;
  const long = BigInt(word.trim());
  const seconds = Number(BigInt.asIntN(32, long));
  return seconds < 0 ? undefined : seconds;
}

function readLimit(given: readonly Bytes[]): OutputBufferLimit | Invalid {
  const hard = amount.parse(given[1]!, 0);
  const soft = amount.parse(given[2]!, 0);
  const seconds = readSeconds(given[3]!);
  if (isInvalid(hard) || isInvalid(soft) || seconds === undefined) {
    return {
      invalid: 'Error in hard, soft or soft_seconds setting in buffer limit configuration.',
    };
  }
  return { hard, soft, seconds };
}

function limitWords(name: ClientClass, { hard, soft, seconds }: OutputBufferLimit): Bytes[] {
  return [name, String(hard), String(soft), String(seconds)];
}

/** `client-output-buffer-limit`: the classes that are named change, the others stay. */
export const bufferLimits = words<BufferLimits>(
  (given, current) => {
    if (given.length % WORDS_PER_LIMIT !== 0) {
      return { invalid: 'Wrong number of arguments in buffer limit configuration.' };
    }
    const limits: Record<ClientClass, OutputBufferLimit> = { ...current };
    for (let i = 0; i < given.length; i += WORDS_PER_LIMIT) {
      const lower = given[i]!.toLowerCase();
      const name = CLASSES.find((each) => each === (lower === 'replica' ? 'slave' : lower));
      if (name === undefined) {
        return { invalid: 'Invalid client class specified in buffer limit configuration.' };
      }
      const limit = readLimit(given.slice(i, i + WORDS_PER_LIMIT));
      if (isInvalid(limit)) return limit;
      limits[name] = limit;
    }
    return limits;
  },
  (limits) => CLASSES.flatMap((name) => limitWords(name, limits[name])),
  (parameter, limits, initial) => {
    const spell = (name: ClientClass, { hard, soft, seconds }: OutputBufferLimit): Bytes =>
      `${parameter} ${name} ${formatMemory(hard)} ${formatMemory(soft)} ${seconds}`;
    return CLASSES.map((name) => ({
      text: spell(name, limits[name]),
      needed: spell(name, limits[name]) !== spell(name, initial[name]),
    }));
  },
);

const DOUBLE = /^[+-]?(\d+\.?\d*|\.\d+|inf|infinity)(e[+-]?\d+)?$/i;

/** A number with six decimals at most. */
function sixDecimals(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** `latency-tracking-info-percentiles`. */
export const percentiles = words<readonly number[]>(
  (given) => {
    const numbers = given.map((word) =>
      /inf/i.test(word) ? Number.POSITIVE_INFINITY : Number(word),
    );
    if (given.some((word) => !DOUBLE.test(word))) {
      return { invalid: 'Invalid latency-tracking-info-percentiles parameters' };
    }
    if (numbers.some((value) => value < 0 || value > 100)) {
      return {
        invalid: 'latency-tracking-info-percentiles parameters should sit between [0.0,100.0]',
      };
    }
    return numbers;
  },
  (numbers) => numbers.map(sixDecimals),
  oneLine((numbers) => (numbers.length === 0 ? '""' : numbers.map(sixDecimals).join(' '))),
);

interface SavePoint {
  readonly seconds: Int64;
  readonly changes: number;
}

/** `save`: pairs of seconds and changes. */
export const savePoints = words<readonly SavePoint[]>(
  (given) => {
    const numbers = given.map((word) => (/^\d+$/.test(word) ? BigInt(word) : undefined));
    const points: SavePoint[] = [];
    for (let i = 0; i < numbers.length; i += 2) {
      const seconds = numbers[i];
      const changes = numbers[i + 1];
      if (seconds === undefined || changes === undefined || seconds < 1n) {
        return { invalid: 'Invalid save parameters' };
      }
      points.push({
        seconds: Number(seconds),
        changes: Number(BigInt.asIntN(32, changes)),
      });
    }
    return points;
  },
  (points) => points.flatMap(({ seconds, changes }) => [String(seconds), String(changes)]),
  (name, points) =>
    (points.length === 0
      ? [`${name} ""`]
      : points.map(({ seconds, changes }) => `${name} ${seconds} ${changes}`)
    ).map((text) => ({ text, needed: true })),
);

const ADJUSTMENTS = 3;
const ADJUSTMENT_MAX = 2000;

/** `oom-score-adj-values`. */
export const adjustments = words<readonly number[]>(
  (given) => {
    if (given.length !== ADJUSTMENTS) return { invalid: 'wrong number of arguments' };
    const numbers = given.map((word) => Number(parse(word) ?? Number.NaN));
    return numbers.every((value) => Math.abs(value) <= ADJUSTMENT_MAX)
      ? numbers
      : {
          invalid: 'Invalid oom-score-adj-values, elements must be between -2000 and 2000.',
        };
  },
  (numbers) => numbers.map(String),
);
