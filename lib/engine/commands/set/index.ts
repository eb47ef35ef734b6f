import type { Command } from '../spec.js';
import { memberCommands } from './members.js';
import { operationCommands } from './operations.js';
import { randomCommands } from './random.js';

/** The commands of sets. */
export const setCommands: readonly Command[] = [
  ...memberCommands,
  ...randomCommands,
  ...operationCommands,
];
