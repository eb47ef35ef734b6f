import type { Command } from '../spec.js';

/** The commands of this group. */
export const serverCommands: readonly Command[] = [];
