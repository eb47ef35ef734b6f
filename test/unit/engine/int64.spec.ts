import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  INT64_MAX,
  INT64_MIN,
  add,
  fits,
  negate,
  normalize,
  parse,
} from '../../../lib/engine/int64.js';

const int64 = fc.bigInt({ min: INT64_MIN, max: INT64_MAX });

describe('64-bit integers', () => {
  it.each([
    ['0', 0],
    ['-1', -1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9223372036854775807', INT64_MAX],
    ['-9223372036854775808', INT64_MIN],
  ])('reads %s', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each([
    '',
    '-',
    '+1',
    '-0',
    '00',
    '01',
    '-01',
    ' 1',
    '1 ',
    '1.0',
    '1e3',
    '0x1',
    '9223372036854775808',
    '-9223372036854775809',
    '99999999999999999999999',
  ])('refuses %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('adds exactly and notices overflow', () => {
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const sum = a + b;
        expect(add(normalize(a), normalize(b))).toBe(fits(sum) ? normalize(sum) : undefined);
      }),
    );
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(int64, (value) => {
        expect(parse(value.toString())).toBe(normalize(value));
      }),
    );
  });

  it('negates, except for the smallest', () => {
    expect(negate(0)).toBe(0);
    expect(Object.is(negate(0), 0)).toBe(true);
    expect(negate(5)).toBe(-5);
    expect(negate(INT64_MAX)).toBe(-INT64_MAX);
    expect(negate(INT64_MIN)).toBeUndefined();
  });
});
