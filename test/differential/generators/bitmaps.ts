import {
  command,
  integer,
  key,
  maybe,
  oneOf,
  option,
  times,
  type Argument,
  all,
  either,
  words,
} from './arguments.js';

const ODD_OFFSETS = [
  '-1',
  '4294967296',
  '9223372036854775807',
  '9223372036854775808',
  'x',
  '',
  '+1',
];
/** Within some bytes: nobody wants to compare strings of 512 MB. */
const bitOffset: Argument = (dice) => [
  dice.once(12) ? dice.pick(ODD_OFFSETS) : String(dice.below(300)),
];
const fieldOffset: Argument = (dice) =>
  dice.once(3)
    ? [dice.once(15) ? dice.pick(['#-1', '#', '#x', '##1']) : `#${dice.below(5)}`]
    : bitOffset(dice);
const ODD_TYPES = ['u64', 'i65', 'u0', 'i0', 'x8', 'i', '8', '', 'U8', 'i08'];
const fieldType: Argument = (dice) => {
  if (dice.once(15)) return [dice.pick(ODD_TYPES)];
  return [dice.once(2) ? `i${1 + dice.below(64)}` : `u${1 + dice.below(63)}`];
};
const bit: Argument = (dice) => [dice.pick(dice.once(15) ? ['2', '-1', 'x', ''] : ['0', '1'])];
const index: Argument = (dice) => [dice.once(10) ? integer(dice)[0]! : String(dice.below(80) - 40)];
const unit = oneOf('BYTE', 'BIT', 'bit', 'byte', 'BITS');
const range = all(index, index, maybe(unit));

const get = option('GET', fieldType, fieldOffset);
const operation = either(
  get,
  option('SET', fieldType, fieldOffset, integer),
  option('INCRBY', fieldType, fieldOffset, integer),
  option('OVERFLOW', oneOf(...words('WRAP SAT FAIL fail sat NONE'))),
);

/** The commands on the bits of strings. */
export const bitmaps = [
  command('SETBIT', [key, bitOffset, bit], 5),
  command('GETBIT', [key, bitOffset], 2),
  command('BITCOUNT', [key, maybe(range)], 2),
  command('BITPOS', [key, bit, maybe(either(range, index))], 2),
  command('BITOP', [oneOf(...words('AND OR XOR NOT and or nand')), key, times(1, 3, key)], 2),
  command('BITOP', [oneOf('NOT'), key, key]),
  command('BITFIELD', [key, times(0, 4, operation)], 6),
  command('BITFIELD_RO', [key, times(0, 3, get)]),
];
