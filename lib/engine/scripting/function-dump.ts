import type { Bytes } from '../bytes.js';
import { FOOTER_BYTES, isPayload, sealed } from '../rdb/payload.js';
import { RdbFault, RdbReader } from '../rdb/rdb-reader.js';
import { RdbWriter } from '../rdb/rdb-writer.js';
import { scriptErrors } from '../script-errors.js';

/** The version of the RDB format; what a newer server wrote is refused. */
const RDB_VERSION = 10;
/** A library follows: its code, from which everything else comes. */
const OPCODE_FUNCTION = 0xf5;
/** The same before 7.0 was released: name, engine and description come before the code, which has no shebang. */
const OPCODE_FUNCTION_PRE_RELEASE = 0xf6;

/** What FUNCTION DUMP answers. @param codes the code of each library */
export function dumpLibraries(codes: readonly Bytes[]): Bytes {
  const writer = new RdbWriter();
  for (const code of codes) {
    writer.byte(OPCODE_FUNCTION);
    writer.string(code);
  }
  return sealed(writer);
}

/**
 * Reads what FUNCTION DUMP answered, here or on a server: the code of each library, read when it is asked for.
 * @throws ReplyError as FUNCTION RESTORE answers it
 */
export function* readDump(payload: Bytes): IterableIterator<Bytes> {
  if (!isPayload(payload, RDB_VERSION)) throw scriptErrors.badDump();
  const reader = new RdbReader(payload);
  while (reader.left > FOOTER_BYTES) yield readLibrary(reader);
}

function readLibrary(reader: RdbReader): Bytes {
  const opcode = reader.byte();
  if (opcode === OPCODE_FUNCTION_PRE_RELEASE) {
    const name = readPart('library name', () => reader.string());
    const engine = readPart('engine name', () => reader.string());
    const described = readPart('library description indicator', () => reader.length());
    if (Number(described) !== 0) readPart('library description', () => reader.string());
    return `#!${engine} name=${name}\n${readPart('library blob', () => reader.string())}`;
  }
  if (opcode !== OPCODE_FUNCTION) throw scriptErrors.foreignDump();
  return readPart('library payload', () => reader.string());
}

function readPart<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RdbFault) throw scriptErrors.unreadableDump(name);
    throw error;
  }
}
