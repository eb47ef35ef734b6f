import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { stringLength, StringType } from '../../values/value.js';
import { key, oneOf, readInt, rest, string, token, type ArgDoc } from '../args.js';
import { command } from '../spec.js';
import { countBits, findBit } from './bits.js';

const unitDoc = oneOf('unit', [token('BYTE'), token('BIT')], { since: '7.0.0', optional: true });

/** Bits from `start` up to `end`, which is excluded; none when both are equal. */
interface BitRange {
  readonly start: number;
  readonly end: number;
}

/** @throws "syntax error" for anything but BYTE and BIT */
function readUnit(word: Bytes): 'BYTE' | 'BIT' {
  const unit = word.toUpperCase();
  if (unit !== 'BYTE' && unit !== 'BIT') throw errors.syntax();
  return unit;
}

/** The bits that a pair of indexes, both included, stands for; negative ones count from the end. */
function bitRange(length: number, first: number, last: number, unit: 'BYTE' | 'BIT'): BitRange {
  const width = unit === 'BIT' ? 1 : 8;
  const total = (length * 8) / width;
  const start = Math.max(0, first < 0 ? first + total : first);
  const end = Math.min(total - 1, Math.max(0, last < 0 ? last + total : last)) + 1;
  return start < end ? { start: start * width, end: end * width } : { start: 0, end: 0 };
}

const bitcount = command({
  name: 'BITCOUNT',
  since: '2.6.0',
  group: 'bitmap',
  summary: 'Counts the bits of a string that are set.',
  complexity: 'O(N)',
  flags: ['readonly'],
  categories: ['@bitmap'],
  args: [
    key('key', ['RO', 'access']),
    rest(
      [
        {
          name: 'range',
          type: 'block',
          optional: true,
          arguments: [
            { name: 'start', type: 'integer' },
            { name: 'end', type: 'integer' },
            unitDoc,
          ],
        },
      ],
      0,
      (argv, at) => argv.slice(at),
    ),
  ],
  // The range is only looked at when there is a string.
  execute({ db }, name, words) {
    const value = db.read(name, StringType);
    if (value === undefined) return 0;
    const length = stringLength(value);
    if (words.length === 0) return countBits(value, 0, length * 8);
    const [startWord, endWord, unitWord] = words;
    if (endWord === undefined || words.length > 3) throw errors.syntax();
    const first = Number(readInt(startWord!));
    const last = Number(readInt(endWord));
    if (first < 0 && last < 0 && first > last) return 0;
    const unit = unitWord === undefined ? 'BYTE' : readUnit(unitWord);
    const { start, end } = bitRange(length, first, last, unit);
    return countBits(value, start, end);
  },
});

const positionRangeDoc: ArgDoc = {
  name: 'range',
  type: 'block',
  optional: true,
  arguments: [
    { name: 'start', type: 'integer' },
    {
      name: 'end-unit-block',
      type: 'block',
      optional: true,
      arguments: [{ name: 'end', type: 'integer' }, unitDoc],
    },
  ],
};

const bitpos = command({
  name: 'BITPOS',
  since: '2.8.7',
  group: 'bitmap',
  summary: 'Finds the first bit of a string that is set, or that is clear.',
  complexity: 'O(N)',
  flags: ['readonly'],
  categories: ['@bitmap'],
  args: [
    key('key', ['RO', 'access']),
    string('bit', 'integer'),
    rest([positionRangeDoc], 0, (argv, at) => argv.slice(at)),
  ],
  execute({ db }, name, bitWord, words) {
    const bit = readInt(bitWord);
    if (bit !== 0 && bit !== 1) throw errors.bitNotZeroOrOne();
    const value = db.read(name, StringType);
    if (value === undefined) return bit === 1 ? -1 : 0;
    const [startWord, endWord, unitWord] = words;
    if (words.length > 3) throw errors.syntax();
    const first = startWord === undefined ? 0 : Number(readInt(startWord));
    const unit = unitWord === undefined ? 'BYTE' : readUnit(unitWord);
    const last = endWord === undefined ? -1 : Number(readInt(endWord));
    const length = stringLength(value);
    const { start, end } = bitRange(length, first, last, unit);
    if (start === end) return -1;
    const found = findBit(value, bit, start, end);
    // Without an end, the string counts as followed by zeros.
    return found < 0 && bit === 0 && endWord === undefined ? end : found;
  },
});

export const rangeCommands = [bitcount, bitpos];
