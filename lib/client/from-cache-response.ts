import { inspect } from 'node:util';
import { aFunction, anythingWith } from '../engine/known-options.js';

/** A reply as ioredis hands it over: bytes as Buffers, in RESP3's own shapes where the connection has them. */
export type CacheResponse =
  | null
  | string
  | number
  | bigint
  | boolean
  | Buffer
  | Error
  | readonly CacheResponse[]
  | ReadonlyMap<CacheResponse, CacheResponse>
  | { readonly [field: string]: CacheResponse };

/** Makes an application's type of a reply. {@link as} has those for the usual types; anybody can write one. */
export interface FromCacheResponse<T> {
  /** What it accepts, in words: `an integer`. */
  readonly expected: string;
  /**
   * @returns the value
   * @throws whatever it likes when the reply does not fit; the caller gets a {@link ResponseTypeError}
   */
  fromCacheResponse(response: CacheResponse): T;
}

/** Checks a converter, before anything is sent whose reply could not be read. @throws InvalidOptionError */
export const checkConverter = anythingWith(
  'fromCacheResponse',
  'a converter, such as as.string, with fromCacheResponse()',
);

/** Thrown when a reply is not what was asked for; it names the command, what was expected and what came. */
export class ResponseTypeError extends TypeError {
  override readonly name = 'ResponseTypeError';

  /**
   * @param expected what would have fitted
   * @param received the reply, or the part of it that does not fit
   * @param command the name of the command that it answers
   * @param options the error of a converter that is the cause
   */
  constructor(
    readonly expected: string,
    readonly received: unknown,
    readonly command?: string,
    options?: ErrorOptions,
  ) {
    const prefix = command === undefined ? '' : `${command}: `;
    super(`${prefix}expected ${expected}, received ${describe(received)}`, options);
  }
}

const LONGEST_QUOTE = 80;

function describe(received: unknown): string {
  if (received instanceof Uint8Array) {
    const text = Buffer.from(received).toString();
    const quoted = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
    return `the bytes ${JSON.stringify(quoted)}`;
  }
  if (received instanceof Error) return `the error ${JSON.stringify(received.message)}`;
  return inspect(received, { depth: 1, maxArrayLength: 5, maxStringLength: LONGEST_QUOTE });
}

/**
 * Applies a converter to the reply to a command.
 * @throws ResponseTypeError when the reply does not fit
 */
export function convertResponse<T>(
  command: string,
  converter: FromCacheResponse<T>,
  response: CacheResponse,
): T {
  try {
    return converter.fromCacheResponse(response);
  } catch (error) {
    const { expected, received } =
      error instanceof ResponseTypeError
        ? error
        : { expected: converter.expected, received: response };
    throw new ResponseTypeError(expected, received, command, { cause: error });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const INTEGER = /^-?\d+$/;
const FLOAT = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const INFINITY = /^([-+]?)inf(inity)?$/i;

function define<T>(
  expected: string,
  read: (response: CacheResponse) => T | undefined,
): FromCacheResponse<T> {
  return {
    expected,
    fromCacheResponse(response) {
      const value = read(response);
      if (value === undefined) throw new ResponseTypeError(expected, response);
      return value;
    },
  };
}

/** The text of a reply that is one, or of a number; `undefined` for others and for bytes that are no UTF-8. */
function textOf(response: CacheResponse): string | undefined {
  if (typeof response === 'string') return response;
  if (typeof response === 'number' || typeof response === 'bigint') return String(response);
  if (!(response instanceof Uint8Array)) return undefined;
  try {
    return utf8.decode(response);
  } catch {
    return undefined;
  }
}

function numberOf(response: CacheResponse): number | undefined {
  if (typeof response === 'number') return response;
  const text = textOf(response);
  if (text === undefined) return undefined;
  const infinite = INFINITY.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  if (INTEGER.test(text)) return Number.isSafeInteger(value) ? value : undefined;
  return FLOAT.test(text) ? value : undefined;
}

function bigintOf(response: CacheResponse): bigint | undefined {
  if (typeof response === 'bigint') return response;
  if (typeof response === 'number') {
    // Beyond, ioredis has lost digits: `stringNumbers` keeps them.
    return Number.isSafeInteger(response) ? BigInt(response) : undefined;
  }
  const text = textOf(response);
  return text !== undefined && INTEGER.test(text) ? BigInt(text) : undefined;
}

function booleanOf(response: CacheResponse): boolean | undefined {
  if (typeof response === 'boolean') return response;
  if (response === null) return false;
  const text = textOf(response);
  if (text === 'OK' || text === '1') return true;
  return text === '0' ? false : undefined;
}

/** The entries of a map in any of the shapes that protocols and ioredis give it. */
function entriesOf(response: CacheResponse): [CacheResponse, CacheResponse][] | undefined {
  if (response instanceof Map) return [...response.entries()];
  if (Array.isArray(response)) {
    const list = response as readonly CacheResponse[];
    const pairs = list.every((entry) => Array.isArray(entry) && entry.length === 2);
    if (pairs) return list as [CacheResponse, CacheResponse][];
    if (list.length % 2 !== 0) return undefined;
    return Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i]!, list[2 * i + 1]!]);
  }
  const isObject =
    typeof response === 'object' &&
    response !== null &&
    !(response instanceof Uint8Array) &&
    !(response instanceof Error);
  return isObject ? Object.entries(response) : undefined;
}

