import { describe, expect, it } from '@jest/globals';
import {
  addLongDoubles,
  formatLongDouble,
  parseLongDouble,
} from '../../../lib/engine/long-double.js';
import { OK } from '../../../lib/engine/reply.js';
import { error } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

const OVERFLOW = error('ERR increment or decrement would overflow');
const NOT_INTEGER = error('ERR value is not an integer or out of range');
const NOT_FLOAT = error('ERR value is not a valid float');

describe('INCR, DECR, INCRBY and DECRBY', () => {
  replyTable('count from 0 and keep the expiry', [
    ['INCR n', 1],
    ['EXPIRE n 10', 1],
    ['INCRBY n 41', 42],
    ['DECR n', 41],
    ['DECRBY n 50', -9],
    ['TTL n', 10],
  ]);

  replyTable('are exact over all of 64 bits', [
    ['SET n 9007199254740991', OK],
    ['INCR n', 9007199254740992n],
    ['INCR n', 9007199254740993n],
    ['DECRBY n 2', 9007199254740991],
    ['SET n 9223372036854775806', OK],
    ['INCR n', 9223372036854775807n],
    ['INCR n', OVERFLOW],
    ['GET n', '9223372036854775807'],
    ['SET n -9223372036854775807', OK],
    ['DECR n', -9223372036854775808n],
    ['DECR n', OVERFLOW],
    ['INCRBY n 9223372036854775807', -1],
    ['DECRBY n -9223372036854775808', error('ERR decrement would overflow')],
  ]);

  replyTable('refuse what is no integer', [
    ['SET s abc', OK],
    ['INCR s', NOT_INTEGER],
    ['INCRBY n 1.5', NOT_INTEGER],
    ['DECRBY n x', NOT_INTEGER],
    ['SET s " 1"', OK],
    ['INCR s', NOT_INTEGER],
    ['SET s 01', OK],
    ['INCR s', NOT_INTEGER],
  ]);
});

describe('INCRBYFLOAT', () => {
  replyTable('adds in 80 bits and prints 17 decimals at most', [
    ['INCRBYFLOAT n 0.1', '0.1'],
    ['INCRBYFLOAT n 0.2', '0.3'],
    ['INCRBYFLOAT n 5.0e3', '5000.29999999999999982'],
    ['INCRBYFLOAT n -5.0e3', '0.29999999999999982'],
    ['SET n 10.5', OK],
    ['INCRBYFLOAT n -10.5', '0'],
    ['INCRBYFLOAT n 0x1.8p1', '3'],
    ['SET n 9223372036854775807', OK],
    ['INCRBYFLOAT n 1', '9223372036854775808'],
  ]);

  replyTable('refuses what is no number, and what is none any more', [
    ['INCRBYFLOAT n x', NOT_FLOAT],
    ['INCRBYFLOAT n " 1"', NOT_FLOAT],
    ['INCRBYFLOAT n nan', NOT_FLOAT],
    ['INCRBYFLOAT n 1e5000', NOT_FLOAT],
    ['INCRBYFLOAT n 1e-5000', NOT_FLOAT],
    ['INCRBYFLOAT n inf', error('ERR increment would produce NaN or Infinity')],
    ['EXISTS n', 0],
    ['SET n 1e4932', OK],
    ['INCRBYFLOAT n 1e4932', error('ERR increment would produce NaN or Infinity')],
    ['GET n', '1e4932'],
  ]);
});

describe('long doubles', () => {
  const sum = (a: string, b: string): string =>
    formatLongDouble(addLongDoubles(parseLongDouble(a)!, parseLongDouble(b)!)!);

  it('round ties to even, in 64 bits and in 17 decimals', () => {
    expect(sum('18446744073709551615', '0.5')).toBe('18446744073709551616');
    expect(sum('18446744073709551616', '1')).toBe('18446744073709551616');
    expect(sum('18446744073709551618', '1')).toBe('18446744073709551620');
    expect(sum('0x1p-18', '0')).toBe('0.00000381469726562');
    expect(sum('0x3p-18', '0')).toBe('0.00001144409179688');
  });

  it('lose nothing that they can hold', () => {
    expect(sum('0x1p-16445', '-0x1p-16445')).toBe('0');
    expect(parseLongDouble('0x1p-16445')).toEqual({ mantissa: 1n, exponent: -16445 });
    expect(parseLongDouble('0x1p-16446')).toBeUndefined();
    expect(parseLongDouble('0x1.ffffffffffffffffp16383')).toBeUndefined();
    expect(parseLongDouble('0x1.fffffffffffffffep16383')).toBeDefined();
  });
});
