import type { Command } from '../spec.js';
import { existenceCommands } from './existence.js';
import { expireCommands } from './expire.js';
import { ttlCommands } from './ttl.js';

/** The commands of this group. */
export const keysCommands: readonly Command[] = [
  ...existenceCommands,
  ...expireCommands,
  ...ttlCommands,
];
