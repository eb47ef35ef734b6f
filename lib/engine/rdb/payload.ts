import type { Bytes } from '../bytes.js';
import { crc64 } from '../crc64.js';
import type { EncodingLimits } from '../encoding-limits.js';
import type { Value } from '../values/value.js';
import { decodeValue, type ValueMaking } from './decode-value.js';
import { encodeValue } from './encode-value.js';
import { RdbReader } from './rdb-reader.js';
import { RdbWriter } from './rdb-writer.js';

/** What is written is read by Redis 7.0; what is read may come from 7.2. */
const WRITTEN_VERSION = 10;
const READ_VERSION = 11;
/** Two bytes of version and eight of checksum, lowest first. */
export const FOOTER_BYTES = 10;
const CHECKSUM_BYTES = 8;

/** What DUMP answers: a value, the version of its format, and a checksum of both. */
export function dumpValue(value: Value, limits: EncodingLimits): Bytes {
  const writer = new RdbWriter();
  encodeValue(writer, value, limits);
  return sealed(writer);
}

/** What has been written, with the version of its format and a checksum of both. */
export function sealed(writer: RdbWriter): Bytes {
  writer.byte(WRITTEN_VERSION);
  writer.byte(0);
  writer.int64(BigInt.asIntN(64, crc64(writer.bytes)));
  return writer.bytes;
}

/**
 * Whether version and checksum of what DUMP or FUNCTION DUMP has answered are right.
 * @param newest the last version that is read
 */
export function isPayload(payload: Bytes, newest = READ_VERSION): boolean {
  const end = payload.length - FOOTER_BYTES;
  if (end < 0) return false;
  const version = payload.charCodeAt(end) | (payload.charCodeAt(end + 1) << 8);
  if (version > newest) return false;
  const sum = Buffer.from(payload.slice(-CHECKSUM_BYTES), 'latin1').readBigUInt64LE();
  return sum === crc64(payload.slice(0, -CHECKSUM_BYTES));
}

/** The value in what DUMP has answered. @throws RdbFault when there is none */
export function readValue(payload: Bytes, making: ValueMaking): Value {
  return decodeValue(new RdbReader(payload), making);
}
