import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { parse } from '../../int64.js';

const MIN_INT = -(2 ** 31);
const MAX_INT = 2 ** 31 - 1;

/**
 * A number of a database, which need not exist.
 * @throws "value is not an integer or out of range", or the range of a C int when it is one beyond
 */
export function readIndex(word: Bytes): number {
  const index = parse(word);
  if (index === undefined) throw errors.notInteger();
  if (index < MIN_INT || index > MAX_INT) throw errors.outsideRange(MIN_INT, MAX_INT);
  return Number(index);
}
