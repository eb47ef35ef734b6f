import type { Bytes } from '../../../bytes.js';
import { CharClass, classMask, hasClass } from './char-class.js';

/** What a pattern may ask of those who run it. */
export interface PatternHost {
  /** Raises a Lua error about the pattern. */
  error(message: string): never;
  /** Counts the work of matching; may end the script. */
  tick(amount: number): void;
}

const MAX_CAPTURES = 32;
/** The length of a capture whose end is not found yet, */
const UNFINISHED = -1;
/** and of one that is a position. */
const POSITION = -2;

const ESCAPE = 37; // %
const OPEN = 40; // (
const CLOSE = 41; // )
const STAR = 42; // *
const PLUS = 43; // +
const MINUS = 45; // -
const DOT = 46; // .
const ZERO = 48; // 0
const QUESTION = 63; // ?
const SET_OPEN = 91; // [
const SET_CLOSE = 93; // ]
const CARET = 94; // ^
const DOLLAR = 36; // $
const LETTER_B = 98; // b
const LETTER_F = 102; // f

/** Steps between two reports of the work. */
const REPORT = 1024;

/*
 * What is tried next when a match fails: what to undo, or where to go on. Each takes four numbers of a list.
 */
/** One repetition less: subject, pattern after the item, count. */
const FEWER = 0;
/** One repetition more: subject, item, end of the item. */
const MORE = 1;
/** Without the optional item: subject, pattern after the item. */
const WITHOUT = 2;
/** The last capture was opened in vain. */
const OPENED = 3;
/** A capture was closed in vain: its index. */
const CLOSED = 4;
const RETRY_SIZE = 4;

/**
 * A Lua pattern over a subject. What is wrong with a pattern comes out where matching reaches it, as in Lua 5.1, where
 * a NUL ends a pattern. What is left to try is kept in a list, so that no pattern can exhaust the stack.
 */
export class PatternMatcher {
  /** The number of captures of the last match. */
  level = 0;
  private readonly pattern: Bytes;
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private readonly retries: number[] = [];
  private work = 0;
  /** Where in the pattern {@link resume} goes on. */
  private resumeAt = 0;

  /** @param pattern without the `^` that ties it to where the match starts */
  constructor(
    private readonly host: PatternHost,
    private readonly subject: Bytes,
    pattern: Bytes,
  ) {
    const end = pattern.indexOf('\0');
    this.pattern = end < 0 ? pattern : pattern.slice(0, end);
  }

  /**
   * Matches at one place of the subject.
   * @returns where the match ends, -1 when there is none
   */
  match(start: number): number {
    const { subject, pattern, retries } = this;
    const patternEnd = pattern.length;
    this.level = 0;
    if (retries.length > 0) retries.length = 0;
    let s = start;
    let p = 0;
    for (;;) {
      if (++this.work >= REPORT) this.report();
      let failed = false;
      const c = p < patternEnd ? pattern.charCodeAt(p) : 0;
      if (c === OPEN) {
        const position = pattern.charCodeAt(p + 1) === CLOSE;
        this.open(s, position ? POSITION : UNFINISHED);
        p += position ? 2 : 1;
        continue;
      } else if (c === CLOSE) {
        this.close(s);
        p++;
        continue;
      } else if (p >= patternEnd) {
        this.report();
        return s;
      } else if (c === DOLLAR && p + 1 === patternEnd) {
        if (s === subject.length) {
          p++;
          continue;
        }
        failed = true;
      } else {
        const next = c === ESCAPE ? pattern.charCodeAt(p + 1) : 0;
        if (next === LETTER_B) {
          s = this.balanced(s, p + 2);
          failed = s < 0;
          p += 4;
        } else if (next === LETTER_F) {
          p += 2;
          if (pattern.charCodeAt(p) !== SET_OPEN)
            this.host.error("missing '[' after '%f' in pattern");
          const end = this.itemEnd(p);
          failed = !this.frontier(s, p, end);
          p = end;
        } else if (next >= ZERO && next <= ZERO + 9) {
          s = this.repeated(s, next);
          failed = s < 0;
          p += 2;
        } else {
          const end = this.itemEnd(p);
          const suffix = pattern.charCodeAt(end);
          if (suffix === STAR || suffix === PLUS) {
            const count = this.repetitions(s, p, end);
            if (suffix === PLUS && count === 0) failed = true;
            else {
              if (suffix === PLUS) s++;
              const more = suffix === PLUS ? count - 1 : count;
              if (more > 0 && end + 1 < patternEnd) retries.push(FEWER, s, end + 1, more);
              s += more;
              p = end + 1;
            }
          } else if (suffix === MINUS) {
            retries.push(MORE, s, p, end);
            p = end + 1;
          } else {
            const one = s < subject.length && this.single(subject.charCodeAt(s), p, end);
            if (suffix === QUESTION) {
              if (one) retries.push(WITHOUT, s++, end + 1, 0);
              p = end + 1;
            } else if (one) {
              s++;
              p = end;
            } else failed = true;
          }
        }
      }
      if (!failed) continue;
      const resumed = this.resume();
      if (resumed < 0) {
        this.report();
        return -1;
      }
      s = resumed;
      p = this.resumeAt;
    }
  }

