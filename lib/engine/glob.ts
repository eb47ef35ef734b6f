import type { Bytes } from './bytes.js';

const STAR = 42;
const QUESTION = 63;
const OPEN = 91;
const CLOSE = 93;
const CARET = 94;
const BACKSLASH = 92;
const DASH = 45;

/**
 * Matches bytes against a Redis glob: `*`, `?`, `[abc]`, `[^a-c]`, backslash escapes. Linear backtracking: only the
 * last star is ever reconsidered, so that no pattern takes exponential time. An empty text is matched by the empty
 * pattern alone, as in Redis.
 */
export function matchGlob(pattern: Bytes, text: Bytes, ignoreCase = false): boolean {
  // Redis never looks at a pattern when there is no text to match, not even at a star.
  if (text === '') return pattern === '';
  if (ignoreCase) {
    pattern = pattern.toLowerCase();
    text = text.toLowerCase();
  }
  let p = 0;
  let t = 0;
  let starPattern = -1;
  let starText = 0;
  for (;;) {
    if (p < pattern.length && pattern.charCodeAt(p) === STAR) {
      starPattern = ++p;
      starText = t;
      continue;
    }
    if (t === text.length) {
      // Only stars match nothing, and they have been passed.
      return p >= pattern.length;
    }
    const next = p < pattern.length ? matchOne(pattern, p, text.charCodeAt(t)) : -1;
    if (next >= 0) {
      p = next;
      t++;
    } else if (starPattern >= 0) {
      p = starPattern;
      t = ++starText;
    } else return false;
  }
}

/** Matches one char against the pattern element at `p`. @returns the index behind the element, or -1 */
function matchOne(pattern: Bytes, p: number, char: number): number {
  switch (pattern.charCodeAt(p)) {
    case QUESTION:
      return p + 1;
    case OPEN:
      return matchClass(pattern, p + 1, char);
    case BACKSLASH:
      if (p + 1 < pattern.length) p++;
      break;
    default:
  }
  return pattern.charCodeAt(p) === char ? p + 1 : -1;
}

/** Matches `[...]`, whose closing bracket may be missing. */
function matchClass(pattern: Bytes, p: number, char: number): number {
  const length = pattern.length;
  const negated = p < length && pattern.charCodeAt(p) === CARET;
  if (negated) p++;
  let found = false;
  for (; p < length && pattern.charCodeAt(p) !== CLOSE; p++) {
    const first = pattern.charCodeAt(p);
    if (first === BACKSLASH && p + 1 < length) {
      if (pattern.charCodeAt(++p) === char) found = true;
    } else if (p + 2 < length && pattern.charCodeAt(p + 1) === DASH) {
      const [low, high, byte] = [signed(first), signed(pattern.charCodeAt(p + 2)), signed(char)];
      p += 2;
      if (byte >= Math.min(low, high) && byte <= Math.max(low, high)) found = true;
    } else if (first === char) found = true;
  }
  return found === negated ? -1 : Math.min(p + 1, length);
}

/** A byte as C's `char`, by which Redis compares ranges: from 0x80 on it is negative. */
function signed(byte: number): number {
  return (byte << 24) >> 24;
}
