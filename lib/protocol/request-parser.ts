import type { Bytes } from '../engine/bytes.js';
import { parse as parseInt64 } from '../engine/int64.js';
import { bufferPool } from './buffer-pool.js';
import { ProtocolError } from './protocol-error.js';
import { splitArguments } from '../engine/split-arguments.js';

/** The longest inline request and the longest length line, in bytes. */
const MAX_LINE = 64 * 1024;
/** The longest argument that a JavaScript string holds, in bytes: 24 less than Redis's `proto-max-bulk-len`. */
export const MAX_BULK = 512 * 1024 * 1024 - 24;
const MAX_ARGUMENTS = 2 ** 31 - 1;
const MAX_UNAUTHENTICATED_ARGUMENTS = 10;
const MAX_UNAUTHENTICATED_BULK = 16 * 1024;
/** A length line of this many digits is read as it is scanned. */
const FAST_DIGITS = 9;
/** What is at most reserved for an announced argument before its bytes arrive. */
const MAX_RESERVE = 1024 * 1024;
/** What an argument takes besides its bytes. */
const ARGUMENT_OVERHEAD = 32;

const ASTERISK = 42;
const DOLLAR = 36;
const CR = 13;
const LF = 10;
const ZERO = 48;

/** What any negative length is read as, so that none is mistaken for INCOMPLETE. */
const NEGATIVE = -1;
/** A length whose line has not come to its end. */
const INCOMPLETE = -2;
/** The length of the next argument has not been announced. */
const NO_BULK = -1;
const EMPTY = Buffer.alloc(0);
const { fromCharCode } = String;

/**
 * Incremental parser of requests: RESP arrays of bulk strings, and inline commands. Bytes go in by {@link push} in
 * pieces of any size, requests come out of {@link next} one by one, so that a connection can stop in between (after
 * QUIT, or while a client is blocked).
 *
 * It follows Redis to the letter where Redis is lenient (the line breaks after a length and an argument are not
 * looked at, a count of zero or less is no request, a NUL hides the line break after it) and where it is strict.
 */
export class RequestParser {
  /** While true, the limits for clients that have not authenticated apply: 10 arguments of 16 KB. */
  unauthenticated = false;
  /** The longest argument in bytes (`proto-max-bulk-len`). */
  maxBulkLength = MAX_BULK;

  private buffer: Buffer = EMPTY;
  private owned = false;
  /** Whether the memory goes back to the pool. */
  private pooled = false;
  private at = 0;
  private end = 0;
  /** The request under construction, and how many of its arguments have not arrived. */
  private argv: Bytes[] = [];
  private missing = 0;
  /** The announced length of the next argument. */
  private bulkLength = NO_BULK;
  private lastName: Bytes = '';
  /** The request that has not arrived whole, how many of its arguments are counted, and their bytes. */
  private part: Bytes[] = [];
  private partCounted = 0;
  private partBytes = 0;

  /** How many bytes wait to be read. */
  get pending(): number {
    return this.end - this.at;
  }

  /** How many more bytes the memory that holds them has room for. */
  get free(): number {
    return this.owned ? this.buffer.length - this.pending : 0;
  }

  /** How many bytes the arguments have that wait for the rest of their request. */
  get argumentBytes(): number {
    return this.missing > 0 ? this.partBytes : 0;
  }

  /** How much memory the beginning of a request takes that has not arrived whole, in bytes. */
  get held(): number {
    return this.pending + this.argumentBytes + this.argv.length * ARGUMENT_OVERHEAD;
  }

