/**
 * A new array of some elements, in the place of a literal where most arrays die soon. V8 remembers for each literal
 * whether its first arrays survived; if they happened to, it puts all later ones into the old generation at once, with
 * everything that they refer to, and a call takes up to three times as long. An array of rest parameters is always young.
 */
export function youngList<T>(...elements: T[]): T[] {
  return elements;
}
