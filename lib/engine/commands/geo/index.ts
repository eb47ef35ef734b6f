import type { Command } from '../spec.js';
import { positionCommands } from './positions.js';
import { searchCommands } from './search-commands.js';

/** The commands of positions, which are scores of sorted sets. */
export const geoCommands: readonly Command[] = [...positionCommands, ...searchCommands];
