import type { Bytes } from '../bytes.js';
import { crc64 } from '../crc64.js';
import { decompress } from '../lzf.js';
import { scriptErrors } from '../script-errors.js';

/** The version of the RDB format; what a newer server wrote is refused. */
const RDB_VERSION = 10;
/** A library follows: its code, from which everything else comes. */
const OPCODE_FUNCTION = 0xf5;
/** The same before 7.0 was released. */
const OPCODE_FUNCTION_PRE_RELEASE = 0xf6;
/** Two bytes of version and eight of checksum, lowest first. */
const FOOTER_BYTES = 10;

// How the first two bits of a length tell what it is.
const BITS_14 = 1;
const BITS_32_OR_64 = 2;
const ENCODED = 3;
const LENGTH_32 = 0x80;
const LENGTH_64 = 0x81;
const ENCODED_LZF = 3;

/** What FUNCTION DUMP answers. @param codes the code of each library */
export function dumpLibraries(codes: readonly Bytes[]): Bytes {
  const body = codes.map((code) => char(OPCODE_FUNCTION) + length(code.length) + code).join('');
  const versioned = body + little(BigInt(RDB_VERSION), 2);
  return versioned + little(crc64(versioned), 8);
}

/**
 * Reads what FUNCTION DUMP answered, here or on a server.
 * @returns the code of each library
 * @throws ReplyError as FUNCTION RESTORE answers it
 */
export function readDump(payload: Bytes): Bytes[] {
  const end = payload.length - FOOTER_BYTES;
  if (end < 0) throw scriptErrors.badDump();
  const version = payload.charCodeAt(end) | (payload.charCodeAt(end + 1) << 8);
  const sum = little(crc64(payload.slice(0, end + 2)), 8);
  if (version > RDB_VERSION || sum !== payload.slice(end + 2)) throw scriptErrors.badDump();
  const reader = new Reader(payload.slice(0, end));
  const codes: Bytes[] = [];
  while (!reader.atEnd) {
    const opcode = reader.byte();
    if (opcode === OPCODE_FUNCTION_PRE_RELEASE) throw scriptErrors.preReleaseDump();
    if (opcode !== OPCODE_FUNCTION) throw scriptErrors.foreignDump();
    codes.push(reader.string());
  }
  return codes;
}

function char(byte: number): Bytes {
  return String.fromCharCode(byte);
}

function little(value: bigint, bytes: number): Bytes {
  let out = '';
  for (let i = 0; i < bytes; i++) out += char(Number((value >> BigInt(8 * i)) & 0xffn));
  return out;
}

function big(value: number): Bytes {
  return (
    char(value >>> 24) +
    char((value >>> 16) & 0xff) +
    char((value >>> 8) & 0xff) +
    char(value & 0xff)
  );
}

function length(value: number): Bytes {
  if (value < 1 << 6) return char(value);
  if (value < 1 << 14) return char((BITS_14 << 6) | (value >> 8)) + char(value & 0xff);
  return char(LENGTH_32) + big(value);
}

/** Reads strings as RDB has them. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Bytes) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    if (this.atEnd) throw scriptErrors.unreadableDump();
    return this.bytes.charCodeAt(this.at++);
  }

  string(): Bytes {
    const first = this.byte();
    if (first >> 6 !== ENCODED) return this.take(this.lengthFrom(first));
    const encoding = first & 0x3f;
    if (encoding > ENCODED_LZF) throw scriptErrors.unreadableDump();
    if (encoding !== ENCODED_LZF) return String(this.integer(1 << encoding));
    const compressed = this.lengthFrom(this.byte());
    const size = this.lengthFrom(this.byte());
    const text = decompress(this.take(compressed), size);
    if (text === undefined) throw scriptErrors.unreadableDump();
    return text;
  }

  private lengthFrom(first: number): number {
    switch (first >> 6) {
      case BITS_14:
        return ((first & 0x3f) << 8) | this.byte();
      case BITS_32_OR_64:
        if (first === LENGTH_32) return this.unsigned(4);
        if (first === LENGTH_64) return this.unsigned(8);
        throw scriptErrors.unreadableDump();
      case ENCODED:
        throw scriptErrors.unreadableDump();
      default:
        return first;
    }
  }

  private unsigned(bytes: number): number {
    let value = 0;
    for (let i = 0; i < bytes; i++) value = value * 256 + this.byte();
    return value;
  }

  /** A signed integer of 1, 2 or 4 bytes, lowest first. */
  private integer(bytes: number): number {
    let value = 0;
    for (let i = 0; i < bytes; i++) value |= this.byte() << (8 * i);
    const unused = 32 - 8 * bytes;
    return (value << unused) >> unused;
  }

  private take(length: number): Bytes {
    if (length > this.bytes.length - this.at) throw scriptErrors.unreadableDump();
    const taken = this.bytes.slice(this.at, this.at + length);
    this.at += length;
    return taken;
  }
}
