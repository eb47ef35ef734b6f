import type { CommandGenerator } from './arguments.js';
import { connection, muting } from './connection.js';
import { keys } from './keys.js';
import { pubsub } from './pubsub.js';
import { server } from './server.js';
import { strings } from './strings.js';
import { transactions } from './transactions.js';

/**
 * The groups of commands that random sequences are made of. A new family of commands is one more file, with a
 * declaration for each command, and one more line here.
 */
export const groups = { strings, keys, connection, muting, transactions, pubsub, server } as const;

/** Groups, and how often each comes. */
export type Mixture = readonly (readonly [group: readonly CommandGenerator[], weight: number])[];

/** What random sequences are about: a name, its groups, and steps to begin with. */
export interface Scenario {
  readonly name: string;
  readonly mixture: Mixture;
  readonly preamble: readonly string[];
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'strings and keys',
    mixture: [
      [groups.strings, 6],
      [groups.keys, 4],
    ],
    preamble: [],
  },
  {
    name: 'connections',
    mixture: [
      [groups.connection, 10],
      [groups.muting, 1],
      [groups.strings, 3],
    ],
    preamble: [],
  },
  {
    name: 'transactions on two connections',
    mixture: [
      [groups.strings, 8],
      [groups.keys, 8],
      [groups.transactions, 5],
      [groups.connection, 2],
    ],
    preamble: [],
  },
  {
    name: 'keyspace notifications',
    mixture: [
      [groups.strings, 8],
      [groups.keys, 8],
      [groups.transactions, 2],
      [groups.connection, 1],
      [groups.server, 1],
    ],
    preamble: ['CONFIG SET notify-keyspace-events KEg$lshzxedmn', '3> PSUBSCRIBE __key*'],
  },
  {
    name: 'pub/sub',
    mixture: [
      [groups.pubsub, 10],
      [groups.connection, 1],
      [groups.transactions, 1],
    ],
    preamble: [],
  },
];
