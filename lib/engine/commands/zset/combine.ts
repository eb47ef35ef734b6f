import type { Bytes } from '../../bytes.js';
import type { SetValue } from '../../values/set-value.js';
import { type SortedSet } from '../../values/sorted-set.js';
import type { Scored } from './shared.js';

export type Operation = 'union' | 'inter' | 'diff';
/** What becomes of the scores that a member has in several sources. */
export type Aggregate = 'SUM' | 'MIN' | 'MAX';

/** An input: a sorted set, or a set whose members all have the score 1. */
export interface Source {
  readonly value: SetValue | SortedSet | undefined;
  readonly weight: number;
}

/**
 * Combines sources.
 * @param limit how many members an intersection may have; 0 for any number
 * @returns members with scores, in no particular order
 */
export function combine(
  operation: Operation,
  sources: readonly Source[],
  aggregate: Aggregate,
  limit = 0,
): Scored[] {
  switch (operation) {
    case 'diff':
      return subtract(sources);
    case 'union':
      return unite(bySize(sources), aggregate);
    case 'inter':
      return intersect(bySize(sources), aggregate, limit);
    default: {
      const never: never = operation;
      return never;
    }
  }
}

/** Redis begins with the smallest; where a sum is rounded, the order shows. */
function bySize(sources: readonly Source[]): readonly Source[] {
  return sources.toSorted((a, b) => sizeOf(a) - sizeOf(b));
}

function sizeOf({ value }: Source): number {
  return value?.size ?? 0;
}

function scoreIn(value: SetValue | SortedSet, member: Bytes): number | undefined {
  if (value.type === 'zset') return value.score(member);
  return value.has(member) ? 1 : undefined;
}

/** @param visit `false` ends the walk */
function forEach({ value }: Source, visit: (member: Bytes, score: number) => boolean | void): void {
  if (value === undefined) return;
  if (value.type === 'zset') value.forEachFrom(0, visit);
  else value.forEach((member) => visit(member, 1));
}

/** What is no number counts as 0: infinity times zero, and the sum of opposite infinities. */
function orZero(score: number): number {
  return Number.isNaN(score) ? 0 : score;
}

function aggregated(aggregate: Aggregate, score: number, other: number): number {
  switch (aggregate) {
    case 'SUM':
      return orZero(score + other);
    case 'MIN':
      return other < score ? other : score;
    case 'MAX':
      return other > score ? other : score;
    default: {
      const never: never = aggregate;
      return never;
    }
  }
}

function unite(sources: readonly Source[], aggregate: Aggregate): Scored[] {
  const scores = new Map<Bytes, number>();
  for (const source of sources) {
    forEach(source, (member, value) => {
      const score = orZero(source.weight * value);
      const known = scores.get(member);
      scores.set(member, known === undefined ? score : aggregated(aggregate, known, score));
    });
  }
  return [...scores];
}

function intersect(sources: readonly Source[], aggregate: Aggregate, limit: number): Scored[] {
  const [smallest, ...others] = sources;
  const found: Scored[] = [];
  if (smallest === undefined) return found;
  forEach(smallest, (member, value) => {
    let score = orZero(smallest.weight * value);
    for (const other of others) {
      const its = scoreIn(other.value!, member);
      if (its === undefined) return true;
      score = aggregated(aggregate, score, its * other.weight);
    }
    return found.push([member, score]) !== limit;
  });
  return found;
}

function subtract([first, ...others]: readonly Source[]): Scored[] {
  const left: Scored[] = [];
  if (first === undefined) return left;
  const present = others.flatMap(({ value }) => value ?? []);
  // A member is more likely to be found in a large set.
  present.sort((a, b) => b.size - a.size);
  forEach(first, (member, score) => {
    if (present.every((other) => scoreIn(other, member) === undefined)) left.push([member, score]);
  });
  return left;
}
