import { isNumeric } from './expression-traits.js';
import type { Expression } from './syntax.js';

/** How many operations may nest in each other on the left: nested, they take stack when they are compiled ... */
const LONG = 10;
/** ... of which there is less where expressions are nested in expressions already. */
const SHORT = 1;
const SHALLOW = 12;

/** What is evaluated first of an expression, to go on with its value: operations in a row nest there. */
function leftOf(e: Expression): Expression | undefined {
  switch (e.kind) {
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return e.left;
    case 'index':
      return e.object;
    case 'call':
      return e.fn;
    case 'parenthesis':
      return e.inner;
    default:
      return undefined;
  }
}

function withLeft(e: Expression, left: Expression): Expression {
  switch (e.kind) {
    case 'index':
      return { ...e, object: left };
    case 'call':
      return { ...e, fn: left };
    case 'parenthesis':
      return { ...e, inner: left };
    default:
      return { ...e, left } as Expression;
  }
}

/**
 * Takes a long row of operations (`a + b - c ...`, `a.b.c ...`, `f()()() ...`) apart.
 * @param nesting how many expressions there are around it
 * @param hold evaluates a part of the row, and tells where its value is kept until the next part is evaluated
 * @returns what is left of the row
 */
export function shortened(
  e: Expression,
  nesting: number,
  hold: (part: Expression) => string,
): Expression {
  const most = nesting < SHALLOW ? LONG : SHORT;
  const row: Expression[] = [];
  for (let one: Expression | undefined = e; one; one = leftOf(one)) row.push(one);
  if (row.length <= most) return e;
  let part = row.pop()!;
  for (let size = 1; row.length > 0; size++) {
    const origin = row.pop()!;
    part = withLeft(origin, part);
    if (size % most !== 0 || row.length === 0) continue;
    part = { kind: 'held', name: hold(part), origin, numeric: isNumeric(part) };
  }
  return part;
}
