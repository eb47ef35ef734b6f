import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestParser } from '../../lib/protocol/request-parser.js';
import { encodeRequest } from '../support/reply-parser.js';

const byteStrings = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));
const requests = fc.array(fc.array(byteStrings, { minLength: 1, maxLength: 6 }), { maxLength: 6 });
const MIXED: [bytes: string, argvs: string[][]] = [
  'PING\r\n\r\n*2\r\n$3\r\nGET\r\n$0\r\n\r\n*0\r\n*-1\r\necho "a b"\n*3\r\n$3\r\nSET\r\n$2\r\n\r\n\r\n$3\r\n\0\xff\n\r\n',
  [['PING'], ['GET', ''], ['echo', 'a b'], ['SET', '\r\n', '\0\xff\n']],
];

/** All requests that a parser finds, given the bytes in these pieces; the memory of a piece is reused at once. */
function parse(pieces: readonly string[], parser = new RequestParser()): string[][] {
  const found: string[][] = [];
  for (const piece of pieces) {
    const memory = Buffer.from(piece, 'latin1');
    parser.push(memory);
    for (let argv = parser.next(); argv !== undefined; argv = parser.next()) found.push(argv);
    memory.fill('#');
  }
  return found;
}

describe('the request parser', () => {
  const [bytes, argvs] = MIXED;

  it('reads arrays and inline commands that come whole', () => {
    expect(parse([bytes])).toEqual(argvs);
  });

  it('reads them split at every byte', () => {
    for (let i = 0; i <= bytes.length; i++) {
      expect(parse([bytes.slice(0, i), bytes.slice(i)])).toEqual(argvs);
    }
  });

  it('reads them byte by byte', () => {
    expect(parse([...bytes])).toEqual(argvs);
  });

  it('reads latin1 strings as it reads Buffers', () => {
    const parser = new RequestParser();
    parser.push(bytes.slice(0, 50));
    parser.push(bytes.slice(50));
    expect(argvs.map(() => parser.next())).toEqual(argvs);
    expect(parser.next()).toBeUndefined();
    expect(parser.pending).toBe(0);
  });

  it('reads any requests in pieces of any size', () => {
    fc.assert(
      fc.property(requests, fc.array(fc.nat({ max: 60 })), (argvs, sizes) => {
        let rest = argvs.map(encodeRequest).join('');
        const pieces = sizes.map((size) => {
          const piece = rest.slice(0, size);
          rest = rest.slice(size);
          return piece;
        });
        expect(parse([...pieces, rest])).toEqual(argvs);
      }),
    );
  });

  it('hands out one request at a time, so that a connection can stop in between', () => {
    const parser = new RequestParser();
    parser.push(Buffer.from('QUIT\r\nPING\r\n'));
    expect(parser.next()).toEqual(['QUIT']);
    expect(parser.pending).toBe('PING\r\n'.length);
  });

  it('keeps what is unread when told to, so that its memory can be reused', () => {
    const parser = new RequestParser();
    const memory = Buffer.from('PING\r\nECHO kept\r\n');
    parser.push(memory);
    parser.next();
    parser.detach();
    memory.fill('#');
    expect(parser.next()).toEqual(['ECHO', 'kept']);
  });

  it('reads a large argument that comes in many pieces', () => {
    const value = '0123456789abcdef'.repeat(256 * 1024);
    const request = encodeRequest(['SET', 'k', value]) + encodeRequest(['GET', 'k']);
    const pieces = Array.from({ length: Math.ceil(request.length / 65_536) }, (_, i) =>
      request.slice(i * 65_536, (i + 1) * 65_536),
    );
    expect(parse(pieces)).toEqual([
      ['SET', 'k', value],
      ['GET', 'k'],
    ]);
  });

  it('does not reserve what was only announced', () => {
    const parser = new RequestParser();
    const before = process.memoryUsage().arrayBuffers;
    parser.push(Buffer.from('*2000000000\r\n$536870000\r\nabc'));
    expect(parser.next()).toBeUndefined();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});
