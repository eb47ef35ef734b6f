import { pow } from '../../elementary/exponential.js';
import type { Arithmetic } from './syntax.js';

/** What the arithmetic operators do with numbers. */
export const ARITHMETIC: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  // The sign is the one of b.
  '%': (a, b) => a - Math.floor(a / b) * b,
  '^': pow,
};
