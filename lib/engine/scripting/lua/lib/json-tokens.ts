import type { Bytes } from '../../../bytes.js';
import { encode } from '../../../bytes.js';
import { parseNumber } from '../number.js';
import type { LuaValue } from '../value.js';
import { JSON_NULL } from './json-settings.js';

export type JsonTokenType =
  | 'T_OBJ_BEGIN'
  | 'T_OBJ_END'
  | 'T_ARR_BEGIN'
  | 'T_ARR_END'
  | 'T_STRING'
  | 'T_NUMBER'
  | 'T_BOOLEAN'
  | 'T_NULL'
  | 'T_COLON'
  | 'T_COMMA'
  | 'T_END'
  | 'T_ERROR';

const PUNCTUATION = new Map<string, JsonTokenType>([
  ['{', 'T_OBJ_BEGIN'],
  ['}', 'T_OBJ_END'],
  ['[', 'T_ARR_BEGIN'],
  [']', 'T_ARR_END'],
  [',', 'T_COMMA'],
  [':', 'T_COLON'],
]);
const WORDS: readonly (readonly [text: string, type: JsonTokenType, value: LuaValue])[] = [
  ['true', 'T_BOOLEAN', true],
  ['false', 'T_BOOLEAN', false],
  ['null', 'T_NULL', JSON_NULL],
];
const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
]);

const PLAIN_CHARS = /[^"\\\0]*/y;
const HEX = /[\da-f]{4}/iy;
/** What C's `strtod` reads. */
const NUMBER =
  /[+-]?(?:0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)(?:p[+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan(?:\(\w*\))?)/iy;
/** How numbers begin that JSON does not know. */
const INVALID_NUMBER = /\+|-?(?:0[x\d]|inf|nan)/iy;

/**
 * The tokens of a JSON text, as cjson tells them: a NUL ends the text. The last token is in {@link type},
 * {@link value} and {@link index}.
 */
export class JsonTokens {
  type: JsonTokenType = 'T_END';
  value: LuaValue;
  /** Where the token is, or what is wrong with it; from 0. */
  index = 0;
  /** What is wrong when the type is T_ERROR. */
  problem = '';
  /** Where the next token is looked for. */
  at = 0;

  constructor(
    private readonly text: Bytes,
    private readonly invalidNumbers: boolean,
  ) {}

  next(): void {
    const { text } = this;
    while (isSpace(text.charCodeAt(this.at))) this.at++;
    this.index = this.at;
    const char = text[this.at];
    if (char === undefined || char === '\0') {
      this.type = 'T_END';
      return;
    }
    const punctuation = PUNCTUATION.get(char);
    if (punctuation !== undefined) {
      this.type = punctuation;
      this.at++;
      return;
    }
    if (char === '"') {
      this.string();
      return;
    }
    if (char === '-' || (char >= '0' && char <= '9')) {
      if (!this.invalidNumbers && this.isInvalidNumber()) this.fail('invalid number');
      else this.number();
      return;
    }
    for (const [word, type, value] of WORDS) {
      if (!text.startsWith(word, this.at)) continue;
      this.at += word.length;
      this.type = type;
      this.value = value;
      return;
    }
    if (this.invalidNumbers && this.isInvalidNumber()) this.number();
    else this.fail('invalid token');
  }

  private isInvalidNumber(): boolean {
    return this.endOf(INVALID_NUMBER, this.at) > this.at;
  }

  private number(): void {
    const end = this.endOf(NUMBER, this.at);
    if (end === this.at) {
      this.fail('invalid number');
      return;
    }
    this.type = 'T_NUMBER';
    this.value = parseNumber(this.text.slice(this.at, end));
    this.at = end;
  }

  private string(): void {
    const { text } = this;
    let value = '';
    let start = this.at + 1;
    for (;;) {
      this.at = this.endOf(PLAIN_CHARS, start);
      value += text.slice(start, this.at);
      const char = text[this.at];
      if (char === '"') break;
      if (char !== '\\') {
        this.fail('unexpected end of string');
        return;
      }
      const letter = text[this.at + 1] ?? '';
      const escaped = letter === 'u' ? this.unicode() : ESCAPES.get(letter);
      if (escaped === undefined) {
        this.fail(letter === 'u' ? 'invalid unicode escape code' : 'invalid escape code');
        return;
      }
      value += escaped;
      start = this.at + (letter !== 'u' ? 2 : escaped.length === 4 ? 12 : 6);
    }
    this.at++;
    this.type = 'T_STRING';
    this.value = value;
  }

  /** The UTF-8 bytes of `\u0000`, or of two such that are a surrogate pair; undefined when it is neither. */
  private unicode(): Bytes | undefined {
    const unit = this.unit(this.at);
    if (unit === undefined) return undefined;
    if (unit < 0xd800 || unit > 0xdfff) return encode(String.fromCharCode(unit));
    const low = this.unit(this.at + 6);
    if (unit > 0xdbff || low === undefined || low < 0xdc00 || low > 0xdfff) return undefined;
    return encode(String.fromCharCode(unit, low));
  }

  private unit(at: number): number | undefined {
    if (!this.text.startsWith('\\u', at)) return undefined;
    const end = this.endOf(HEX, at + 2);
    return end > at + 2 ? parseInt(this.text.slice(at + 2, end), 16) : undefined;
  }

  private fail(problem: string): void {
    this.type = 'T_ERROR';
    this.index = this.at;
    this.problem = problem;
  }

  /** Where a match ends that begins at a place; that place itself when there is none. */
  private endOf(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : at;
  }
}

function isSpace(char: number): boolean {
  return char === 32 || char === 9 || char === 10 || char === 13;
}
