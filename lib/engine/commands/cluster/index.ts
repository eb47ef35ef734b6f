import { command, type Command } from '../spec.js';
import { cluster, clusterDisabled } from './cluster.js';

const common = {
  since: '3.0.0',
  group: 'cluster',
  complexity: 'O(1)',
  categories: ['@connection'],
  args: [],
  execute: clusterDisabled,
} as const;

/** What clients ask of the nodes of a cluster, which this server is not. */
export const clusterCommands: readonly Command[] = [
  cluster,
  command({
    ...common,
    name: 'ASKING',
    summary: 'Let the next command read a slot that is being moved here.',
    flags: ['fast'],
  }),
  command({
    ...common,
    name: 'READONLY',
    summary: 'Let this connection read from a replica.',
    flags: ['loading', 'stale', 'fast'],
  }),
  command({
    ...common,
    name: 'READWRITE',
    summary: 'Undo READONLY.',
    flags: ['loading', 'stale', 'fast'],
  }),
];
