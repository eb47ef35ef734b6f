import { command } from '../spec.js';

export const time = command({
  name: 'TIME',
  since: '2.6.0',
  group: 'server',
  summary: 'Return the time: seconds since the epoch, and microseconds of the second.',
  complexity: 'O(1)',
  flags: ['loading', 'stale', 'fast'],
  tips: ['nondeterministic_output'],
  args: [],
  execute: ({ now }) => [String(Math.floor(now / 1000)), String((now % 1000) * 1000)],
});
