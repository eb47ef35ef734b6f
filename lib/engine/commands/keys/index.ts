import type { Command } from '../spec.js';

/** The commands of this group. */
export const keysCommands: readonly Command[] = [];
