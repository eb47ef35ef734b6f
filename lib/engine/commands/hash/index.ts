import type { Command } from '../spec.js';
import { fieldCommands } from './fields.js';
import { fieldExpiryCommands } from './expiry.js';
import { incrementCommands } from './increment.js';
import { randomCommands } from './random.js';

/** The commands of hashes. */
export const hashCommands: readonly Command[] = [
  ...fieldCommands,
  ...incrementCommands,
  ...randomCommands,
  ...fieldExpiryCommands,
];
