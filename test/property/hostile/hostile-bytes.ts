import type { Dice } from '../../differential/generators/dice.js';
import { commandWords, encode } from './hostile-commands.js';

const BYTE = 256;
const HEADERS = [
  '*2147483647\r\n',
  '*2147483648\r\n',
  '*1048577\r\n$4\r\nPING\r\n',
  '*-1\r\n',
  '*-2147483649\r\n',
  '*0\r\n',
  '*1e3\r\n',
  '*\r\n',
  '* 3\r\n',
  '*3\n$3\nSET\n',
  '*1\r\n$536870913\r\n',
  '*1\r\n$9223372036854775808\r\n',
  '*1\r\n$-1\r\n',
  '*1\r\n$0\r\n\r\n',
  '*1\r\n:1\r\n',
  '*2\r\n*1\r\n$4\r\nPING\r\n',
  '*1\r\n$4\r\nPINGxx',
  '$5\r\nhello\r\n',
  '+OK\r\n',
  '-ERR\r\n',
  '%1\r\n',
  '>2\r\n',
  '_\r\n',
  '\r\n',
  '\0\0\0\r\n',
  'SET "unbalanced\r\n',
  "SET 'a'b\r\n",
  'SET "\\x4" "\\xZZ"\r\n',
  'PING\n',
  'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'POST / HTTP/1.1\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
];

const randomBytes = (dice: Dice, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(dice.below(BYTE))).join('');

/** What no client would send: noise, lengths that lie, requests that are cut, doubled, or changed in a byte. */
export function hostileBytes(dice: Dice): string {
  switch (dice.below(8)) {
    case 0:
      return randomBytes(dice, 1 + dice.below(40));
    case 1:
      return `*${dice.below(6)}\r\n${randomBytes(dice, dice.below(20))}`;
    case 2:
      return dice.pick(HEADERS);
    case 3:
      return dice.pick(HEADERS) + randomBytes(dice, dice.below(10));
    case 4: {
      const request = encode(commandWords(dice));
      return request.slice(0, dice.below(request.length));
    }
    case 5: {
      const request = encode(commandWords(dice));
      const at = dice.below(request.length);
      return request.slice(0, at) + randomBytes(dice, 1) + request.slice(at + 1);
    }
    case 6: {
      const request = encode(commandWords(dice));
      const at = dice.below(request.length);
      return request.slice(0, at) + request.slice(dice.below(request.length));
    }
    default:
      return `${commandWords(dice).join(dice.pick([' ', '\t', '"', "'", '\0']))}\r\n`;
  }
}
