import { expect } from '@jest/globals';

/**
 * Expects that all of `size` elements came about as often: their chi-squared is far beyond its mean only by mistake.
 * @param drawn what came, in any order; many times `size`
 */
export function expectUniform(drawn: readonly unknown[], size: number): void {
  const counts = new Map<unknown, number>();
  for (const element of drawn) counts.set(element, (counts.get(element) ?? 0) + 1);
  expect(counts.size).toBe(size);
  const mean = drawn.length / size;
  let chiSquared = 0;
  for (const count of counts.values()) chiSquared += (count - mean) ** 2 / mean;
  expect(chiSquared).toBeLessThan(size - 1 + 5 * Math.sqrt(2 * (size - 1)));
}