  /** Goes back to the last place where there is something else to try. @returns the subject there, or -1 */
  private resume(): number {
    const { retries } = this;
    while (retries.length > 0) {
      const at = retries.length - RETRY_SIZE;
      const first = retries[at + 1]!;
      const second = retries[at + 2]!;
      const third = retries[at + 3]!;
      switch (retries[at]) {
        case FEWER:
          if (third === 1) retries.length = at;
          else retries[at + 3] = third - 1;
          this.resumeAt = second;
          return first + third - 1;
        case MORE:
          if (
            first < this.subject.length &&
            this.single(this.subject.charCodeAt(first), second, third)
          ) {
            retries[at + 1] = first + 1;
            this.resumeAt = third + 1;
            return first + 1;
          }
          break;
        case WITHOUT:
          retries.length = at;
          this.resumeAt = second;
          return first;
        case OPENED:
          this.level--;
          break;
        case CLOSED:
          this.lengths[first] = UNFINISHED;
          break;
      }
      retries.length = at;
    }
    return -1;
  }

  private report(): void {
    const { work } = this;
    this.work = 0;
    this.host.tick(work);
  }

  private open(s: number, length: number): void {
    if (this.level >= MAX_CAPTURES) this.host.error('too many captures');
    this.starts[this.level] = s;
    this.lengths[this.level] = length;
    this.level++;
    this.retries.push(OPENED, 0, 0, 0);
  }

  private close(s: number): void {
    let index = this.level - 1;
    while (index >= 0 && this.lengths[index] !== UNFINISHED) index--;
    if (index < 0) this.host.error('invalid pattern capture');
    this.lengths[index] = s - this.starts[index]!;
    this.retries.push(CLOSED, index, 0, 0);
  }

  /** `%bxy`: @returns where the balanced text ends, or -1 */
  private balanced(s: number, p: number): number {
    const { subject, pattern } = this;
    if (p + 1 >= pattern.length) this.host.error('unbalanced pattern');
    const opening = pattern.charCodeAt(p);
    const closing = pattern.charCodeAt(p + 1);
    if (s >= subject.length || subject.charCodeAt(s) !== opening) return -1;
    let depth = 1;
    for (let i = s + 1; i < subject.length; i++) {
      if (++this.work >= REPORT) this.report();
      const c = subject.charCodeAt(i);
      if (c === closing) {
        if (--depth === 0) return i + 1;
      } else if (c === opening) depth++;
    }
    return -1;
  }

  /** `%f[set]`: between what is not in the set and what is; beyond both ends of the subject there is a NUL. */
  private frontier(s: number, p: number, end: number): boolean {
    const { subject } = this;
    const before = s === 0 ? 0 : subject.charCodeAt(s - 1);
    const after = s < subject.length ? subject.charCodeAt(s) : 0;
    return !this.inSet(before, p, end - 1) && this.inSet(after, p, end - 1);
  }

