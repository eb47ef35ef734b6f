import { InvalidOptionError } from './invalid-option.js';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PATTERN = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)\s*$/;

/**
 * Reads a duration: a number of ms, or a text such as `'500ms'`, `'1.5s'`, `'1m'`, `'2h'`, `'7d'`, `'1w'`.
 * @param option the name of the option or argument, for the error
 * @returns whole milliseconds, zero or more
 * @throws InvalidOptionError when it is neither, negative, not finite or not a whole number of ms
 */
export function parseDuration(option: string, duration: unknown): number {
  let ms = Number.NaN;
  if (typeof duration === 'number') ms = duration;
  else if (typeof duration === 'string') {
    const match = PATTERN.exec(duration);
    if (match) ms = Number(match[1]) * UNITS[match[2] as string]!;
  }
  if (!Number.isSafeInteger(ms) || ms < 0) {
    throw new InvalidOptionError(
      option,
      "a whole number of milliseconds or a duration such as '500ms', '10s', '1m', '2h', '7d'",
      duration,
    );
  }
  return ms;
}
