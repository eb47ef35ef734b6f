/**
 * The one string type of the engine: a JavaScript string that holds one byte per char (latin1), so that
 * ordering, length, concatenation and map lookups are Redis's own. UTF-8 exists only in the faces.
 */
export type Bytes = string;

/** From this many chars V8 lets a substring keep its parent alive instead of copying it. */
export const SLICE_MIN_LENGTH = 13;
const SCRATCH_BYTES = 16 * 1024;
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
/** Up to this many chars a loop finds a non-ASCII char sooner than a call of Node's, which costs hardly anything per char. */
const SHORT = 12;

/** Tells whether every char is ASCII, so that text and bytes are the same string. */
export function isAscii(text: string): boolean {
  const length = text.length;
  if (length > SHORT) return Buffer.byteLength(text, 'utf8') === length;
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** The UTF-8 bytes of a text. The result may share memory with `text`: see {@link own} before storing it. */
export function encode(text: string): Bytes {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').latin1Slice();
}

/** The UTF-8 bytes of a text as a string that owns its memory, fit to be stored. */
export function encodeOwned(text: string): Bytes {
  if (text.length < SLICE_MIN_LENGTH) return encode(text);
  if (text.length > SCRATCH_BYTES / 3) return Buffer.from(text, 'utf8').latin1Slice();
  return scratch.latin1Slice(0, scratch.utf8Write(text, 0));
}

/** The text whose UTF-8 encoding these bytes are; invalid sequences become U+FFFD, as in Node. */
export function decode(bytes: Bytes): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').utf8Slice();
}

let ascii: Bytes = '';

/** Takes note of the last string that is known to be ASCII, so that {@link decodeReply} need not look at it again. */
export function rememberAscii(bytes: Bytes): Bytes {
  ascii = bytes;
  return bytes;
}

/** As {@link decode}, for what a command has just answered. */
export function decodeReply(bytes: Bytes): string {
  return bytes === ascii ? bytes : decode(bytes);
}

/** The bytes of a Buffer. */
export function fromBuffer(buffer: Uint8Array): Bytes {
  return Buffer.isBuffer(buffer)
    ? buffer.latin1Slice()
    : Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength).latin1Slice();
}

/** The bytes as a new Buffer. */
export function toBuffer(bytes: Bytes): Buffer {
  return Buffer.from(bytes, 'latin1');
}

/**
 * A copy that owns its memory when `bytes` may be a slice of a larger string. Whatever is stored and was cut or
 * concatenated from something else goes through here; otherwise a short value could pin a large request.
 */
export function own(bytes: Bytes): Bytes {
  if (bytes.length < SLICE_MIN_LENGTH) return bytes;
  if (bytes.length > SCRATCH_BYTES) return Buffer.from(bytes, 'latin1').latin1Slice();
  return scratch.latin1Slice(0, scratch.latin1Write(bytes, 0));
}
