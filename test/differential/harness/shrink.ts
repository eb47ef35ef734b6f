import type { Step } from './step.js';

/** Arguments that explain themselves, the simplest first. */
const SIMPLE = ['', 'a', '0', '1'];
/** How many trials a reproduction may cost. */
const MAX_TRIALS = 600;

/**
 * Cuts a failing sequence down to one in which no step, and hardly an argument, can be left out or made simpler.
 * @param fails tells whether a sequence still fails
 */
export async function shrink(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let smallest = steps;
  let trials = 0;
  const attempt = async (candidate: readonly Step[]): Promise<boolean> => {
    if (++trials > MAX_TRIALS || !(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    for (let start = 0; start < smallest.length;) {
      if (!(await attempt(smallest.toSpliced(start, size)))) start += size;
    }
  }
  for (let i = smallest.length - 1; i >= 0; i--) await attempt(smallest.toSpliced(i, 1));
  await simplify(() => smallest, attempt);
  return smallest;
}

async function simplify(
  current: () => readonly Step[],
  attempt: (candidate: readonly Step[]) => Promise<boolean>,
): Promise<void> {
  for (let i = 0; i < current().length; i++) {
    if (current()[i]!.on === 2) await attempt(current().with(i, { ...current()[i]!, on: 1 }));
    for (let at = current()[i]!.argv.length - 1; at > 0; at--) {
      const step = current()[i]!;
      if (await attempt(current().with(i, { ...step, argv: step.argv.toSpliced(at, 1) }))) continue;
      for (const simple of SIMPLE) {
        if (simple === step.argv[at]) break;
        if (await attempt(current().with(i, { ...step, argv: step.argv.with(at, simple) }))) break;
      }
    }
  }
}
