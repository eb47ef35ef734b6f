import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProtocolError } from '../../lib/protocol/protocol-error.js';
import { RequestParser } from '../../lib/protocol/request-parser.js';
import { encodeRequest } from '../support/reply-parser.js';

const KB = 1024;

function failure(bytes: string, settings: Partial<RequestParser> = {}): string {
  const parser = Object.assign(new RequestParser(), settings);
  parser.push(Buffer.from(bytes, 'latin1'));
  try {
    return `${parser.next()}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return (error as ProtocolError).message;
  }
}

describe('a malformed request', () => {
  it.each([
    ['*x\r\n', 'Protocol error: invalid multibulk length'],
    ['*\r\n', 'Protocol error: invalid multibulk length'],
    ['*01\r\n', 'Protocol error: invalid multibulk length'],
    ['*2147483648\r\n', 'Protocol error: invalid multibulk length'],
    ['*1\r\nx1\r\n', "Protocol error: expected '$', got 'x'"],
    ['*1\r\n:1\r\n', "Protocol error: expected '$', got ':'"],
    ['*1\r\n$x\r\n', 'Protocol error: invalid bulk length'],
    ['*1\r\n$-1\r\n', 'Protocol error: invalid bulk length'],
    ['*1\r\n$-2\r\n', 'Protocol error: invalid bulk length'],
    ['*1\r\n$536870913\r\n', 'Protocol error: invalid bulk length'],
    ['SET k "v\r\n', 'Protocol error: unbalanced quotes in request'],
  ])('%j is refused', (bytes, message) => {
    expect(failure(bytes)).toBe(message);
  });

  it.each([
    '*-1\r\n',
    '*-2\r\n',
    '*0\r\n',
    '\r\n',
    '*1\r',
    '*1\r\n$1\r',
    '*1\r\nx',
    '*1\r\n$4\r\nPING',
  ])('%j is none, or not yet', (bytes) => {
    expect(failure(bytes)).toBe('undefined');
  });
});

describe('the limits of a request', () => {
  it('hold lines to 64 KB', () => {
    expect(failure(`${'a'.repeat(64 * KB)}\n`)).toBe('a'.repeat(64 * KB));
    expect(failure('a'.repeat(64 * KB))).toBe('undefined');
    expect(failure('a'.repeat(64 * KB + 1))).toBe('Protocol error: too big inline request');
    expect(failure(`${'a'.repeat(64 * KB + 1)}\n`)).toBe('Protocol error: too big inline request');
    expect(failure(`*${'1'.repeat(64 * KB)}`)).toBe('Protocol error: too big mbulk count string');
    expect(failure(`*1\r\n$${'1'.repeat(64 * KB)}`)).toBe(
      'Protocol error: too big bulk count string',
    );
  });

  it('hold arguments to maxBulkLength', () => {
    expect(failure('*1\r\n$10\r\n0123456789\r\n', { maxBulkLength: 10 })).toBe('0123456789');
    expect(failure('*1\r\n$11\r\n', { maxBulkLength: 10 })).toBe(
      'Protocol error: invalid bulk length',
    );
  });

  it('are narrow for who has not authenticated', () => {
    const settings = { unauthenticated: true };
    expect(failure(encodeRequest(Array(10).fill('a')), settings)).toBe(Array(10).fill('a').join());
    expect(failure('*11\r\n', settings)).toBe('Protocol error: unauthenticated multibulk length');
    expect(failure(encodeRequest(['a'.repeat(16 * KB)]), settings)).toBe('a'.repeat(16 * KB));
    expect(failure('*1\r\n$16385\r\n', settings)).toBe(
      'Protocol error: unauthenticated bulk length',
    );
  });
});

describe('any bytes', () => {
  /** The requests that were found, and the error that ended them. */
  function outcome(pieces: readonly string[]): string[] {
    const parser = new RequestParser();
    const found: string[] = [];
    try {
      for (const piece of pieces) {
        parser.push(piece);
        for (let argv = parser.next(); argv; argv = parser.next()) found.push(JSON.stringify(argv));
      }
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError);
      found.push((error as ProtocolError).message);
    }
    return found;
  }

  it('are requests or a protocol error, the same in whatever pieces they come', () => {
    const fragments = fc.constantFrom(
      ...[
        '*1\r\n',
        '*2\r\n',
        '$3\r\n',
        '$0\r\n',
        'GET\r\n',
        '\r\n',
        'a "b"\n',
        "'",
        '"',
        '*',
        '$',
        '-1',
      ],
      ...['\0', '\xff', '9', '0', ' ', '\r', '\n', '*3\r\n$1\r\na\r\n'],
    );
    fc.assert(
      fc.property(
        fc.array(fragments, { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        (parts, size) => {
          const bytes = parts.join('');
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.slice(i * size, (i + 1) * size),
          );
          expect(outcome(pieces)).toEqual(outcome([bytes]));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
