import { counterKey } from '../../../lib/rate-limit/counter-key.js';
import type { Counter } from '../../../lib/rate-limit/fixed-window.js';

/** A counter of a client. */
export function counter(
  name: string,
  limit: number,
  { window = 60_000, client = '127.0.0.1' } = {},
): Counter {
  return { name, limit, window, tag: client, key: counterKey('rate-limit:', client, '*', name) };
}

/** Runs calls at once. */
export const atOnce = <T>(count: number, call: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => call(i)));
