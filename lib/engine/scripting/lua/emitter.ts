import { cString } from './c-string.js';
import type { Expression } from './syntax.js';

/**
 * Where generated code can fail, or calls: the line of the chunk, and what Lua 5.1 knows of the names of the operands
 * ("local 'x'") or of the function that is called.
 */
export interface Site {
  readonly line: number;
  readonly names: readonly (string | undefined)[];
  /** Whether the call here is in tail position: its frame is gone while the function runs. */
  readonly tail: boolean;
}

/** The depth of the stack counts words of the stack of JavaScript above this, and calls below. */
export const WORD = 2 ** 15;

/** Begins and ends the number of a site in generated text; neither occurs in it otherwise. */
const MARK = '\x01';

/** Collects the sites of a chunk while its code is generated. */
export class Sites {
  readonly all: Site[] = [];

  /** A mark that becomes a line break: what follows it directly is attributed to the site. */
  mark(line: number, names: readonly (string | undefined)[] = [], tail = false): string {
    this.all.push({ line, names, tail });
    return `${MARK}${this.all.length - 1}${MARK}`;
  }

  /** The number of a site inside its mark. */
  static number(mark: string): number {
    return Number(mark.slice(1, -1));
  }

  /**
   * Replaces the marks by line breaks.
   * @returns the text and the site of each of its lines, counted from 0
   */
  resolve(text: string): { text: string; lines: readonly (Site | undefined)[] } {
    const parts = text.split(MARK);
    const lines: (Site | undefined)[] = [undefined];
    let result = parts[0] ?? '';
    for (let i = 1; i < parts.length; i += 2) {
      lines.push(this.all[Number(parts[i])]);
      result += `\n${parts[i + 1]}`;
    }
    return { text: result, lines };
  }
}

/** A string literal of JavaScript: printable ASCII only. */
export function literal(value: string): string {
  let text = '"';
  for (const char of value) {
    const code = char.charCodeAt(0);
    if (char === '"' || char === '\\') text += `\\${char}`;
    else if (code >= 0x20 && code < 0x7f) text += char;
    else text += `\\x${code.toString(16).padStart(2, '0')}`;
  }
  return `${text}"`;
}

/** How Lua 5.1 names a value in messages, from the instruction that loads it. */
export function describe(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'local':
    case 'upvalue':
      return `${expression.kind} '${expression.variable.name}'`;
    case 'global':
      return `global '${expression.name}'`;
    case 'index':
      return `field '${expression.key.kind === 'string' ? cString(expression.key.value) : '?'}'`;
    case 'parenthesis':
      return describe(expression.inner);
    case 'held':
      return describe(expression.origin);
    case 'and':
      return TRUE.has(stripped(expression.left).kind) ? describe(expression.right) : undefined;
    case 'or':
      return jumpsPast(stripped(expression.left)) ? describe(expression.right) : undefined;
    default:
      return undefined;
  }
}

/** What is true in any case: no instruction tests it. */
const TRUE: ReadonlySet<string> = new Set(['true', 'number', 'string']);

/**
 * Whether Lua 5.1, when it looks for the name of `left or right`, comes to the right operand: it follows the first jump,
 * which in `a and b or c` is the one past b.
 */
function jumpsPast(left: Expression): boolean {
  let tested: Expression | undefined;
  for (let one = left; one.kind === 'and'; one = stripped(one.left)) {
    const operand = stripped(one.left);
    if (operand.kind !== 'and' && !TRUE.has(operand.kind)) tested = operand;
    else if (operand.kind === 'and' && !TRUE.has(stripped(operand.right).kind)) {
      tested = stripped(operand.right);
    }
  }
  return tested !== undefined && tested.kind !== 'or';
}

/** An expression without the parentheses around it. */
export function stripped(expression: Expression): Expression {
  let inner = expression;
  for (;;) {
    if (inner.kind === 'parenthesis') ({ inner } = inner);
    else if (inner.kind === 'held') inner = inner.origin;
    else return inner;
  }
}
