import type { Command } from '../spec.js';
import { bitCommands } from './bit.js';
import { bitfieldCommands } from './bitfield.js';
import { bitopCommands } from './bitop.js';
import { rangeCommands } from './range.js';

/** The commands of bitmaps, which are strings. */
export const bitmapCommands: readonly Command[] = [
  ...bitCommands,
  ...rangeCommands,
  ...bitopCommands,
  ...bitfieldCommands,
];
