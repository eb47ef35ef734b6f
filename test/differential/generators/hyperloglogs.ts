import { command, key, oneOf, times, value, type Argument } from './arguments.js';

/** Elements that are the same ever again, and elements that are new. */
const element: Argument = (dice) => (dice.once(3) ? value(dice) : [`element:${dice.below(2000)}`]);

/** The commands on HyperLogLogs, and a look at their bytes. */
export const hyperloglogs = [
  command('PFADD', [key, times(0, 5, element)], 6),
  command('PFADD', [key, times(100, 300, element)]),
  command('PFCOUNT', [times(1, 3, key)], 3),
  command('PFMERGE', [key, times(0, 3, key)], 2),
  command('PFDEBUG', [oneOf('ENCODING', 'DECODE', 'todense', 'NOSUCH'), key]),
  command('GET', [key], 2),
];
