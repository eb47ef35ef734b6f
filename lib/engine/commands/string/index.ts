import type { Command } from '../spec.js';
import { getCommands } from './get.js';
import { incrCommands } from './incr.js';
import { setCommands } from './set.js';

/** The commands of this group. */
export const stringCommands: readonly Command[] = [...setCommands, ...getCommands, ...incrCommands];