  /** `%1`: the text of a capture once more. @returns where it ends, or -1 */
  private repeated(s: number, digit: number): number {
    const index = digit - ZERO - 1;
    if (index < 0 || index >= this.level || this.lengths[index] === UNFINISHED)
      this.host.error('invalid capture index');
    const length = this.lengths[index]!;
    if (length === POSITION || this.subject.length - s < length) return -1;
    this.work += length;
    const start = this.starts[index]!;
    return this.subject.startsWith(this.subject.slice(start, start + length), s) ? s + length : -1;
  }

  /** How often an item matches from here on. */
  private repetitions(s: number, p: number, end: number): number {
    const { subject } = this;
    let i = s;
    if (this.pattern.charCodeAt(p) === DOT) i = subject.length;
    else while (i < subject.length && this.single(subject.charCodeAt(i), p, end)) i++;
    this.work += i - s;
    if (this.work >= REPORT) this.report();
    return i - s;
  }

  /** Where the item at p ends: one char, an escaped one or a set. */
  private itemEnd(p: number): number {
    const { pattern } = this;
    const c = pattern.charCodeAt(p);
    if (c === ESCAPE) {
      if (p + 1 >= pattern.length) this.host.error("malformed pattern (ends with '%')");
      return p + 2;
    }
    if (c !== SET_OPEN) return p + 1;
    let i = p + 1;
    if (pattern.charCodeAt(i) === CARET) i++;
    // The first char of a set is in it, even a `]`.
    do {
      if (i >= pattern.length) this.host.error("malformed pattern (missing ']')");
      if (pattern.charCodeAt(i++) === ESCAPE && i < pattern.length) i++;
    } while (pattern.charCodeAt(i) !== SET_CLOSE);
    this.work += i - p;
    return i + 1;
  }

  /** Whether a char matches the item between p and end. */
  private single(c: number, p: number, end: number): boolean {
    const first = this.pattern.charCodeAt(p);
    if (first === DOT) return true;
    if (first === ESCAPE) return inClass(c, this.pattern.charCodeAt(p + 1));
    return first === SET_OPEN ? this.inSet(c, p, end - 1) : first === c;
  }

  /** Whether a char is in the set whose `[` is at p and whose `]` is at end. */
  private inSet(c: number, p: number, end: number): boolean {
    const { pattern } = this;
    const negated = pattern.charCodeAt(p + 1) === CARET;
    let i = negated ? p + 2 : p + 1;
    this.work += (end - p) >> 2;
    if (this.work >= REPORT) this.report();
    for (; i < end; i++) {
      const item = pattern.charCodeAt(i);
      if (item === ESCAPE) {
        if (inClass(c, pattern.charCodeAt(++i))) return !negated;
      } else if (pattern.charCodeAt(i + 1) === MINUS && i + 2 < end) {
        i += 2;
        if (item <= c && c <= pattern.charCodeAt(i)) return !negated;
      } else if (item === c) return !negated;
    }
    return negated;
  }

  /**
   * A capture of the last match, the first of which is the whole match when the pattern has none.
   * @param start where the match starts
   * @param end where it ends
   */
  capture(index: number, start: number, end: number): Bytes | number {
    if (index >= this.level) {
      if (index !== 0) this.host.error('invalid capture index');
      return this.subject.slice(start, end);
    }
    const length = this.lengths[index]!;
    const from = this.starts[index]!;
    if (length === UNFINISHED) this.host.error('unfinished capture');
    return length === POSITION ? from + 1 : this.subject.slice(from, from + length);
  }

  /** The subject from one place to another. */
  subjectBetween(start: number, end: number): Bytes {
    return this.subject.slice(start, end);
  }

  /** All captures of the last match; the whole match when the pattern has none. */
  captures(start: number, end: number): (Bytes | number)[] {
    if (this.level < 2) return [this.capture(0, start, end)];
    return Array.from({ length: this.level }, (_, i) => this.capture(i, start, end));
  }
}

/** `%a` and the like; what is no letter of a class stands for itself. */
function inClass(c: number, letter: number): boolean {
  const mask = classMask(letter);
  if (mask === CharClass.None) return c === letter;
  return hasClass(c, mask) === letter >= 97;
}
