import type { Bytes } from '../bytes.js';
import { scriptErrors } from '../script-errors.js';
import { splitArguments } from '../split-arguments.js';

/** The flags of scripts and functions, in the order in which FUNCTION LIST names them. */
export const SCRIPT_FLAGS = [
  'no-writes',
  'allow-oom',
  'allow-stale',
  'no-cluster',
  'allow-cross-slot-keys',
] as const;
export type ScriptFlag = (typeof SCRIPT_FLAGS)[number];

/** What may be run: a script or function says so itself, or nothing of the kind. */
export interface ScriptRights {
  /** The flags that were declared; `undefined` for a script without a shebang, which may do all that its caller may. */
  readonly flags: readonly ScriptFlag[] | undefined;
}

const ENGINE = '#!lua';

/** Reads a flag of a script or function. */
export function scriptFlag(name: unknown): ScriptFlag | undefined {
  return SCRIPT_FLAGS.find((flag) => flag === name);
}

/** The first line of a text, without its line feed; `undefined` when the text has only one line. */
function firstLine(text: Bytes): Bytes | undefined {
  const end = text.indexOf('\n');
  return end < 0 ? undefined : text.slice(0, end);
}

/**
 * Reads the shebang of a script: `#!lua flags=no-writes,allow-stale`.
 * @returns the flags, `undefined` when there is no shebang
 * @throws ReplyError as EVAL answers it
 */
export function readScriptFlags(body: Bytes): readonly ScriptFlag[] | undefined {
  if (!body.startsWith('#!')) return undefined;
  const line = firstLine(body);
  if (line === undefined) throw scriptErrors.invalidShebang();
  const [engine, ...options] = splitArguments(line) ?? [];
  if (engine === undefined) throw scriptErrors.invalidShebangEngine();
  if (engine !== ENGINE) throw scriptErrors.unknownShebangEngine(engine);
  const flags: ScriptFlag[] = [];
  for (const option of options) {
    if (!option.startsWith('flags=')) throw scriptErrors.unknownShebangOption(option);
    const list = option.slice('flags='.length);
    if (list === '') continue;
    for (const name of list.split(',')) {
      const flag = scriptFlag(name);
      if (flag === undefined) throw scriptErrors.unknownShebangFlag(name);
      flags.push(flag);
    }
  }
  return flags;
}

/** A script without its shebang. The line stays, so that errors name the right one. */
export function withoutShebang(body: Bytes): Bytes {
  return body.startsWith('#!') ? body.slice(body.indexOf('\n')) : body;
}

const LIBRARY_NAME = /^[A-Za-z0-9_]+$/;

/** Whether a library or a function can have this name. */
export function isLibraryName(name: Bytes): boolean {
  return LIBRARY_NAME.test(name);
}

/** The text of a library, and what its first line says. */
export interface LibrarySource {
  /** All of it. */
  readonly text: Bytes;
  readonly name: Bytes;
  /** The rest of the code; the line feed of the first line stays, so that errors name the right line. */
  readonly code: Bytes;
}

/**
 * Reads the first line of a library: `#!lua name=mylib`.
 * @throws ReplyError as FUNCTION LOAD answers it
 */
export function readLibrarySource(text: Bytes): LibrarySource {
  if (!text.startsWith('#!')) throw scriptErrors.missingMetadata();
  const line = firstLine(text);
  if (line === undefined) throw scriptErrors.invalidMetadata();
  const [engine, ...options] = splitArguments(line) ?? [];
  if (engine === undefined) throw scriptErrors.invalidMetadata();
  let name: Bytes | undefined;
  for (const option of options) {
    if (!option.toLowerCase().startsWith('name=')) throw scriptErrors.invalidMetadataValue(option);
    if (name !== undefined) throw scriptErrors.nameGivenTwice();
    name = option.slice('name='.length);
  }
  if (name === undefined) throw scriptErrors.noLibraryName();
  if (!isLibraryName(name)) throw scriptErrors.invalidLibraryName();
  if (engine.slice(2).toLowerCase() !== 'lua') throw scriptErrors.engineNotFound(engine.slice(2));
  return { text, name, code: text.slice(line.length) };
}
