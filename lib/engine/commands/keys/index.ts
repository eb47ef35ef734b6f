import type { Command } from '../spec.js';
import { copyCommands } from './copy.js';
import { dumpCommands } from './dump.js';
import { existenceCommands } from './existence.js';
import { expireCommands } from './expire.js';
import { migrate } from './migrate.js';
import { objectCommands } from './object.js';
import { renameCommands } from './rename.js';
import { scanCommands } from './scan.js';
import { sortCommands } from './sort.js';
import { ttlCommands } from './ttl.js';
import { waitCommands } from './wait.js';

/** The commands of this group. */
export const keysCommands: readonly Command[] = [
  ...existenceCommands,
  ...expireCommands,
  ...ttlCommands,
  ...renameCommands,
  ...copyCommands,
  ...dumpCommands,
  migrate,
  ...scanCommands,
  ...objectCommands,
  ...sortCommands,
  ...waitCommands,
];