  /**
   * Adds bytes. They are read in place: the caller may reuse the memory once {@link next} has returned `undefined`
   * or {@link detach} was called.
   * @param chunk a Buffer, or a string of one char per byte
   * @param length how many bytes of it to add (default: all)
   */
  push(chunk: Buffer | Bytes, length = chunk.length): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
    const pending = this.pending;
    if (pending === 0) {
      if (this.pooled) this.releaseBuffer();
      this.buffer = bytes;
      this.owned = typeof chunk === 'string';
      this.at = 0;
      this.end = length;
      return;
    }
    if (!this.owned || this.end + length > this.buffer.length) this.reserve(length);
    bytes.copy(this.buffer, this.end, 0, length);
    this.end += length;
  }

  /** Copies what is unread, so that the memory given to {@link push} can be reused. */
  detach(): void {
    if (this.pending === 0) {
      if (this.pooled) this.releaseBuffer();
      this.buffer = EMPTY;
      this.at = this.end = 0;
    } else if (!this.owned) this.reserve(0);
  }

  /**
   * The next complete request, or `undefined` when more bytes are needed.
   * @throws ProtocolError after which the parser must not be used any more
   */
  next(): Bytes[] | undefined {
    while (this.missing === 0) {
      if (this.at === this.end) return this.starve();
      if (this.buffer[this.at] !== ASTERISK) {
        const argv = this.readInline();
        if (argv === undefined) return this.starve();
        if (argv.length > 0) return argv;
        continue;
      }
      const count = this.readCount();
      if (count === INCOMPLETE) return this.starve();
      if (count > 0) this.missing = count;
    }
    return this.readArguments() ? this.take() : this.starve();
  }

  private take(): Bytes[] {
    const argv = this.argv;
    this.argv = [];
    return argv;
  }

  private starve(): undefined {
    this.detach();
    if (this.missing > 0) this.countPart();
    return undefined;
  }

  private countPart(): void {
    const { argv } = this;
    if (this.part !== argv) {
      this.part = argv;
      this.partCounted = this.partBytes = 0;
    }
    while (this.partCounted < argv.length) this.partBytes += argv[this.partCounted++]!.length;
  }

  /** Moves what is unread into memory of its own, with room for more; growing doubles, whatever the pieces. */
  private reserve(more: number): void {
    const pending = this.pending;
    const announced = Math.min(this.bulkLength + 2 - pending, MAX_RESERVE);
    const room = Math.max(more, announced, pending);
    const buffer = bufferPool.take(pending + room);
    this.buffer.copy(buffer, 0, this.at, this.end);
    if (this.pooled) this.releaseBuffer();
    this.buffer = buffer;
    this.owned = this.pooled = true;
    this.at = 0;
    this.end = pending;
  }

  /** Gives memory back that this parser has taken; arguments are strings of their own. */
  private releaseBuffer(): void {
    bufferPool.release(this.buffer);
    this.pooled = false;
  }

  /** Reads arguments until none is missing. @returns false when more bytes are needed */
  private readArguments(): boolean {
    for (;;) {
      if (this.bulkLength === NO_BULK) {
        this.readPlainArguments();
        if (this.missing === 0) return true;
        const length = this.readBulkLength();
        if (length === INCOMPLETE) return false;
        this.bulkLength = length;
      }
      const length = this.bulkLength;
      if (this.pending < length + 2) return false;
      this.argv.push(
        this.argv.length === 0 ? this.name(this.at, length) : text(this.buffer, this.at, length),
      );
      this.at += length + 2;
      this.bulkLength = NO_BULK;
      this.missing--;
    }
  }

  /** Reads arguments while they are complete and announced as every client does: the hot loop. */
  private readPlainArguments(): void {
    const { argv, buffer, end } = this;
    const max = this.unauthenticated ? MAX_UNAUTHENTICATED_BULK : this.maxBulkLength;
    let { at, missing } = this;
    for (; missing > 0 && at < end && buffer[at] === DOLLAR; missing--) {
      let cr = at + 1;
      let length = 0;
      for (; cr < end; cr++) {
        const digit = buffer[cr]! - ZERO;
        if (digit < 0 || digit > 9) break;
        length = length * 10 + digit;
      }
      const start = cr + 2;
      const digits = start - at - 3;
      if (start + length + 2 > end || buffer[cr] !== CR || digits === 0 || length > max) break;
      if (digits > FAST_DIGITS || (digits > 1 && buffer[at + 1] === ZERO)) break;
      argv.push(argv.length === 0 ? this.name(start, length) : text(buffer, start, length));
      at = start + length + 2;
    }
    this.at = at;
    this.missing = missing;
  }

  /** The command's name: mostly the one of the request before, whose string has its hash already. */
  private name(at: number, length: number): Bytes {
    const { buffer, lastName } = this;
    if (lastName.length === length) {
      let same = 0;
      while (same < length && buffer[at + same] === lastName.charCodeAt(same)) same++;
      if (same === length) return lastName;
    }
    const name = buffer.latin1Slice(at, at + length);
    if (length < MAX_LINE) this.lastName = name;
    return name;
  }

  private readCount(): number {
    const fast = this.readFastLength();
    const count =
      fast === INCOMPLETE ? this.readSlowLength(ProtocolError.tooBigMultibulkCount) : fast;
    if (count === INCOMPLETE) return INCOMPLETE;
    if (Number.isNaN(count) || count > MAX_ARGUMENTS) throw ProtocolError.invalidMultibulkLength();
    if (count > MAX_UNAUTHENTICATED_ARGUMENTS && this.unauthenticated) {
      throw ProtocolError.unauthenticatedMultibulkLength();
    }
    return Math.max(count, 0);
  }

  private readBulkLength(): number {
    const first = this.buffer[this.at];
    const fast = first === DOLLAR ? this.readFastLength() : INCOMPLETE;
    const length = fast === INCOMPLETE ? this.readSlowLength(ProtocolError.tooBigBulkCount) : fast;
    if (length === INCOMPLETE) return INCOMPLETE;
    if (first !== DOLLAR) throw ProtocolError.expectedDollar(String.fromCharCode(first!));
    if (!(length >= 0 && length <= this.maxBulkLength)) throw ProtocolError.invalidBulkLength();
    if (length > MAX_UNAUTHENTICATED_BULK && this.unauthenticated) {
      throw ProtocolError.unauthenticatedBulkLength();
    }
    return length;
  }

  /** A plain complete length line, as every client sends it; INCOMPLETE for all others. */
  private readFastLength(): number {
    const { buffer, end } = this;
    const start = this.at + 1;
    let at = start;
    let length = 0;
    for (; at < end; at++) {
      const digit = buffer[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      length = length * 10 + digit;
    }
    const digits = at - start;
    if (at + 1 >= end || buffer[at] !== CR || digits === 0 || digits > FAST_DIGITS)
      return INCOMPLETE;
    if (buffer[start] === ZERO && digits > 1) return INCOMPLETE;
    this.at = at + 2;
    return length;
  }

  /** Any length line. @returns NEGATIVE, INCOMPLETE without its line break, NaN when it is no integer */
  private readSlowLength(tooBig: () => ProtocolError): number {
    const line = this.findInLine(CR);
    if (line < 0) {
      if (this.pending > MAX_LINE) throw tooBig();
      return INCOMPLETE;
    }
    if (line + 1 >= this.end) return INCOMPLETE;
    const length = parseInt64(this.buffer.latin1Slice(this.at + 1, line));
    this.at = line + 2;
    return length === undefined ? Number.NaN : Math.max(Number(length), NEGATIVE);
  }

  private readInline(): Bytes[] | undefined {
    const line = this.findInLine(LF);
    if (line < 0 ? this.pending > MAX_LINE : line - this.at > MAX_LINE) {
      throw ProtocolError.tooBigInline();
    }
    if (line < 0) return undefined;
    const stop = line > this.at && this.buffer[line - 1] === CR ? line - 1 : line;
    const argv = splitArguments(this.buffer.latin1Slice(this.at, stop));
    if (argv === undefined) throw ProtocolError.unbalancedQuotes();
    this.at = line + 1;
    return argv;
  }

  /** The index of a line break, which no NUL may precede, or -1. */
  private findInLine(lineBreak: number): number {
    const { buffer, at, end } = this;
    for (let i = at; i < end; i++) {
      const byte = buffer[i];
      if (byte === lineBreak) return i;
      if (byte === 0) return -1;
    }
    return -1;
  }
}

/** A string that owns its bytes; below seven bytes a native call costs more than the copy. */
function text(b: Buffer, at: number, length: number): Bytes {
  switch (length) {
    case 0:
      return '';
    case 1:
      return fromCharCode(b[at]!);
    case 2:
      return fromCharCode(b[at]!, b[at + 1]!);
    case 3:
      return fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!);
    case 4:
      return fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!);
    case 5:
      return fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!, b[at + 4]!);
    case 6:
      return fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!, b[at + 4]!, b[at + 5]!);
    default:
      return b.latin1Slice(at, at + length);
  }
}
