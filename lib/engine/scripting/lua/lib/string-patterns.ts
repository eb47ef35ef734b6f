import type { LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import {
  type LuaFunction,
  type LuaResult,
  type LuaValue,
  native,
  NOTHING,
  isTrue,
  typeName,
} from '../value.js';
import { PatternMatcher } from './pattern.js';

/** What makes a text a pattern; without any of these `find` looks for the text as it is. */
const SPECIAL = /[\^$*+?.([%-]/;
const ZERO = 48; // 0

/** `find`, `match`, `gmatch` (once called `gfind`) and `gsub`. */
export function createPatternFunctions(
  state: LuaState,
): readonly (readonly [name: string, fn: LuaFunction])[] {
  function find(s: LuaValue, pattern: LuaValue, init: LuaValue, plain: LuaValue): LuaResult {
    return search(true, s, pattern, init, plain, arguments.length);
  }

  function match(s: LuaValue, pattern: LuaValue, init: LuaValue): LuaResult {
    return search(false, s, pattern, init, undefined, arguments.length);
  }

  function search(
    isFind: boolean,
    s: LuaValue,
    p: LuaValue,
    init: LuaValue,
    plain: LuaValue,
    count: number,
  ): LuaResult {
    const text = state.checkString(s, 1, count);
    const pattern = state.checkString(p, 2, count);
    const start = startOf(state.optInteger(init, 3, 1), text.length);
    if (isFind && (isTrue(plain) || !isSpecial(pattern))) return findPlain(text, pattern, start);
    const anchored = pattern.startsWith('^');
    const matcher = new PatternMatcher(state, text, anchored ? pattern.slice(1) : pattern);
    const last = anchored ? start : text.length;
    for (let at = start; at <= last; at++) {
      const end = matcher.match(at);
      if (end < 0) continue;
      if (!isFind) return oneOrMore(matcher.captures(at, end));
      return matcher.level === 0 ? [at + 1, end] : [at + 1, end, ...matcher.captures(at, end)];
    }
    return undefined;
  }

  function findPlain(text: string, wanted: string, start: number): LuaResult {
    const at = text.indexOf(wanted, start);
    state.tick(((at < 0 ? text.length : at) - start) >> 6);
    return at < 0 ? undefined : [at + 1, at + wanted.length];
  }

  function gmatch(s: LuaValue, p: LuaValue): LuaFunction {
    const text = state.checkString(s, 1, arguments.length);
    const pattern = state.checkString(p, 2, arguments.length);
    const matcher = new PatternMatcher(state, text, pattern);
    let next = 0;
    return native('gmatch_aux', () => {
      for (let at = next; at <= text.length; at++) {
        const end = matcher.match(at);
        if (end < 0) continue;
        next = end === at ? end + 1 : end;
        return oneOrMore(matcher.captures(at, end));
      }
      next = text.length + 1;
      return NOTHING;
    });
  }

  function gsub(s: LuaValue, p: LuaValue, replacement: LuaValue, max: LuaValue): LuaResult {
    const text = state.checkString(s, 1, arguments.length);
    const pattern = state.checkString(p, 2, arguments.length);
    const most = state.optInt(max, 4, text.length + 1);
    const replace = replacer(replacement);
    const anchored = pattern.startsWith('^');
    const matcher = new PatternMatcher(state, text, anchored ? pattern.slice(1) : pattern);
    let result = '';
    let copied = 0;
    let at = 0;
    let count = 0;
    while (count < most) {
      const end = matcher.match(at);
      if (end >= 0) {
        count++;
        const piece = text.slice(copied, at) + replace(matcher, text, at, end);
        result = state.append(result, piece);
        copied = end;
      }
      if (end > at) at = end;
      else if (at < text.length) at++;
      else break;
      if (anchored) break;
    }
    return [copied === 0 && result === '' ? text : result + text.slice(copied), count];
  }

  /** What takes the place of a match. */
  type Replace = (matcher: PatternMatcher, text: string, start: number, end: number) => string;

  function replacer(replacement: LuaValue): Replace {
    const template = state.asString(replacement);
    if (template !== undefined) {
      return template.includes('%')
        ? (matcher, _text, start, end) => fill(template, matcher, start, end)
        : () => template;
    }
    if (typeof replacement === 'function')
      return (matcher, text, start, end) =>
        replaced(state.call1(replacement, ...matcher.captures(start, end)), text.slice(start, end));
    if (replacement instanceof LuaTable)
      return (matcher, text, start, end) =>
        replaced(state.index(replacement, matcher.capture(0, start, end)), text.slice(start, end));
    return state.argumentError(3, 'string/function/table expected');
  }

  function replaced(value: LuaValue, original: string): string {
    if (!isTrue(value)) return original;
    return state.asString(value) ?? state.error(`invalid replacement value (a ${typeName(value)})`);
  }

  /** A template with `%1` and the like filled in. A `%` at its end stands for the NUL that is there in C. */
  function fill(template: string, matcher: PatternMatcher, start: number, end: number): string {
    let text = '';
    let copied = 0;
    for (let at = template.indexOf('%'); at >= 0; at = template.indexOf('%', copied)) {
      text += template.slice(copied, at);
      const digit = template.charCodeAt(at + 1) - ZERO;
      if (digit >= 0 && digit <= 9) {
        const value =
          digit === 0 ? matcher.subjectBetween(start, end) : matcher.capture(digit - 1, start, end);
        text += typeof value === 'number' ? String(value) : value;
      } else text += at + 1 < template.length ? template[at + 1] : '\0';
      copied = at + 2;
    }
    return text + template.slice(copied);
  }

  return [
    ['find', find],
    ['gfind', gmatch],
    ['gmatch', gmatch],
    ['gsub', gsub],
    ['match', match],
  ];
}

/** Where a search starts, from 0. */
function startOf(init: number, length: number): number {
  const at = (init < 0 ? Math.max(init + length + 1, 0) : init) - 1;
  return Math.min(Math.max(at, 0), length);
}

/** Whether there is a special char before the NUL that ends a pattern. */
function isSpecial(pattern: string): boolean {
  const end = pattern.indexOf('\0');
  return SPECIAL.test(end < 0 ? pattern : pattern.slice(0, end));
}

function oneOrMore(values: readonly LuaValue[]): LuaResult {
  return values.length === 1 ? values[0] : values;
}
