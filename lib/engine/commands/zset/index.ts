import type { Command } from '../spec.js';
import { addCommands } from './add.js';
import { countCommands } from './count.js';
import { memberCommands } from './members.js';
import { operationCommands } from './operations.js';
import { popCommands } from './pop.js';
import { randomCommands } from './random.js';
import { rangeCommands } from './range.js';

/** The commands of sorted sets. */
export const zsetCommands: readonly Command[] = [
  ...addCommands,
  ...memberCommands,
  ...rangeCommands,
  ...countCommands,
  ...popCommands,
  ...randomCommands,
  ...operationCommands,
];
