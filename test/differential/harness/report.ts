import type { Mismatch } from './comparison.js';
import { toRow, type Step } from './step.js';

/** The differences as a table for people; empty when there is none. */
export function report(mismatches: readonly Mismatch[]): string {
  return mismatches
    .map(({ index, step, ours, theirs }) =>
      [`#${index} ${toRow(step)}`, `  redis:  ${shown(theirs)}`, `  engine: ${shown(ours)}`].join(
        '\n',
      ),
    )
    .join('\n');
}

/** A sequence as the source of a table, to be pasted into a test. */
export function asTable(name: string, steps: readonly Step[]): string {
  const rows = steps.map((step) => `  ${JSON.stringify(toRow(step))},\n`).join('');
  return `differentialTable(${JSON.stringify(name)}, [\n${rows}]);`;
}

function shown(frames: readonly string[]): string {
  return frames.length === 0 ? '(nothing)' : frames.map((raw) => JSON.stringify(raw)).join(' ');
}
