/** Fewer elements are sorted by insertion. */
const FEW = 7;
/** From so many on a pivot is the median of three medians. */
const MANY = 40;

/** Less than 0 where `a` comes first, more than 0 where `b` does, 0 for equals. */
export type Order<T> = (a: T, b: T) => number;

/**
 * Sorts a list so far that the elements from `first` to `last` are those of a sorted list; the others are left on
 * their side of them. The order of equals is that of Redis: the algorithm is the quicksort of Bentley and McIlroy
 * ("Engineering a Sort Function", 1993), which parts a range into less, equal and greater, and here leaves out parts
 * of which nothing is asked for.
 */
export function partialSort<T>(list: T[], order: Order<T>, first: number, last: number): void {
  const pending: [from: number, end: number][] = [[0, list.length]];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const [from, end] = range;
    if (from > last || end <= first || end - from < 2) continue;
    if (end - from < FEW) {
      insertionSort(list, order, from, end);
      continue;
    }
    const [less, greater] = partition(list, order, from, end);
    pending.push([from, from + less], [end - greater, end]);
  }
}

function insertionSort<T>(list: T[], order: Order<T>, from: number, end: number): void {
  for (let i = from + 1; i < end; i++) {
    const element = list[i]!;
    let at = i;
    for (; at > from && order(list[at - 1]!, element) > 0; at--) list[at] = list[at - 1]!;
    list[at] = element;
  }
}

/** Moves what is less than a pivot to the front and what is greater to the end. @returns how many there are of both */
function partition<T>(
  list: T[],
  order: Order<T>,
  from: number,
  end: number,
): [less: number, greater: number] {
  swap(list, from, pivotOf(list, order, from, end));
  const pivot = list[from]!;
  // Equals are gathered at both ends: from..lessFrom and greaterEnd..end.
  let lessFrom = from + 1;
  let low = lessFrom;
  let high = end - 1;
  let greaterEnd = end;
  for (;;) {
    for (; low <= high; low++) {
      const sign = order(list[low]!, pivot);
      if (sign > 0) break;
      if (sign === 0) swap(list, lessFrom++, low);
    }
    for (; low <= high; high--) {
      const sign = order(list[high]!, pivot);
      if (sign < 0) break;
      if (sign === 0) swap(list, --greaterEnd, high);
    }
    if (low > high) break;
    swap(list, low++, high--);
  }
  const less = low - lessFrom;
  const greater = greaterEnd - low;
  const equalsBefore = Math.min(lessFrom - from, less);
  swapRanges(list, from, low - equalsBefore, equalsBefore);
  const equalsBehind = Math.min(greater, end - greaterEnd);
  swapRanges(list, low, end - equalsBehind, equalsBehind);
  return [less, greater];
}

function pivotOf<T>(list: T[], order: Order<T>, from: number, end: number): number {
  const count = end - from;
  const middle = from + (count >>> 1);
  if (count === FEW) return middle;
  const last = end - 1;
  if (count <= MANY) return medianOf(list, order, from, middle, last);
  const step = count >>> 3;
  return medianOf(
    list,
    order,
    medianOf(list, order, from, from + step, from + 2 * step),
    medianOf(list, order, middle - step, middle, middle + step),
    medianOf(list, order, last - 2 * step, last - step, last),
  );
}

/** Which of three elements is the one in the middle. */
function medianOf<T>(list: T[], order: Order<T>, a: number, b: number, c: number): number {
  const [x, y, z] = [list[a]!, list[b]!, list[c]!];
  if (order(x, y) < 0) {
    if (order(y, z) < 0) return b;
    return order(x, z) < 0 ? c : a;
  }
  if (order(y, z) > 0) return b;
  return order(x, z) < 0 ? a : c;
}

function swap<T>(list: T[], a: number, b: number): void {
  const element = list[a]!;
  list[a] = list[b]!;
  list[b] = element;
}

function swapRanges<T>(list: T[], a: number, b: number, count: number): void {
  for (let i = 0; i < count; i++) swap(list, a + i, b + i);
}
