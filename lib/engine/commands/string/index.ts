import type { Command } from '../spec.js';
import { getCommands } from './get.js';
import { incrCommands } from './incr.js';
import { incrbyfloatCommands } from './incrbyfloat.js';
import { lcsCommands } from './lcs.js';
import { multipleCommands } from './multiple.js';
import { rangeCommands } from './range.js';
import { setCommands } from './set.js';

/** The commands of this group. */
export const stringCommands: readonly Command[] = [
  ...setCommands,
  ...getCommands,
  ...multipleCommands,
  ...incrCommands,
  ...incrbyfloatCommands,
  ...rangeCommands,
  ...lcsCommands,
];
