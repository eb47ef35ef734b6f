import type { Command } from '../spec.js';
import { evalCommands } from './eval.js';
import { functionContainer } from './function.js';
import { script } from './script.js';

/** Scripts and functions. What they call re-enters the engine within the unit of their command. */
export const scriptingCommands: readonly Command[] = [...evalCommands, script, functionContainer];
