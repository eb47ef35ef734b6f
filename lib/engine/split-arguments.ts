import type { Bytes } from './bytes.js';

const ESCAPES: Readonly<Record<string, Bytes>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };
/** C's `isspace`. */
const SPACE = /[ \t\n\v\f\r]/;
/** What ends an unquoted argument; unlike C's `isspace`, without vertical tab and form feed. */
const BREAK = /[ \t\n\r]/;
const HEX_ESCAPE = /\\x([0-9a-fA-F]{2})/y;

/**
 * Splits a line into arguments by the quoting rules of redis-cli and of Redis's inline commands: `"..."` knows
 * `\n \r \t \b \a \xHH` and `\` before any other char, `'...'` knows `\'` alone, and a closing quote must be followed
 * by a space or the end.
 * @returns `undefined` when quotes are not balanced
 */
export function splitArguments(line: Bytes): Bytes[] | undefined {
  const args: Bytes[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && SPACE.test(line[at]!)) at++;
    if (at === line.length) return args;
    let arg = '';
    for (; at < line.length && !BREAK.test(line[at]!); at++) {
      const char = line[at]!;
      if (char !== '"' && char !== "'") {
        arg += char;
        continue;
      }
      const quoted = char === '"' ? doubleQuoted(line, at + 1) : singleQuoted(line, at + 1);
      if (quoted === undefined) return undefined;
      arg += quoted.text;
      at = quoted.end;
      if (at < line.length && !SPACE.test(line[at]!)) return undefined;
      break;
    }
    args.push(arg);
  }
}

interface Quoted {
  readonly text: Bytes;
  /** The index after the closing quote. */
  readonly end: number;
}

function doubleQuoted(line: Bytes, start: number): Quoted | undefined {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const char = line[at]!;
    if (char === '"') return { text, end: at + 1 };
    if (char !== '\\' || at + 1 === line.length) {
      text += char;
      continue;
    }
    HEX_ESCAPE.lastIndex = at;
    const hex = HEX_ESCAPE.exec(line)?.[1];
    if (hex !== undefined) {
      text += String.fromCharCode(Number.parseInt(hex, 16));
      at += 3;
    } else {
      const escaped = line[++at]!;
      text += ESCAPES[escaped] ?? escaped;
    }
  }
  return undefined;
}

function singleQuoted(line: Bytes, start: number): Quoted | undefined {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const char = line[at]!;
    if (char === "'") return { text, end: at + 1 };
    if (char === '\\' && line[at + 1] === "'") at++;
    text += line[at]!;
  }
  return undefined;
}

/** The letters of the characters that have one. */
const LETTERS = new Map(Object.entries(ESCAPES).map(([letter, char]) => [char, letter]));

/** An argument in quotes, with escapes for what is not printable: as configuration files and logs have it. */
export function quoted(argument: Bytes): Bytes {
  const escaped = argument.replace(/[^ !#-[\]-~]/g, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    const letter = LETTERS.get(char);
    return `\\${letter ?? `x${char.charCodeAt(0).toString(16).padStart(2, '0')}`}`;
  });
  return `"${escaped}"`;
}
