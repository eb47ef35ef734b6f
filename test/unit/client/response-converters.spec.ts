import { describe, expect, it } from '@jest/globals';
import { cmd } from '../../../lib/client/command.js';
import {
  as,
  ResponseTypeError,
  type CacheResponse,
  type FromCacheResponse,
} from '../../../lib/client/from-cache-response.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const read = (converter: FromCacheResponse<unknown>, response: CacheResponse): unknown =>
  cmd('GET').read(converter, response);

describe('converters of replies', () => {
  it.each<[string, FromCacheResponse<unknown>, CacheResponse, unknown]>([
    ['string', as.string, bytes('é'), 'é'],
    ['string', as.string, 'OK', 'OK'],
    ['string', as.string, 5, '5'],
    ['string', as.string, bytes('\ufeffa'), '\ufeffa'],
    ['buffer', as.buffer, bytes('a'), bytes('a')],
    ['buffer', as.buffer, 'OK', bytes('OK')],
    ['number', as.number, 5, 5],
    ['number', as.number, bytes('-1.5e3'), -1500],
    ['number', as.number, bytes('inf'), Infinity],
    ['number', as.number, bytes('-inf'), -Infinity],
    ['bigint', as.bigint, 5, 5n],
    ['bigint', as.bigint, bytes('-9223372036854775808'), -(2n ** 63n)],
    ['boolean', as.boolean, 1, true],
    ['boolean', as.boolean, 0, false],
    ['boolean', as.boolean, bytes('OK'), true],
    ['boolean', as.boolean, null, false],
    ['boolean', as.boolean, true, true],
    ['json', as.json(), bytes('{"a":[1]}'), { a: [1] }],
    ['optional', as.optional(as.number), null, null],
    ['optional', as.optional(as.number), 1, 1],
    ['array', as.array(as.number), [1, bytes('2')], [1, 2]],
    ['array', as.array(as.optional(as.string)), [null, bytes('a')], [null, 'a']],
    [
      'map',
      as.map(as.string, as.number),
      [bytes('a'), 1, bytes('b'), 2],
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    ],
    ['map', as.map(as.number, as.string), [[1, bytes('x')]], new Map([[1, 'x']])],
    ['map', as.map(as.string, as.number), { a: 1 }, new Map([['a', 1]])],
    ['map', as.map(as.string, as.number), [], new Map()],
    ['record', as.record(as.string), [bytes('a'), bytes('b')], { a: 'b' }],
    ['record', as.record(as.number), new Map([['a', 1]]), { a: 1 }],
    ['raw', as.raw, [null], [null]],
  ])('%s', (_name, converter, response, value) => {
    expect(read(converter, response)).toEqual(value);
  });

  it('keep a field of a dangerous name to the object itself', () => {
    const record = read(as.record(as.string), [bytes('__proto__'), bytes('x')]);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    expect(Object.keys(record as object)).toEqual(['__proto__']);
  });

  it.each<[FromCacheResponse<unknown>, CacheResponse, string]>([
    [as.string, null, 'GET: expected text in UTF-8, received null'],
    [as.string, Buffer.from([0xff]), 'GET: expected text in UTF-8, received the bytes "\ufffd"'],
    [as.string, [bytes('a')], 'GET: expected text in UTF-8, received [ <Buffer 61> ]'],
    [as.buffer, null, 'GET: expected bytes, received null'],
    [as.number, bytes(''), 'GET: expected a number, received the bytes ""'],
    [as.number, bytes('0x10'), 'GET: expected a number, received the bytes "0x10"'],
    [
      as.number,
      bytes('9007199254740993'),
      'GET: expected a number, received the bytes "9007199254740993"',
    ],
    [as.bigint, bytes('1.0'), 'GET: expected an integer, received the bytes "1.0"'],
    [as.bigint, 2 ** 53, 'GET: expected an integer, received 9007199254740992'],
    [as.boolean, 2, 'GET: expected a boolean: 1, 0, OK or nil, received 2'],
    [as.json(), bytes('{'), 'GET: expected JSON, received the bytes "{"'],
    [as.array(as.number), null, 'GET: expected an array of a number, received null'],
    [as.array(as.number), [1, bytes('x')], 'GET: expected a number, received the bytes "x"'],
    [
      as.map(as.string, as.number),
      [bytes('a')],
      'GET: expected a map of text in UTF-8 to a number, received [ <Buffer 61> ]',
    ],
    [
      as.record(as.number),
      new Error('WRONGTYPE'),
      'GET: expected a record of a number, received the error "WRONGTYPE"',
    ],
  ])('refuse what does not fit (%#)', (converter, response, message) => {
    expect(() => read(converter, response)).toThrow(
      new ResponseTypeError(message.slice(5), 0).constructor as typeof Error,
    );
    expect(() => read(converter, response)).toThrow(message);
  });

  it('can be written by anybody', () => {
    class Temperature {
      constructor(readonly celsius: number) {}
    }
    const temperature: FromCacheResponse<Temperature> = {
      expected: 'a temperature such as 21C',
      fromCacheResponse(response) {
        const match = /^(-?\d+)C$/.exec(as.string.fromCacheResponse(response));
        if (!match) throw new Error('no temperature');
        return new Temperature(Number(match[1]));
      },
    };
    expect(read(temperature, bytes('21C'))).toEqual(new Temperature(21));
    expect(read(as.array(temperature), [bytes('1C')])).toEqual([new Temperature(1)]);
    expect(() => read(temperature, bytes('warm'))).toThrow(
      'GET: expected a temperature such as 21C, received the bytes "warm"',
    );
  });

  it('keep the reason why they refused', () => {
    const refuse = (): unknown =>
      read(
        as.json((value) => {
          throw new RangeError(`no ${String(value)}`);
        }),
        bytes('5'),
      );
    expect(refuse).toThrow(
      expect.objectContaining({ command: 'GET', cause: expect.any(RangeError) }),
    );
  });
});
