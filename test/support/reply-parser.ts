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

  private value(): Reply {
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
        return rest === '-1' ? NULL_ARRAY : this.values(length(rest));
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
        return MapReply.of(this.entries(length(rest)));
      case '~':
        return new SetReply(this.values(length(rest)));
      case '>':
        return new Push(this.values(length(rest)));
      case '|':
        this.entries(length(rest));
        return this.value();
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
    const format = bytes.slice(0, 3);
    if ((format !== 'txt' && format !== 'mkd') || bytes[3] !== ':') {
      throw new Error(`Not a verbatim string: ${JSON.stringify(bytes)}`);
    }
    return new VerbatimReply(bytes.slice(4), format);
  }

  private values(count: number): Reply[] {
    return Array.from({ length: count }, () => this.value());
  }

  private entries(count: number): [Reply, Reply][] {
    return Array.from({ length: count }, () => [this.value(), this.value()]);
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
