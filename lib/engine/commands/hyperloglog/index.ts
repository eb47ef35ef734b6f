import type { Command } from '../spec.js';
import { debugCommands } from './debug.js';
import { elementCommands } from './elements.js';

/** The commands of HyperLogLogs, which are strings. */
export const hyperloglogCommands: readonly Command[] = [...elementCommands, ...debugCommands];
