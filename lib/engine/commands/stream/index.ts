import type { Command } from '../spec.js';
import { addCommands } from './add.js';
import { claimCommands } from './claim.js';
import { xgroup } from './group.js';
import { xinfo } from './info.js';
import { pendingCommands } from './pending.js';
import { rangeCommands } from './range.js';
import { readCommands } from './read.js';

/** The commands of streams. */
export const streamCommands: readonly Command[] = [
  ...addCommands,
  ...rangeCommands,
  ...readCommands,
  ...pendingCommands,
  ...claimCommands,
  xgroup,
  xinfo,
];
