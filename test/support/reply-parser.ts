import {
  BigNumberReply,
  DoubleReply,
  MapReply,
  NULL_ARRAY,
  Push,
  ReplyError,
  SetReply,
  Status,
  VerbatimReply,
  type Reply,
} from '../../lib/engine/reply.js';

const END = '\r\n';
class Incomplete extends Error {}
const INCOMPLETE = new Incomplete();

/** One reply and the very bytes that it came as. */
export interface Frame {
  readonly reply: Reply;
  readonly raw: string;
}

/** A reply of several parts that is not complete yet; an attribute becomes none. */
class Aggregate {
  readonly items: Reply[] = [];

  constructor(
    readonly size: number,
    readonly close: (items: readonly Reply[]) => Reply | undefined,
  ) {}
}

/**
 * Incremental parser of RESP2 and RESP3 replies, for a client that must not mistake one type for another: statuses,
 * bulk strings, integers (bigints beyond the safe range), both nulls, maps, sets, doubles, verbatim strings, big
 * numbers and pushes stay apart. Attributes are read and left out. Bytes are latin1 strings.
 */
export class ReplyParser {
  private input = '';
  private at = 0;

  /** @param chunk more bytes, one per char */
  push(chunk: string): void {
    this.input = this.at === this.input.length ? chunk : this.input.slice(this.at) + chunk;
    this.at = 0;
  }

  /** How many bytes wait for the rest of their reply. */
  get pending(): number {
    return this.input.length - this.at;
  }

  /** The next complete reply, or `undefined` when more bytes are needed. @throws Error on malformed bytes */
  next(): Frame | undefined {
    const start = this.at;
    try {
      const reply = this.value();
      return { reply, raw: this.input.slice(start, this.at) };
    } catch (error) {
      if (error !== INCOMPLETE) throw error;
      this.at = start;
      return undefined;
    }
  }

  /** Not by recursion: a script can nest its reply thousands of levels deep. */
  private value(): Reply {
    const open: Aggregate[] = [];
    for (;;) {
      let value: Reply | Aggregate | undefined = this.simpleOrAggregate();
      if (value instanceof Aggregate && value.size > 0) {
        open.push(value);
        continue;
      }
      for (;;) {
        if (value instanceof Aggregate) value = value.close(value.items);
        const around = open.at(-1);
        if (value !== undefined) {
          if (around === undefined) return value;
          around.items.push(value);
        }
        // An attribute is no value: what follows is.
        if (around === undefined || around.items.length < around.size) break;
        value = open.pop();
      }
    }
  }

  private simpleOrAggregate(): Reply | Aggregate {
    const line = this.line();
    const rest = line.slice(1);
    switch (line[0]) {
      case '+':
        return new Status(rest);
      case '-':
        return new ReplyError(rest);
      case ':':
        return integer(rest);
      case '$':
        return rest === '-1' ? null : this.bytes(length(rest));
      case '*':
        return rest === '-1' ? NULL_ARRAY : new Aggregate(length(rest), (items) => items);
      case '_':
        return expect(rest === '', line, null);
      case '#':
        return expect(rest === 't' || rest === 'f', line, rest === 't');
      case ',':
        return new DoubleReply(double(rest));
      case '(':
        return new BigNumberReply(BigInt(integer(rest)));
      case '=':
        return this.verbatim(length(rest));
      case '%':
        return new Aggregate(2 * length(rest), (items) => new MapReply(items));
      case '~':
        return new Aggregate(length(rest), (items) => new SetReply(items));
      case '>':
        return new Aggregate(length(rest), (items) => new Push(items));
      case '|':
        return new Aggregate(2 * length(rest), () => undefined);
      default:
        throw new Error(`Not a reply: ${JSON.stringify(line)}`);
    }
  }

  private line(): string {
    const end = this.input.indexOf(END, this.at);
    if (end < 0) throw INCOMPLETE;
    const line = this.input.slice(this.at, end);
    this.at = end + END.length;
    return line;
  }

  private bytes(size: number): string {
    const end = this.at + size;
    if (this.input.length < end + END.length) throw INCOMPLETE;
    if (!this.input.startsWith(END, end)) throw new Error('A bulk string does not end in CRLF');
    const bytes = this.input.slice(this.at, end);
    this.at = end + END.length;
    return bytes;
  }

  private verbatim(size: number): VerbatimReply {
    const bytes = this.bytes(size);
    // A script may name any format.
    if (bytes[3] !== ':') throw new Error(`Not a verbatim string: ${JSON.stringify(bytes)}`);
    return new VerbatimReply(bytes.slice(4), bytes.slice(0, 3));
  }
}

function integer(digits: string): number | bigint {
  if (!/^-?\d+$/.test(digits)) throw new Error(`Not an integer: ${JSON.stringify(digits)}`);
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

function length(digits: string): number {
  if (!/^\d+$/.test(digits)) throw new Error(`Not a length: ${JSON.stringify(digits)}`);
  return Number(digits);
}

function double(digits: string): number {
  if (digits === 'inf') return Infinity;
  if (digits === '-inf') return -Infinity;
  if (digits === 'nan' || digits === '-nan') return Number.NaN;
  const number = Number(digits);
  if (digits === '' || Number.isNaN(number)) {
    throw new Error(`Not a double: ${JSON.stringify(digits)}`);
  }
  return number;
}

function expect(valid: boolean, line: string, reply: Reply): Reply {
  if (!valid) throw new Error(`Not a reply: ${JSON.stringify(line)}`);
  return reply;
}

/** The bytes of a request, as every client sends it. @param argv strings of one char per byte */
export function encodeRequest(argv: readonly string[]): string {
  let out = `*${argv.length}\r\n`;
  for (const arg of argv) out += `$${arg.length}\r\n${arg}\r\n`;
  return out;
}