const string = define<string>('text in UTF-8', textOf);

/** The converters for the usual types. */
export const as = {
  /** Text; numbers become text. */
  string,
  /** Bytes. */
  buffer: define<Buffer>('bytes', (response) => {
    if (response instanceof Uint8Array) return Buffer.from(response);
    const text = textOf(response);
    return text === undefined ? undefined : Buffer.from(text);
  }),
  /** A number, or text that is one; integers only as far as a number is exact. */
  number: define<number>('a number', numberOf),
  /** An integer of any size; beyond 2^53 replies of integers need ioredis' option `stringNumbers`. */
  bigint: define<bigint>('an integer', bigintOf),
  /** 1 and `OK` are true, 0 and nil are false. */
  boolean: define<boolean>('a boolean: 1, 0, OK or nil', booleanOf),
  /** The reply as it is. */
  raw: {
    expected: 'anything',
    fromCacheResponse: (response) => response,
  } as FromCacheResponse<CacheResponse>,

  /**
   * A value that was stored as JSON.
   * @param check makes the type of what was parsed, and throws when that is not possible (default: no check)
   * @throws InvalidOptionError when the check is no function
   */
  json: <T = unknown>(check?: (value: unknown) => T): FromCacheResponse<T> => {
    if (check !== undefined) aFunction('check', check);
    return {
      expected: 'JSON',
      fromCacheResponse(response) {
        const value = JSON.parse(string.fromCacheResponse(response)) as unknown;
        return check ? check(value) : (value as T);
      },
    };
  },

  /** `null` for nil. @throws InvalidOptionError when it is given no converter */
  optional: <T>(converter: FromCacheResponse<T>): FromCacheResponse<T | null> => {
    checkConverter('converter', converter);
    return {
      expected: `${converter.expected} or nil`,
      fromCacheResponse: (response) =>
        response === null ? null : converter.fromCacheResponse(response),
    };
  },

  /** A list, each element converted. @throws InvalidOptionError when it is given no converter */
  array: <T>(converter: FromCacheResponse<T>): FromCacheResponse<T[]> => {
    checkConverter('converter', converter);
    return define(`an array of ${converter.expected}`, (response) =>
      Array.isArray(response)
        ? (response as readonly CacheResponse[]).map((each) => converter.fromCacheResponse(each))
        : undefined,
    );
  },

  /**
   * A map, from the replies of HGETALL, CONFIG GET and the like.
   * @throws InvalidOptionError when it is given no converters
   */
  map: <K, V>(
    keys: FromCacheResponse<K>,
    values: FromCacheResponse<V>,
  ): FromCacheResponse<Map<K, V>> => {
    checkConverter('keys', keys);
    checkConverter('values', values);
    return define(`a map of ${keys.expected} to ${values.expected}`, (response) => {
      const entries = entriesOf(response);
      return (
        entries &&
        new Map(
          entries.map(([key, value]) => [
            keys.fromCacheResponse(key),
            values.fromCacheResponse(value),
          ]),
        )
      );
    });
  },

  /**
   * An object, from the same replies as {@link as.map}.
   * @throws InvalidOptionError when it is given no converter
   */
  record: <V>(values: FromCacheResponse<V>): FromCacheResponse<Record<string, V>> => {
    checkConverter('values', values);
    return define(`a record of ${values.expected}`, (response) => {
      const entries = entriesOf(response);
      return (
        entries &&
        Object.fromEntries(
          entries.map(([key, value]) => [
            string.fromCacheResponse(key),
            values.fromCacheResponse(value),
          ]),
        )
      );
    });
  },
};
