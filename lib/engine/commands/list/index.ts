import type { Command } from '../spec.js';
import { elementCommands } from './elements.js';
import { moveAndWaitCommands } from './blocking.js';
import { popCommands } from './pop.js';
import { pushCommands } from './push.js';

/** The commands of lists. */
export const listCommands: readonly Command[] = [
  ...pushCommands,
  ...popCommands,
  ...elementCommands,
  ...moveAndWaitCommands,
];
