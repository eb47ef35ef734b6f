import { parseNumber } from './number.js';

/** What a chunk that is no Lua is refused with: the whole message, position included. */
export class LuaSyntaxError extends Error {
  /** @param isRaised whether it is an error like those of running code: what handles errors sees it */
  constructor(
    message: string,
    readonly isRaised = false,
  ) {
    super(message);
  }
}

/** Tokens: punctuation and reserved words are their own text, the others have these names. */
export const Token = {
  end: '<eof>',
  name: '<name>',
  number: '<number>',
  string: '<string>',
} as const;

const RESERVED = new Set(
  [
    'and break do else elseif end false for function if in',
    'local nil not or repeat return then true until while',
  ].flatMap((words) => words.split(' ')),
);

const NAME = /[A-Za-z_]\w*/y;
/** Where C searches a char in a list, it finds NUL at its end: as an exponent, a sign, or another dot. */
const NUMERAL = /[\d.]+(?:[Ee\0][+\-\0]?)?\w*/y;
const DOTS = new Set(['.', '\0']);
const SPACES = /[ \t\v\f]+/y;
const PLAIN = /[^"'\\\r\n]+/y;
const LONG_PLAIN = /[^[\]\r\n]+/y;
const LINE_REST = /[^\r\n]*/y;
const DIGITS = /\d{1,3}/y;
const EQUAL_SIGNS = /=*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const LARGEST_BYTE = 255;
const SPACE_CODE = 32;
const DELETE_CODE = 127;

/** The text of a chunk, or what gives its next piece; nothing, or an empty one, at the end. */
export type Source = string | (() => string | undefined);

/** Takes a chunk apart in the order of Lua 5.1, with its errors. */
export class Lexer {
  /** The token that is looked at, ... */
  token: string = Token.end;
  /** ... its content when it is a name or a string, ... */
  text = '';
  /** ... and when it is a number. */
  number = 0;
  /** The line where the lexer stands ... */
  line = 1;
  /** ... and where it stood before the current token. */
  lastLine = 1;
  private at = 0;
  /** What the last token was made of so far: messages quote it. */
  private buffer = '';
  private ahead: { token: string; text: string; number: number } | undefined;

  private source = '';
  private more: (() => string | undefined) | undefined;

  /** @param name how messages call the chunk */
  constructor(
    source: Source,
    readonly name: string,
  ) {
    if (typeof source === 'string') this.source = source;
    else {
      this.more = source;
      this.fill();
    }
  }

  next(): void {
    this.lastLine = this.line;
    if (this.ahead === undefined) {
      this.token = this.scan();
      return;
    }
    ({ token: this.token, text: this.text, number: this.number } = this.ahead);
    this.ahead = undefined;
  }

  /** The token after the current one. */
  lookAhead(): string {
    const { text, number } = this;
    const token = this.scan();
    this.ahead = { token, text: this.text, number: this.number };
    this.text = text;
    this.number = number;
    return token;
  }

  /** @param near the token that the message quotes; none for errors of the whole chunk */
  fail(message: string, near?: string): never {
    const where = `${this.name}:${this.line}: ${message}`;
    // A NUL is the token 0, which counts as none.
    throw new LuaSyntaxError(
      near === undefined || near === '\0' ? where : `${where} near '${this.quote(near)}'`,
    );
  }

  private quote(token: string): string {
    if (token === Token.name || token === Token.string || token === Token.number) {
      const end = this.buffer.indexOf('\0');
      return end < 0 ? this.buffer : this.buffer.slice(0, end);
    }
    const code = token.charCodeAt(0);
    const control = token.length === 1 && (code < SPACE_CODE || code === DELETE_CODE);
    return control ? `char(${code})` : token;
  }

  /** Asks for the next piece as soon as nothing is left of the last one, as Lua 5.1 does. */
  private fill(): void {
    const piece = this.more?.();
    if (piece === undefined || piece === '') {
      this.more = undefined;
      return;
    }
    this.source = this.source.slice(this.at) + piece;
    this.at = 0;
  }

  private pass(length: number): void {
    this.at += length;
    if (this.at >= this.source.length && this.more !== undefined) this.fill();
  }

  /** What matches here; a part of it where a piece of the source ends. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.source)?.[0] ?? '';
    this.pass(text.length);
    return text;
  }

  /** What matches here, up to its end. */
  private matchWhole(pattern: RegExp): string {
    for (;;) {
      pattern.lastIndex = this.at;
      const text = pattern.exec(this.source)?.[0] ?? '';
      if (this.more === undefined || this.at + text.length < this.source.length) {
        this.at += text.length;
        return text;
      }
      this.fill();
    }
  }

  private get current(): string {
    return this.source[this.at] ?? '';
  }

  /** Passes a line break, of which `\r\n` and `\n\r` are one. */
  private newLine(): void {
    const first = this.current;
    this.pass(1);
    const second = this.current;
    if (second !== first && (second === '\n' || second === '\r')) this.pass(1);
    this.line++;
  }

  private scan(): string {
    for (;;) {
      const char = this.current;
      switch (char) {
        case '':
          return Token.end;
        case '\n':
        case '\r':
          this.newLine();
          break;
        case ' ':
        case '\t':
        case '\v':
        case '\f':
          this.match(SPACES);
          break;
        case '-':
          this.pass(1);
          if (this.current !== '-') return '-';
          this.pass(1);
          this.comment();
          break;
        case '[': {
          const level = this.longBracket();
          if (level >= 0) return this.longString(level, false);
          if (level === -1) return '[';
          return this.fail('invalid long string delimiter', Token.string);
        }
        case '=':
        case '<':
        case '>':
        case '~':
          this.pass(1);
          if (this.current !== '=') return char;
          this.pass(1);
          return `${char}=`;
        case '"':
        case "'":
          return this.string(char);
        case '.':
          return this.dots();
        default:
          return this.word(char);
      }
    }
  }

  private comment(): void {
    if (this.current === '[') {
      const level = this.longBracket();
      if (level >= 0) {
        this.longString(level, true);
        return;
      }
    }
    this.matchWhole(LINE_REST);
  }

  private dots(): string {
    this.pass(1);
    const { current } = this;
    if (current >= '0' && current <= '9') return this.numeral('.');
    if (!DOTS.has(current)) return '.';
    this.pass(1);
    if (!DOTS.has(this.current)) return '..';
    this.pass(1);
    return '...';
  }

  private word(char: string): string {
    if (char >= '0' && char <= '9') return this.numeral();
    const name = this.matchWhole(NAME);
    if (name === '') {
      this.pass(1);
      return char;
    }
    this.buffer = name;
    if (RESERVED.has(name)) return name;
    this.text = name;
    return Token.name;
  }

  private numeral(before = ''): string {
    this.buffer = before + this.matchWhole(NUMERAL);
    const number = parseNumber(this.buffer);
    if (number === undefined) return this.fail('malformed number', Token.number);
    this.number = number;
    return Token.number;
  }

  /** Passes `[`, or `]`, and the `=` after it. @returns their number when a second bracket follows, else -1 - number */
  private longBracket(): number {
    const bracket = this.current;
    this.pass(1);
    const level = this.matchWhole(EQUAL_SIGNS).length;
    this.buffer = bracket + '='.repeat(level);
    return this.current === bracket ? level : -level - 1;
  }

  private longString(level: number, isComment: boolean): string {
    const opening = `${this.buffer}[`;
    let text = '';
    this.pass(1);
    if (this.current === '\n' || this.current === '\r') this.newLine();
    for (;;) {
      const char = this.current;
      if (char === '') {
        return this.fail(`unfinished long ${isComment ? 'comment' : 'string'}`, Token.end);
      }
      if (char === '\n' || char === '\r') {
        text += '\n';
        this.newLine();
      } else if (char === '[' || char === ']') {
        const same = this.longBracket() === level;
        text += this.buffer;
        if (same && char === ']') break;
      } else text += this.match(LONG_PLAIN);
    }
    this.pass(1);
    this.buffer = `${opening}${text}]`;
    this.text = text.slice(0, text.length - level - 1);
    return Token.string;
  }

  private string(quote: string): string {
    let text = '';
    this.pass(1);
    for (;;) {
      const char = this.current;
      if (char === quote) break;
      switch (char) {
        case '':
          this.buffer = quote + text;
          return this.fail('unfinished string', Token.end);
        case '\n':
        case '\r':
          this.buffer = quote + text;
          return this.fail('unfinished string', Token.string);
        case '\\':
          this.pass(1);
          text += this.escape(quote + text);
          break;
        case '"':
        case "'":
          this.pass(1);
          text += char;
          break;
        default:
          text += this.match(PLAIN);
      }
    }
    this.pass(1);
    this.buffer = quote + text + quote;
    this.text = text;
    return Token.string;
  }

  private escape(before: string): string {
    const char = this.current;
    if (char === '\n' || char === '\r') {
      this.newLine();
      return '\n';
    }
    const digits = this.matchWhole(DIGITS);
    if (digits !== '') {
      if (Number(digits) <= LARGEST_BYTE) return String.fromCharCode(Number(digits));
      this.buffer = before;
      return this.fail('escape sequence too large', Token.string);
    }
    this.pass(1);
    return ESCAPES[char] ?? char;
  }
}
