import { command, key, times } from './arguments.js';

/** MULTI and its company; EXEC comes more often than MULTI, so that transactions stay short. */
export const transactions = [
  command('MULTI', [], 3),
  command('EXEC', [], 5),
  command('DISCARD'),
  command('WATCH', [times(1, 2, key)], 3),
  command('UNWATCH'),
];
